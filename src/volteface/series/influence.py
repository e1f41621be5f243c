"""Influence that a presence leaves behind: three stores that fill alike and fade differently."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from volteface.errors import SeriesError
from volteface.model.series import Floats, Series
from volteface.series.periods import months


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfLives:
    """Months after which half of each store is gone once nobody is there.

    Defaults are assumed, not measured: ``advisers`` (access, advice given day by day) 6 months,
    ``procedures`` (doctrine, routines, systems put in) 5 years, ``trained`` (people taught and
    promoted) 15 years, half a career of 30. Raises ValueError where one is not above 0.
    """

    advisers: float = 6.0
    procedures: float = 60.0
    trained: float = 180.0

    def __post_init__(self) -> None:
        if not min(self.advisers, self.procedures, self.trained) > 0:
            raise ValueError(f"half-lives are {self}; each must be above 0 months")


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """The three stores, each in persons: at a presence held for ever, each equals the presence."""

    advisers: Series
    procedures: Series
    trained: Series


def influence(
    persons: Series,
    half_lives: HalfLives | None = None,
    before: float | None = 0.0,
    largest_unknown: float = 0.25,
) -> Influence:
    """Return the influence that a monthly presence ``persons`` feeds.

    Each store is a first-order one, ``I[t] = d·I[t-1] + (1 - d)·persons[t]``, d = 2^(-1/half-life).
    ``before`` is the presence held until the first month, None where not known. A month whose
    presence is a gap is left out of the average; a store is a gap itself while more than
    ``largest_unknown`` of its weight lies on months not known. Raises SeriesError where months
    are skipped (write them as gaps).

    >>> one = Series(name="advisers", dates=("2024-01", "2024-02"), values=np.array([100.0, 0.0]))
    >>> influence(one, HalfLives(advisers=1.0)).advisers.values
    array([50., 25.])
    """
    if persons.dates and persons.dates != months(persons.dates[0], persons.dates[-1]):
        raise SeriesError(f"series {persons.name!r}: months are skipped; write them as gaps")
    lives = half_lives or HalfLives()
    return Influence(
        advisers=_store(persons, "advisers", lives.advisers, before, largest_unknown),
        procedures=_store(persons, "procedures", lives.procedures, before, largest_unknown),
        trained=_store(persons, "trained", lives.trained, before, largest_unknown),
    )


def _store(
    persons: Series, name: str, half_life: float, before: float | None, largest_unknown: float
) -> Series:
    keep = 2.0 ** (-1.0 / half_life)
    return Series(
        name=f"{persons.name} influence {name}",
        dates=persons.dates,
        values=_faded(persons.values, keep, before, largest_unknown),
        unit=persons.unit,
        source=persons.source,
        computed=f"presence fading with a half-life of {half_life:g} months (assumed)",
    )


def _faded(values: Floats, keep: float, before: float | None, largest_unknown: float) -> Floats:
    """Return the average of known months, weighted by age; NaN where too much is not known."""
    total, weight = (0.0, 0.0) if before is None else (before, 1.0)
    faded = np.full(len(values), np.nan)
    for place, value in enumerate(values):
        seen = not np.isnan(value)
        total = keep * total + (1 - keep) * (value if seen else 0.0)
        weight = keep * weight + (1 - keep) * seen
        if weight > 0 and 1 - weight <= largest_unknown:
            faded[place] = total / weight
    return faded
