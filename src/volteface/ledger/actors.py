"""Parties of claims as keys and names."""

from __future__ import annotations

from volteface.model.claim import Claim, Party


def actor_key(party: Party | None) -> str | None:
    """Return what tells an actor again: its code, else its name, else None."""
    return (party.code or party.name) if party else None


def direction(claim: Claim) -> tuple[str | None, str | None]:
    """Return the keys of who acts or provides and who receives."""
    return actor_key(claim.source), actor_key(claim.target)


def speaker_name(claim: Claim, outlet: str) -> str:
    """Return who vouches for a claim, in words; ``outlet`` stands for the narrator."""
    speaker = claim.speaker
    if speaker.kind == "narrator":
        return outlet
    who = f"{speaker.kind} {speaker.code}" if speaker.code else speaker.kind
    said = f" ({speaker.text})" if speaker.text else ""
    return f"{who}{said}, in {outlet}"
