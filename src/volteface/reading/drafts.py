"""A claim in the making: what a rule found, before stance, time and identifiers are added."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.model.claim import Change, ClaimKind, Party, TimeFrame
from volteface.reading.syntax import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one rule made of one predicate. ``time_frame`` overrides what the stance would say."""

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
    is_guess: bool = False
    cause: Token | None = None
