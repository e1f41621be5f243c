"""Parameters drawn once per trajectory, by inverse distribution functions of keyed uniforms."""

from __future__ import annotations

import numpy as np
from scipy import special

from volteface.scenarios import noise
from volteface.scenarios.engine import Array, Given, Lanes
from volteface.scenarios.program import Distribution, Parameter, Program


def draw_parameters(
    program: Program, lanes: Lanes, given: Given | None = None
) -> dict[str, float | Array]:
    """Return each parameter's value: a float if fixed, else an array over the lanes.

    ``given`` replaces draws. Raises ValueError where an array does not fit the lanes.
    """
    given = given or {}
    return {
        one.name: _fitted(one.name, given[one.name], lanes)
        if one.name in given
        else _drawn(one, lanes)
        for one in program.parameters
    }


def quantile(distribution: Distribution, share: Array) -> Array:
    """Return the quantiles of ``distribution`` at ``share``, between 0 and 1.

    A cut-off distribution is a truncated one: its shares are spread between those of the ends.

    >>> quantile(Distribution(kind="uniform", numbers=(10.0, 30.0)), np.array([0.25]))
    array([15.])
    """
    low = 0.0 if distribution.low is None else share_below(distribution, distribution.low)
    high = 1.0 if distribution.high is None else share_below(distribution, distribution.high)
    return _inverse(distribution, low + (high - low) * share)


def _drawn(parameter: Parameter, lanes: Lanes) -> float | Array:
    if parameter.distribution.is_fixed:
        return parameter.distribution.numbers[0]
    share = noise.uniform(lanes.seed, lanes.trajectories, noise.PARAMETER_MONTH, parameter.name)
    return quantile(parameter.distribution, share)


def _fitted(name: str, value: float | Array, lanes: Lanes) -> float | Array:
    if np.ndim(value) == 0:
        return float(value)
    array = np.asarray(value, dtype=np.float64)
    if array.shape != (lanes.count,):
        raise ValueError(f"{name}: expected {lanes.count} values, got shape {array.shape}")
    return array


def _inverse(distribution: Distribution, share: Array) -> Array:
    numbers = distribution.numbers
    match distribution.kind:
        case "uniform":
            found = numbers[0] + (numbers[1] - numbers[0]) * share
        case "triangular":
            found = _triangular(share, *numbers)
        case "normal":
            found = numbers[0] + numbers[1] * special.ndtri(share)
        case "lognormal":
            found = numbers[0] * np.exp(np.log(numbers[1]) * special.ndtri(share))
        case "beta":
            found = special.betaincinv(numbers[0], numbers[1], share)
        case _:
            found = np.full(share.shape, numbers[0])
    return np.asarray(found, dtype=np.float64)


def _triangular(share: Array, low: float, mode: float, high: float) -> Array:
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(share * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - share) * (high - low) * (high - mode))
    return np.where(share < turn, rising, falling)


def share_below(distribution: Distribution, value: float) -> float:
    """Return the share of the distribution, without its cut-offs, that lies below ``value``.

    >>> share_below(Distribution(kind="uniform", numbers=(10.0, 30.0)), 15.0)
    0.25
    """
    first, *rest = distribution.numbers
    match distribution.kind:
        case "uniform":
            share = (value - first) / (rest[0] - first)
        case "normal":
            share = float(special.ndtr((value - first) / rest[0]))
        case "lognormal":
            logarithm = -np.inf if value <= 0 else np.log(value / first) / np.log(rest[0])
            share = float(special.ndtr(logarithm))
        case "triangular":
            share = _triangular_share(value, first, rest[0], rest[1])
        case "beta":
            share = float(special.betainc(first, rest[0], min(max(value, 0.0), 1.0)))
        case _:
            share = 0.0
    return min(max(share, 0.0), 1.0)


def _triangular_share(value: float, low: float, mode: float, high: float) -> float:
    if value <= low or value >= high:
        return float(value >= high)
    if value < mode:
        return (value - low) ** 2 / ((high - low) * (mode - low))
    return 1 - (high - value) ** 2 / ((high - low) * (high - mode))
