"""Words → word pieces, with the shape of each word, as the encoder takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

_PLAIN_PUNCTUATION = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "«": '"', "»": '"'}
)
SHAPES = 16
SEPARATOR = "[SEP]"  # between the sentences of a passage; the tokenizer knows it


@dataclass(frozen=True, slots=True)
class Pieces:
    """One sentence for the encoder: piece ids, shape of each piece's word, first piece of each word."""

    ids: list[int]
    shapes: list[int]
    first: list[int]


def shape(word: str, is_first: bool) -> int:
    """Return the class of a word's letters (0–15): digits, case pattern, start of sentence.

    The encoder is uncased, so this is all that it learns of capitals.
    """
    if any(c.isdigit() for c in word):
        kind = 1
    elif not any(c.isalpha() for c in word):
        kind = 2
    elif word.islower():
        kind = 3
    elif word.isupper():
        kind = 4 if len(word) > 1 else 5
    else:
        kind = 6 if word[0].isupper() and word[1:].islower() else 7
    return kind + 8 * is_first


def to_pieces(tokenizer: Tokenizer, words: Sequence[str]) -> Pieces:
    """Return the pieces of a sentence, or of several with ``SEPARATOR`` between them.

    A word that yields none takes the piece before it.
    """
    encoding = tokenizer.encode(
        [w.translate(_PLAIN_PUNCTUATION) for w in words], is_pretokenized=True
    )
    word_shapes = [
        shape(word, index == 0 or words[index - 1] == SEPARATOR) for index, word in enumerate(words)
    ]
    shapes = [0] * len(encoding.ids)
    first: list[int | None] = [None] * len(words)
    for position, word in enumerate(encoding.word_ids):
        if word is None:
            continue
        shapes[position] = word_shapes[word]
        if first[word] is None:
            first[word] = position
    return Pieces(encoding.ids, shapes, _filled(first))


def _filled(first: list[int | None]) -> list[int]:
    filled, last = [], 0
    for position in first:
        last = last if position is None else position
        filled.append(last)
    return filled
