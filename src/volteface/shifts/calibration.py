"""How sure a shift or an alarm is: the share of such that were true changes in simulations."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from volteface.errors import CodebookError

_NAMES = ("intercept", "slope", "alarm_intercept", "alarm_slope")
FILE = Path(__file__).parent.parent / "data" / "shifts" / "calibration.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """log-odds that a shift is a true one = intercept + slope · log(gain / penalty).

    For an online alarm: alarm_intercept + alarm_slope · (largest log-likelihood ratio).
    """

    intercept: float
    slope: float
    alarm_intercept: float
    alarm_slope: float

    def probability(self, gain: float, penalty: float) -> float:
        """Return the chance of a true change for a ``gain`` in log-likelihood, at most .999."""
        ratio = max(gain, 1e-9) / max(penalty, 1e-9)
        return _chance(self.intercept + self.slope * math.log(ratio))

    def alarm_probability(self, ratio: float) -> float:
        """Return the chance that a change had come, ``ratio`` in log-likelihood, at most .999."""
        return _chance(self.alarm_intercept + self.alarm_slope * ratio)


def _chance(odds: float) -> float:
    return round(min(1 / (1 + math.exp(-max(odds, -30.0))), 0.999), 4)


@cache
def load_calibration() -> Calibration:
    """Return the packaged calibration; CodebookError where its file is damaged."""
    try:
        table = tomllib.loads(FILE.read_text(encoding="utf-8"))
        return Calibration(**{name: float(table[name]) for name in _NAMES})
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CodebookError(f"{FILE}: {error!r}; restore the packaged file") from error
