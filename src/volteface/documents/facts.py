"""What a text's first and last lines tell: publication date, outlet, dateline. Never from today."""

from __future__ import annotations

import re
from functools import cache

from volteface.documents.dates import UNNAMED_DATE, find_date, to_date
from volteface.documents.draft import Facts
from volteface.documents.lines import Unit, units
from volteface.documents.mail_headers import mail_headers
from volteface.documents.opening import opening
from volteface.documents.stamps import is_date_line, labelled_date
from volteface.model.dates import PartialDate

_HEAD, _TAIL = 10, 6  # units at which a page tells when and where it was published
_BYLINES, _LONGEST, _LONGEST_PIECE = 5, 22, 12  # lines, and words of a line and of its piece
_PARTS = ".|•·/"


def find_facts(text: str) -> Facts:
    """Return what the text tells of itself: outlet, publication date, dateline; unknown is None.

    Dates inside sentences and relative dates ("3 h ago") are not publication dates.

    >>> str(find_facts("March 3, 2024Niamey: The last French troops have left Niger.").published)
    '2024-03-03'
    """
    headers = mail_headers(text)
    body = units(text)
    head = [unit for unit in body if unit.start >= headers.end][:_HEAD]
    tail = [unit for unit in body[-_TAIL:] if unit not in head]
    return headers.facts.or_else(
        Facts(
            published=_published(head, tail),
            dateline=_dateline(head),
            outlet=_outlet(head, tail),
        )
    )


def _published(head: list[Unit], tail: list[Unit]) -> PartialDate | None:
    found = [
        *_by_label(head),
        *_by_line(head),
        *_in_dateline(head),
        *_in_byline(head),
        *_by_label(tail),
        *_by_line(tail),
    ]
    return next((date for date in found if date.year is not None), found[0] if found else None)


def _by_label(lines: list[Unit]) -> list[PartialDate]:
    short = (line for line in lines if len(line.words) <= 25)
    found = (to_date(match) for line in short for match in labelled_date().finditer(line.text))
    return [date for date in found if date is not None]


def _by_line(lines: list[Unit]) -> list[PartialDate]:
    """Return dates that make up a line, end a byline, or open a line without belonging to it."""
    found: list[PartialDate | None] = []
    for line in lines:
        if _is_stamp(line):
            found.append(find_date(line.text))
        else:
            how = opening(line.text)
            found.append(find_date(line.text[how.headline_end : how.date_end]))
    return [date for date in found if date is not None]


def _is_stamp(line: Unit) -> bool:
    if is_date_line(line.text) or _edge_date().fullmatch(line.text):
        return True
    is_byline = re.match(r"By\s+[A-Z]|[^.]{2,60}\s[|•·]\s", line.text) is not None
    return is_byline and len(line.words) <= 16 and not line.is_stopped


@cache
def _edge_date() -> re.Pattern[str]:
    """Match a short line that ends in a full date behind a place, or begins with one and a stop.

    An outlet may stand in brackets behind the date.
    """
    full = rf"{UNNAMED_DATE}(?<=\d\d\d\d)"
    return re.compile(
        rf"[^.!?]?(?:[\w.’' -]{{2,30}},\s*){{1,2}}{full}(?:\s*\([^()]{{2,40}}\))?|{full}[.|·•]\s.{{2,60}}",
        re.I,
    )


def _in_byline(head: list[Unit]) -> list[PartialDate]:
    """Return full dates, and months of a year, that stand apart in short lines at the head.

    "By our correspondent, 5 August 2021", "Letter No. 31, November 2009 | Central Asia"; no date in
    a sentence or a headline.
    """
    short = (line for line in head[:_BYLINES] if len(line.words) <= _LONGEST)
    found = (
        find_date(match["date"])
        for line in short
        for match in _byline_date().finditer(line.text)
        if len(_piece_around(line.text, match).split()) <= _LONGEST_PIECE
    )
    return [date for date in found if date is not None]


@cache
def _byline_date() -> re.Pattern[str]:
    before = (
        r"(?:^|[,.|(/•·–—-]\s*|\b(?:(?:issue|edition|bulletin|letter)\s+of|dated|revised|compiled|printed"
        r"|recorded)\s+(?:on\s+)?)"
    )
    after = r"(?=\s*(?:$|[|.,)\]/•·–—-]|by\b))"
    return re.compile(rf"{before}(?P<date>{UNNAMED_DATE}(?<=\d\d\d\d)){after}", re.I)


def _piece_around(line: str, match: re.Match[str]) -> str:
    """Return the words around a date, up to the nearest stop or bar on either side."""
    start = max(line.rfind(mark, 0, match.start("date")) for mark in _PARTS) + 1
    ends = [at for mark in _PARTS if (at := line.find(mark, match.end("date"))) >= 0]
    return line[start : min(ends, default=len(line))]


def _in_dateline(head: list[Unit]) -> list[PartialDate]:
    matches = (opening(line.text).dateline for line in head)
    found = (find_date(match.group()) for match in matches if match)
    return [date for date in found if date is not None]


def _dateline(head: list[Unit]) -> str | None:
    for line in head:
        match = opening(line.text).dateline
        if match:
            return match["place"].strip(" ,.")
    return None


@cache
def _outlet_lines() -> tuple[re.Pattern[str], ...]:
    name = r"(?P<name>[A-Z][\w&’'.-]*(?: (?:of |the |de |and |& )?[A-Z][\w&’'.-]*){0,5})"
    return (
        re.compile(
            rf"(?:Outlet|Publication|Publisher|Source|Published by|Courtesy of)\s*:\s*{name}\.?"
        ),
        re.compile(rf"Published by {name}\.?"),
        re.compile(rf"©\s*(?:\d{{4}}\s+)?{name}(?:[.,|].*)?"),
        re.compile(rf"(?:Copyright)\s*(?:©|\(c\))?\s*(?:\d{{4}}\s+)?{name}(?:[.,|].*)?"),
    )


def _outlet(head: list[Unit], tail: list[Unit]) -> str | None:
    for pattern in _outlet_lines():
        for line in [*head, *tail]:
            match = pattern.fullmatch(line.text)
            if match and len(line.words) <= 20:
                return match["name"].rstrip(".")
    for line in head:
        match = opening(line.text).dateline
        if match and "agency" in match.groupdict() and match["agency"]:
            return match["agency"]
    return None
