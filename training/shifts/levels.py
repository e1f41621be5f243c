"""Simulate the levels at which the online watch alarms, and write them as package data.

    python training/shifts/levels.py [--series 400] [--seed 20260103] [--out FILE]

For each mean, size, share of autocorrelated spread and correlation of a grid, series of 240 months
without a change are simulated; the last 12, 24, 60 or 120 of the first 120 are held as the
baseline, which each series is fitted by anew, and the level is sought that series not yet alarmed
pass with like chance at each date. Latent variance and correlation vary from series to series as
much as an estimate from ten years of months does. ``--series`` is for one cell of the grid, five
times as many for cells without autocorrelation. What chance is left in a cell is smoothed away: over
the hazards by a parabola in the logarithm, over the cells by a polynomial in the logarithms of mean
and size, whose first terms depend on share and correlation. Two minutes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from volteface.shifts.noise import Noise
from volteface.shifts.simulated import KNOTS, cusum_paths, levels_at_knots, simulate
from volteface.shifts.surface import FILE
from volteface.shifts.thresholds import FALL, RISE

MEANS = (0.05, 0.15, 0.4, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 80.0, 300.0, 2000.0)
SIZES = (0.2, 0.5, 1.0, 2.0, 4.0, 10.0, 40.0, 1000.0)
SHARES = (0.0, 0.3, 0.65, 1.0)
CORRELATIONS = (0.3, 0.6, 0.8, 0.9)
CORRELATIONS_OF_LEVELS = (0.0, 0.3, 0.6, 0.8, 0.9, 0.95)
HELD = (12, 24, 60, 120)
HAZARDS = (0.0002, 0.0006, 0.002, 0.006, 0.02)
UNCERTAINTY = 0.6  # of a latent variance and a correlation fitted to about ten years of months
STEADY_TIMES, OTHER_TIMES = 5, 20  # as many series for cells without autocorrelation; not counts
DEGREE, LEAN_DEGREE = 6, 3  # of the polynomials in log mean and log size
LEAST_LEVEL = 0.05


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=400)
    parser.add_argument("--seed", type=int, default=20260103)
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args()
    generator = np.random.default_rng(options.seed)
    np.savez_compressed(
        options.out,
        means=np.log(MEANS),
        sizes=np.log(SIZES),
        shares=SHARES,
        correlations=CORRELATIONS,
        correlations_of_levels=CORRELATIONS_OF_LEVELS,
        held=np.log(HELD),
        hazards=np.log(HAZARDS),
        knots=KNOTS,
        counts=_between_cells(_counts(options.series, generator)).astype(np.float16),
        levels=_levels(OTHER_TIMES * options.series, generator).astype(np.float16),
    )


def _counts(series: int, generator: np.random.Generator) -> np.ndarray:
    shape = (2, len(MEANS), len(SIZES), len(SHARES), len(CORRELATIONS))
    table = np.empty((*shape, len(HELD), len(HAZARDS), len(KNOTS)))
    for place in np.ndindex(*shape[1:]):
        mean, size, share, correlation = (MEANS[place[0]], SIZES[place[1]], SHARES[place[2]],
                                          CORRELATIONS[place[3]])  # fmt: skip
        if share == 0 and place[3] > 0:
            table[:, *place] = table[:, *place[:3], 0]
            continue
        latent = share * float(np.log1p(1 / size))
        noise = Noise(mean=mean, size=size, spread=1.0, latent=latent,
                      correlation=correlation if share else 0.0)  # fmt: skip
        table[:, *place] = _cell(noise, series if share else STEADY_TIMES * series, generator)
        if place[1:] == (len(SIZES) - 1, len(SHARES) - 1, len(CORRELATIONS) - 1):
            print(f"mean {mean:g} done", flush=True)
    return table


def _levels(series: int, generator: np.random.Generator) -> np.ndarray:
    cells = [
        _cell(
            Noise(mean=0.0, size=None, spread=1.0, latent=0.0, correlation=one), series, generator
        )
        for one in CORRELATIONS_OF_LEVELS
    ]
    return np.stack(cells, axis=1)


def _cell(noise: Noise, series: int, generator: np.random.Generator) -> np.ndarray:
    """Return levels of shape (2, held, hazards, knots)."""
    longest, watched = HELD[-1], KNOTS[-1]
    values = simulate(noise, (series, longest + watched), generator, UNCERTAINTY)
    base, rest = values[:, :longest], values[:, longest:]
    cell = np.empty((2, len(HELD), len(HAZARDS), len(KNOTS)))
    for side, factor in enumerate((FALL, RISE)):
        for number, held in enumerate(HELD):
            paths = cusum_paths(base[:, -held:], rest, factor, noise.size is not None)
            found = [levels_at_knots(paths, hazard) for hazard in HAZARDS]
            cell[side, number] = _smooth(np.array(found))
    return cell


def _between_cells(table: np.ndarray) -> np.ndarray:
    """Return the table of counts with each level on the polynomial over cells that fits best."""
    mean, size, share, correlation = np.meshgrid(MEANS, SIZES, SHARES, CORRELATIONS, indexing="ij")
    is_steady = share == 0
    lean = np.where(is_steady, 0.0, np.arctanh(correlation) / np.arctanh(max(CORRELATIONS)))
    grid = _powers(_unit(np.log(mean)), _unit(np.log(size)), DEGREE)
    low = _powers(_unit(np.log(mean)), _unit(np.log(size)), LEAN_DEGREE)
    moves = [share, share**2, share * lean, share * lean**2, share**2 * lean, share**2 * lean**2]
    design = np.stack([*grid, *(one * move for move in moves for one in low)], axis=-1)
    design = design.reshape(-1, design.shape[-1])
    once = ~is_steady | (correlation == CORRELATIONS[0])  # a steady cell stands there four times
    weight = (once * np.where(is_steady, np.sqrt(STEADY_TIMES), 1.0)).reshape(-1, 1)
    levels = np.log(np.maximum(np.moveaxis(table, 0, 4), LEAST_LEVEL))
    flat = levels.reshape(len(design), -1)
    fit, *_ = np.linalg.lstsq(design * weight, flat * weight, rcond=None)
    return np.moveaxis(np.exp(design @ fit).reshape(levels.shape), 4, 0)


def _powers(x: np.ndarray, y: np.ndarray, degree: int) -> list[np.ndarray]:
    return [x**i * y**j for i in range(degree + 1) for j in range(degree + 1 - i)]


def _unit(values: np.ndarray) -> np.ndarray:
    """Return the values moved and scaled to -1 … 1."""
    return 2 * (values - values.min()) / (values.max() - values.min()) - 1


def _smooth(levels: np.ndarray) -> np.ndarray:
    """Return the levels, (hazards, knots), of the parabola over log hazards that fits best."""
    away = np.log(HAZARDS) - np.log(HAZARDS).mean()
    design = np.stack([np.ones_like(away), away, away**2], axis=1)
    weight = np.sqrt(HAZARDS)[:, None]  # fewer alarms, less sure
    fit, *_ = np.linalg.lstsq(design * weight, levels * weight, rcond=None)
    return design @ fit


if __name__ == "__main__":
    main()
