"""What an online watch looks for, and the level at which it alarms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from volteface.model.series import Direction
from volteface.shifts.costs import Floats
from volteface.shifts.noise import Noise
from volteface.shifts.surface import load_surface

Watched = Literal["falls", "rises", "both"]

FALL, RISE = 0.5, 2.0
_EARLY, _EARLY_WEIGHT = 8, 2.0  # a watch is often begun when a change is feared: first dates count
_EARLY_DATES = 12  # more, fading by the sixteenth, which is as if there were so many dates more


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is watched for, and how often it may alarm without cause.

    ``chance`` is that of any false alarm within ``horizon`` dates of watching (one in five within
    ten years of months, unless told). ``watched``: falls (tuned to a halving of the rate), rises
    (to a doubling), or both, which share the chance evenly. ``baseline`` is how many dates are
    held as the baseline, half of the series (at most 120) where None.
    """

    watched: Watched = "both"
    chance: float = 0.2
    horizon: int = 120
    baseline: int | None = None

    def __post_init__(self) -> None:
        if self.watched not in ("falls", "rises", "both"):
            raise ValueError(f"watched must be falls, rises or both, got {self.watched!r}")
        if not 0 < self.chance < 1 or self.horizon < 1:
            raise ValueError(
                f"expected 0 < chance < 1 and horizon >= 1, got {self.chance} and {self.horizon}"
            )
        if self.baseline is not None and self.baseline < 12:
            raise ValueError(f"baseline must be at least 12 dates, got {self.baseline}")

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions watched."""
        both: tuple[Direction, ...] = ("down", "up")
        return {"falls": both[:1], "rises": both[1:], "both": both}[self.watched]

    @property
    def factors(self) -> tuple[float, ...]:
        """What the rate is multiplied by, for each direction."""
        return tuple(FALL if one == "down" else RISE for one in self.directions)

    @property
    def hazard(self) -> float:
        """The chance of a false alarm at each date in each direction, after the first dates.

        >>> round(Watch(watched="falls", chance=0.2, horizon=120).hazard, 5)
        0.00169
        """
        dates = self.horizon + min(self.horizon, _EARLY_DATES)
        return float(1 - (1 - self.chance) ** (1 / (dates * len(self.directions))))


def levels(noise: Noise, held: int, watch: Watch, dates: Floats) -> list[Floats]:
    """Return for each direction the CUSUM level that makes an alarm at each of ``dates``.

    ``dates`` count from the baseline of ``held`` dates on, the first is 1. Without a change every
    date has the same chance of a first alarm, the first dates twice that, so that
    ``watch.chance`` holds over its horizon: since a CUSUM starts at 0, the level rises over the
    first dates. After 120 dates the last holds. From the packaged table
    (``training/shifts/levels.py``), for which series with the noise's own mean, dispersion and
    autocorrelation were simulated.
    """
    surface = load_surface()
    hazards = watch.hazard * np.where(surface.knots <= _EARLY, _EARLY_WEIGHT, 1.0)
    return [
        np.interp(dates, surface.knots, surface.at_knots(noise, held, hazards, direction))
        for direction in watch.directions
    ]
