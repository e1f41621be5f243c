"""Months and years between two dates, which of them are covered, and series side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from volteface.errors import SeriesError
from volteface.model.series import Floats, Series

Spell = tuple[str, str]

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d{2})?$")


def month_of(date: str) -> str:
    """Return the month of an ISO date; raises SeriesError where it names none.

    >>> month_of("2026-01-03")
    '2026-01'
    """
    if not _MONTH.match(date):
        raise SeriesError(f"date is {date!r}; write a month 2026-01 or a day 2026-01-03")
    return date[:7]


def months(first: str, last: str) -> tuple[str, ...]:
    """Return every month from ``first`` to ``last``, both included.

    >>> months("2024-11", "2025-02")
    ('2024-11', '2024-12', '2025-01', '2025-02')
    """
    start, end = _number(month_of(first)), _number(month_of(last))
    if start > end:
        raise SeriesError(f"period from {first} to {last} ends before it begins; swap the two")
    return tuple(f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1))


def covered_mask(dates: Sequence[str], spells: Sequence[Spell]) -> NDArray[np.bool_]:
    """Return which months of ``dates`` lie in one of ``spells`` (first and last month)."""
    known: set[str] = set()
    for first, last in spells:
        known.update(months(first, last))
    return np.array([date in known for date in dates], dtype=np.bool_)


def yearly(points: Mapping[int, float]) -> tuple[tuple[str, ...], Floats]:
    """Return every year from the first to the last of ``points``, and values: NaN where none.

    >>> yearly({1990: 2.0, 1992: 3.0})[1]
    array([ 2., nan,  3.])
    """
    years = range(min(points), max(points) + 1)
    values = np.array([points.get(year, np.nan) for year in years], dtype=np.float64)
    return tuple(f"{year:04d}" for year in years), values


def side_by_side(series: Sequence[Series]) -> tuple[tuple[str, ...], Floats]:
    """Return all dates of ``series`` and a table of shape (series, dates), NaN where none.

    Raises SeriesError where there is no series, or dates of two kinds (months beside years).
    """
    if not series:
        raise SeriesError("no series given; give at least one")
    dates = tuple(sorted({date for one in series for date in one.dates}))
    if len({len(date) for date in dates}) > 1:
        raise SeriesError(f"{series[0].name}: years, months or days are mixed; bring them to one")
    place = {date: index for index, date in enumerate(dates)}
    table = np.full((len(series), len(dates)), np.nan)
    for row, one in enumerate(series):
        table[row, [place[date] for date in one.dates]] = one.values
    return dates, table


def one_unit(series: Sequence[Series]) -> str | None:
    """Return the unit that all ``series`` have; raises SeriesError where they differ."""
    units = {one.unit for one in series}
    if len(units) > 1:
        told = ", ".join(f"{one.name} in {one.unit or 'no unit'}" for one in series)
        raise SeriesError(f"units differ: {told}; convert them to one first")
    return next(iter(units), None)


def sources_of(series: Sequence[Series]) -> str | None:
    """Return the sources of ``series``, each once, or None where none is told."""
    return "; ".join(dict.fromkeys(one.source for one in series if one.source)) or None


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
