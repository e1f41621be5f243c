"""What a segment of a series costs: minus the log-likelihood of its values at the best fit.

A cost is made once for a block of series of one length, and gives, for each end of a segment, the
costs from all its possible starts. Gaps have no weight. Segments are half open, [start, end).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Costs = Floats | Singles
Places = NDArray[np.intp]

_LEAST_ARGUMENT = 1e-12
_LEAST_MEAN = 1e-6
_LEAST_EXPOSURE, _LEAST_RISE = np.float32(1e-6), np.float32(-1 + 1e-6)


class SegmentCost(Protocol):
    """Costs of the segments of a block of series."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of series and of dates."""

    @property
    def parameters(self) -> int:
        """How many parameters a segment fits."""

    @property
    def shortest(self) -> int:
        """The fewest dates that a segment may have."""

    def ending_at(self, end: int) -> Costs:
        """Return the costs of [start, end), shape (series, end - shortest + 1), start from 0."""

    def between(self, row: int, starts: Places, ends: Places) -> Costs:
        """Return the costs of the segments [start, end) of one series."""

    def rows(self, rows: Places) -> SegmentCost:
        """Return the cost of some of the series."""


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
        sums = self.sums[:, :, end : end + 1] - self.sums[:, :, :starts]
        return self._cost(sums, np.arange(end, end - starts, -1))

    def between(self, row: int, starts: Places, ends: Places) -> Floats:
        """Return the costs of the segments [start, end) of one series."""
        return self._cost(self.sums[:, row, ends] - self.sums[:, row, starts], ends - starts)

    def rows(self, rows: Places) -> RegressionCost:
        """Return the cost of some of the series."""
        return replace(self, sums=self.sums[:, rows])

    def _cost(self, sums: Floats, lengths: Places) -> Floats:
        weight, x, xx, y, xy, yy = sums
        size = np.maximum(weight, _LEAST_ARGUMENT)
        rest = yy - y * y / size
        if self.has_slope:
            spread = np.maximum(xx - x * x / size, _LEAST_ARGUMENT)
            rest -= (xy - x * y / size) ** 2 / spread
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

    A count has mean λ·e_t and size ``size``·e_t: variance = mean·(1 + λ / size). With m the mean
    rate of the series, ``away`` are running sums of (count - m·e_t) / (size + m), shape (series,
    dates + 1), ``exposures`` those of e_t (mean 1), of one row where all series share them;
    ``scale`` is size + m and ``share`` m / (size + m), both of shape (series, 1). Source:
    negative-binomial log-likelihood at the segment's rate, less what all ways to cut a series
    have in common, so that costs stay small and single precision is enough: with p = away / E
    and E the exposure, scale·E·((1 + p)·log(1 + p) - (share + p)·log(1 + p / share)).
    """

    away: Singles
    exposures: Singles
    scale: Singles
    share: Singles
    shortest: int

    @property
    def shape(self) -> tuple[int, int]:
        """Number of series and of dates."""
        return self.away.shape[0], self.away.shape[1] - 1

    @property
    def parameters(self) -> int:
        """The rate."""
        return 1

    def ending_at(self, end: int) -> Singles:
        """Return the costs of [start, end) for every start, shape (series, starts)."""
        starts = end - self.shortest + 1
        away = self.away[:, end : end + 1] - self.away[:, :starts]
        exposure = self.exposures[:, end : end + 1] - self.exposures[:, :starts]
        return _count_cost(away, exposure, self.scale, self.share)

    def between(self, row: int, starts: Places, ends: Places) -> Singles:
        """Return the costs of the segments [start, end) of one series."""
        away = self.away[row, ends] - self.away[row, starts]
        sums = self.exposures[0 if self._is_shared else row]
        return _count_cost(away, sums[ends] - sums[starts], self.scale[row], self.share[row])

    def rows(self, rows: Places) -> CountCost:
        """Return the cost of some of the series."""
        return replace(
            self,
            away=self.away[rows],
            exposures=self.exposures if self._is_shared else self.exposures[rows],
            scale=self.scale[rows],
            share=self.share[rows],
        )

    @property
    def _is_shared(self) -> bool:
        return len(self.exposures) == 1


def _count_cost(away: Singles, exposure: Singles, scale: Singles, share: Singles) -> Singles:
    """Return the costs; ``away`` is written over, since new memory is what costs most here."""
    exposure = np.maximum(exposure, _LEAST_EXPOSURE)
    away /= exposure
    rise = away * (1 / share)
    np.maximum(rise, _LEAST_RISE, out=rise)
    np.log1p(rise, out=rise)
    rise *= share + away
    cost: Singles = np.log1p(away)
    away += 1
    cost *= away
    cost -= rise
    cost *= exposure
    cost *= scale
    return cost


def count_cost(counts: Floats, exposure: Floats, size: Floats, shortest: int = 3) -> CountCost:
    """Return the cost of segments of ``counts``, shape (series, dates), NaN where unseen.

    ``exposure`` has the same shape and is divided by its mean, so that ``size``, shape (series,),
    keeps its meaning.
    """
    seen = ~np.isnan(counts)
    number = np.maximum(seen.sum(axis=1, keepdims=True), 1)
    scaled = np.where(seen, exposure, 0.0)
    scaled = scaled / np.maximum(scaled.sum(axis=1, keepdims=True) / number, _LEAST_ARGUMENT)
    mean = np.maximum(np.nansum(counts, axis=1, keepdims=True) / number, _LEAST_MEAN)
    scale = size[:, None] + mean
    is_shared = bool((scaled == scaled[:1]).all())
    return CountCost(
        away=_running((np.where(seen, counts, 0.0) - mean * scaled) / scale),
        exposures=_running(scaled[:1] if is_shared else scaled),
        scale=scale.astype(np.float32),
        share=(mean / scale).astype(np.float32),
        shortest=shortest,
    )


def _running(values: Floats) -> Singles:
    sums = np.zeros((values.shape[0], values.shape[1] + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums.astype(np.float32)
