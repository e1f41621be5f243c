"""The dateline that opens a report: ``PARIS, Feb 3 (Reuters) –``, ``Caracas:``."""

from __future__ import annotations

import re
from functools import cache

from volteface.documents.agencies import agency_pattern
from volteface.documents.dates import MONTHS, UNNAMED_DATE
from volteface.documents.tables import word_list

_NAME = r"(?:[A-ZÀ-Þ][\w’'.-]*|d[eu]|la|el|al|es|of|the)"
_PLACE = rf"{_NAME}(?:[ /]{_NAME}){{0,4}}"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ’'.-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ’'.-]+){0,4}"

_FARTHEST = 160  # characters in which a dateline ends
_SHORT, _LONG = 8, 14  # words that follow a dateline, at least


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    agency = rf"\s*\((?P<agency>{agency_pattern()})(?:/[^)]*)?\)"
    other = r"\s*\((?:[A-Za-z][\w.& ]{1,24})\)"
    date = UNNAMED_DATE
    region = rf"(?:,\s*(?!{date}){_PLACE}\.?)?"
    dash = r"\s*(?:[–—]|--?)\s*"
    return (
        re.compile(
            rf"(?P<place>{_PLACE}{region}),?\s*(?i:(?P<when>{date}))?(?:{agency}|{other}){dash}:?\s*"
        ),
        re.compile(rf"(?P<place>{_PLACE}{region}),\s*(?i:(?P<when>{date}))\s*(?:{dash}|:\s+)"),
        re.compile(rf"(?P<place>{_CAPITALS}{region}),\s*(?i:(?P<when>{date}))(?=[A-ZÀ-Þ“\"‘])"),
        re.compile(rf"(?P<place>{_CAPITALS}{region}),?\s*(?:{dash}|:\s+)(?=[A-Z“\"‘])"),
        re.compile(rf"(?P<place>{_PLACE}):\s+(?=[A-ZÀ-Þ“\"‘])"),
        re.compile(rf"(?P<place>{_PLACE})\s*(?:[–—]|--)\s*(?=[A-ZÀ-Þ“\"‘])"),
    )


def match_dateline(line: str) -> re.Match[str] | None:
    """Return the match of the dateline on top of ``line``, with groups place, when, agency."""
    for pattern in _datelines():
        match = pattern.match(line[:_FARTHEST])
        if match and _is_place(match["place"]) and _is_running(line[match.end() :], match):
            return match
    return None


def _is_place(name: str) -> bool:
    words = re.findall(r"[\w’']+", name.lower())
    return bool(words) and words[0] not in word_list("not_places") and not _has_month(words)


def _has_month(words: list[str]) -> bool:
    return any(word in MONTHS for word in words if word != "may")


def _is_running(rest: str, match: re.Match[str]) -> bool:
    """Whether a dateline's text follows: a sentence of some length, not the rest of a headline.

    After a colon or dash alone, as in "Minister: talks are over.", more is asked for.
    """
    count = len(rest.split())
    is_plain = not match["place"].isupper() and not {"when", "agency"} & match.groupdict().keys()
    is_ended = re.search(r"[.!?…][\"”’']?(?:\s|$)", rest) is not None
    return count >= 20 or (is_ended and count >= (_LONG if is_plain else _SHORT))
