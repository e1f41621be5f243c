from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from volteface.reading.parser.pieces import SEPARATOR
from volteface.reading.windows import Window, joined, windows


@given(st.lists(st.integers(1, 150), max_size=40), st.integers(1, 110))
def test_every_sentence_is_the_own_one_of_exactly_one_window(lengths: list[int], room: int) -> None:
    own = [index for window in windows(lengths, room) for index in window.own]
    assert own == list(range(len(lengths)))


@given(st.lists(st.integers(1, 150), min_size=1, max_size=40))
def test_every_sentence_but_the_first_has_the_one_before_it_in_its_window(
    lengths: list[int],
) -> None:
    for window in windows(lengths):
        assert all(index == 0 or index - 1 >= window.start for index in window.own)


def test_a_window_ends_where_its_room_is_full_and_the_next_begins_with_its_last_sentence() -> None:
    assert list(windows([60, 40, 30, 20])) == [
        Window(0, 2, overlaps=False),
        Window(1, 4, overlaps=True),
    ]


def test_a_sentence_longer_than_the_room_stands_alone() -> None:
    assert [list(w.own) for w in windows([5, 140, 5])] == [[0], [1], [2]]


def test_joined_sentences_are_kept_apart_and_found_again() -> None:
    words, starts = joined([["Guards", "left", "."], ["It", "rained", "."]])
    assert words == ["Guards", "left", ".", SEPARATOR, "It", "rained", "."]
    assert [words[start] for start in starts] == ["Guards", "It"]
