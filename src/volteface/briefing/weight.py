"""How well claims are borne out: which of them to tell first, and which ties to draw."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from volteface.briefing.material import Material
from volteface.codebook.tie_kinds import load_tie_kinds
from volteface.model.claim import Claim
from volteface.model.ledger import Tie

FIRM = 0.5  # support below which a thing is more likely misread than not
WELL_READ = 0.6  # score from which one claim alone may draw a tie
LEAST = 0.25  # score below which a claim draws no tie
SEVERAL = 3  # reports that together may


def weight(claim: Claim) -> float:
    """Return how sure the reading is of one claim, from 0 to 1: a rule's claim 1, else its score."""
    return 1.0 if claim.score is None else claim.score


def support(claims: Iterable[Claim]) -> float:
    """Return the chance that at least one of the claims is read right, taken as independent.

    >>> support(())
    0.0
    """
    return 1.0 - prod(1.0 - weight(claim) for claim in claims)


def rank(claims: tuple[Claim, ...]) -> tuple[int, float]:
    """Return the key that puts what more reports tell, then what is better read, first."""
    return -len({claim.report_id for claim in claims}), -support(claims)


def drawn_ties(material: Material) -> tuple[Tie, ...]:
    """Return the ties that may be told as facts, those of the ledger's order kept.

    A tie needs firm claims, affirmed and happened, from its provider to its recipient. Where a
    directed kind is told both ways, the better supported way is kept.
    """
    firm = [tie for tie in material.ledger.ties if _is_firm(own_claims(material, tie))]
    return tuple(tie for tie in firm if not any(_outdone(material, tie, one) for one in firm))


def _is_firm(claims: tuple[Claim, ...]) -> bool:
    """Whether one claim is well read, or several reports tell it: weak readings share their errors."""
    reports = {claim.report_id for claim in claims}
    return len(reports) >= SEVERAL or max(map(weight, claims), default=0.0) >= WELL_READ


def own_claims(material: Material, tie: Tie) -> tuple[Claim, ...]:
    """Return the claims that tell a tie as a fact between these two, in its direction."""
    kind = load_tie_kinds().get(tie.kind)
    ways = {(tie.provider, tie.recipient)}
    if kind is not None and not kind.directed:
        ways.add((tie.recipient, tie.provider))
    return tuple(
        claim
        for claim in material.known(dict.fromkeys((*tie.claims_before, *tie.claims_now)))
        if claim.happened
        and weight(claim) >= LEAST
        and claim.certainty != "possible"
        and claim.speaker.kind != "analyst"  # an analyst's word is a view, not a fact
        and _ends(claim) in ways
    )


def _ends(claim: Claim) -> tuple[str | None, str | None]:
    source, target = claim.source, claim.target
    return (source.code if source else None, target.code if target else None)


def _outdone(material: Material, tie: Tie, other: Tie) -> bool:
    """Whether ``other`` tells the same kind the other way round, and better."""
    kind = load_tie_kinds().get(tie.kind)
    is_reverse = (other.kind, other.provider, other.recipient) == (
        tie.kind,
        tie.recipient,
        tie.provider,
    )
    if not is_reverse or kind is None or not kind.directed:
        return False
    mine, theirs = own_claims(material, tie), own_claims(material, other)
    return rank(theirs) < rank(mine)
