from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from volteface.reading.parser.model import shipped
from volteface.reading.parser.pieces import SHAPES, shape, to_pieces

WORDS = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=10)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    plain = Tokenizer.from_file(str(shipped() / "tokenizer.json"))
    plain.no_truncation()
    plain.no_padding()
    return plain


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("1992", 1),
        ("3rd", 1),
        ("…", 2),
        ("guards", 3),
        ("NATO", 4),
        ("I", 5),
        ("Havana", 6),
        ("McCain", 7),
    ],
)
def test_the_shape_of_a_word_tells_its_capitals_and_digits(word: str, kind: int) -> None:
    assert shape(word, is_first=False) == kind
    assert shape(word, is_first=True) == kind + 8


@given(st.text(min_size=1), st.booleans())
def test_every_word_has_a_shape_that_the_encoder_knows(word: str, is_first: bool) -> None:
    assert 0 < shape(word, is_first) < SHAPES


@given(WORDS)
def test_every_word_has_a_piece_and_pieces_run_in_the_order_of_the_words(
    tokenizer: Tokenizer, words: list[str]
) -> None:
    pieces = to_pieces(tokenizer, words)
    assert len(pieces.first) == len(words)
    assert len(pieces.shapes) == len(pieces.ids)
    assert pieces.first == sorted(pieces.first)
    assert all(0 <= place < len(pieces.ids) for place in pieces.first)


def test_a_word_of_several_pieces_is_marked_by_its_first(tokenizer: Tokenizer) -> None:
    pieces = to_pieces(tokenizer, ["Zelenskyy", "left"])
    assert pieces.first[0] == 1  # piece 0 opens the sentence
    assert pieces.first[1] == len(pieces.ids) - 2  # the last piece closes it


def test_a_word_without_pieces_takes_the_piece_before_it(tokenizer: Tokenizer) -> None:
    first = to_pieces(tokenizer, ["left", "\u200b", "Niger"]).first
    assert first[1] == first[0]


def test_typographic_quotes_are_read_as_plain_ones(tokenizer: Tokenizer) -> None:
    assert to_pieces(tokenizer, ["“", "’s", "–"]).ids == to_pieces(tokenizer, ['"', "'s", "-"]).ids
