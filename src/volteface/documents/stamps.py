"""Lines that tell when a page was published: stamps, labels, dates glued to the first word."""

from __future__ import annotations

import re
from functools import cache

from volteface.documents.dates import DATE, UNNAMED_DATE

_LABEL = (
    r"(?:first\s+|originally\s+|last\s+)?(?:published|posted|updated|modified|issued|released|date"
    r"|dated|publication\s+date|last\s+update)(?:\s+(?:on|at|date))?\s*[:|–—-]?\s*"
)
_READ = r"\d+\s*-?\s*min(?:ute)?s?\s+read"


def glued_date_end(line: str) -> int:
    """Return where a date that opens ``line`` ends, 0 where it is part of a sentence or absent."""
    match = _opening_date().match(line)
    return match.end("date") if match else 0


def is_date_line(line: str) -> bool:
    """Return whether ``line`` is nothing but a date, with label, time and reading time."""
    return bool(_date_line().fullmatch(line)) or bool(_ago().fullmatch(line))


@cache
def labelled_date() -> re.Pattern[str]:
    """Return the pattern of a date behind a label such as ``Published:``."""
    return re.compile(rf"(?:^|[|•·(]\s*){_LABEL}{DATE}", re.IGNORECASE)


@cache
def _date_line() -> re.Pattern[str]:
    zone = r"(?:\(?[A-Z]{2,5}\)?(?:[+-]\d+)?)?"
    clock = (
        rf"(?:at\s+)?\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*{zone}"
        r"|\d{1,2}\s*[ap]\.?m\.?\s*(?:[A-Z]{2,4})?|T\d\d:\d\d\S*"
    )
    rest = rf"(?:[\s,|•·/–—-]*(?:{clock}|{_READ}|updated|published))*[\s.]*"
    one = rf"(?:{_LABEL})?{DATE}{rest}"
    second = one.replace(DATE, UNNAMED_DATE)
    return re.compile(rf"[\s(|•·–—-]*{one}(?:[\s|•·–—-]*{second})?[\s)|]*", re.IGNORECASE)


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
