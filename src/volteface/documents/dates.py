"""Calendar dates as English reports print them → PartialDate; nothing relative."""

from __future__ import annotations

import re
from functools import cache

from volteface.model.dates import PartialDate

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORT = tuple(name[:3] for name in MONTHS)
_NAME = "|".join([*MONTHS, "sept", *_SHORT])
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_MONTH_FIRST = (
    rf"(?P<m1>{_NAME})\.?\s+(?P<d1>{_DAY})(?:st|nd|rd|th)?(?!\d)(?:(?:\s*,\s*|\s+)(?P<y1>{_YEAR}))?"
)
_DAY_FIRST = (
    rf"(?P<d2>{_DAY})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m2>{_NAME})(?![a-z])\.?"
    rf"(?:[\s,-]*(?P<y2>{_YEAR}))?"
)
_ISO = rf"(?P<y3>{_YEAR})[-/.](?P<m3>0[1-9]|1[0-2])[-/.](?P<d3>0[1-9]|[12]\d|3[01])(?!\d)"
_NUMBERS = rf"(?P<a4>\d{{1,2}})(?P<sep>[./-])(?P<b4>\d{{1,2}})(?P=sep)(?P<y4>{_YEAR})"
_MONTH_ONLY = rf"(?P<m5>{_NAME})\.?,?\s+(?P<y5>{_YEAR})"
DATE = rf"(?<![\w/]){_WEEKDAY}(?:{_MONTH_FIRST}|{_DAY_FIRST}|{_ISO}|{_NUMBERS}|{_MONTH_ONLY})"
UNNAMED_DATE = re.sub(r"\?P<\w+>", "?:", DATE).replace("(?P=sep)", "[./-]")


@cache
def date_pattern() -> re.Pattern[str]:
    """Return the pattern of a date in English, weekday included; no group is positional."""
    return re.compile(DATE, re.IGNORECASE)


def find_date(text: str) -> PartialDate | None:
    """Return the first date printed in ``text``, or None. A date without year keeps none.

    A date in figures whose day and month cannot be told apart gives only the year.

    >>> str(find_date("Tuesday, 12 March 2024, 10:05 GMT"))
    '2024-03-12'
    >>> str(find_date("PARIS, Feb 3"))
    'XXXX-02-03'
    >>> str(find_date("03/12/2024"))
    '2024'
    >>> find_date("Updated 3 h ago") is None
    True
    """
    for match in date_pattern().finditer(text):
        date = to_date(match)
        if date is not None:
            return date
    return None


def to_date(match: re.Match[str]) -> PartialDate | None:
    """Return the date of a match of ``date_pattern``, None where no calendar has it."""
    found = match.groupdict()
    if found["a4"]:
        return _of_numbers(int(found["a4"]), int(found["b4"]), int(found["y4"]))
    for index in "1235":
        month = found[f"m{index}"]
        if not month:
            continue
        day, year = found.get(f"d{index}"), found[f"y{index}"]
        return _checked(int(year) if year else None, _month(month), int(day) if day else None)
    return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _SHORT.index(text[:3].lower()) + 1


def _of_numbers(first: int, second: int, year: int) -> PartialDate | None:
    if first == second:
        return _checked(year, first, second)
    if first > 12:
        return _checked(year, second, first)
    if second > 12:
        return _checked(year, first, second)
    return PartialDate(year=year)


def _checked(year: int | None, month: int, day: int | None) -> PartialDate | None:
    try:
        return PartialDate(year=year, month=month, day=day)
    except ValueError:
        return None
