"""What a segment of a series costs: minus the log-likelihood of its values at the best fit.

A cost is made once for a block of series of one length, and gives, for each end of a segment, the
costs from all its possible starts. Gaps have no weight. Segments are half open, [start, end).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_LEAST_ARGUMENT = 1e-12


class SegmentCost(Protocol):
    """Costs of the segments of a block of series, shape (series, dates)."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of series and of dates."""

    @property
    def parameters(self) -> int:
        """How many parameters a segment fits."""

    @property
    def shortest(self) -> int:
        """The fewest dates that a segment may have."""

    def ending_at(self, end: int) -> Floats:
        """Return the costs of [start, end), shape (series, end - shortest + 1), start from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegressionCost:
    """A line, or a level, with a variance of its own: m/2 · log max(RSS / m, floor).

    ``sums`` are running sums of weight, x, x², y, xy, y² (each weighed), shape (6, series,
    dates + 1). ``floor`` is the least variance told apart, in units of the variance of the whole
    series. With ``has_slope`` the segment fits a + b·x, else a alone. Source: Gaussian
    log-likelihood with fitted variance; Killick, Fearnhead & Eckley (2012), JASA 107.
    """

    sums: Floats
    floor: float
    has_slope: bool
    shortest: int

    @property
    def shape(self) -> tuple[int, int]:
        """Number of series and of dates."""
        return self.sums.shape[1], self.sums.shape[2] - 1

    @property
    def parameters(self) -> int:
        """Level and variance, and slope where there is one."""
        return 3 if self.has_slope else 2

    def ending_at(self, end: int) -> Floats:
        """Return the costs of [start, end) for every start, shape (series, starts)."""
        starts = end - self.shortest + 1
        weight, x, xx, y, xy, yy = self.sums[:, :, end : end + 1] - self.sums[:, :, :starts]
        size = np.maximum(weight, _LEAST_ARGUMENT)
        rest = yy - y * y / size
        if self.has_slope:
            spread = np.maximum(xx - x * x / size, _LEAST_ARGUMENT)
            rest -= (xy - x * y / size) ** 2 / spread
        lengths = np.arange(end, end - starts, -1)
        observed: Floats = lengths * np.log(np.maximum(rest / size, self.floor)) / 2
        return observed


def regression_cost(
    x: Floats, y: Floats, weight: Floats, floor: float, has_slope: bool, shortest: int
) -> RegressionCost:
    """Return the cost of segments of ``y`` on ``x``, all of shape (series, dates).

    ``y`` is standardised here (weighted mean 0, variance 1), so that ``floor`` is a share of the
    variance of the whole series; a weight of 0 marks a gap.
    """
    total = np.maximum(weight.sum(axis=1, keepdims=True), _LEAST_ARGUMENT)
    y = np.where(weight > 0, y, 0.0)
    y = y - (weight * y).sum(axis=1, keepdims=True) / total
    y = y / np.sqrt(np.maximum((weight * y * y).sum(axis=1, keepdims=True) / total, 1e-24))
    columns = np.stack([np.ones_like(y), x, x * x, y, x * y, y * y]) * weight
    sums = np.zeros((*columns.shape[:2], columns.shape[2] + 1))
    np.cumsum(columns, axis=2, out=sums[:, :, 1:])
    return RegressionCost(sums=sums, floor=floor, has_slope=has_slope, shortest=shortest)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountCost:
    """Negative-binomial counts with one rate per segment and one size for each series.

    ``counts`` and ``exposures`` are running sums, shape (series, dates + 1); ``size`` has shape
    (series, 1). With exposure e_t (mean 1) and rate λ a count has mean λ·e_t and size
    ``size``·e_t: variance = mean·(1 + λ / size). Source: negative-binomial log-likelihood at the
    segment's rate, terms that no change point alters left out.
    """

    counts: Floats
    exposures: Floats
    size: Floats
    shortest: int

    @property
    def shape(self) -> tuple[int, int]:
        """Number of series and of dates."""
        return self.counts.shape[0], self.counts.shape[1] - 1

    @property
    def parameters(self) -> int:
        """The rate."""
        return 1

    def ending_at(self, end: int) -> Floats:
        """Return the costs of [start, end) for every start, shape (series, starts)."""
        starts = end - self.shortest + 1
        count = self.counts[:, end : end + 1] - self.counts[:, :starts]
        exposure = self.exposures[:, end : end + 1] - self.exposures[:, :starts]
        exposure = np.maximum(exposure, _LEAST_ARGUMENT)
        rate = count / exposure
        cost: Floats = (count + exposure * self.size) * np.log1p(rate / self.size)
        cost -= count * np.log(np.maximum(rate, _LEAST_ARGUMENT) / self.size)
        return cost


def count_cost(counts: Floats, exposure: Floats, size: Floats, shortest: int = 3) -> CountCost:
    """Return the cost of segments of ``counts``, shape (series, dates), NaN where unseen.

    ``exposure`` has the same shape and is divided by its mean, so that ``size``, shape (series,),
    keeps its meaning.
    """
    seen = ~np.isnan(counts)
    scaled = np.where(seen, exposure, 0.0)
    scaled = (
        scaled / np.maximum(scaled.sum(axis=1) / np.maximum(seen.sum(axis=1), 1), 1e-12)[:, None]
    )
    return CountCost(
        counts=_running(np.where(seen, counts, 0.0)),
        exposures=_running(scaled),
        size=size[:, None],
        shortest=shortest,
    )


def _running(values: Floats) -> Floats:
    sums = np.zeros((values.shape[0], values.shape[1] + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums
