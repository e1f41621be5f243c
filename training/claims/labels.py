"""The labels of the claim heads, shared by training and export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

KINDS = ("event", "tie", "level", "presence", "cause", "judgment", "outlook")
STATUSES = ("happened", "denied", "planned", "demanded", "predicted", "conditional")
CHANGES = ("none", "begins", "rises", "holds", "falls", "ends")
SPEAKERS = ("narrator", "official", "unnamed", "analyst", "witness", "document", "media")
CERTAINTIES = ("certain", "probable", "possible")
ATTRIBUTES = {
    "kind": KINDS,
    "status": STATUSES,
    "change": CHANGES,
    "speaker": SPEAKERS,
    "certainty": CERTAINTIES,
}
_RARE = 6
_STANDS_FOR = {
    "union": "alliance",
    "research": "technical_personnel",
    "media": "diplomatic_relations",
    "recognition": "diplomatic_relations",
    "membership": "alliance",
    "mediation": "CONSULT",
    "overflight": "flights",
    "remittances": "payment",
    "tourism": "payment",
    "water_supply": "electricity_supply",
    "migration": "border",
    "investment": "trade",
    "embargo": "sanctions",
    "technical_personnel": "military_personnel",
    "AID": "aid",
    "COOPERATE": "AGREE",
    "PROTEST": "ACCUSE",
    "MOBILIZE": "THREATEN",
}


def type_label(type_name: str, kind: str, sector: str | None) -> str:
    """Return the trigger label of a claim: its type, with the sector of domestic effects."""
    if kind == "cause" or type_name == "CAUSE":
        return "CAUSE"
    if type_name == "domestic" and sector:
        return f"domestic:{sector}"
    return type_name


def choose_labels(labels: Iterable[str]) -> list[str]:
    """Return the labels that occur often enough to be learnt."""
    return sorted(k for k, n in Counter(labels).items() if n >= _RARE)


def known_label(label: str, labels: set[str]) -> str | None:
    """Return the label, or the one that stands for it where it is too rare."""
    if label in labels:
        return label
    if label.startswith("domestic"):
        return "domestic:economy" if "domestic:economy" in labels else None
    other = _STANDS_FOR.get(label)
    return other if other in labels else None


def status_of(polarity: str, time_frame: str) -> str:
    """Return how a claim stands: denied, one of the unreal time frames, or happened."""
    if polarity == "denied":
        return "denied"
    return "happened" if time_frame in ("past", "ongoing") else time_frame
