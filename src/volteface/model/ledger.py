"""What the claims of many reports come to: events, two-way ties, causes, and where reports differ."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.model.claim import Change, Party, Quantity
from volteface.model.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened between two actors, merged over the claims that tell of it.

    ``reports`` counts reports, ``independent_sources`` counts them with copies and retellings of
    one agency taken once.
    """

    id: str
    date: PartialDate | None
    source: Party | None
    target: Party | None
    type: str
    mode: str | None
    place: str | None
    magnitude: Quantity | None
    change: Change | None
    claims: tuple[str, ...]
    reports: int
    independent_sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A standing relation from a provider to a recipient: its level before the break and now.

    ``before`` and ``now`` are words of the level ("provided", "reduced", "ended", None where no
    report tells); ``residual`` says what is left; ``change`` is what the claims together tell.
    """

    kind: str
    provider: str
    recipient: str
    before: str | None
    now: str | None
    change: Change | None
    residual: str | None
    quantities: tuple[Quantity, ...]
    claims_before: tuple[str, ...]
    claims_now: tuple[str, ...]
    independent_sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalLink:
    """One thing told to bring about another: the claims that tell cause and effect."""

    cause: str
    effect: str
    cue: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Claims about one thing that cannot all be right, kept side by side."""

    about: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All of it for one case."""

    events: tuple[Event, ...]
    ties: tuple[Tie, ...]
    causes: tuple[CausalLink, ...]
    disagreements: tuple[Disagreement, ...]
