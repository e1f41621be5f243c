"""How counts spread, and how values lean on the one before."""

from __future__ import annotations

import numpy as np

from volteface.shifts.costs import Floats

LEAST_SIZE, LARGEST_SIZE = 0.2, 1000.0


def negative_binomial_size(mean: Floats, variance: Floats) -> Floats:
    """Return size = mean² / (variance - mean), kept in 0.2–1000 (1000: as good as Poisson).

    Source: method of moments, variance = mean + mean² / size.

    >>> float(negative_binomial_size(np.array(8.0), np.array(8 + 64 / 3)))
    3.0
    """
    excess = np.maximum(variance - mean, 1e-9)
    size: Floats = np.clip(mean**2 / excess, LEAST_SIZE, LARGEST_SIZE)
    return size


def size_of_counts(counts: Floats, window: int = 12) -> Floats:
    """Return the size of each series of ``counts``, (series, dates), from short windows.

    Mean and variance are taken within windows of ``window`` dates, so that shifts between
    windows do not pass for dispersion; a gap (NaN) is left out.
    """
    series, dates = counts.shape
    windows = max(1, dates // window)
    cut = counts[:, : windows * window] if dates >= window else counts
    parts = cut.reshape(series, windows, -1)
    with np.errstate(invalid="ignore"):
        seen = (~np.isnan(parts)).sum(axis=2)
        mean = np.nansum(parts, axis=2) / np.maximum(seen, 1)
        square = np.nansum((parts - mean[:, :, None]) ** 2, axis=2) / np.maximum(seen - 1, 1)
    excess = np.maximum((square - mean).sum(axis=1), 1e-9)
    size: Floats = np.clip((mean**2).sum(axis=1) / excess, LEAST_SIZE, LARGEST_SIZE)
    return size


def lag_one(rest: Floats) -> Floats:
    """Return the correlation of successive values of ``rest``, (series, dates), kept in 0–.95.

    Values are deviations (mean 0), NaN at a gap: pairs with a gap are left out.
    """
    both = ~np.isnan(rest[:, 1:]) & ~np.isnan(rest[:, :-1])
    ahead, behind = np.where(both, rest[:, 1:], 0.0), np.where(both, rest[:, :-1], 0.0)
    total = np.sqrt((ahead**2).sum(axis=1) * (behind**2).sum(axis=1))
    share = (ahead * behind).sum(axis=1) / np.maximum(total, 1e-12)
    correlation: Floats = np.clip(share, 0.0, 0.95)
    return correlation
