"""Scores of a replay: by horizon, against rivals, in bands of probability, and the worst misses."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from volteface.reference.cohort import Bools, Floats
from volteface.reference.hazard import ridge_logistic
from volteface.reference.replay import Replayed
from volteface.reference.score import Interval, auc, brier, log_score

_RESAMPLES = 1000
_EDGES = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonScore:
    """Scores at one horizon (years). ``slope`` is the calibration slope: 1 where odds are right.

    Intervals are 90 %, over clusters drawn anew; ``gain`` is the group share's Brier score less
    the model's. ``auc`` and ``slope`` are None where only one outcome came.
    """

    horizon: int
    n: int
    clusters: int
    share_lasting: float
    brier: float
    log_score: float
    base_brier: float
    group_brier: float
    auc: float | None
    gain: Interval
    slope: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityBand:
    """Cases whose probability lay in [low, high), with the 90 % interval of the share lasting."""

    low: float
    high: float
    n: int
    said: float
    came: float
    came_low: float
    came_high: float


def horizon_score(rows: Sequence[Replayed], seed: int = 1) -> HorizonScore:
    """Return the scores of ``rows``, all of one horizon; ValueError where there are none."""
    if not rows:
        raise ValueError("a score needs at least one case, got none")
    p, y = _column(rows, "estimate"), _lasting(rows)
    base, group = _column(rows, "base_rate"), _column(rows, "group_share")
    return HorizonScore(
        horizon=rows[0].horizon,
        n=len(rows),
        clusters=len({row.cluster for row in rows}),
        share_lasting=float(y.mean()),
        brier=brier(p, y),
        log_score=log_score(p, y),
        base_brier=brier(base, y),
        group_brier=brier(group, y),
        auc=auc(p, y),
        gain=_resampled(rows, lambda k: brier(group[k], y[k]) - brier(p[k], y[k]), seed),
        slope=_slope(rows, p, y, seed),
    )


def reliability(rows: Sequence[Replayed]) -> tuple[ReliabilityBand, ...]:
    """Return the bands that hold cases, with Wilson (1927) 90 % intervals of the share lasting."""
    p, y = _column(rows, "estimate"), _lasting(rows)
    found = []
    for low, high in itertools.pairwise(_EDGES):
        some = (p >= low) & ((p < high) | (high == 1))
        if some.any():
            came_low, came_high = _wilson(int(y[some].sum()), int(some.sum()))
            found.append(
                ReliabilityBand(
                    low=low,
                    high=high,
                    n=int(some.sum()),
                    said=float(p[some].mean()),
                    came=float(y[some].mean()),
                    came_low=came_low,
                    came_high=came_high,
                )
            )
    return tuple(found)


def worst(rows: Sequence[Replayed], count: int = 12) -> tuple[Replayed, ...]:
    """Return the cases that were missed by most, worst first."""
    return tuple(sorted(rows, key=lambda row: -abs(row.estimate - row.lasting))[:count])


def _wilson(hits: int, n: int) -> tuple[float, float]:
    z = 1.6449
    middle = (hits + z * z / 2) / (n + z * z)
    side = z / (n + z * z) * float(np.sqrt(hits * (n - hits) / n + z * z / 4))
    return max(0.0, middle - side), min(1.0, middle + side)


def _slope(rows: Sequence[Replayed], p: Floats, y: Bools, seed: int) -> Interval | None:
    if y.all() or not y.any():
        return None
    odds = np.log(np.clip(p, 0.01, 0.99) / (1 - np.clip(p, 0.01, 0.99)))
    design = np.column_stack([np.ones(len(p)), odds])

    def fitted(kept: np.ndarray) -> float:
        weights, _ = ridge_logistic(design[kept], y[kept].astype(np.float64), np.full(2, 1e-3))
        return float(weights[1])

    return _resampled(rows, fitted, seed, 300)


def _resampled(
    rows: Sequence[Replayed],
    statistic: Callable[[np.ndarray], float],
    seed: int,
    resamples: int = _RESAMPLES,
) -> Interval:
    names, places = np.unique([row.cluster for row in rows], return_inverse=True)
    members = [np.flatnonzero(places == number) for number in range(len(names))]
    generator = np.random.default_rng(seed)
    drawn = (generator.integers(0, len(members), len(members)) for _ in range(resamples))
    values = [statistic(np.concatenate([members[k] for k in some])) for some in drawn]
    low, high = np.percentile(values, (5, 95))
    return Interval(value=statistic(np.arange(len(rows))), low=float(low), high=float(high))


def _column(rows: Sequence[Replayed], name: str) -> Floats:
    return np.array([getattr(row, name) for row in rows], dtype=np.float64)


def _lasting(rows: Sequence[Replayed]) -> Bools:
    return np.array([row.lasting for row in rows], dtype=np.bool_)
