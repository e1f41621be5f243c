"""Words that tell when → EDTF dates with their precision."""

from __future__ import annotations

import calendar
import re

from volteface.model.claim import ClaimTime
from volteface.model.dates import PartialDate

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"""\b(?:
        (?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month1>{_MONTH})\b\.?,?(?:\s+(?P<year1>(?:19|20)\d\d))?
      | (?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:,\d{{3}}|percent|per\s))(?:,?\s+(?P<year2>(?:19|20)\d\d))?
      | (?P<month3>{_MONTH})\b\.?,?(?:\s+(?:of\s+)?(?P<year3>(?:19|20)\d\d))?
      | (?P<year4>(?:19|20)\d\d)(?!\s*(?:barrels|tonnes|troops|soldiers|people|men|km|kilomet))\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_FAR = 5  # months: a report of January that says "in December" looks back, one that says "in May" ahead
_RELATIVE = re.compile(r"\b(?P<which>last|this|next)\s+(?P<unit>year|month|week)\b", re.IGNORECASE)


def find_times(
    text: str, year: int | None = None, published: PartialDate | None = None
) -> list[tuple[int, ClaimTime]]:
    """Return (offset, time) for each date told in ``text``.

    ``year`` completes a date told without one; ``published`` resolves "last year", and "in December"
    in a report of January as the month just past. A month named in small letters ("may") is none.
    """
    found = []
    for match in _DATE.finditer(text):
        word = match.group("month1") or match.group("month2") or match.group("month3")
        if word and not word[0].isupper():
            continue
        date = _date(match, year, published)
        if date is not None:
            found.append((match.start(), _time(date, match.group().strip(" ,"))))
    for match in _RELATIVE.finditer(text):
        date = _relative(match, published)
        if date is not None:
            found.append((match.start(), _time(date, match.group())))
    return sorted(found, key=lambda pair: pair[0])


def _time(date: PartialDate, text: str) -> ClaimTime:
    return ClaimTime(start=str(date), end=None, precision=date.precision, text=text)


def _date(
    match: re.Match[str], year: int | None, published: PartialDate | None
) -> PartialDate | None:
    groups = match.groupdict()
    told_year = next((groups[k] for k in ("year1", "year2", "year3", "year4") if groups[k]), None)
    month = next((groups[k] for k in ("month1", "month2", "month3") if groups[k]), None)
    day = groups["day1"] or groups["day2"]
    number = _MONTHS[month.lower().rstrip(".")] if month else None
    try:
        return PartialDate(
            year=int(told_year) if told_year else _year_near(number, year, published),
            month=number,
            day=int(day) if day else None,
        )
    except ValueError:
        return None


def _year_near(month: int | None, year: int | None, published: PartialDate | None) -> int | None:
    """The year of a month told without one: that of the report, or the one before for a far month."""
    if year is None or month is None or published is None or published.month is None:
        return year
    is_far = year == published.year and month - published.month > _FAR
    return year - 1 if is_far else year


def _relative(match: re.Match[str], published: PartialDate | None) -> PartialDate | None:
    if published is None or published.year is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[match.group("which").lower()]
    unit = match.group("unit").lower()
    if unit == "year":
        return PartialDate(year=published.year + step)
    if unit == "month" and published.month:
        index = published.year * 12 + published.month - 1 + step
        return PartialDate(year=index // 12, month=index % 12 + 1)
    return None
