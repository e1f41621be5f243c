"""Functions of one moment: numbers in, a number out, as Vensim and XMILE define them.

Sources: Vensim reference manual, "Functions"; OASIS XMILE 1.0, section 3.5.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from volteface.scenarios.importing.lookup import MISSING

Function = Callable[..., float]


def _guarded(function: Callable[[float], float]) -> Function:
    """The function with a missing value where it is not defined, as simulators go on."""

    def guarded(x: float) -> float:
        try:
            return function(x)
        except (ValueError, OverflowError):
            return MISSING

    return guarded


def divide(numerator: float, denominator: float) -> float:
    """The quotient; infinite or not a number, and never an error, where the denominator is 0."""
    if denominator == 0:
        return math.nan if numerator == 0 else math.copysign(math.inf, numerator)
    return numerator / denominator


def quotient_or(numerator: float, denominator: float, otherwise: float = 0.0) -> float:
    """The quotient, or `otherwise` where the denominator is below 1e-6 in size (XIDZ, ZIDZ)."""
    return otherwise if abs(denominator) < 1e-6 else numerator / denominator


def power(base: float, exponent: float) -> float:
    """base^exponent; infinite where too large, not a number where it is not real."""
    try:
        result = base**exponent
    except OverflowError:
        return math.inf
    except ZeroDivisionError:
        return math.inf
    return math.nan if isinstance(result, complex) else float(result)


def logarithm(x: float, base: float = 10.0) -> float:
    """The logarithm of x to a base."""
    return divide(_natural(x), _natural(base))


def remainder(x: float, divisor: float) -> float:
    """What is left of x after whole divisors, with the sign of x (MODULO)."""
    return math.nan if divisor == 0 else math.fmod(x, divisor)


def quantum(x: float, size: float) -> float:
    """X brought down towards 0 to whole multiples of a size; x itself where the size is not > 0."""
    return x if size <= 0 else size * math.trunc(x / size)


def integer(x: float) -> float:
    """X without its fraction; what is not finite stays."""
    return float(math.trunc(x)) if math.isfinite(x) else x


_natural = _guarded(math.log)

FUNCTIONS: dict[str, tuple[Function, int, int]] = {
    "abs": (abs, 1, 1),
    "arccos": (_guarded(math.acos), 1, 1),
    "arcsin": (_guarded(math.asin), 1, 1),
    "arctan": (math.atan, 1, 1),
    "cos": (_guarded(math.cos), 1, 1),
    "cosh": (_guarded(math.cosh), 1, 1),
    "exp": (_guarded(math.exp), 1, 1),
    "game": (float, 1, 1),
    "int": (integer, 1, 1),
    "integer": (integer, 1, 1),
    "ln": (_natural, 1, 1),
    "log": (logarithm, 1, 2),
    "log10": (logarithm, 1, 1),
    "max": (max, 2, 20),
    "min": (min, 2, 20),
    "mod": (remainder, 2, 2),
    "modulo": (remainder, 2, 2),
    "pi": (lambda: math.pi, 0, 0),
    "power": (power, 2, 2),
    "quantum": (quantum, 2, 2),
    "round": (lambda x: math.floor(x + 0.5), 1, 1),
    "safediv": (quotient_or, 2, 3),
    "sin": (_guarded(math.sin), 1, 1),
    "sinh": (_guarded(math.sinh), 1, 1),
    "sqrt": (_guarded(math.sqrt), 1, 1),
    "tan": (_guarded(math.tan), 1, 1),
    "tanh": (math.tanh, 1, 1),
    "xidz": (quotient_or, 3, 3),
    "zidz": (quotient_or, 2, 2),
}
"""Function, fewest and most arguments, by canonical name."""


def step(time: float, dt: float, height: float, start: float) -> float:
    """`height` from the start time on, half a time step early to be safe from rounding (STEP)."""
    return height if time + dt / 2 > start else 0.0


def ramp(time: float, dt: float, slope: float, start: float, finish: float = math.inf) -> float:
    """The slope times the time since the start, at most until the finish (RAMP)."""
    return slope * (min(time, finish) - start) if time > start else 0.0


def pulse(time: float, dt: float, start: float, width: float) -> float:
    """1 from the start for the width, at least for one time step (PULSE)."""
    middle = time + dt / 2
    return 1.0 if start < middle < start + max(width, dt) else 0.0


def pulse_train(
    time: float, dt: float, start: float, width: float, every: float, end: float
) -> float:  # fmt: skip
    """1 for the width at the start and after each interval, until the end (PULSE TRAIN)."""
    middle = time + dt / 2
    if not start < middle or middle > end + dt or time >= end:
        return 0.0
    since = math.fmod(middle - start, every) if every > 0 else middle - start
    return 1.0 if since < max(width, dt) else 0.0


def pulse_of_volume(
    time: float, dt: float, volume: float, first: float, interval: float = 0.0
) -> float:  # fmt: skip
    """A volume within one time step, first at a time and then at an interval (XMILE's PULSE)."""
    since = time + dt / 2 - first
    if since < 0 or (interval <= 0 and since >= dt):
        return 0.0
    if interval > 0 and math.fmod(since, interval) >= dt:
        return 0.0
    return volume / dt


TIMED: dict[str, tuple[Function, int, int]] = {
    "step": (step, 2, 2),
    "ramp": (ramp, 2, 3),
    "pulse": (pulse, 2, 2),
    "pulse train": (pulse_train, 4, 4),
    "pulse of volume": (pulse_of_volume, 1, 3),
}
"""Functions that also get the time and the time step, ahead of their arguments."""
