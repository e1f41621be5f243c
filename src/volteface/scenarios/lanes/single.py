"""Functions of one single-precision number, without branches, so that loops of them vectorise.

Each is a polynomial after a reduction of the range (S. L. Moshier, Cephes mathematical library,
``expf`` and ``logf``), good to about 2e-7 of the value. Overflow is held at the largest powers
rather than turned into infinities.
"""

from __future__ import annotations

import math

import numpy as np

from volteface.scenarios.lanes.compiler import (
    SINGLE_PRECISION_FLAGS,
    choose,
    real_of_word,
    rounded_down,
    vectorised,
    word_of_real,
)

REAL = np.float32
FLAGS = SINGLE_PRECISION_FLAGS
floor = rounded_down()

_ZERO, _HALF, _ONE = REAL(0.0), REAL(0.5), REAL(1.0)
_NAN, _MINUS_INFINITY = REAL(math.nan), REAL(-math.inf)
_LOG2_E = REAL(1.44269504088896341)
# log(2) in two parts, the first exact in few bits, so that a whole multiple of it is exact too.
_LOG_2_HIGH, _LOG_2_LOW = REAL(0.693359375), REAL(-2.12194440e-4)
_BITS_OF_ONE = 0x3F80_0000
_BITS_OF_ROOT_HALF = np.uint32(0x3F35_04F3)
_LOG_SHIFT = np.uint32(_BITS_OF_ONE - 0x3F35_04F3)
_MANTISSA = np.uint32(0x007F_FFFF)
_MANTISSA_WIDTH = np.uint32(23)
_BIAS = REAL(127.0)
_EXP_LEAST, _EXP_MOST = REAL(-87.0), REAL(88.0)

_EXP_5, _EXP_4, _EXP_3, _EXP_2, _EXP_1, _EXP_0 = (
    REAL(1.9875691500e-4),
    REAL(1.3981999507e-3),
    REAL(8.3334519073e-3),
    REAL(4.1665795894e-2),
    REAL(1.6666665459e-1),
    REAL(5.0000001201e-1),
)
_LOG_8, _LOG_7, _LOG_6, _LOG_5, _LOG_4, _LOG_3, _LOG_2, _LOG_1, _LOG_0 = (
    REAL(7.0376836292e-2),
    REAL(-1.1514610310e-1),
    REAL(1.1676998740e-1),
    REAL(-1.2420140846e-1),
    REAL(1.4249322787e-1),
    REAL(-1.6668057665e-1),
    REAL(2.0000714765e-1),
    REAL(-2.4999993993e-1),
    REAL(3.3333331174e-1),
)
# Normal quantile as a ratio of cubics in t = sqrt(-2 log p), 0 < p <= 1/2: minimax by Lawson's
# reweighted least squares over 2**-33 <= p, absolute error 1e-6 (2e-6 with rounding).
_TAIL_3, _TAIL_2, _TAIL_1, _TAIL_0 = (
    REAL(1.5726931),
    REAL(3.27984125),
    REAL(-3.50873465),
    REAL(-2.98260658),
)
_BELOW_3, _BELOW_2, _BELOW_1 = REAL(2.997915e-4), REAL(1.56212451), REAL(3.5014504)
_SIGN_WORD = np.uint32(0x8000_0000)
_WORD_SIZE = REAL(2.0**-32)
_LARGEST_UNIFORM = REAL(1.0 - 2.0**-24)
_MINUS_TWO = REAL(-2.0)


@vectorised
def smaller(one: np.float32, other: np.float32) -> np.float32:
    """Return the lesser of two numbers."""
    found: np.float32 = choose(one < other, one, other)
    return found


@vectorised
def larger(one: np.float32, other: np.float32) -> np.float32:
    """Return the greater of two numbers."""
    found: np.float32 = choose(one > other, one, other)
    return found


@vectorised
def exp(value: np.float32) -> np.float32:
    """Return e to the power ``value``, held within e**-87 and e**88."""
    value = smaller(larger(value, _EXP_LEAST), _EXP_MOST)
    power = np.int32(value * _LOG2_E + REAL(128.5))
    whole = REAL(power) - REAL(128.0)
    rest = value - whole * _LOG_2_HIGH - whole * _LOG_2_LOW
    tail = ((((_EXP_5 * rest + _EXP_4) * rest + _EXP_3) * rest + _EXP_2) * rest + _EXP_1) * rest
    scale = real_of_word(np.uint32(np.uint32(power - np.int32(1)) << _MANTISSA_WIDTH))
    found: np.float32 = ((tail + _EXP_0) * rest * rest + rest + _ONE) * scale
    return found


@vectorised
def _log_of_positive(value: np.float32) -> np.float32:
    """Return the natural logarithm of a number above 0."""
    shifted = np.uint32(word_of_real(value) + _LOG_SHIFT)
    power = REAL(np.int32(shifted >> _MANTISSA_WIDTH)) - _BIAS
    rest = real_of_word(np.uint32(np.uint32(shifted & _MANTISSA) + _BITS_OF_ROOT_HALF)) - _ONE
    square = rest * rest
    tail = (((_LOG_8 * rest + _LOG_7) * rest + _LOG_6) * rest + _LOG_5) * rest + _LOG_4
    tail = (((tail * rest + _LOG_3) * rest + _LOG_2) * rest + _LOG_1) * rest + _LOG_0
    tail = tail * rest * square + _LOG_2_LOW * power - _HALF * square
    found: np.float32 = rest + tail + _LOG_2_HIGH * power
    return found


@vectorised
def log(value: np.float32) -> np.float32:
    """Return the natural logarithm: minus infinity at 0, not a number below."""
    found: np.float32 = choose(value > _ZERO, _log_of_positive(value), _MINUS_INFINITY)
    checked: np.float32 = choose(value >= _ZERO, found, _NAN)
    return checked


@vectorised
def sqrt(value: np.float32) -> np.float32:
    """Return the square root."""
    return REAL(math.sqrt(value))


@vectorised
def logistic(value: np.float32) -> np.float32:
    """Return 1 / (1 + exp(-value))."""
    return _ONE / (_ONE + exp(-value))


@vectorised
def power(base: np.float32, exponent: np.float32) -> np.float32:
    """Return ``base`` to the power ``exponent``; not a number where the base is negative."""
    at_zero = choose(exponent > _ZERO, _ZERO, _ONE)
    found: np.float32 = choose(base != _ZERO, exp(exponent * log(base)), at_zero)
    return found


@vectorised
def uniform(leading: np.uint32, _trailing: np.uint32) -> np.float32:
    """Return the uniform draw that a leading word stands for, rounded; never 0 or 1."""
    return smaller((REAL(leading) + _HALF) * _WORD_SIZE, _LARGEST_UNIFORM)


@vectorised
def normal(leading: np.uint32, _trailing: np.uint32) -> np.float32:
    """Return the standard normal draw that a leading word stands for, within 2e-6."""
    is_low = leading < _SIGN_WORD
    mirrored = np.uint32(~leading)
    nearer = choose(is_low, leading, mirrored)
    share = (REAL(np.int32(nearer)) + _HALF) * _WORD_SIZE
    distance = REAL(math.sqrt(_MINUS_TWO * _log_of_positive(share)))
    above = ((_TAIL_3 * distance + _TAIL_2) * distance + _TAIL_1) * distance + _TAIL_0
    below = ((_BELOW_3 * distance + _BELOW_2) * distance + _BELOW_1) * distance + _ONE
    size = above / below
    found: np.float32 = choose(is_low, -size, size)
    return found
