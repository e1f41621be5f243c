"""Series without a change, and the levels that their CUSUMs pass as seldom as allowed."""

from __future__ import annotations

import numpy as np

from volteface.shifts.costs import Floats
from volteface.shifts.dispersion import negative_binomial_size
from volteface.shifts.noise import Noise, count_log_ratio, gaussian_log_ratio

KNOTS = (2, 4, 8, 16, 32, 64, 120)  # dates since the baseline; the level is straight in between
_LARGEST_CORRELATION = 0.97
_LEAST_MEAN = 0.05


def cusum(terms: Floats) -> Floats:
    """Return S_t = max(0, S_(t-1) + terms_t) along the last axis. Source: Page (1954)."""
    total = np.cumsum(terms, axis=-1)
    result: Floats = total - np.minimum(np.minimum.accumulate(total, axis=-1), 0.0)
    return result


def cusum_paths(base: Floats, rest: Floats, factor: float, is_count: bool) -> Floats:
    """Return the CUSUMs of ``rest`` on the baselines ``base``, both of shape (series, dates).

    Each baseline is fitted as that of a watched series is, so that not knowing the true level
    counts.
    """
    mean = base.mean(axis=1, keepdims=True)
    variance = base.var(axis=1, ddof=1, keepdims=True)
    if not is_count:
        spread = np.sqrt(np.maximum(variance, 1e-12))
        return cusum(gaussian_log_ratio((rest - mean) / spread, factor))
    level = np.maximum(mean, _LEAST_MEAN)
    return cusum(count_log_ratio(rest, level, negative_binomial_size(level, variance), factor))


def levels_at_knots(paths: Floats, hazard: float) -> Floats:
    """Return the levels at ``KNOTS`` that paths not yet alarmed pass with ``hazard`` at each date.

    Between two knots the level is straight, so a path passes it where the largest
    (S_t - (1 - a)·level before) / a does, a the share of the way: the level at a knot is a
    quantile of that over the paths that are left.
    """
    level, left, before = np.empty(len(KNOTS)), paths, 0
    for number, knot in enumerate(KNOTS):
        dates = np.arange(before + 1, knot + 1)
        way = np.ones(len(dates)) if not before else (dates - before) / (knot - before)
        last = level[number - 1] if number else 0.0
        highest = ((left[:, dates - 1] - (1 - way) * last) / way).max(axis=1)
        passing = len(left) * (1 - (1 - hazard) ** len(dates))
        level[number] = _from_top(highest, passing)
        left, before = left[highest <= level[number]], knot
    return level


def _from_top(values: Floats, count: float) -> float:
    """Return the value that ``count`` of ``values`` are above, straight between two of them."""
    rank = len(values) - 0.5 - count
    return float(np.interp(rank, np.arange(len(values)), np.sort(values)))


def simulate(
    noise: Noise, shape: tuple[int, int], generator: np.random.Generator, uncertainty: float = 0.0
) -> Floats:
    """Return series of ``shape`` (series, dates) with this noise and no change.

    ``uncertainty`` is the standard deviation of the log of the latent variance, and of the
    inverse hyperbolic tangent of the correlation, from one series to the next.
    """
    spread = generator.standard_normal((2, shape[0], 1)) * uncertainty
    rho = np.tanh(np.arctanh(noise.correlation) + spread[0] * (noise.correlation > 0))
    path = _ar1(np.clip(rho, 0.0, _LARGEST_CORRELATION), shape, generator)
    if noise.size is None:
        return np.asarray(noise.mean + noise.spread * path)
    variance = noise.latent * np.exp(spread[1])
    rate = noise.mean * np.exp(np.sqrt(variance) * path - variance / 2)
    share = np.maximum((1 + 1 / noise.size) / np.exp(variance) - 1, 1e-6)
    mixed = generator.gamma(1 / share, rate * share)
    return np.asarray(generator.poisson(mixed), dtype=np.float64)


def _ar1(rho: Floats, shape: tuple[int, int], generator: np.random.Generator) -> Floats:
    """Return AR(1) paths with mean 0 and variance 1, a correlation for each, shape (series, 1)."""
    path = generator.standard_normal(shape)
    scale = np.sqrt(1 - rho * rho)[:, 0]
    for date in range(1, shape[1]):
        path[:, date] = rho[:, 0] * path[:, date - 1] + scale * path[:, date]
    return path
