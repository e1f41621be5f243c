"""Table functions: points joined by lines, held flat or read on beyond their ends."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

Reading = Literal["interpolate", "extrapolate", "hold backward", "look forward", "raw"]

MISSING = -(2.0**109)
"""Vensim's mark for a value that is not available (``:NA:``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Points (x, y) in rising order of x, and how values between and beyond them are read.

    ``interpolate`` holds the end values beyond the ends, ``extrapolate`` goes on with the slope
    of the last segment, ``hold backward`` gives the last point at or before x, ``look forward``
    the next at or after x, and ``raw`` only the points themselves.

    >>> Lookup(x=(0.0, 2.0), y=(1.0, 5.0))(0.5)
    2.0
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    reading: Reading = "interpolate"

    def __post_init__(self) -> None:
        if len(self.x) != len(self.y) or not self.x:
            raise ValueError(
                f"a table needs as many x as y and at least one: {len(self.x)} and {len(self.y)}"
            )
        points = sorted(zip(self.x, self.y, strict=True), key=lambda point: point[0])
        object.__setattr__(self, "x", tuple(x for x, _ in points))
        object.__setattr__(self, "y", tuple(y for _, y in points))

    def __call__(self, x: float) -> float:
        """The value at x, nan at nan; for ``raw``, `MISSING` where no point stands at x."""
        if math.isnan(x):
            return math.nan
        if self.reading == "hold backward":
            return self.y[max(bisect_right(self.x, x) - 1, 0)]
        if self.reading == "look forward":
            return self.y[min(bisect_left(self.x, x), len(self.x) - 1)]
        if self.reading == "raw":
            at = bisect_left(self.x, x)
            return self.y[at] if at < len(self.x) and self.x[at] == x else MISSING
        return self._joined(x)

    def _joined(self, x: float) -> float:
        if len(self.x) == 1:
            return self.y[0]
        if self.reading == "interpolate" and not self.x[0] < x < self.x[-1]:
            return self.y[0] if x <= self.x[0] else self.y[-1]
        right = min(max(bisect_left(self.x, x), 1), len(self.x) - 1)
        left = right - 1
        width = self.x[right] - self.x[left]
        if width == 0:
            return self.y[right]
        return self.y[left] + (self.y[right] - self.y[left]) * (x - self.x[left]) / width
