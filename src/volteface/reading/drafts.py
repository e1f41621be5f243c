"""A claim in the making: what a rule found, before stance, time and identifiers are added."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.model.claim import (
    Certainty,
    Change,
    ClaimKind,
    Party,
    Polarity,
    SpeakerKind,
    TimeFrame,
)
from volteface.reading.syntax import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one rule, or the heads, made of one predicate.

    ``time_frame``, ``polarity``, ``certainty`` and ``speaker_kind``, where given, override what the
    stance would say; ``score`` is the probability that the draft is right, None where rules read alone.
    """

    anchor: Token
    rule: str
    kind: ClaimKind
    type: str
    source: Party | None
    target: Party | None
    others: tuple[Party, ...] = ()
    mode: str | None = None
    change: Change | None = None
    sector: str | None = None
    time_frame: TimeFrame | None = None
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    speaker_kind: SpeakerKind | None = None
    score: float | None = None
