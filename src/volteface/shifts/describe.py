"""From places where segments begin to shifts with date interval, size and probability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from volteface.model.series import Series, Shift
from volteface.shifts.calibration import load_calibration
from volteface.shifts.costs import Floats
from volteface.shifts.mechanisms import lasting_path

INTERVAL = 0.9
_LEVEL_DATES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where segments of one series begin.

    ``correlation`` is that of successive left-over values; ``penalty`` that of one change without
    correlation. ``costs`` holds, for each place, the cost of the two segments that it parts for
    every place between its neighbours, and, first, the cost without a change there.
    """

    places: tuple[int, ...]
    correlation: float
    penalty: float
    costs: dict[int, Floats]


def describe(series: Series, found: Found) -> tuple[Shift, ...]:
    """Return the shifts of ``series`` at the places found."""
    edges = (0, *found.places, len(series))
    triples = zip(edges, edges[1:], edges[2:], strict=False)
    return tuple(_shift(series, found, *triple) for triple in triples)


def _shift(series: Series, found: Found, before: int, place: int, after: int) -> Shift:
    costs = found.costs[place]
    low, high = _interval(costs[1:], 1 - found.correlation)
    size = _size(_rates(series), before, place, after)
    path = lasting_path(series, place, since=before)
    gain = float(costs[0] - costs[1:].min()) * (1 - found.correlation)
    return Shift(
        series=series.name,
        date=series.dates[place],
        low=series.dates[before + 1 + low],
        high=series.dates[before + 1 + high],
        direction="up" if size >= 0 else "down",
        size=size,
        probability=load_calibration().probability(gain, found.penalty),
        lasting=path[-1][1] if path else None,
        lasting_path=path,
    )


def _interval(costs: Floats, share: float) -> tuple[int, int]:
    """Return the ends of the smallest set of places that holds 90 % of the posterior.

    Flat prior over the places between the neighbouring changes; log-likelihoods count
    ``share`` = 1 - ρ, since correlated values say less.
    """
    weight = np.exp(-(costs - costs.min()) * share)
    weight /= weight.sum()
    order = np.argsort(-weight)
    inside = order[: int(np.searchsorted(np.cumsum(weight[order]), INTERVAL)) + 1]
    return int(inside.min()), int(inside.max())


def _rates(series: Series) -> Floats:
    if series.exposure is None:
        return series.values
    return series.values / series.exposure * float(series.exposure.mean())


def _size(values: Floats, before: int, place: int, after: int) -> float:
    """Return the mean of up to 12 values after the change less that of up to 12 before it."""
    late = values[place : min(after, place + _LEVEL_DATES)]
    early = values[max(before, place - _LEVEL_DATES) : place]
    if np.isnan(late).all() or np.isnan(early).all():
        return 0.0
    return float(np.nanmean(late) - np.nanmean(early))
