"""Shifts found as values arrive: a negative-binomial or Gaussian CUSUM on a held baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from volteface.model.series import Direction, Series, Shift
from volteface.shifts.calibration import load_calibration
from volteface.shifts.costs import Floats
from volteface.shifts.mechanisms import FEWEST_BEFORE, lasting_path
from volteface.shifts.noise import Noise, noise_of
from volteface.shifts.simulated import cusum
from volteface.shifts.thresholds import Watch, levels

_INTERVAL = 0.9
_FEWEST_BASELINE = 12
_LEVEL_DATES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """The place of an alarm, that at which the change began, and the log-likelihood ratio since.

    ``ratios`` holds the log-likelihood ratio of a change at each place from ``first`` to the
    alarm; ``has_passed`` tells that the twelve values after it are likelier under the baseline.
    """

    place: int
    began: int
    direction: Direction
    first: int
    ratios: Floats
    has_passed: bool


def watch_series(series: Sequence[Series], watch: Watch) -> Iterator[tuple[Shift, ...]]:
    """Yield, for each series, the shifts whose alarms came, in order.

    The first ``watch.baseline`` values (half of the series where None, at most 120) are held as
    the baseline. Where the twelve values after an alarm are likelier under the baseline than
    under the change, the old baseline is watched on; else the values since the change begin a
    new one. None are found in a series with fewer than 12 values to hold.
    """
    for one in series:
        yield tuple(_alarms_of(one, watch))


def _alarms_of(series: Series, watch: Watch) -> Iterator[Shift]:
    start, held = 0, watch.baseline or min(120, len(series) // 2)
    watched = start + held
    while held >= _FEWEST_BASELINE and watched < len(series):
        alarm = first_alarm(series, start, held, watch, watched)
        if alarm is None:
            return
        yield _shift(series, start, alarm)
        if alarm.has_passed:
            watched = alarm.place + 1
        else:
            start = alarm.began
            held = max(_FEWEST_BASELINE * 2, alarm.place - alarm.began + 1)
            watched = start + held


def first_alarm(
    series: Series, start: int, held: int, watch: Watch, watched: int | None = None
) -> Alarm | None:
    """Return the first alarm at or after ``watched`` on the baseline [start, start + held).

    Watched from the end of the baseline where None. None where no alarm comes.
    """
    first = start + held if watched is None else watched
    exposure = _exposure(series)
    window = slice(start, start + held)
    if (~np.isnan(series.values[window])).sum() < _FEWEST_BASELINE:
        return None
    noise = noise_of(series.values[window], exposure[window], series.is_count)
    values, exposed = series.values[first:], exposure[first:]
    ratios = log_ratios(values[None], exposed[None], noise, watch)
    since_baseline = np.arange(first, len(series), dtype=np.float64) - (start + held) + 1
    bounds = levels(noise, held, watch, since_baseline)
    crossed = [
        (*found, direction, row[0])
        for direction, row, bound in zip(watch.directions, ratios, bounds, strict=True)
        if (found := _crossing(row[0], bound)) is not None
    ]
    if not crossed:
        return None
    place, began, direction, terms = min(crossed, key=lambda one: one[0])
    tail = np.cumsum(terms[: place + 1][::-1])[::-1]
    return Alarm(
        place=first + place,
        began=first + began,
        direction=direction,
        first=first,
        ratios=tail,
        has_passed=float(terms[place + 1 : place + 1 + _LEVEL_DATES].sum()) < 0,
    )


def log_ratios(values: Floats, exposure: Floats, noise: Noise, watch: Watch) -> list[Floats]:
    """Return, for each direction watched, the log-likelihood ratio of each value; 0 at a gap."""
    return [
        np.where(np.isnan(values), 0.0, noise.log_ratio(np.nan_to_num(values), exposure, factor))
        for factor in watch.factors
    ]


def _crossing(terms: Floats, bound: Floats) -> tuple[int, int] | None:
    level = cusum(terms)
    over = np.flatnonzero(level > bound)
    if not len(over):
        return None
    place = int(over[0])
    zero = np.flatnonzero(level[:place] <= 0)
    return place, int(zero[-1]) + 1 if len(zero) else 0


def _exposure(series: Series) -> Floats:
    if series.exposure is None:
        return np.ones(len(series))
    scaled: Floats = series.exposure / series.exposure.mean()
    return scaled


def _shift(series: Series, start: int, alarm: Alarm) -> Shift:
    rates = series.values / _exposure(series)
    weight = np.exp(alarm.ratios - alarm.ratios.max())
    order = np.argsort(-weight)
    inside = order[: int(np.searchsorted(np.cumsum(weight[order]) / weight.sum(), _INTERVAL)) + 1]
    first = alarm.first
    before, after = rates[start : alarm.began], rates[alarm.began : alarm.began + _LEVEL_DATES]
    held = replace(series, dates=series.dates[start:], values=series.values[start:], exposure=None if series.exposure is None else series.exposure[start:])  # fmt: skip
    path = lasting_path(held, alarm.began - start) if alarm.began - start >= FEWEST_BEFORE else ()
    return Shift(
        series=series.name,
        date=series.dates[alarm.began],
        low=series.dates[first + int(inside.min())],
        high=series.dates[first + int(inside.max())],
        direction=alarm.direction,
        size=_size(before, after, alarm),
        probability=load_calibration().alarm_probability(float(alarm.ratios.max())),
        lasting=path[-1][1] if path else None,
        lasting_path=path,
        detected=series.dates[alarm.place],
    )


def _size(before: Floats, after: Floats, alarm: Alarm) -> float:
    """Return level after less level before; up to the alarm only where later values turn back."""
    level = float(np.nanmean(before))
    size = float(np.nanmean(after)) - level
    if (size < 0) == (alarm.direction == "down"):
        return size
    return float(np.nanmean(after[: alarm.place - alarm.began + 1])) - level
