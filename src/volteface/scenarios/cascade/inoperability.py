"""Dynamic inoperability: how far functions fail that depend on each other.

For links that are no flow of goods: control on communications, hospitals on water, refineries on
power. Source: Y. Y. Haimes, B. M. Horowitz, J. H. Lambert, J. Santos, C. Lian, K. Crowther (2005),
"Inoperability input–output model for interdependent infrastructure sectors. I: Theory and
methodology", J. Infrastructure Systems 11(2), equations 9–14.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from volteface.scenarios.cascade.economy import CascadeError, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftLinks:
    """Functions and how far the failure of one brings down another.

    `dependence[i, j]` is the inoperability of i that follows, in the end, from full inoperability
    of j; `recovery_rate[i]` is the share of the gap to that end that i moves in a day. Raises
    `CascadeError` where shapes do not fit, dependence is not within 0–1, or a rate not above 0 and
    at most 1.
    """

    functions: tuple[str, ...]
    dependence: Floats
    recovery_rate: Floats

    def __post_init__(self) -> None:
        count = len(self.functions)
        if self.dependence.shape != (count, count) or self.recovery_rate.shape != (count,):
            raise CascadeError(
                f"{count} functions need dependence of ({count}, {count}) and {count} rates"
            )
        if not ((self.dependence >= 0) & (self.dependence <= 1)).all():
            raise CascadeError("dependence must be between 0 and 1")
        if not ((self.recovery_rate > 0) & (self.recovery_rate <= 1)).all():
            raise CascadeError("a recovery rate must be above 0 and at most 1")


def recovery_rate(start: float, end: float, days: float, own_dependence: float = 0.0) -> float:
    """The daily rate at which a function on its own goes from one inoperability to another.

    Source: Haimes et al. (2005), equation 13: ln(q(0)/q(T)) / (T (1 − a*)).

    >>> round(recovery_rate(0.5, 0.01, 60), 4)
    0.0652
    """
    if not 0 < end < start <= 1 or days <= 0 or not 0 <= own_dependence < 1:
        raise CascadeError("expected 0 < end < start ≤ 1, days above 0, own dependence below 1")
    return float(np.log(start / end) / (days * (1.0 - own_dependence)))


def inoperability(links: SoftLinks, disruption: Floats, start: Floats | None = None) -> Floats:
    """The inoperability of every function day by day, 0 (works) to 1 (does not work).

    `disruption` is (days, functions) or (days, functions, lanes): what acts from outside that
    day. `start` is the inoperability before the first day; None for none. The result has the
    shape of `disruption`.
    """
    if disruption.ndim not in {2, 3} or disruption.shape[1] != len(links.functions):
        raise CascadeError(f"disruption must be (days, {len(links.functions)}) or with lanes last")
    state = np.zeros(disruption.shape[1:]) if start is None else start
    rate = links.recovery_rate.reshape(-1, *[1] * (disruption.ndim - 2))
    days = np.empty_like(disruption)
    for day, pressure in enumerate(disruption):
        goal = links.dependence @ state + pressure
        state = np.clip(state + rate * (goal - state), 0.0, 1.0)
        days[day] = state
    return days
