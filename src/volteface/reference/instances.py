"""One break as the model sees it: what is readable of it, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from volteface.reference.breaks import Break, BreakTable, month_number
from volteface.reference.covariates import Covariates
from volteface.reference.groups import tie_group

_NOTHING = Covariates(cells={})
_REGIONS = ((200, "Americas"), (400, "Europe"), (600, "Africa"), (700, "Middle East"))
_REST = "Asia and Oceania"
_PERMANENT = (2, 200, 220, 365, 710)  # members of the Security Council that may veto
_LARGE = frozenset((*_PERMANENT, 255, 260, 740))  # and Germany, Japan
_NAMED = {2: "USA", 365: "Russia", 710: "China", 713: "China", 666: "Israel"}
_SAME_TIME_MONTHS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One severed tie. Months count from year 0; ``restored`` is None where it was not.

    ``observed_until`` is the last month that is known of. ``breaker`` is the Correlates of War
    code of the side that broke it, None where unknown or both.
    """

    id: str
    cow_a: int
    cow_b: int
    month: int
    tie: str
    cluster: str
    breaker: int | None
    restored: int | None
    observed_until: int
    scored: bool
    covariates: Covariates = field(default=_NOTHING)

    @property
    def pair(self) -> frozenset[int]:
        """The two states by Correlates of War code."""
        return frozenset((self.cow_a, self.cow_b))

    @property
    def months_seen(self) -> int:
        """Months until it was restored, or as far as is known."""
        return (self.observed_until if self.restored is None else self.restored) - self.month

    def is_broken_after(self, months: int) -> bool:
        """Return whether it was not restored by ``months`` after the break."""
        return self.restored is None or self.restored - self.month > months

    def is_lasting(self, limit: int) -> bool | None:
        """Return whether it was not restored within ``limit`` months; None where not yet known."""
        if self.restored is not None and self.restored - self.month <= limit:
            return False
        return True if self.observed_until - self.month >= limit else None


def instances(
    table: BreakTable, covariates: Mapping[str, Covariates] | None = None
) -> tuple[Instance, ...]:
    """Return the negative rows of ``table``, with their covariates where there are some."""
    known = covariates or {}
    until = month_number(table.observed_until)
    return tuple(_instance(row, until, known.get(row.id, _NOTHING)) for row in table.negative())


def _instance(row: Break, until: int, covariates: Covariates) -> Instance:
    codes = {row.state_a: row.cow_a, row.state_b: row.cow_b}
    return Instance(
        id=row.id,
        cow_a=row.cow_a,
        cow_b=row.cow_b,
        month=month_number(row.date),
        tie=row.tie,
        cluster=row.cluster,
        breaker=codes.get(row.who_broke or ""),
        restored=None if row.restoration_date is None else month_number(row.restoration_date),
        observed_until=until,
        scored=row.scored and row.outcome != "open",
        covariates=covariates,
    )


def features(
    one: Instance, elapsed_months: int, others: Iterable[Instance], with_covariates: bool = True
) -> dict[str, float]:
    """Return what is known of ``one`` after ``elapsed_months``, by name of feature.

    Kind of tie and its group, regions and powers among the two, which side broke it, earlier
    breaks of the pair among ``others`` and whether they had been restored by then, and the coded
    covariates. Nothing after break + ``elapsed_months`` is read.
    """
    found = {f"tie {one.tie}": 1.0, f"group {tie_group(one.tie).group}": 1.0}
    regions = [region(code) for code in (one.cow_a, one.cow_b)]
    found |= {f"region {name}": 1.0 for name in regions}
    found |= {f"state {_NAMED[code]}": 1.0 for code in one.pair if code in _NAMED}
    large = len(one.pair & _LARGE)
    found |= {
        "same region": float(regions[0] == regions[1]),
        "a large power": float(large > 0),
        "two large powers": float(large == 2),
    }
    found |= _breaker(one) | _earlier(one, others)
    if with_covariates:
        found |= one.covariates.known(one.month, elapsed_months)
    return found


def region(cow: int) -> str:
    """Return the region of a Correlates of War code, by the hundreds in which they are numbered."""
    return next((name for limit, name in _REGIONS if cow < limit), _REST)


def _breaker(one: Instance) -> dict[str, float]:
    if one.breaker is None:
        return {}
    [other] = one.pair - {one.breaker}
    larger = (one.breaker in _LARGE) - (other in _LARGE)
    return {"large power broke": float(larger > 0), "small power broke": float(larger < 0)}


def _earlier(one: Instance, others: Iterable[Instance]) -> dict[str, float]:
    pair = one.pair
    same = [row for row in others if row.cow_a in pair and row.cow_b in pair and row.id != one.id]
    past = [row for row in same if row.month < one.month - _SAME_TIME_MONTHS]
    near = (
        row
        for row in same
        if row.tie != one.tie and 0 <= one.month - row.month <= _SAME_TIME_MONTHS
    )
    return {
        "broke before": float(bool(past)),
        "came back before": float(
            any(row.restored is not None and row.restored <= one.month for row in past)
        ),
        "other tie cut": float(any(near)),
    }
