"""The answer: how likely the break is lasting, with its evidence and confidence apart."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """A sign in the reports, with its direction.

    ``covariate`` names the column of the reference class that records the same thing of past
    breaks; None where none does, so that the sign has no weight.
    """

    name: str
    points_to: Literal["temporary", "lasting"]
    claims: tuple[str, ...]
    covariate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one thing adds to the log-odds that the break is lasting by the headline's horizon.

    The first piece is the log-odds from what was known at the break. ``cases`` is the number of
    historical breaks that show the same thing. An *assumed* piece is learned from no record: it
    is shown apart and is no part of the headline unless it was switched on.
    """

    name: str
    log_odds: float
    cases: int
    claims: tuple[str, ...] = ()
    is_assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestCase:
    """A historical break like this one, what became of it, and how it differs."""

    name: str
    outcome: str
    differs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The headline outlook, the other horizons, the evidence, and the confidence with its rule.

    ``score`` tells how the estimate did on history: measure → value, with N. ``pieces`` sum to the
    log-odds of the headline, assumed ones apart. ``lasting_forms`` counts what lasting breaks of
    the same group turned into: hedge, rupture or realignment.
    """

    kind_group: str
    headline: Outlook
    outlooks: tuple[Outlook, ...]
    indicators: tuple[Indicator, ...]
    nearest: tuple[NearestCase, ...]
    confidence: Confidence
    confidence_reasons: tuple[str, ...]
    score: dict[str, float | int | str]
    pieces: tuple[Piece, ...] = ()
    lasting_forms: dict[str, int] = field(default_factory=dict)
