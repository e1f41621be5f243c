"""What a claim between two actors says about their being the pair, or one an outside power."""

from __future__ import annotations

from volteface.model.claim import Claim

_BREAKING = frozenset({"SANCTION", "RETREAT"})
_LEAVING = frozenset({"yield", "change", "leave", "expel"})
_QUARREL = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST"})
_PRESSING = frozenset(
    {"pressure", "sanctions", "COERCE", "ASSAULT", "REQUEST", "THREATEN", "MOBILIZE"}
)
_GIVING = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
_STANDING = ("tie", "level", "presence")


def is_breaking(claim: Claim) -> bool:
    """Whether a claim tells of a tie that is cut, ends or falls, or of people who leave."""
    if claim.kind in _STANDING:
        return claim.change in ("ends", "falls")
    if claim.type == "REQUEST":
        return claim.mode in _LEAVING
    return claim.kind == "event" and claim.type in _BREAKING


def pair_weight(claim: Claim) -> str:
    """Return the class of a claim for the pair: break, break_open, stays, quarrel, grows or other."""
    if is_breaking(claim):
        return "break" if claim.happened else "break_open"
    if claim.kind in _STANDING and claim.change == "holds":
        return "stays"
    if claim.type in _QUARREL:
        return "quarrel"
    return "grows" if is_growing(claim) and claim.type != "CONSULT" else "other"


def outside_weight(claim: Claim) -> str:
    """Return the class of a claim for an outside power: presses, provides, balance or other."""
    if claim.type in _PRESSING:
        return "presses"
    if is_growing(claim):
        return "provides"
    return "balance" if claim.others else "other"


def is_growing(claim: Claim) -> bool:
    """Whether a claim tells of a tie that begins or rises, of an accord, contacts or help."""
    return claim.type in _GIVING or (
        claim.kind in _STANDING and claim.change in ("begins", "rises")
    )
