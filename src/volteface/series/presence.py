"""Persons of one state in another, told as stays from month to month → series by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from volteface.model.series import Floats, Series
from volteface.series.periods import Spell, covered_mask, month_of, months


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """``low`` to ``high`` persons of ``kind`` present from ``start`` to ``end``, both included.

    Dates are ISO months or days; ``end`` is None where they are still there. ``low`` and ``high``
    are None where no number is told. Raises ValueError where they run the wrong way.
    """

    kind: str
    start: str
    end: str | None = None
    low: float | None = None
    high: float | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end[:7] < self.start[:7]:
            raise ValueError(f"stay of {self.kind} ends {self.end}, before it starts {self.start}")
        if (self.low is None) != (self.high is None):
            raise ValueError(f"stay of {self.kind}: give low and high, or neither")
        if self.low is not None and self.high is not None and not 0 <= self.low <= self.high:
            raise ValueError(f"stay of {self.kind}: {self.low:g} to {self.high:g} persons")


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Persons of ``kind`` by month: the least, the most, and the middle of the two."""

    kind: str
    low: Series
    high: Series
    middle: Series


def presence(
    stays: Sequence[Stay], span: Spell, covered: Sequence[Spell] | None = None
) -> dict[str, Presence]:
    """Return presence by kind for the months of ``span`` (first, last); stays add up.

    A month without a stay is 0 inside the ``covered`` spells (None: the whole span) and a gap
    outside them; so is a month in which somebody was there and no number is told. Raises
    SeriesError where a date cannot be read.

    >>> stays = [Stay(kind="guards", start="2024-01", end="2024-02", low=100, high=200)]
    >>> presence(stays, ("2024-01", "2024-03"))["guards"].middle.values
    array([150., 150.,   0.])
    """
    dates = months(*span)
    known = covered_mask(dates, covered if covered is not None else (span,))
    kinds = dict.fromkeys(stay.kind for stay in stays)
    return {kind: _presence(kind, stays, dates, known) for kind in kinds}


def _presence(
    kind: str,
    stays: Sequence[Stay],
    dates: tuple[str, ...],
    known: NDArray[np.bool_],
) -> Presence:
    own = [stay for stay in stays if stay.kind == kind]
    low = np.where(known, 0.0, np.nan)
    high = low.copy()
    for stay in own:
        there = _months_there(stay, dates)
        # outside the covered spells a stay that is told is known all the same
        for values, persons in ((low, stay.low), (high, stay.high)):
            values[there] = np.where(known[there], values[there], np.nan_to_num(values[there]))
            values[there] += np.nan if persons is None else persons
    told = "; ".join(dict.fromkeys(stay.source for stay in own if stay.source)) or None

    def series(label: str, values: Floats, how: str) -> Series:
        return Series(
            name=f"{kind} {label}".strip(),
            dates=dates,
            values=values,
            unit="person",
            source=told,
            computed=f"{how} of {len(own)} stays added up by month",
        )

    return Presence(
        kind=kind,
        low=series("low", low, "least number"),
        high=series("high", high, "greatest number"),
        middle=series("", (low + high) / 2, "middle of least and greatest number"),
    )


def _months_there(stay: Stay, dates: tuple[str, ...]) -> NDArray[np.bool_]:
    start = month_of(stay.start)
    end = dates[-1] if stay.end is None else month_of(stay.end)
    return np.array([start <= date <= end for date in dates], dtype=np.bool_)
