"""Shifts found looking back over whole series, a block of series of one length at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import numpy as np

from volteface.errors import SeriesError
from volteface.model.series import Series, Shift
from volteface.shifts.costs import (
    Floats,
    SegmentCost,
    count_cost,
    regression_cost,
)
from volteface.shifts.describe import Found, describe
from volteface.shifts.dispersion import lag_one, size_of_counts
from volteface.shifts.partition import kept, optimal_partition
from volteface.shifts.robust import student_weights

CostName = Literal["trend", "level", "autoregressive", "counts"]
COSTS: tuple[CostName, ...] = ("trend", "level", "autoregressive", "counts")

_BLOCK_VALUES = 120_000  # values worked on at once: their costs up to a date stay in the cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How shifts are looked for; the defaults are the packaged setting, one for all series.

    ``cost`` names what a segment fits. The penalty of a change is
    ``strength · (p + 1) / 2 · log n / (1 - ρ)``: p parameters and a place for each segment, n
    dates, ρ the lag-one correlation of what the segments leave over (found in ``passes`` rounds),
    since n correlated values say as much as about n·(1 - ρ) independent ones. ``floor``: segments
    whose variance is below this share of the whole series' are not told apart further.
    """

    cost: CostName = "trend"
    strength: float = 1.5
    floor: float = 0.01
    shortest: int = 5
    passes: int = 2

    def __post_init__(self) -> None:
        if self.cost not in COSTS:
            raise ValueError(f"cost must be one of {', '.join(COSTS)}, got {self.cost!r}")
        if self.strength <= 0 or not 0 < self.floor < 1 or self.shortest < 2 or self.passes < 0:
            raise ValueError(
                "expected strength > 0, 0 < floor < 1, shortest >= 2 and passes >= 0, got "
                f"{self.strength}, {self.floor}, {self.shortest} and {self.passes}"
            )


PACKAGED = Setting()


def find_shifts(
    series: Sequence[Series], setting: Setting = PACKAGED
) -> Iterator[tuple[Shift, ...]]:
    """Yield the shifts of each series, in order of the series; none where it is too short.

    Raises SeriesError where counts are asked for and a series is none.

    >>> values = np.r_[np.tile([0.0, 1.0], 15), np.tile([8.0, 9.0], 15)]
    >>> dates = tuple(str(year) for year in range(1960, 2020))
    >>> [shifts] = find_shifts([Series(name="a", dates=dates, values=values)])
    >>> [(shift.date, shift.direction) for shift in shifts]
    [('1990', 'up')]
    """
    for one in series:
        if setting.cost == "counts" and not one.is_count:
            raise SeriesError(
                f"series {one.name!r}: not counts (whole numbers not below 0); use another cost"
            )
    for dates, same in groupby(series, key=len):
        room = max(1, _BLOCK_VALUES // max(dates, 1))
        block: list[Series] = []
        for one in same:
            block.append(one)
            if len(block) == room:
                yield from _block_shifts(block, setting)
                block = []
        if block:
            yield from _block_shifts(block, setting)


def change_points(
    values: Floats, exposure: Floats | None = None, setting: Setting = PACKAGED
) -> tuple[tuple[int, ...], ...]:
    """Return for each row of ``values``, (series, dates), the places where a segment begins."""
    return tuple(found.places for found in _partition(values, exposure, setting))


def _block_shifts(block: list[Series], setting: Setting) -> Iterator[tuple[Shift, ...]]:
    values = np.stack([one.values for one in block])
    exposure = None
    if any(one.exposure is not None for one in block):
        exposure = np.stack(
            [np.ones(len(one)) if one.exposure is None else one.exposure for one in block]
        )
    for one, found in zip(block, _partition(values, exposure, setting), strict=True):
        yield describe(one, found)


def _partition(values: Floats, exposure: Floats | None, setting: Setting) -> Iterator[Found]:
    series, dates = values.shape
    rows = max(1, _BLOCK_VALUES // max(dates, 1))
    for low in range(0, series, rows):
        part = slice(low, low + rows)
        yield from _block(values[part], None if exposure is None else exposure[part], setting)


def _block(values: Floats, exposure: Floats | None, setting: Setting) -> Iterator[Found]:
    dates = values.shape[1]
    seen = (~np.isnan(values)).sum(axis=1)
    if dates < 2 * setting.shortest or not seen.any():
        yield from (Found(places=(), correlation=0.0, penalty=0.0, costs={}) for _ in values)
        return
    cost = _cost(values, exposure, setting)
    base = setting.strength * (cost.parameters + 1) / 2 * np.log(np.maximum(seen, 2))
    rho = np.zeros(len(values))
    places = list(optimal_partition(cost.ending_at, cost.shape, cost.shortest, base))
    changed = np.array([row for row, found in enumerate(places) if found], dtype=np.intp)
    if len(changed):
        rates = values[changed] if exposure is None else values[changed] / exposure[changed]
        first = [places[row] for row in changed]
        again, rho[changed] = _again(rates, first, cost.rows(changed), base[changed], setting)
        for row, one in zip(changed, again, strict=True):
            places[row] = one
    for row, found in enumerate(places):
        yield Found(
            places=found,
            correlation=float(rho[row]),
            penalty=float(base[row]),
            costs=_neighbour_costs(cost, row, found),
        )


def _again(
    rates: Floats,
    places: Sequence[tuple[int, ...]],
    cost: SegmentCost,
    penalty: Floats,
    setting: Setting,
) -> tuple[Sequence[tuple[int, ...]], Floats]:
    """Return places, and correlations, after the rounds with the penalty that those ask for.

    Only series with a change at the least ``penalty`` need to come here: where there is none, a
    larger one finds none.
    """
    by_end = kept(cost) if setting.passes > 1 else cost.ending_at
    rho = np.zeros(len(rates))
    for _ in range(setting.passes):
        rho = lag_one(_left_over(rates, places, setting))
        places = optimal_partition(by_end, cost.shape, cost.shortest, penalty / (1 - rho))
    return places, rho


def _cost(values: Floats, exposure: Floats | None, setting: Setting) -> SegmentCost:
    if setting.cost == "counts":
        ones = np.ones_like(values) if exposure is None else exposure
        return count_cost(values, ones, size_of_counts(values), setting.shortest)
    rates = values if exposure is None else values / exposure
    if setting.cost == "autoregressive":
        x = np.concatenate([rates[:, :1], rates[:, :-1]], axis=1)
        weight = student_weights(rates) * ~np.isnan(x)
        x = np.where(np.isnan(x), 0.0, x - np.nanmean(rates, axis=1, keepdims=True))
        x = x / np.maximum(np.abs(x).max(axis=1, keepdims=True), 1e-12)
    else:
        x = np.broadcast_to(np.linspace(-0.5, 0.5, rates.shape[1]), rates.shape)
        weight = student_weights(rates)
    has_slope = setting.cost != "level"
    return regression_cost(x, rates, weight, setting.floor, has_slope, setting.shortest)


def _left_over(rates: Floats, places: Sequence[tuple[int, ...]], setting: Setting) -> Floats:
    """Return what each segment's line (or level) leaves over, in its own standard deviations."""
    rest = np.empty_like(rates)
    is_line = setting.cost in ("trend", "autoregressive")
    for row, starts in enumerate(places):
        for low, high in zip((0, *starts), (*starts, rates.shape[1]), strict=True):
            rest[row, low:high] = _residuals(rates[row, low:high], is_line)
    return rest


def _residuals(values: Floats, is_line: bool) -> Floats:
    seen = ~np.isnan(values)
    if seen.sum() < 3:
        return np.full(len(values), np.nan)
    if is_line:
        x = np.arange(len(values), dtype=np.float64)
        x -= x[seen].mean()
        centred = values - values[seen].mean()
        rest = centred - x * float((x * np.where(seen, centred, 0.0)).sum() / (x[seen] ** 2).sum())
    else:
        rest = values - values[seen].mean()
    spread = float(np.sqrt((rest[seen] ** 2).mean()))
    scaled: Floats = rest / spread if spread > 0 else rest * 0.0
    return scaled


def _neighbour_costs(cost: SegmentCost, row: int, places: tuple[int, ...]) -> dict[int, Floats]:
    """Return, for each change, the cost of both its segments at every place it could have."""
    costs: dict[int, Floats] = {}
    edges = (0, *places, cost.shape[1])
    for before, place, after in zip(edges, edges[1:], edges[2:], strict=False):
        cuts = np.arange(before + cost.shortest, after - cost.shortest + 1)
        left = cost.between(row, np.full_like(cuts, before), cuts)
        right = cost.between(row, cuts, np.full_like(cuts, after))
        split = np.full(after - before + 1, np.inf)
        split[0] = cost.between(row, np.array([before]), np.array([after]))[0]
        split[cuts - before] = left + right
        costs[place] = split
    return costs
