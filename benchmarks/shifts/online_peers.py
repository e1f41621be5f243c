"""Peers of the online watch in the same simulation: what a known baseline gives, and run lengths."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from volteface.shifts.bayesian import chance_of_change
from volteface.shifts.dispersion import negative_binomial_size
from volteface.shifts.noise import count_log_ratio
from volteface.shifts.simulated import cusum
from volteface.shifts.thresholds import FALL, RISE

MEAN, SIZE, CHANCE, HAZARD = 8.0, 3.0, 0.2, 1 / 1200
WAITS = (0, 60)
Statistic = Callable[[np.ndarray, int], np.ndarray]


def main(held: int, watched: int) -> None:
    """Print shares within 12 and 36 months of a halving at one level, set by simulation."""
    print("peers, one level for all dates, set so that .2 of 120 months without a change pass it:")
    peers: dict[str, tuple[int, Statistic]] = {
        "NB-CUSUM, baseline known, falls": (4000, lambda counts, first: _known(counts[:, first:], (FALL,))),
        "NB-CUSUM, baseline known, both": (4000, lambda counts, first: _known(counts[:, first:], (FALL, RISE))),
        "run lengths, size of the baseline, either way": (600, _run_lengths),
    }  # fmt: skip
    for name, (runs, statistic) in peers.items():
        generator = np.random.default_rng(8)
        quiet = statistic(_counts(generator, (runs, held + watched), MEAN), held)
        level = np.quantile(quiet.max(axis=1), 1 - CHANCE)
        for wait in WAITS:
            counts = _counts(generator, (runs, held + wait + 36), MEAN)
            counts[:, held + wait :] = _counts(generator, (runs, 36), MEAN / 2)
            passed = statistic(counts, held) > level
            kept = ~passed[:, :wait].any(axis=1)
            soon, late = (passed[kept][:, wait : wait + one].any(axis=1).sum() for one in (12, 36))
            print(f"  {name}, change {wait} months into the watch: {soon / runs:.3f} / {late / runs:.3f}; "
                  f"where no alarm came before, {soon / kept.sum():.3f} / {late / kept.sum():.3f}")  # fmt: skip


def _known(counts: np.ndarray, factors: tuple[float, ...]) -> np.ndarray:
    return np.maximum.reduce(
        [cusum(count_log_ratio(counts, MEAN, SIZE, factor)) for factor in factors]
    )


def _run_lengths(counts: np.ndarray, held: int) -> np.ndarray:
    ones, base = np.ones(counts.shape[1]), counts[:, :held]
    sizes = negative_binomial_size(base.mean(axis=1), base.var(axis=1, ddof=1))
    pairs = zip(counts, sizes, strict=True)
    return np.array([chance_of_change(row, ones, held, float(size), HAZARD) for row, size in pairs])


def _counts(generator: np.random.Generator, shape: tuple[int, int], mean: float) -> np.ndarray:
    return generator.negative_binomial(SIZE, SIZE / (SIZE + mean), shape).astype(float)
