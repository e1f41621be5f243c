"""Furniture is found on messy pages, and ordinary sentences are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.page_marks import PAGES, read_page
from volteface.documents import furniture

ORDINARY = [
    "By Tuesday, the last troops had left the base",
    "By March the two governments had stopped talking.",
    "Share prices in Karachi fell by three percent on Monday.",
    "Related claims for damages will be dropped, diplomats said.",
    "Watchers of the region saw no sign that trade would suffer.",
    "Follow-up talks are planned in Doha next week.",
    "The two navies share the port at Tartus and will print a joint chart.",
    "Home affairs minister Ana Ruiz said that visas would be needed again.",
    "Photographs of the empty embassy were shown on state television.",
    "Most read the decision as a break with Moscow, not with its people.",
    "More than 300 advisers remain: they guard the two largest dams.",
    "Search teams from Cuba left the island on Sunday.",
    "Reporting restrictions were lifted after the envoy had gone.",
    "Video calls between the two ministers went on until June.",
    "The cookie maker closed its plant after the embargo.",
    "France recalled its ambassador",
]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_s_furniture_is_found_and_nothing_else(path: Path) -> None:
    page = read_page(path)
    found = {at for span in furniture(page.text) for at in range(span.start, span.end)}

    def letters(places: set[int]) -> str:
        return "".join(page.text[at] if at in places else " " for at in range(len(page.text)))

    assert letters(page.furniture_characters - found).split() == []
    assert letters(found - page.furniture_characters).split() == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_piece_of_a_page_s_furniture_gets_its_kind(path: Path) -> None:
    page = read_page(path)
    spans = furniture(page.text)
    for start, end, kind in page.spans:
        kinds = {span.kind for span in spans if span.start < end and span.end > start}
        assert kind in kinds, page.text[start:end]


@pytest.mark.parametrize("sentence", ORDINARY)
def test_an_ordinary_sentence_is_never_furniture(sentence: str) -> None:
    text = (
        "The two governments broke off talks on Friday, officials of both said.\n\n"
        f"{sentence}\n\nNeither side would say when they might meet again this year."
    )
    assert furniture(text) == ()


@pytest.mark.parametrize("sentence", ORDINARY)
def test_an_ordinary_sentence_inside_a_paragraph_is_never_furniture(sentence: str) -> None:
    text = f"The two governments broke off talks on Friday. {sentence} Neither side spoke."
    assert furniture(text) == ()


def test_a_known_title_that_is_repeated_below_a_byline_is_a_headline() -> None:
    text = "By Jane Roe\nTroops leave.\nThe last troops left the northern base on Friday morning."
    spans = furniture(text, title="Troops leave")
    assert [(span.kind, text[span.start : span.end]) for span in spans] == [
        ("byline", "By Jane Roe"),
        ("headline", "Troops leave."),
    ]


def test_a_report_of_one_line_is_no_headline() -> None:
    assert furniture("Niger expels the French ambassador") == ()


def test_the_torso_at_the_end_of_a_cut_text_is_no_subheading() -> None:
    text = "Niger expelled the ambassador on Friday, the ministry said.\n\nThe French embassy"
    assert furniture(text) == ()


def test_what_stands_around_a_teaser_in_a_sentence_is_kept() -> None:
    text = (
        "Nicaragua denied (READ MORE: Plane crash leaves no survivors) that it had stopped a ship."
    )
    (span,) = furniture(text)
    assert text[: span.start] + text[span.end :] == "Nicaragua denied  that it had stopped a ship."


@given(st.text())
def test_spans_lie_within_the_text_in_order_and_apart(text: str) -> None:
    at = 0
    for span in furniture(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end


@given(
    st.lists(
        st.sampled_from(
            ["READ MORE: ", "Share", "\n", "\r\n", "By Jane Roe", "March 3, 2024", "Paris: ", "The ",
             "left. ", "(Photo: ", ")", "Related articles", "© 2024 ", " | ", "© ", "Home", " – AFP"]
        )
    ).map("".join)
)  # fmt: skip
def test_spans_of_pages_made_of_furniture_lie_within_them(text: str) -> None:
    at = 0
    for span in furniture(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end


def test_a_lead_that_lost_its_full_stop_below_a_headline_is_kept() -> None:
    text = (
        "Doctors head home from Calabria\n"
        "The first forty Cuban doctors have left the south of Italy\n"
        "The region had hired 497 of them since 2022, when its own young doctors went north, and "
        "their contracts ran until the end of this year."
    )
    assert [text[span.start : span.end] for span in furniture(text)] == [
        "Doctors head home from Calabria"
    ]
