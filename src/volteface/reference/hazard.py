"""The chance that a severed tie lasts: a discrete-time restoration hazard, partially pooled.

P(restored in year k | broken until then, z known at h) = logistic(z'β + time'γ), for each landmark
h of 0–3 years and each year k from h to 9; lasting is the product of what is left. Ridge penalties
are normal priors: kinds of tie lean on their group, groups on all. Sources: discrete-time hazard,
Singer & Willett (1993), J. Educ. Stat. 18; landmark supermodel, van Houwelingen (2007), Scand. J.
Stat. 34. The share never restored (Farewell 1982) is what the falling hazard leaves at ten years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from volteface.reference.cohort import Bools, Floats, Texts
from volteface.reference.covariates import is_covariate
from volteface.reference.instances import Instance, features

YEARS = 10
LANDMARKS = (0, 1, 2, 3)  # years after the break
PENALTY = 30.0
COVARIATE_PENALTY = 200.0  # coded cells are many and unsure; chosen on our own rows only
_TIME_PENALTY = 0.1
_ROUNDS = 25
_CLOSE = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Spells:
    """Years at risk, one a row: design, whether restored, and where each comes from."""

    names: tuple[str, ...]
    design: Floats
    restored: Floats
    cluster: Texts
    pair: Texts
    month: NDArray[np.int64]

    def fit(self, kept: Bools | None = None, start: Floats | None = None) -> HazardModel:
        """Return the model fitted to the rows ``kept`` (all where None), from weights ``start``."""
        rows = slice(None) if kept is None else kept
        x, y = self.design[rows], self.restored[rows]
        penalty = np.full(x.shape[1], PENALTY)
        penalty[: len(self.names)][[is_covariate(name) for name in self.names]] = COVARIATE_PENALTY
        penalty[len(self.names) :] = _TIME_PENALTY
        weights, curvature = ridge_logistic(x, y, penalty, start)
        slopes = x * (y - _logistic(x @ weights))[:, None]
        names, places = np.unique(self.cluster[rows], return_inverse=True)
        sums = np.zeros((len(names), x.shape[1]))
        np.add.at(sums, places, slopes)
        inverse = np.linalg.inv(curvature)
        return HazardModel(
            names=self.names, weights=weights, covariance=inverse @ (sums.T @ sums) @ inverse
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardModel:
    """Weights by feature name, then those of time; their covariance allows for clusters."""

    names: tuple[str, ...]
    weights: Floats
    covariance: Floats

    def lasting(
        self, known: dict[str, float], elapsed_months: int, horizon_months: int = 12 * YEARS
    ) -> float:
        """Return P(not restored within ``horizon_months`` | not restored by ``elapsed_months``)."""
        return float(self._left(known, elapsed_months, horizon_months, self.weights[:, None])[0])

    def interval(
        self, known: dict[str, float], elapsed_months: int, horizon_months: int, draws: int = 1000
    ) -> tuple[float, float]:
        """Return the 90 % interval over normal draws of the weights (cluster-robust covariance).

        Source: Liang & Zeger (1986), Biometrika 73, eq. 7, with the penalised curvature.
        """
        generator = np.random.default_rng(20260103)
        drawn = generator.multivariate_normal(self.weights, self.covariance, draws, method="eigh")
        left = self._left(known, elapsed_months, horizon_months, drawn.T)
        low, high = np.percentile(left, (5, 95))
        return float(low), float(high)

    def _left(
        self, known: dict[str, float], elapsed_months: int, horizon_months: int, weights: Floats
    ) -> Floats:
        landmark = min(elapsed_months // 12, LANDMARKS[-1])
        vector = vector_of(known, self.names)
        left = np.ones(weights.shape[1])
        for year in range(elapsed_months // 12, -(-horizon_months // 12)):
            row = np.concatenate([vector, time_terms(landmark, year)])
            hazard = _logistic(row @ weights)
            end = min(horizon_months, 12 * (year + 1))
            share = (end - max(elapsed_months, 12 * year)) / 12
            left *= (1 - hazard) ** share
        return left


def spells(rows: Sequence[Instance], with_covariates: bool = True) -> Spells:
    """Return the years at risk of ``rows`` from every landmark that they reached broken."""
    known = {
        (place, h): features(row, 12 * h, rows, with_covariates)
        for place, row in enumerate(rows)
        for h in LANDMARKS
        if row.is_broken_after(12 * h)
    }
    names = tuple(sorted({name for one in known.values() for name in one}))
    design, restored, source = [], [], []
    for (place, h), one in known.items():
        vector = vector_of(one, names)
        for year, came_back in years_at_risk(rows[place], h):
            design.append(np.concatenate([vector, time_terms(h, year)]))
            restored.append(came_back)
            source.append(rows[place])
    return Spells(
        names=names,
        design=np.array(design),
        restored=np.array(restored, dtype=np.float64),
        cluster=np.array([row.cluster for row in source], dtype=np.str_),
        pair=np.array([pair_name(row) for row in source], dtype=np.str_),
        month=np.array([row.month for row in source], dtype=np.int64),
    )


def pair_name(row: Instance) -> str:
    """Return the pair's name, whichever state is named first."""
    return "-".join(str(code) for code in sorted(row.pair))


def years_at_risk(row: Instance, landmark: int) -> list[tuple[int, bool]]:
    """Return the years from ``landmark`` in which the break was at risk, and whether it ended."""
    found: list[tuple[int, bool]] = []
    for year in range(landmark, YEARS):
        end = 12 * (year + 1)
        if row.restored is not None and not row.is_broken_after(end):
            return [*found, (year, True)]
        if row.months_seen < end:
            break
        found.append((year, False))
    return found


def vector_of(known: dict[str, float], names: Sequence[str]) -> Floats:
    """Return the known features in the order of ``names``, 0 where unknown."""
    return np.array([known.get(name, 0.0) for name in names])


def time_terms(landmark: int, year: int) -> Floats:
    """Return the terms of time: level, log year, first year, year after the landmark, landmark."""
    first, next_to = float(year == 0), float(year == landmark)
    return np.array([1.0, np.log1p(year), first, float(landmark > 0), next_to, float(landmark)])


def ridge_logistic(
    x: Floats, y: Floats, penalty: Floats, start: Floats | None = None
) -> tuple[Floats, Floats]:
    """Return weights and curvature of a logistic regression with ridge ``penalty`` by column.

    Newton's method on the log-likelihood less penalty·w²/2. Source: le Cessie & van Houwelingen
    (1992), Applied Statistics 41.
    """
    weights = np.zeros(x.shape[1]) if start is None else start.copy()
    for _ in range(_ROUNDS):
        chance = _logistic(x @ weights)
        curvature = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curvature, x.T @ (y - chance) - penalty * weights)
        weights += step
        if np.abs(step).max() < _CLOSE:
            break
    return weights, curvature


def _logistic(value: Floats) -> Floats:
    chance: Floats = 1 / (1 + np.exp(-np.clip(value, -30, 30)))
    return chance
