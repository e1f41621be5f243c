"""How many months the break is known to have held; never counted from today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from volteface.codebook.tie_kinds import PARTING
from volteface.ledger.dates import date_of
from volteface.model.case import Break, Case
from volteface.model.claim import Claim
from volteface.model.dates import PartialDate
from volteface.model.report import Report

_YEAR = 12


def latest_publication(reports: Iterable[Report]) -> PartialDate | None:
    """Return the day of the latest report whose year is known; None where none tells it."""
    dates = [one.published for one in reports if one.published and one.published.year]
    return max(dates, key=lambda date: date.sort_key, default=None)


def first_return(
    case: Case,
    kind: str,
    claims: Iterable[Claim],
    reports: Iterable[Report],
    sources: Mapping[str, str],
) -> PartialDate | None:
    """Return when a tie like the broken one is first told to have begun again, None where untold.

    It is told by claims of ties of this kind between the pair that begin or grow in a month after
    that of the break (of an embargo: that end or fall), from two independent sources where there are
    several. ``sources`` tells that of each claim; a claim without a date has that of its report.
    """
    start = case.break_.date if case.break_ else None
    if start is None or start.year is None or start.month is None:
        return None
    published = {one.id: one.published for one in reports}
    found: dict[str, PartialDate] = {}
    for claim in claims:
        date = date_of(claim, published) or published.get(claim.report_id)
        if not _is_return(claim, case, kind) or date is None or date.year is None:
            continue
        if claim.id in sources and (date.year, date.month or 0) > (start.year, start.month):
            found[claim.id] = date
    enough = min(2, len(set(sources.values())))
    if not found or len({sources[id_] for id_ in found}) < enough:
        return None
    return min(found.values(), key=lambda date: date.sort_key)


def _is_return(claim: Claim, case: Case, kind: str) -> bool:
    if not claim.happened or claim.kind not in ("tie", "level", "presence"):
        return False
    sides = {party.code if party else None for party in (claim.source, claim.target)}
    back = ("ends", "falls") if kind in PARTING else ("begins", "rises")
    return claim.type == kind and claim.change in back and sides == {case.focal, case.partner}


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
