"""A loss of capacity, and its way back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from volteface.scenarios.cascade.economy import CascadeError, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityLoss:
    """A share of capacity that is lost on a day, stays lost, and comes back in a straight line.

    `share` is (industries,) or (industries, lanes), each between 0 and 1. It is lost from `day`
    on; `lasts_days` after that it begins to come back, over `recovery_days`.

    >>> loss = CapacityLoss(share=np.array([0.4]), day=10, lasts_days=20, recovery_days=100)
    >>> loss.on(9), loss.on(10), loss.on(80)
    (array([0.]), array([0.4]), array([0.2]))
    """

    share: Floats
    day: int
    lasts_days: int
    recovery_days: int

    def __post_init__(self) -> None:
        if not ((self.share >= 0) & (self.share <= 1)).all():
            raise CascadeError("the share of capacity lost must be between 0 and 1")
        if self.lasts_days < 0 or self.recovery_days < 1:
            raise CascadeError("lasts_days must be at least 0 and recovery_days at least 1")

    def on(self, day: int) -> Floats:
        """The share of capacity that is missing on a day, of the shape of `share`."""
        if day < self.day:
            return np.zeros_like(self.share)
        recovering = max(day - self.day - self.lasts_days, 0)
        missing: Floats = self.share * max(0.0, 1.0 - recovering / self.recovery_days)
        return missing
