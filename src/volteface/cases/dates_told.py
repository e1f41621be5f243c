"""Months that a report tells, with the year completed from the report itself, never from today."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from volteface.model.dates import PartialDate

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS |= {"sept": 9}
_NAME = "|".join(name.capitalize() for name in sorted(_MONTHS, key=len, reverse=True))
_TOLD = re.compile(
    rf"""(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+)?
    (?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+)?
    \b(?P<month>{_NAME})\b\.?
    (?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d))?
    (?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)(?!\d)|\s+(?:of\s+)?(?P<same>(?:that|the)\s+(?:same\s+)?year))?""",
    re.VERBOSE,
)
_YEAR = re.compile(
    r"(?<![\d.,$€£-])(?:19|20)\d\d(?![\d,]|\.\d|-\d|\s?(?:men|troops|soldiers|people))"
)
_DAY = re.compile(
    rf"\b(?:[Tt]oday|[Yy]esterday|[Ll]ast night|[Oo]n (?:{'|'.join(calendar.day_name)}))\b"
)
_AHEAD = re.compile(r"\b(?:will|due|expires?|runs? out|scheduled|planned)\b[^.]*$")
_SINCE = re.compile(r"\b[Ss]ince\s+(?:early |mid-|late )?$")  # … until now
_HEAD = 400  # characters in which a full date is that of the report


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date in a text: where it stands, and whether it is told as today or a day of this week."""

    start: int
    end: int
    date: PartialDate
    is_weekday: bool


def dates_told(text: str, published: PartialDate | None) -> tuple[Told, ...]:
    """Return the months and days that ``text`` tells, in order of place.

    A month without year lies nearest to the last date of its paragraph that had one; else, and
    after "since", it is the last such month before publication (the next one after "will" or "due"), publication being,
    where unknown, the date at the head of the text or the latest date with a year in it. "Today"
    and weekdays are those of publication. Where nothing tells a year it stays unknown.

    >>> [str(told.date) for told in dates_told("In May 2021 it asked; on 3 July they left.", None)]
    ['2021-05', '2021-07-03']
    """
    anchor = _anchor(text, published)
    found = [*_months_told(text, anchor), *_days_told(text, anchor)]
    return tuple(sorted(found, key=lambda told: told.start))


def _months_told(text: str, anchor: PartialDate | None) -> Iterator[Told]:
    context: PartialDate | None = None
    at = 0
    for match in _TOLD.finditer(text):
        if "\n" in text[at : match.start()]:
            context = None
        at = match.end()
        date = _date(match, context, anchor)
        if match.group("year"):
            context = date
        yield Told(start=match.start(), end=match.end(), date=date, is_weekday=False)


def _days_told(text: str, anchor: PartialDate | None) -> Iterator[Told]:
    if anchor is None:
        return
    for match in _DAY.finditer(text):
        date = _day_before(match.group().lower(), anchor)
        yield Told(start=match.start(), end=match.end(), date=date, is_weekday=True)


def _day_before(word: str, anchor: PartialDate) -> PartialDate:
    """Return the day of "today" or of the last such weekday; the month where no day is known."""
    if not (anchor.year and anchor.month and anchor.day):
        return PartialDate(year=anchor.year, month=anchor.month)
    day = datetime.date(anchor.year, anchor.month, anchor.day)
    names = [name.lower() for name in calendar.day_name]
    name = word.rsplit(maxsplit=1)[-1]
    if name in names:
        back = (day.weekday() - names.index(name)) % 7
    else:
        back = int("yesterday" in word or "last night" in word)
    told = day - datetime.timedelta(days=back)
    return PartialDate(year=told.year, month=told.month, day=told.day)


def _anchor(text: str, published: PartialDate | None) -> PartialDate | None:
    """Return publication, else the date at the head of the text, else the latest with a year."""
    if published and published.month:
        return published
    dates = [(m.start(), _date(m, None, None)) for m in _TOLD.finditer(text) if m.group("year")]
    head = [date for at, date in dates if at < _HEAD and date.day]
    if head:
        return head[0]
    year = published.year if published else None
    usable = [date for _, date in dates if year is None or date.year == year]
    return max(usable, key=lambda date: date.sort_key, default=None)


def _date(
    match: re.Match[str], context: PartialDate | None, anchor: PartialDate | None
) -> PartialDate:
    month, day = _MONTHS[match.group("month").lower()], match.group("day") or match.group("after")
    if match.group("year"):
        return _made(int(match.group("year")), month, day)
    if match.group("same"):
        years = _YEAR.findall(match.string[: match.start()])
        return _made(int(years[-1]) if years else None, month, day)
    if context and not (anchor and _SINCE.search(match.string[: match.start()][-20:])):
        return _made(_nearest_year(month, context), month, day)
    return _made(_year_beside(match, month, anchor) if anchor else None, month, day)


def _made(year: int | None, month: int, day: str | None) -> PartialDate:
    try:
        return PartialDate(year=year, month=month, day=int(day) if day else None)
    except ValueError:
        return PartialDate(year=year, month=month)


def _nearest_year(month: int, context: PartialDate) -> int | None:
    """Return the year that puts ``month`` nearest to the context; half a year off lies before."""
    if context.year is None or context.month is None:
        return None
    ahead = (month - context.month) % 12
    index = context.year * 12 + context.month - 1 + (ahead if ahead < 6 else ahead - 12)
    return index // 12


def _year_beside(match: re.Match[str], month: int, anchor: PartialDate) -> int | None:
    """Return the year of the last such month up to the anchor, or of the coming one."""
    if anchor.year is None or anchor.month is None:
        return None
    which = (match.group("which") or "").lower()
    ahead = _AHEAD.search(match.string[max(0, match.start() - 60) : match.start()])
    if which == "next" or (ahead and not which):
        return anchor.year + (month < anchor.month)
    if which == "last":
        return anchor.year - (month >= anchor.month)
    return anchor.year - (month > anchor.month)
