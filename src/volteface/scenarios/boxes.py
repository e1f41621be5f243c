"""Scenario discovery: the box of parameter values in which an outcome of interest gathers (PRIM).

Source: Friedman & Fisher (1999), Stat. Comput. 9; for scenarios: Bryant & Lempert (2010),
Technol. Forecast. Soc. Change 77.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from volteface.errors import ScenarioError

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Side: TypeAlias = tuple[float | None, float | None]

# Share of the runs cut away at a time, and the smallest share of all runs a box may hold.
_PEEL = 0.05
_SMALLEST_BOX = 0.05
# Limits are given up, the least useful first, while this share of the box's merit is kept.
_KEPT = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One side of a box: the parameter lies from ``low`` to ``high`` (None: no limit)."""

    parameter: str
    low: float | None
    high: float | None

    def words(self, unit: str = "") -> str:
        """Return the limit as an analyst would write it.

        >>> Limit(parameter="oil.cap", low=None, high=12.0).words("kb/d")
        'oil.cap at most 12 kb/d'
        """
        after = f" {unit}" if unit else ""
        if self.low is None:
            return f"{self.parameter} at most {self.high:.4g}{after}"
        if self.high is None:
            return f"{self.parameter} at least {self.low:.4g}{after}"
        return f"{self.parameter} from {self.low:.4g} to {self.high:.4g}{after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A region of parameters. ``density``: share of its runs that are of interest;
    ``coverage``: share of the runs of interest that it holds; ``mass``: share of all runs.
    """

    limits: tuple[Limit, ...]
    density: float
    coverage: float
    mass: float
    base_rate: float


def find_box(values: Floats, names: Sequence[str], is_of_interest: Bools) -> Box:
    """Return the box that PRIM finds among runs ``values`` (run, parameter).

    The box is peeled, 5 % of its runs at a time, where that raises the density most; of the boxes
    on the way the one with the best harmonic mean of density and coverage is taken, and limits
    that hardly matter are given up. Raises ScenarioError where none or all runs are of interest.
    """
    if not is_of_interest.any() or is_of_interest.all():
        raise ScenarioError("no box: the outcome is met in none of the runs, or in all")
    inside = np.ones(len(values), dtype=bool)
    path = [inside]
    while inside.mean() > _SMALLEST_BOX:
        peeled = _peeled(values, inside, is_of_interest)
        if peeled is None:
            break
        inside = peeled
        path.append(inside)
    best = max(path, key=lambda box: _merit(box, is_of_interest))
    return _told(values, names, best, is_of_interest)


def _peeled(values: Floats, inside: Bools, is_of_interest: Bools) -> Bools | None:
    """Return the smaller box of highest density that one cut gives; None where no cut helps."""
    best, best_density = None, float(is_of_interest[inside].mean())
    for column in values.T:
        held = column[inside]
        for kept in (column >= np.quantile(held, _PEEL), column <= np.quantile(held, 1 - _PEEL)):
            candidate = inside & kept
            if not candidate.any() or candidate.sum() == inside.sum():
                continue
            density = float(is_of_interest[candidate].mean())
            if density > best_density:
                best, best_density = candidate, density
    return best


def _merit(inside: Bools, is_of_interest: Bools) -> float:
    """Return the harmonic mean of density and coverage."""
    return float(2 * (is_of_interest & inside).sum() / (inside.sum() + is_of_interest.sum()))


def _told(values: Floats, names: Sequence[str], inside: Bools, is_of_interest: Bools) -> Box:
    sides = _simplified(values, [_side(column, inside) for column in values.T], is_of_interest)
    final = _held(values, sides)
    limits = tuple(
        Limit(parameter=name, low=low, high=high)
        for name, (low, high) in zip(names, sides, strict=True)
        if low is not None or high is not None
    )
    return Box(
        limits=limits,
        density=float(is_of_interest[final].mean()),
        coverage=float((is_of_interest & final).sum() / is_of_interest.sum()),
        mass=float(final.mean()),
        base_rate=float(is_of_interest.mean()),
    )


def _simplified(values: Floats, sides: list[Side], is_of_interest: Bools) -> list[Side]:
    """Return the sides without those that the box can do without, one end at a time."""
    enough = _KEPT * _merit(_held(values, sides), is_of_interest)
    while True:
        fewer = [
            _without(sides, place, end)
            for place, side in enumerate(sides)
            for end in (0, 1)
            if side[end] is not None
        ]
        merits = [_merit(_held(values, one), is_of_interest) for one in fewer]
        if not merits or max(merits) < enough:
            return sides
        sides = fewer[int(np.argmax(merits))]


def _without(sides: list[Side], place: int, end: int) -> list[Side]:
    low, high = sides[place]
    given_up: Side = (None, high) if end == 0 else (low, None)
    return [*sides[:place], given_up, *sides[place + 1 :]]


def _side(column: Floats, inside: Bools) -> Side:
    low, high = float(column[inside].min()), float(column[inside].max())
    return (
        low if low > column.min() else None,
        high if high < column.max() else None,
    )


def _held(values: Floats, sides: Sequence[Side]) -> Bools:
    found = np.ones(len(values), dtype=bool)
    for column, (low, high) in zip(values.T, sides, strict=True):
        if low is not None:
            found &= column >= low
        if high is not None:
            found &= column <= high
    return found
