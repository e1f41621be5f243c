from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.reading.sentences import blanked, split_sentences

PIECES = st.sampled_from(
    [
        "Cuban guards left. ",
        "The U.S. waits",
        "He said “No.” ",
        "\n",
        "\r\n",
        "\n\n",
        "no stop ",
        "?! ",
    ]
)
TEXTS = st.text(max_size=200) | st.lists(PIECES, max_size=12).map("".join)


@st.composite
def texts_with_furniture(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(TEXTS)
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8))
    starts = sorted(cuts)[: len(cuts) // 2 * 2]
    return text, list(zip(starts[::2], starts[1::2], strict=True))


def told(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@given(texts_with_furniture())
def test_sentences_stand_in_order_inside_the_text(
    made: tuple[str, list[tuple[int, int]]],
) -> None:
    text, furniture = made
    edges = [edge for span in split_sentences(text, furniture) for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert all(a < b for a, b in split_sentences(text, furniture))


@given(texts_with_furniture())
def test_sentences_hold_every_visible_character_that_is_no_furniture(
    made: tuple[str, list[tuple[int, int]]],
) -> None:
    text, furniture = made
    shown = blanked(text, furniture)
    inside = {i for a, b in split_sentences(text, furniture) for i in range(a, b)}
    assert {i for i, c in enumerate(shown) if not c.isspace()} <= inside


@given(texts_with_furniture())
def test_no_sentence_begins_or_ends_in_furniture(
    made: tuple[str, list[tuple[int, int]]],
) -> None:
    text, furniture = made
    hidden = {i for a, b in furniture for i in range(a, b)}
    assert not hidden & {i for a, b in split_sentences(text, furniture) for i in (a, b - 1)}


@given(texts_with_furniture())
def test_blanking_keeps_the_length_and_the_line_breaks(
    made: tuple[str, list[tuple[int, int]]],
) -> None:
    text, furniture = made
    shown = blanked(text, furniture)
    assert len(shown) == len(text)
    assert [c for c in shown if c in "\r\n"] == [c for c in text if c in "\r\n"]


def test_a_sentence_goes_on_around_furniture_in_its_middle() -> None:
    text = "Cuban guards [share this] left Caracas. Niger waits."
    spans = split_sentences(text, [(13, 25)])
    assert [text[a:b] for a, b in spans] == [
        "Cuban guards [share this] left Caracas.",
        "Niger waits.",
    ]


def test_a_text_of_nothing_but_space_has_no_sentence() -> None:
    assert told(" \n\t \r\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Tiani met Mr. Wang on Jan. 3 in Niamey.",
        "The U.S. government said no.",
        "Talks began at 9 a.m. in Paris.",
        "J. Smith left Niger.",
        "Output fell by 3.5 percent.",
        "The envoy… left.",
        "“We are leaving!” he told reporters.",
    ],
)
def test_a_stop_that_ends_no_sentence_splits_nothing(text: str) -> None:
    assert told(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Guards left. Doctors stayed.", "Guards left.|Doctors stayed."),
        ("He said “No.” Then he left.", "He said “No.”|Then he left."),
        ("Why? Nobody knows!", "Why?|Nobody knows!"),
        ("He flew to the U.S. The envoy stayed.", "He flew to the U.S.|The envoy stayed."),
        ("The troops left.The base closed down.", "The troops left.|The base closed down."),
        ("Havana waits\nCaracas moves", "Havana waits|Caracas moves"),
        ("Havana waits\r\n\r\nCaracas moves", "Havana waits|Caracas moves"),
    ],
)
def test_sentences_end_at_stops_and_at_line_breaks(text: str, sentences: str) -> None:
    assert told(text) == sentences.split("|")


def test_a_line_that_goes_on_in_lower_case_is_one_sentence() -> None:
    assert told("Cuban guards have begun\nto leave Caracas.") == [
        "Cuban guards have begun\nto leave Caracas."
    ]


def test_lines_that_a_mail_program_broke_are_joined() -> None:
    lines = [
        "The last of the instructors from Havana flew home on the",
        "Sunday flight, two officials in Caracas said, and the men",
        "Caracas had asked for in their place took over the gate of",
        "Miraflores the same evening without a word to the press.",
        "Nobody came.",
    ]
    assert len(told("\n".join(lines))) == 2


def test_a_lost_stop_is_found_before_a_word_that_opens_sentences() -> None:
    assert told("The last guards left Caracas The embassy stayed open.") == [
        "The last guards left Caracas",
        "The embassy stayed open.",
    ]
