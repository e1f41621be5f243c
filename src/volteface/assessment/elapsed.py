"""How many months lie between the break and the latest report; never counted from today."""

from __future__ import annotations

from collections.abc import Iterable

from volteface.model.case import Break
from volteface.model.dates import PartialDate
from volteface.model.report import Report

_YEAR = 12


def latest_publication(reports: Iterable[Report]) -> PartialDate | None:
    """Return the day of the latest report whose year is known; None where none tells it."""
    dates = [one.published for one in reports if one.published and one.published.year]
    return max(dates, key=lambda date: date.sort_key, default=None)


def elapsed_months(break_: Break | None, as_of: PartialDate | None) -> int | None:
    """Return whole months from the break to ``as_of``; None where either cannot be told.

    A break without year counts as the last such month up to ``as_of``; a break after it as 0.
    """
    if break_ is None or as_of is None or as_of.year is None or break_.date.month is None:
        return None
    until = as_of.year * _YEAR + (as_of.month or _YEAR)
    if break_.date.year is None:
        return None if as_of.month is None else (as_of.month - break_.date.month) % _YEAR
    return max(0, until - break_.date.year * _YEAR - break_.date.month)
