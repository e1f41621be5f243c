"""The historical breaks most like a case, by a stated measure, with what became of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from volteface.model.dates import PartialDate
from volteface.reference.breaks import Break, BreakTable
from volteface.reference.groups import TieGroup, tie_group

SAME_TIE = 3.0
SAME_GROUP = 1.5
SHARED_STATE = 2.0
SHARED_REGION = 0.5
_MONTHS_SHOWN_UNDER = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class NearCase:
    """One historical break: how alike it is and why, how it differs, what became of it."""

    row: Break
    similarity: float
    shared: tuple[str, ...]
    differences: tuple[str, ...]
    became: str


def nearest(
    table: BreakTable,
    tie_kinds: Collection[str],
    states: Collection[str],
    n: int = 5,
    regions: Mapping[str, str] | None = None,
) -> tuple[NearCase, ...]:
    """Return the ``n`` negative rows most like a break of ``tie_kinds`` between ``states``.

    Similarity = 3 for a tie of the case (else 1.5 for one of its groups) + 2 for each shared
    state + 0.5 for each other state in a region of the case, where ``regions`` tells regions by
    code. Equal rows: those whose outcome is known first, then the later break. Each cluster (one
    dispute) is named once; rows that share nothing are left out. Raises CodebookError for an unknown kind of tie.
    """
    places = [tie_group(kind) for kind in tie_kinds]
    cases = [_near_case(row, table, places, states, regions or {}) for row in table.negative()]
    ranked = sorted(cases, key=_rank, reverse=True)
    found: dict[str, NearCase] = {}
    for case in ranked:
        if case.similarity > 0:
            found.setdefault(case.row.cluster, case)
    return tuple(found.values())[:n]


def _rank(case: NearCase) -> tuple[float, bool, str]:
    return case.similarity, case.row.outcome != "open", str(case.row.date)


def _near_case(
    row: Break,
    table: BreakTable,
    places: list[TieGroup],
    states: Collection[str],
    regions: Mapping[str, str],
) -> NearCase:
    own = (row.state_a, row.state_b)
    common = tuple(state for state in own if state in states)
    homes = {regions[state] for state in states if state in regions}
    nearby = tuple(state for state in own if state not in states and regions.get(state) in homes)
    tie_points, tie_shared, tie_different = _tie_points(row, places)
    return NearCase(
        row=row,
        similarity=tie_points + SHARED_STATE * len(common) + SHARED_REGION * len(nearby),
        shared=(
            *tie_shared,
            *(f"same state: {state}" for state in common),
            *(f"same region: {state}" for state in nearby),
        ),
        differences=(*tie_different, *_state_difference(own, common), f"broken in {row.date}"),
        became=became(row, table.observed_until),
    )


def _tie_points(
    row: Break, places: list[TieGroup]
) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    if row.tie in {place.tie for place in places}:
        return SAME_TIE, (f"same tie: {row.tie}",), ()
    different = (f"another tie: {row.tie}",)
    if row.group in {place.group for place in places}:
        return SAME_GROUP, (f"same group of ties: {row.group}",), different
    return 0.0, (), different


def _state_difference(own: tuple[str, str], common: tuple[str, ...]) -> tuple[str, ...]:
    foreign = [state for state in own if state not in common]
    return (f"other states: {', '.join(foreign)}",) if foreign else ()


def became(row: Break, observed_until: PartialDate) -> str:
    """Return in words what became of a severed tie, such as ``restored after 14 months``."""
    months = row.months_to_restoration
    if months is not None:
        return f"restored after {_span(months)}" if months else "restored within the month"
    return f"not restored by {observed_until}, {_span(row.months_observed(observed_until))} on"


def _span(months: int) -> str:
    if months < _MONTHS_SHOWN_UNDER:
        return f"{months} month{'' if months == 1 else 's'}"
    return f"{months / 12:.0f} years"
