"""Fit how sure a shift is, on simulated series whose true changes are known.

    python training/shifts/calibrate.py [--series 3000] [--seed 11]

Series of 60–300 dates with 0–4 changes of level or slope, of sizes from nothing much to plain,
in independent or AR(1) noise (ρ 0–.8), a third with heavy tails. A shift found is a true one where
a change lies within 5 dates of it or inside its interval. Logistic regression on
log(gain · (1 - ρ) / penalty), by Newton's method; half of the series are kept for the score.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np

from volteface.model.series import Series
from volteface.shifts import describe
from volteface.shifts.offline import find_shifts

MARGIN = 5


class _Record:
    """Stands in for the packaged calibration and keeps what it is asked."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    def probability(self, gain: float, penalty: float) -> float:
        self.asked.append(np.log(max(gain, 1e-9) / max(penalty, 1e-9)))
        return 0.5


def main() -> None:
    """Fit, score on the other half, print the file's lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    generator = np.random.default_rng(options.seed)
    halves = [list(_cases(generator, options.series // 2)) for _ in range(2)]
    fitted, kept = (np.array(half) for half in halves)
    a, b = fit(fitted[:, 0], fitted[:, 1])
    chance = 1 / (1 + np.exp(-(a + b * kept[:, 0])))
    print(f"intercept = {a:.3f}\nslope = {b:.3f}")
    print(f"# {len(kept)} shifts of the half not fitted: {kept[:, 1].mean():.2f} true, Brier "
          f"{np.mean((chance - kept[:, 1]) ** 2):.3f}, of the share {kept[:, 1].var():.3f}")  # fmt: skip
    for low, high in ((0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        some = (chance >= low) & (chance < high)
        if some.any():
            print(f"#   said {chance[some].mean():.2f}, came {kept[some, 1].mean():.2f}, N {some.sum()}")  # fmt: skip


def _cases(generator: np.random.Generator, count: int) -> Iterator[tuple[float, float]]:
    for _ in range(count):
        values, changes = _simulated(generator)
        record = _Record()
        describe.load_calibration = lambda record=record: record
        series = Series(
            name="s", dates=tuple(f"{1000 + i}" for i in range(len(values))), values=values
        )
        [found] = find_shifts([series])
        for shift, asked in zip(found, record.asked, strict=True):
            low, high = (int(one) - 1000 for one in (shift.low, shift.high))
            near = any(low - MARGIN <= place <= high + MARGIN for place in changes)
            yield asked, float(near)


def _simulated(generator: np.random.Generator) -> tuple[np.ndarray, list[int]]:
    dates = int(generator.integers(60, 301))
    number = int(generator.integers(0, min(5, dates // 30 + 1)))
    changes = sorted(generator.choice(np.arange(10, dates - 10), number, replace=False).tolist())
    rho = float(generator.choice([0.0, 0.3, 0.6, 0.8]))
    shocks = generator.standard_normal(dates)
    if generator.random() < 1 / 3:
        shocks = generator.standard_t(4, dates) / np.sqrt(2)
    values = np.empty(dates)
    values[0] = shocks[0]
    for date in range(1, dates):
        values[date] = rho * values[date - 1] + np.sqrt(1 - rho**2) * shocks[date]
    values += generator.normal(0, 1) * np.linspace(0, 1, dates)
    for place in changes:
        if generator.random() < 0.7:
            values[place:] += generator.normal(0, 3)
        else:
            values[place:] += generator.normal(0, 0.1) * np.arange(dates - place)
    return values, changes


def fit(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Return intercept and slope of a logistic regression of ``y`` on ``x``."""
    design = np.column_stack([np.ones_like(x), x])
    weight = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weight))
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + 1e-6 * np.eye(2)
        weight += np.linalg.solve(curve, design.T @ (y - chance))
    return float(weight[0]), float(weight[1])


if __name__ == "__main__":
    main()
