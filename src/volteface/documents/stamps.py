"""Lines that tell when a page was published: stamps, labels, dates glued to the first word."""

from __future__ import annotations

import re
from functools import cache

from volteface.documents.dates import DATE, UNNAMED_DATE

_LABEL = (
    r"(?:first\s+|originally\s+|last\s+)?(?:published|posted|updated|modified|issued|released|date"
    r"|dated|publication\s+date|last\s+update)(?:\s+(?:on|at|date))?\s*[:|–—-]?\s*"
)
_LONGEST = 120  # characters of a line that is a date
_MOST_DATES = 2
_READ = r"\d+\s*-?\s*min(?:ute)?s?\s+read"


def glued_date_end(line: str) -> int:
    """Return where a date that opens ``line`` ends, 0 where it is part of a sentence or absent."""
    match = _opening_date().match(line)
    return match.end("date") if match else 0


def is_date_line(line: str) -> bool:
    """Return whether ``line`` is nothing but a date, with label, time and reading time."""
    if len(line) > _LONGEST:
        return False
    if _ago().fullmatch(line):
        return True
    at = dates = 0
    while at < len(line):
        match = _piece().match(line, at)
        if match is None or match.end() == at:
            return False
        dates += match.lastgroup == "date"
        at = match.end()
    return 1 <= dates <= _MOST_DATES


@cache
def labelled_date() -> re.Pattern[str]:
    """Return the pattern of a date behind a label such as ``Published:``."""
    return re.compile(rf"(?:^|[|•·(]\s*){_LABEL}{DATE}", re.IGNORECASE)


@cache
def _piece() -> re.Pattern[str]:
    """Match one piece of a date line; only a date is a named group."""
    clock = (
        r"(?:at\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?!\d)(?:\s*[ap]\.?m\b\.?)?"
        r"|\d{1,2}\s*[ap]\.?m\b\.?|T\d\d:\d\d\S*"
    )
    zone = r"\(?(?-i:[A-Z]{2,5})\)?(?:[+-]\d+)?(?![a-z])"
    return re.compile(
        rf"(?P<date>(?:{_LABEL})?{UNNAMED_DATE})|{clock}|{_READ}|updated|published|{zone}"
        r"|[\s,|•·/()–—.:-]",
        re.IGNORECASE,
    )


@cache
def _ago() -> re.Pattern[str]:
    unit = r"(?:s|m|h|d|w|mins?|secs?|hrs?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
    amount = rf"(?:an?|\d+|one|two|three|few|several)\s*{unit}"
    return re.compile(
        rf"(?:{_LABEL})?(?:about\s+)?(?:{amount}\s+ago|just now|today|yesterday)\.?|{_READ}",
        re.IGNORECASE,
    )


@cache
def _opening_date() -> re.Pattern[str]:
    """Match a date glued to, or standing before, the capital letter that opens a text."""
    glued = r"(?=[A-ZÀ-Þ“‘\"])"
    apart = r"\s*[–—|•·-]\s*(?=\S)|\s+(?-i:(?=[A-ZÀ-Þ][A-Za-zÀ-ÿ]))"
    return re.compile(rf"(?:{_LABEL})?(?P<date>{DATE})(?:(?-i:{glued})|{apart})", re.IGNORECASE)
