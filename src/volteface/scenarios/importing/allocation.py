"""Sharing what is available among demands with priorities (Vensim's ALLOCATE functions).

Each demand is served at a price below what it would pay; what a demand would pay is spread
around its priority. The price is such that what is served adds up to what is available.
Source: Vensim reference manual, "ALLOCATE AVAILABLE" and "Allocation priority profiles".
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from volteface.scenarios.importing.errors import UnsupportedFeatureError

Profile = tuple[float, float, float, float]
"""Kind of curve (1 even, 2 triangle, 3 normal, 4 exponential), priority, width, extra."""

_HALVINGS = 200


def share(demands: Sequence[float], profiles: Sequence[Profile], available: float) -> list[float]:
    """What each demand gets of what is available.

    Raises `UnsupportedFeatureError` for another kind of curve.

    >>> [round(part, 6) for part in share([10.0, 10.0], [(1, 5, 2, 0), (1, 1, 2, 0)], 12.0)]
    [10.0, 2.0]
    """
    if available >= sum(demands):
        return list(demands)
    if available <= 0:
        return [0.0] * len(demands)
    low = min(priority - 50 * abs(width) - 1 for _, priority, width, _ in profiles)
    high = max(priority + 50 * abs(width) + 1 for _, priority, width, _ in profiles)
    for _ in range(_HALVINGS):
        price = (low + high) / 2
        if sum(_served(demands, profiles, price)) > available:
            low = price
        else:
            high = price
        if high - low <= 1e-14 * max(abs(low), abs(high), 1.0):
            break
    return _served(demands, profiles, (low + high) / 2)


def _served(demands: Sequence[float], profiles: Sequence[Profile], price: float) -> list[float]:
    pairs = zip(demands, profiles, strict=True)
    return [demand * _willing(profile, price) for demand, profile in pairs]


def _willing(profile: Profile, price: float) -> float:
    """The part of a demand that would pay more than the price."""
    kind, priority, width, _ = profile
    if width <= 0:
        return 1.0 if price < priority else 0.0
    gap = (priority - price) / width
    match int(kind):
        case 1:
            return min(max(gap + 0.5, 0.0), 1.0)
        case 2:
            return _triangle(gap)
        case 3:
            return 0.5 * math.erfc(-gap / math.sqrt(2.0))
        case 4:
            return 1 - 0.5 * math.exp(-gap) if gap >= 0 else 0.5 * math.exp(gap)
    raise UnsupportedFeatureError(f"an allocation profile of kind {kind:g}")


def _triangle(gap: float) -> float:
    if gap <= -0.5 or gap >= 0.5:
        return float(gap > 0)
    return 2 * (gap + 0.5) ** 2 if gap < 0 else 1 - 2 * (0.5 - gap) ** 2
