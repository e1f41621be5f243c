"""Functions of one double-precision number: those of the mathematics library, unaltered."""

from __future__ import annotations

import math

import numpy as np

from volteface.scenarios.lanes.compiler import choose, exact, rounded_down
from volteface.scenarios.normal_quantile import (
    CENTRE,
    CENTRE_POLYNOMIALS,
    CENTRE_SQUARED,
    FAR_POLYNOMIALS,
    FAR_TAIL,
    MIDDLE_POLYNOMIALS,
    MIDDLE_SHIFT,
)

__all__ = [
    "FLAGS", "REAL", "choose", "exp", "floor", "larger", "log", "logistic", "normal", "power", "smaller",
    "sqrt", "uniform",
]  # fmt: skip

REAL = np.float64
FLAGS: set[str] = set()
floor = rounded_down()
_LEADING_SHIFT, _TRAILING_SHIFT = np.uint64(20), np.uint64(12)
_STEP = 2.0**-52


@exact
def smaller(one: float, other: float) -> float:
    """Return the lesser of two numbers; not a number if either is none."""
    found: float = choose((one < other) | (one != one), one, other)  # noqa: PLR0124 – only NaN differs from itself
    return found


@exact
def larger(one: float, other: float) -> float:
    """Return the greater of two numbers; not a number if either is none."""
    found: float = choose((one > other) | (one != one), one, other)  # noqa: PLR0124 – only NaN differs from itself
    return found


@exact
def exp(value: float) -> float:
    """Return e to the power ``value``."""
    return math.exp(value)


@exact
def log(value: float) -> float:
    """Return the natural logarithm."""
    found: float = np.log(value)
    return found


@exact
def sqrt(value: float) -> float:
    """Return the square root."""
    found: float = np.sqrt(value)
    return found


@exact
def logistic(value: float) -> float:
    """Return 1 / (1 + exp(-value))."""
    return 1.0 / (1.0 + math.exp(-value))


@exact
def power(base: float, exponent: float) -> float:
    """Return ``base`` to the power ``exponent``."""
    found: float = base**exponent
    return found


@exact
def uniform(leading: np.uint32, trailing: np.uint32) -> float:
    """Return the uniform draw that two words stand for, as noise.uniform does."""
    joined = (np.uint64(leading) << _LEADING_SHIFT) | (np.uint64(trailing) >> _TRAILING_SHIFT)
    return (np.float64(joined) + 0.5) * _STEP


@exact
def normal(leading: np.uint32, trailing: np.uint32) -> float:
    """Return the standard normal draw that two words stand for, as noise.normal does."""
    share = uniform(leading, trailing)
    offset = share - 0.5
    if abs(offset) <= CENTRE:
        return offset * _ratio(CENTRE_POLYNOMIALS, CENTRE_SQUARED - offset * offset)
    distance = math.sqrt(-math.log(min(share, 1.0 - share)))
    if distance > FAR_TAIL:
        size = _ratio(FAR_POLYNOMIALS, distance - FAR_TAIL)
    else:
        size = _ratio(MIDDLE_POLYNOMIALS, distance - MIDDLE_SHIFT)
    return -size if offset < 0.0 else size


@exact
def _ratio(polynomials: tuple[tuple[float, ...], tuple[float, ...]], variable: float) -> float:
    above, below = polynomials
    numerator, denominator = above[0], below[0]
    for place in range(1, len(above)):
        numerator = numerator * variable + above[place]
        denominator = denominator * variable + below[place]
    return numerator / denominator
