"""The answer: how likely the break is lasting, with its evidence and confidence apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["low", "moderate", "high"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Probability that the tie is restored within a horizon, from the reference class.

    ``low`` and ``high`` bound a 90 % interval; ``cases`` and ``clusters`` stand behind it.
    """

    horizon_months: int
    restored: float
    low: float
    high: float
    cases: int
    clusters: int

    @property
    def lasting(self) -> float:
        """Probability that the tie is not restored within the horizon."""
        return 1.0 - self.restored


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A sign in the reports, with its direction; not weighted yet."""

    name: str
    points_to: Literal["temporary", "lasting"]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestCase:
    """A historical break like this one, what became of it, and how it differs."""

    name: str
    outcome: str
    differs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The headline outlook, the other horizons, the evidence, and the confidence with its rule.

    ``score`` tells how the estimate did on history: measure → value, with N.
    """

    kind_group: str
    headline: Outlook
    outlooks: tuple[Outlook, ...]
    indicators: tuple[Indicator, ...]
    nearest: tuple[NearestCase, ...]
    confidence: Confidence
    confidence_reasons: tuple[str, ...]
    score: dict[str, float | int | str]
