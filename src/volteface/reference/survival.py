"""Kaplan–Meier curves of ties not restored, with weights, and their cluster bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from volteface.reference.cohort import Bools, Cohort, Floats, weights
from volteface.reference.groups import TieGroup
from volteface.reference.settings import Shrinkage


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalCurve:
    """The share of ties not yet restored after each of ``months``, at which some were."""

    months: Floats
    survival: Floats

    def at(self, month: float) -> float:
        """Return the share not restored by the end of ``month`` after the break."""
        place = int(np.searchsorted(self.months, month, side="right"))
        return 1.0 if place == 0 else float(self.survival[place - 1])

    def restored_by(self, horizon: float, elapsed: float = 0) -> float | None:
        """Return P(restored by month ``horizon`` | not restored by month ``elapsed``).

        Both are months since the break: 1 - S(horizon) / S(elapsed). At 0 elapsed the tie is still
        broken at the end of the break's month. None where S(elapsed) is 0: no case lasted so long. Raises ValueError unless 0 <= elapsed <= horizon.
        """
        if not 0 <= elapsed <= horizon:
            raise ValueError(f"months must be 0 <= elapsed <= horizon, got {elapsed}, {horizon}")
        alive = self.at(elapsed)
        return None if alive <= 0 else 1 - self.at(horizon) / alive


def kaplan_meier(months: Floats, restored: Bools, weight: Floats | None = None) -> SurvivalCurve:
    """Return the product-limit curve of ``months`` seen, ``restored`` at their end or censored.

    S(t) = Π_{t_j <= t} (1 - d_j / n_j), d_j and n_j sums of weights restored at t_j and still at
    risk just before; a row censored at t_j is at risk there. Source: Kaplan & Meier (1958), JASA
    53, eq. 2b. Raises ValueError without rows.
    """
    if not len(months):
        raise ValueError("a survival curve needs at least one row, got none")
    weight = np.ones(len(months)) if weight is None else weight
    times, places = np.unique(months, return_inverse=True)
    ended = np.bincount(places, weight * restored, len(times))
    leaving = np.bincount(places, weight, len(times))
    at_risk = leaving[::-1].cumsum()[::-1]
    hazard = np.divide(ended, at_risk, out=np.zeros(len(times)), where=at_risk > 0)
    some = ended > 0
    return SurvivalCurve(months=times[some], survival=np.cumprod(1 - hazard)[some])


def shrunk_curve(rows: Cohort, place: TieGroup, shrinkage: Shrinkage) -> SurvivalCurve:
    """Return the curve for ``place`` among ``rows``, shrunk to its group and to all rows.

    The weights are those of ``volteface.reference.cohort.weights``. Their sizes were chosen by
    leaving out clusters (``volteface.reference.score.compare``).
    """
    return kaplan_meier(rows.months, rows.restored, weights(rows, place, shrinkage))


def cluster_resamples(
    rows: Cohort,
    statistic: Callable[[Cohort], float | None],
    generator: np.random.Generator,
    resamples: int,
) -> Floats:
    """Return ``statistic`` on ``resamples`` draws of whole clusters with replacement.

    Draws where the statistic is None are left out. Source: Davison & Hinkley (1997), Bootstrap
    Methods and their Application, section 3.8, first strategy (clusters drawn, rows kept).
    """
    names, places = np.unique(rows.cluster, return_inverse=True)
    members = [np.flatnonzero(places == number) for number in range(len(names))]
    found = []
    for _ in range(resamples):
        drawn = generator.integers(0, len(members), len(members))
        value = statistic(_draw(rows, [members[number] for number in drawn]))
        if value is not None:
            found.append(value)
    return np.array(found, dtype=np.float64)


def _draw(rows: Cohort, drawn: list[NDArray[np.intp]]) -> Cohort:
    """Return the drawn clusters side by side; one drawn twice counts as two clusters."""
    names = np.repeat(np.arange(len(drawn)), [len(places) for places in drawn])
    return replace(rows.take(np.concatenate(drawn)), cluster=names.astype(np.str_))
