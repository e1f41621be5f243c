"""A report's text with every claim's quote marked, so that sentences can point at their words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from volteface.model.claim import Claim

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INNER = str.maketrans("“”", "‘’")
_LEADING = " ,.;:–—-"
_TELLING = 60  # characters of a quote that can be understood by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    end: int


def anchors(claims: Sequence[Claim]) -> dict[str, int]:
    """Return the number of each claim in the brief, from 1, by its id."""
    return {claim.id: number for number, claim in enumerate(claims, 1)}


def printable(text: str) -> str:
    """Return the text with what no page may hold (controls, lone surrogates) shown as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def quoted_words(claim: Claim, longest: int = 320) -> str:
    """Return the sentence that a claim stands in, on one line; a part about its quote if long.

    Quotation marks in it are made single, as they stand inside those that it is printed in.
    """
    sentence, quote = (
        " ".join(text.split()).translate(_INNER) for text in (claim.sentence, claim.quote)
    )
    if quote not in sentence:
        return _cut(quote.lstrip(_LEADING), longest)
    if len(sentence) <= longest:
        return sentence.lstrip(_LEADING)
    if len(quote) >= _TELLING:
        return _cut(quote.lstrip(_LEADING), longest)
    start = max(sentence.index(quote) + len(quote) - longest, 0)
    words = sentence[start:].split(" ", 1)[1] if start else sentence
    return f"… {_cut(words, longest)}" if start else _cut(words, longest)


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + " …"


def marked(text: str, claims: Sequence[Claim], numbers: Mapping[str, int]) -> Markup:
    """Return the text as HTML in which each quote is a ``mark`` with the id ``claim-N``.

    Quotes may lie in one another; one that only overlaps another is marked up to where they part.
    Offsets outside the text raise ValueError with the claim's id.
    """
    pieces: list[Markup] = []
    open_: list[_Open] = []
    at = 0
    for claim in sorted(claims, key=lambda one: (one.start, -one.end, numbers[one.id])):
        if not 0 <= claim.start < claim.end <= len(text):
            raise ValueError(f"claim {claim.id}: {claim.start}–{claim.end} is outside the text")
        at = _close(text, pieces, open_, (at, claim.start))
        pieces.append(escape(printable(text[at : claim.start])))
        at = claim.start
        end = min(claim.end, open_[-1].end) if open_ else claim.end
        pieces.append(Markup('<mark id="claim-{}">').format(numbers[claim.id]))
        open_.append(_Open(end=end))
    at = _close(text, pieces, open_, (at, len(text)))
    pieces.append(escape(printable(text[at:])))
    return Markup("").join(pieces)


def _close(text: str, pieces: list[Markup], open_: list[_Open], span: tuple[int, int]) -> int:
    """Close the marks that end by the end of ``span`` and return how far the text is written."""
    at, until = span
    while open_ and open_[-1].end <= until:
        end = open_.pop().end
        pieces += [escape(printable(text[at:end])), Markup("</mark>")]
        at = max(at, end)
    return at
