"""What a row of a table says about a run: output, noise, and the bias of its source."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special

from volteface.errors import ObservationError
from volteface.scenarios.observations import Row

Floats = npt.NDArray[np.float64]
Outputs = Mapping[str, Floats]
Kind = Literal["additive", "relative", "count"]
# A number, or the name of the parameter or output that holds it.
Level: TypeAlias = float | str

# Student's t: record days and holidays reach the table more often than a normal law allows.
DEGREES_OF_FREEDOM = 5.0
# How much wider the noise of a row is than its series' where the table trusts it less.
WIDENING = {"high": 1.0, "medium": 1.3, "low": 2.0}
# Standard deviations from end to end of a 90 % interval of a normal law.
_RANGE = 3.29
SMALLEST = 1e-9
LOG_SMALLEST = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """How rows of ``series`` are seen in a run's ``output``.

    ``kind``: *additive* (value = output + bias + noise), *relative* (the same of logarithms) or
    *count* (Poisson with the output as its mean; no bias). ``noise`` and ``bias`` are the
    standard deviations of a day's noise and of the sources' biases; ``bias`` None means that sources are taken at their word. ``implied_by`` names series
    that together fix this one: a row with rows of all of them for the same period and source
    adds nothing to a fit and is only predicted. ``scale`` turns a value in the
    channel's own unit into the output's, and ``scale_of`` one in the unit that a row writes: None
    where that is no unit of the kind, which leaves the row out. ``doubt_of`` tells what is to be said
    of a word for a unit that is none, None where it is one. ``unit`` is how the file writes it.
    ``sets`` names what is set to the value of a row that is given as an input.
    """

    series: str
    output: str
    kind: Kind
    noise: Level = 0.0
    bias: Level | None = None
    implied_by: tuple[str, ...] = ()
    scale: float = 1.0
    scale_of: Callable[[str], float | None] | None = None
    doubt_of: Callable[[str], str | None] | None = None
    sets: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One row through its channel: months and their weights, and where its bias is kept."""

    row: Row
    channel: Channel
    months: tuple[int, ...]
    weights: tuple[float, ...]
    widening: float
    scale: float
    bias_group: str | None

    @property
    def range_spread(self) -> float:
        """The source's own range as a standard deviation: it is read as a 90 % interval."""
        low, high = self.row.low, self.row.high
        if low is None or high is None or high <= low:
            return 0.0
        if self.channel.kind == "relative":
            return math.log(max(high, LOG_SMALLEST) / max(low, LOG_SMALLEST)) / _RANGE
        return (high - low) * self.scale / _RANGE

    def noise(self, outputs: Outputs) -> Floats:
        """Return the row's noise as a standard deviation: its channel's, widened, and its range."""
        own = self.spread(self.channel.noise, outputs) * self.widening
        return np.asarray(np.hypot(own, self.range_spread), dtype=np.float64)

    def mean(self, outputs: Outputs) -> Floats:
        """Return the output's mean over the row's period, one figure a run."""
        series = outputs[self.channel.output]
        whole: Floats = series[:, list(self.months)] @ np.asarray(self.weights)
        return whole

    def spread(self, level: Level, outputs: Outputs) -> Floats | float:
        """Return a standard deviation in the row's months: a number, or one figure a run."""
        if not isinstance(level, str):
            return level
        held = outputs[level]
        return held if held.ndim == 1 else held[:, list(self.months)] @ np.asarray(self.weights)


def sights(rows: Iterable[Row], channels: Sequence[Channel], first: date, months: int
           ) -> tuple[tuple[Sight, ...], tuple[Row, ...]]:  # fmt: skip
    """Return the rows that the model can speak about, and those that it cannot.

    The second are rows of a series without a channel, in a unit that does not fit, or outside the
    run's months.
    """
    by_series = {channel.series: channel for channel in channels}
    seen, unmatched = [], []
    for row in rows:
        channel = by_series.get(row.series)
        scale = None if channel is None else scale_of(row, channel)
        weights = row.month_weights(first)
        if channel is None or scale is None or min(weights) < 0 or max(weights) >= months:
            unmatched.append(row)
        else:
            seen.append(_sight(row, channel, weights, scale))
    return tuple(seen), tuple(unmatched)


def scale_of(row: Row, channel: Channel) -> float | None:
    """Return what turns the row's value into the output's unit; None where the unit does not fit."""
    if not row.unit or channel.scale_of is None or channel.kind == "count":
        return channel.scale
    return channel.scale_of(row.unit)


def doubt_of(row: Row, channel: Channel) -> str | None:
    """Return what is to be said of the row's unit where it is read as the channel's own."""
    if not row.unit or channel.doubt_of is None or channel.kind == "count":
        return None
    return channel.doubt_of(row.unit)


def _sight(row: Row, channel: Channel, weights: dict[int, float], scale: float) -> Sight:
    if row.confidence not in WIDENING:
        raise ObservationError(
            f"row {row.id}: confidence is {row.confidence!r}; expected high, medium or low"
        )
    return Sight(
        row=row,
        channel=channel,
        months=tuple(weights),
        weights=tuple(weights.values()),
        widening=WIDENING[row.confidence],
        scale=scale,
        bias_group=None if channel.bias is None else f"{channel.output} | {row.source}",
    )


def for_fit(seen: Sequence[Sight]) -> tuple[Sight, ...]:
    """Return the sights that enter a fit: marked as used, and not implied by others."""
    told = {(s.row.series, s.row.start, s.row.end, s.row.source) for s in seen}
    return tuple(
        s
        for s in seen
        if s.row.is_used
        and not (
            s.channel.implied_by
            and all(
                (name, s.row.start, s.row.end, s.row.source) in told
                for name in s.channel.implied_by
            )
        )
    )


def bias_groups(seen: Iterable[Sight]) -> tuple[str, ...]:
    """Return the names of the biases that the sights share, each once, in order."""
    return tuple(dict.fromkeys(s.bias_group for s in seen if s.bias_group is not None))


def log_likelihood(seen: Iterable[Sight], outputs: Outputs, biases: Mapping[str, Floats]) -> Floats:
    """Return the log-likelihood of the sights, one figure a run.

    ``biases`` holds for each group standard normal figures, one a run: the bias is that figure
    times the channel's spread of biases, so sources are pooled as far as they agree.
    """
    whole: Floats = np.sum([one_log_likelihood(s, outputs, biases) for s in seen], axis=0)
    return whole


def one_log_likelihood(sight: Sight, outputs: Outputs, biases: Mapping[str, Floats]) -> Floats:
    """Return the log-likelihood of one sight, one figure a run."""
    value = sight.row.value * sight.scale
    mean = sight.mean(outputs)
    if sight.channel.kind == "count":
        rate = np.maximum(mean, SMALLEST)
        counted: Floats = value * np.log(rate) - rate - special.gammaln(value + 1)
        return counted
    bias = bias_of(sight, outputs, biases)
    noise = sight.noise(outputs)
    if sight.channel.kind == "relative":
        mean, value = np.log(np.maximum(mean, LOG_SMALLEST)), np.log(max(value, LOG_SMALLEST))
    return _student((value - mean - bias) / noise) - np.log(noise)


def bias_of(sight: Sight, outputs: Outputs, biases: Mapping[str, Floats]) -> Floats | float:
    """Return the bias of the sight's source, in the output's unit (relative: of logarithms)."""
    if sight.bias_group is None or sight.channel.bias is None:
        return 0.0
    return biases[sight.bias_group] * sight.spread(sight.channel.bias, outputs)


def _student(z: Floats) -> Floats:
    nu = DEGREES_OF_FREEDOM
    constant = special.gammaln((nu + 1) / 2) - special.gammaln(nu / 2) - 0.5 * np.log(nu * np.pi)
    logs: Floats = constant - (nu + 1) / 2 * np.log1p(z * z / nu)
    return logs
