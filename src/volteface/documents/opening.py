"""How a paragraph opens before its first sentence: a doubled headline, a glued date, a dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass

from volteface.documents.dateline import match_dateline
from volteface.documents.stamps import glued_date_end

_FEWEST, _MOST = 4, 25  # words of a headline that is glued twice to a paragraph
_JOIN = " \t|–—-•·"


@dataclass(frozen=True, slots=True)
class Opening:
    """Offsets in the paragraph: ends of doubled headline and date, and the dateline."""

    headline_end: int
    date_end: int
    dateline_start: int
    dateline: re.Match[str] | None


def opening(text: str) -> Opening:
    """Return how the paragraph ``text`` opens; absent parts have no length.

    >>> opening("March 3, 2024Niamey has closed the last base of its old partner.").date_end
    13
    """
    headline_end = _doubled_end(text)
    date = glued_date_end(text[headline_end:])
    date_end = headline_end + date
    rest = text[date_end:].lstrip(_JOIN)
    return Opening(headline_end, date_end, len(text) - len(rest), match_dateline(rest))


def _doubled_end(text: str) -> int:
    """Return where the text begins behind a headline that opens it twice, or 0."""
    words = [(match.start(), match.group()) for match in re.finditer(r"\S+", text[:600])]
    for count in range(_FEWEST, min(_MOST, (len(words) - 1) // 2) + 1):
        first, second = words[:count], words[count : 2 * count]
        if [word for _, word in first] == [word for _, word in second]:
            return words[2 * count][0]
    return 0
