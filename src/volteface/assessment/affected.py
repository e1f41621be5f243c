"""Which kind of tie the break has hit most."""

from __future__ import annotations

from volteface.codebook.tie_kinds import PARTING, load_tie_kinds
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.ledger import Event, Ledger, Tie
from volteface.reference.groups import ALL, load_groups, tie_group

_LOSS = {"ends": 2.0, "falls": 1.0}
_CURB = {"begins": 2.0, "rises": 1.0}  # of a tie that parts the two: an embargo that begins
_BROKEN_OFF = ("discontinue", "expel", "withdraw")
_UNSUITED = frozenset({"domestic", "pressure", "influence"})


def most_affected(case: Case, ledger: Ledger, claims: tuple[Claim, ...]) -> str:
    """Return the kind of tie that lost most between the pair; ``all`` where no loss is told.

    A tie that ended counts twice one that fell, each once for every claim that tells of it. Claims of
    a cut count for the kinds that their words name, a break of relations for diplomatic relations.
    Kinds that the reference class takes as one (guards, advisers, doctors) count together.
    """
    pair = {case.focal, case.partner}
    scores: dict[str, float] = {}
    for tie in ledger.ties:
        if {tie.provider, tie.recipient} == pair and _is_suited(tie.kind):
            scores[tie.kind] = scores.get(tie.kind, 0.0) + _lost(tie)
    by_id = {claim.id: claim for claim in claims}
    for event in ledger.events:
        if _is_cut(event, pair):
            for claim in event.claims:
                for kind in _kinds_named(event, by_id[claim].quote):
                    scores[kind] = scores.get(kind, 0.0) + 1.0
    together: dict[str, float] = {}
    for kind, score in scores.items():
        together[_tie(kind)] = together.get(_tie(kind), 0.0) + score
    best = max(scores, key=lambda kind: (together[_tie(kind)], scores[kind]), default=ALL)
    return best if scores.get(best, 0.0) > 0 else ALL


def _tie(kind: str) -> str:
    return tie_group(kind).tie or kind


def _lost(tie: Tie) -> float:
    weights = _CURB if tie.kind in PARTING else _LOSS
    return weights.get(tie.change or "", 0.0) * len(tie.claims_now)


def _is_suited(kind: str) -> bool:
    return kind in load_groups() and kind not in _UNSUITED


def _is_cut(event: Event, pair: set[str | None]) -> bool:
    codes = {party.code if party else None for party in (event.source, event.target)}
    return codes == pair and event.type in ("SANCTION", "RETREAT")


def _kinds_named(event: Event, quote: str) -> list[str]:
    text = f" {quote.casefold()} "
    named = [
        kind.kind
        for kind in load_tie_kinds().values()
        if _is_suited(kind.kind) and any(f" {word.casefold()}" in text for word in kind.words)
    ]
    if not named and event.type == "SANCTION" and event.mode in _BROKEN_OFF:
        return ["diplomatic_relations"]
    return named
