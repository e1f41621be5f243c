"""Quantiles of many rows at once, gathered block by block in bounded memory.

Up to ``exact`` values a row all are kept and quantiles are exact. Beyond that, full buffers are
thinned to equally spaced order statistics and merged pairwise, like a binary counter, so that each
value is thinned a logarithmic number of times (the scheme of Karnin, Lang and Liberty, "Optimal
quantile approximation in streams", FOCS 2016, without its random choice).
"""

from __future__ import annotations

import numpy as np

from volteface.scenarios.engine import Array

POINTS = 1024


class Quantiles:
    """Gathers values of ``rows`` rows; ``exact`` is how many values a row are kept unthinned.

    Values are kept in the precision in which they come.
    """

    def __init__(self, rows: int, exact: int = 16 * POINTS) -> None:
        self._rows = rows
        self._exact = max(POINTS, exact // POINTS * POINTS)
        self._kept: Array = np.empty((rows, 0))
        self._count = 0
        self._levels: dict[int, Array] = {}

    def add(self, values: Array) -> None:
        """Add ``values``, of shape (rows, any number)."""
        self.room(values.shape[1], values.dtype)[...] = values
        self.settle()

    def room(self, lanes: int, kind: np.dtype[np.floating]) -> Array:
        """Return an array (rows, lanes) to be filled with values; then call ``settle``."""
        needed = self._count + lanes
        if self._kept.shape[1] < needed or self._kept.dtype != kind:
            grown = np.empty((self._rows, max(needed, 2 * self._count)), dtype=kind)
            grown[:, : self._count] = self._kept[:, : self._count]
            self._kept = grown
        self._count = needed
        return self._kept[:, needed - lanes : needed]

    def settle(self) -> None:
        """Thin what is more than is kept exactly, oldest first, whatever blocks it came in."""
        while self._count >= 2 * self._exact:
            full = self._kept[:, : self._exact]
            full.sort(axis=1)
            self._carry(_thinned(full))
            self._count -= self._exact
            rest = self._kept[:, self._exact : self._exact + self._count].copy()
            self._kept[:, : self._count] = rest

    def _buffer(self) -> Array:
        return self._kept[:, : self._count]

    def at(self, shares: Array) -> Array:
        """Return the quantiles at ``shares``, of shape (rows, shares); NaN where nothing came."""
        if not self._levels:
            return self._exact_at(shares)
        weight = self._exact / POINTS
        buffer = self._buffer()
        points = [buffer, *self._levels.values()]
        weights = [np.ones(buffer.shape[1])]
        weights += [np.full(POINTS, weight * 2**level) for level in self._levels]
        return _weighted(np.concatenate(points, axis=1), np.concatenate(weights), shares)

    def _carry(self, thinned: Array) -> None:
        level = 0
        while level in self._levels:
            both = np.sort(np.concatenate([self._levels.pop(level), thinned], axis=1), axis=1)
            # The mean of neighbours is not biased to one side, as keeping one of them would be.
            thinned = (both[:, 0::2] + both[:, 1::2]) / 2
            level += 1
        self._levels[level] = thinned

    def _exact_at(self, shares: Array) -> Array:
        if not self._count:
            return np.full((self._rows, len(shares)), np.nan)
        ordered = self._buffer()
        ordered.sort(axis=1)
        return _interpolated(ordered, shares)


def _interpolated(ordered: Array, shares: Array) -> Array:
    """Return quantiles by linear interpolation (definition 7 of Hyndman and Fan, 1996)."""
    places = shares * (ordered.shape[1] - 1)
    below = np.floor(places).astype(np.intp)
    above = np.minimum(below + 1, ordered.shape[1] - 1)
    part = places - below
    found: Array = ordered[:, below] * (1 - part) + ordered[:, above] * part
    return found


def _thinned(ordered: Array) -> Array:
    """Return the means of equally many neighbours, ``POINTS`` a row."""
    mean: Array = ordered.reshape(len(ordered), POINTS, -1).mean(axis=2)
    return mean


def _weighted(points: Array, weights: Array, shares: Array) -> Array:
    order = np.argsort(points, axis=1)
    ordered = np.take_along_axis(points, order, axis=1)
    heavy = weights[order]
    middle = (np.cumsum(heavy, axis=1) - heavy / 2) / weights.sum()
    return np.stack(
        [np.interp(shares, place, row) for place, row in zip(middle, ordered, strict=True)]
    )
