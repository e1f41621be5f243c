"""A claim: what one report says in one place, who says it, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

ClaimKind = Literal["event", "tie", "level", "presence", "cause", "judgment", "outlook"]
Change = Literal["begins", "rises", "holds", "falls", "ends"]
Polarity = Literal["affirmed", "denied"]
Certainty = Literal["certain", "probable", "possible", "unstated"]
TimeFrame = Literal["past", "ongoing", "planned", "demanded", "predicted", "conditional"]
SpeakerKind = Literal["official", "unnamed", "analyst", "witness", "document", "media", "narrator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor where a claim names it: its code, role and name, and the words that stand for it.

    ``start`` and ``end`` are None where the words stand in another sentence or nowhere.
    """

    code: str | None
    role: str | None = None
    name: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who vouches for a claim."""

    kind: SpeakerKind = "narrator"
    text: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTime:
    """When the content of a claim holds: EDTF dates and the words that tell it."""

    start: str | None = None
    end: str | None = None
    precision: str = "unknown"
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it happened: a name and the state that it lies in."""

    name: str
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How much, in a unit; a bound told as "more than" is ``low``, a change has ``before`` and ``to``."""

    unit: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    to: float | None = None
    of: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """The words that weaken a claim, and of what class they are."""

    text: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim; field by field the published record ``claim.schema.json``.

    Raises ValueError when the offsets do not hold the quote's length, when nothing is quoted, or
    when a state acts on itself.
    """

    id: str
    report_id: str
    sentence: str
    start: int
    end: int
    quote: str
    kind: ClaimKind
    source: Party | None
    target: Party | None
    type: str
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    time_frame: TimeFrame = "past"
    speaker: Speaker = Speaker()
    others: tuple[Party, ...] = ()
    mode: str | None = None
    code: str | None = None
    sector: str | None = None
    change: Change | None = None
    time: ClaimTime | None = None
    place: Place | None = None
    quantity: Quantity | None = None
    via: tuple[Speaker, ...] = ()
    cue: str | None = None
    hedge: Hedge | None = None
    caused_by: tuple[str, ...] = ()
    score: float | None = None

    def __post_init__(self) -> None:
        if not self.quote or self.end - self.start != len(self.quote):
            raise ValueError(
                f"claim {self.id}: offsets {self.start}–{self.end} do not hold {self.quote!r}"
            )
        codes = [p.code for p in (self.source, self.target) if p and p.code]
        if len(codes) == 2 and codes[0] == codes[1]:
            raise ValueError(f"claim {self.id}: {codes[0]} is source and target at once")

    @property
    def happened(self) -> bool:
        """Whether the content is told as fact: affirmed, and past or ongoing (CLAIMS convention 4)."""
        return self.polarity == "affirmed" and self.time_frame in ("past", "ongoing")

    def to_dict(self) -> dict[str, Any]:
        """Return the claim as the published record."""
        record: dict[str, Any] = to_record(self)
        return record


_LEFT_OUT = {
    ("Party", "text"),
    ("Party", "start"),
    ("Party", "end"),
}  # where the words are not there
_RENAMED = {("Quantity", "before"): "from", ("Hedge", "type"): "class"}


def to_record(value: Any) -> Any:
    """Return a frozen value as plain dictionaries and lists, with the names of the published record."""
    if is_dataclass(value) and not isinstance(value, type):
        owner = type(value).__name__
        return {
            _RENAMED.get((owner, f.name), f.name): to_record(getattr(value, f.name))
            for f in fields(value)
            if (owner, f.name) not in _LEFT_OUT or getattr(value, f.name) is not None
        }
    if isinstance(value, tuple | list):
        return [to_record(item) for item in value]
    return value
