"""Optimal partitioning of a block of series: the change points of least penalised cost."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from volteface.shifts.costs import Costs, Floats, SegmentCost

_KEPT_VALUES = 60_000_000  # single-precision costs kept between passes: 240 MB


def optimal_partition(
    cost: Callable[[int], Costs], shape: tuple[int, int], shortest: int, penalty: Floats
) -> tuple[tuple[int, ...], ...]:
    """Return, for each series, the starts of its segments after the first, in order.

    Minimises the sum of segment costs plus ``penalty``, shape (series,), for each change:
    F(t) = min over s of F(s) + cost[s, t) + penalty. Work grows with the square of the dates.
    Source: Jackson et al. (2005), IEEE Signal Processing Letters 12; the recursion that PELT
    (Killick et al. 2012) prunes.
    """
    series, dates = shape
    best = np.full((series, dates + 1), np.inf, dtype=np.float32)
    best[:, 0] = -penalty
    last = np.zeros((series, dates + 1), dtype=np.intp)
    rows = np.arange(series)
    for end in range(shortest, dates + 1):
        total = best[:, : end - shortest + 1] + cost(end)
        start = total.argmin(axis=1)
        last[:, end] = start
        best[:, end] = total[rows, start] + penalty
    return tuple(_trace(row, dates) for row in last)


def kept(cost: SegmentCost) -> Callable[[int], Costs]:
    """Return the costs by end, worked out once where they fit in memory, else each time."""
    series, dates = cost.shape
    if series * dates * dates / 2 > _KEPT_VALUES:
        return cost.ending_at
    rows: list[Costs] = [
        cost.ending_at(end).astype(np.float32, copy=False)
        if end >= cost.shortest
        else np.empty((series, 0))
        for end in range(dates + 1)
    ]
    return lambda end: rows[end]


def _trace(last: NDArray[np.intp], dates: int) -> tuple[int, ...]:
    found, end = [], dates
    while end > 0:
        end = int(last[end])
        found.append(end)
    return tuple(sorted(one for one in found if one > 0))
