"""One quantity told by several biased sources → one series with its interval.

Model, on logs: ``log y[s, t] = log x[t] + log b[s] + noise``, noise normal with one variance,
``log b`` normal about 0 with standard deviation ``bias_spread`` (partial pooling: a source with
few values is taken to be nearly unbiased), ``log x`` free. The estimate is the exact posterior
mean, a ridge regression on log b (Hoerl & Kennard 1970) with x eliminated by the mean of each
date; the variance is found by repetition, shrunk to a prior one as ``PRIOR_VALUES`` values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from volteface.errors import SeriesError
from volteface.model.series import Floats, Series
from volteface.series.periods import one_unit, side_by_side, sources_of

# Sources differ two- to fourfold: a standard deviation of log 2 puts 95 % within fourfold.
BIAS_SPREAD = float(np.log(2))
PRIOR_NOISE = 0.25
PRIOR_VALUES = 4.0
_ROUNDS = 100
_SETTLED = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledFlow:
    """The quantity and its interval, how far each source is off, and the sources as they were.

    ``bias`` is the factor b of each source (2: it tells twice the quantity) and ``bias_interval``
    its interval; ``noise`` the standard deviation of a log value about the fit; ``level`` the
    share that the intervals hold.
    """

    estimate: Series
    low: Series
    high: Series
    bias: Mapping[str, float]
    bias_interval: Mapping[str, tuple[float, float]]
    noise: float
    level: float
    sources: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    log_bias: Floats
    covariance: Floats
    variance: float


@dataclass(frozen=True, slots=True)
class _Equations:
    """Normal equations of log b once each date's level is taken out, and the prior's spreads."""

    gram: Floats
    right: Floats
    spreads: Floats


def pooled_flow(
    sources: Sequence[Series],
    name: str = "flow",
    bias_spread: float = BIAS_SPREAD,
    level: float = 0.9,
    unbiased: str | None = None,
) -> PooledFlow:
    """Return one series of the quantity that ``sources`` (one series each, one unit) tell of.

    ``unbiased`` names a source to be taken at its word (b = 1). A date without any value is a
    gap. A told 0 is below what the source can see and enters as half its smallest value; where
    every source says 0 the estimate is 0. Raises SeriesError where units differ, names repeat, a
    value is negative, or a source has no value above 0.

    >>> dates = ("2024", "2025")
    >>> told = [Series(name=n, dates=dates, values=np.array(v), unit="t")
    ...         for n, v in (("customs", [10.0, 20.0]), ("ships", [20.0, 40.0]))]
    >>> pooled = pooled_flow(told, unbiased="customs")
    >>> pooled.bias["ships"] > 1.5
    True
    """
    unit = one_unit(sources)
    dates, table = side_by_side(sources)
    names = tuple(one.name for one in sources)
    _check(names, table, unbiased)
    logs = _logs(table)
    spreads = np.full(len(names), bias_spread)
    if unbiased is not None:
        spreads[names.index(unbiased)] = 0.0
    fit = _fit(logs, spreads)
    middle, spread = _quantity(logs, fit)
    z = NormalDist().inv_cdf((1 + level) / 2)
    zero = np.nanmax(np.where(np.isnan(table), -1, table), axis=0) == 0
    estimate = Series(
        name=name,
        dates=dates,
        values=np.where(zero, 0.0, np.exp(middle)),
        unit=unit,
        source=sources_of(sources),
        computed=f"median of {len(names)} sources pooled on logs, log bias with standard "
        f"deviation {bias_spread:.2f}",
    )
    low = np.where(zero, 0.0, np.exp(middle - z * spread))
    return PooledFlow(
        estimate=estimate,
        low=_end(estimate, "low", low, level),
        high=_end(estimate, "high", np.exp(middle + z * spread), level),
        bias=dict(zip(names, (float(b) for b in np.exp(fit.log_bias)), strict=True)),
        bias_interval=_bias_intervals(names, fit, z),
        noise=float(np.sqrt(fit.variance)),
        level=level,
        sources=tuple(sources),
    )


def _end(estimate: Series, end: str, values: Floats, level: float) -> Series:
    how = f"{end} end of the {level:.0%} interval: {estimate.computed}"
    return replace(estimate, name=f"{estimate.name} {end}", values=values, computed=how)


def _check(names: tuple[str, ...], table: Floats, unbiased: str | None) -> None:
    if len(set(names)) < len(names):
        raise SeriesError(f"sources {', '.join(names)}: a name stands twice; rename one")
    if unbiased is not None and unbiased not in names:
        raise SeriesError(f"unbiased is {unbiased!r}; the sources are {', '.join(names)}")
    for name, row in zip(names, table, strict=True):
        if np.any(row < 0):
            raise SeriesError(f"source {name}: a quantity is below 0; flows are not negative")
        if not np.any(row > 0):
            raise SeriesError(f"source {name}: no value above 0; leave the source out")


def _logs(table: Floats) -> Floats:
    smallest = np.nanmin(np.where(table > 0, table, np.nan), axis=1, keepdims=True)
    result: Floats = np.log(np.where(table == 0, smallest / 2, table))
    return result


def _fit(logs: Floats, spreads: Floats) -> _Fit:
    """Return log b, its covariance and the noise variance, repeated until the last settles."""
    equations = _equations(logs, spreads)
    variance = PRIOR_NOISE**2
    fit = _step(logs, equations, variance)
    for _ in range(_ROUNDS):
        if abs(fit.variance - variance) < _SETTLED:
            break
        variance = fit.variance
        fit = _step(logs, equations, variance)
    return fit


def _equations(logs: Floats, spreads: Floats) -> _Equations:
    seen = ~np.isnan(logs)
    centred = np.where(seen, logs - _means(logs, seen), 0.0)
    shared = (seen / np.maximum(seen.sum(axis=0), 1)) @ seen.T
    gram = np.diag(seen.sum(axis=1).astype(np.float64)) - shared
    return _Equations(gram, centred.sum(axis=1), spreads)


def _step(logs: Floats, equations: _Equations, variance: float) -> _Fit:
    """Return the ridge solution at ``variance``, and the variance that its residuals show."""
    free = np.flatnonzero(equations.spreads > 0)
    part = equations.gram[np.ix_(free, free)]
    inverse = np.linalg.inv(part + np.diag(variance / equations.spreads[free] ** 2))
    log_bias, covariance = np.zeros(len(logs)), np.zeros((len(logs), len(logs)))
    log_bias[free] = inverse @ equations.right[free]
    covariance[np.ix_(free, free)] = variance * inverse
    seen = ~np.isnan(logs)
    left = logs - log_bias[:, None]
    residual = np.where(seen, left - _means(left, seen), 0.0)
    used = seen.any(axis=0).sum() + float(np.trace(part @ inverse))
    degrees = max(float(seen.sum() - used), 0.0) + PRIOR_VALUES
    squares = float((residual**2).sum()) + PRIOR_VALUES * PRIOR_NOISE**2
    return _Fit(log_bias, covariance, squares / degrees)


def _means(logs: Floats, seen: NDArray[np.bool_]) -> Floats:
    total = np.where(seen, logs, 0.0).sum(axis=0)
    result: Floats = total / np.maximum(seen.sum(axis=0), 1)
    return result


def _quantity(logs: Floats, fit: _Fit) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of log x at each date, NaN where nobody tells."""
    seen = ~np.isnan(logs)
    counts = seen.sum(axis=0)
    some = counts > 0
    middle = np.where(some, _means(logs - fit.log_bias[:, None], seen), np.nan)
    weights = seen / np.maximum(counts, 1)
    from_bias = np.einsum("st,sr,rt->t", weights, fit.covariance, weights)
    variance = fit.variance / np.maximum(counts, 1) + from_bias
    return middle, np.where(some, np.sqrt(variance), np.nan)


def _bias_intervals(names: tuple[str, ...], fit: _Fit, z: float) -> dict[str, tuple[float, float]]:
    spread = z * np.sqrt(np.diag(fit.covariance))
    low, high = np.exp(fit.log_bias - spread), np.exp(fit.log_bias + spread)
    return {name: (float(a), float(b)) for name, a, b in zip(names, low, high, strict=True)}
