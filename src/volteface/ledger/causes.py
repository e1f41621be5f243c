"""Causal links that reports tell → the chain of what brought about what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from volteface.ledger.labels import label
from volteface.model.claim import Claim
from volteface.model.ledger import CausalLink


def build_causes(claims: tuple[Claim, ...]) -> tuple[CausalLink, ...]:
    """Return the links of the causal chain, causes before their effects; domestic effects included.

    A link needs a claim that tells it: one of kind *cause*, or one with ``caused_by``. Denied links
    are left out. Claims with the same label are one thing: its first claim's id stands for it at the
    ends of links; a cause that no claim tells by itself is given in the quoted words.
    """
    by_id = {claim.id: claim for claim in claims}
    found: dict[tuple[str, str], list[Claim]] = {}
    stands_for: dict[str, str] = {}
    for claim in claims:
        if claim.polarity == "denied":
            continue
        effect = _end(_effect(claim, claims), stands_for)
        for cause, told in _causes(claim, by_id, stands_for):
            if cause != effect:
                found.setdefault((cause, effect), []).extend(told)
    links = [_link(ends, told) for ends, told in found.items()]
    return tuple(_ordered(links))


def _end(claim: Claim, stands_for: dict[str, str]) -> str:
    """Return the id of the claim that stands for this one and all with its label."""
    return stands_for.setdefault(label(claim), claim.id)


def _causes(
    claim: Claim, by_id: Mapping[str, Claim], stands_for: dict[str, str]
) -> Iterator[tuple[str, list[Claim]]]:
    """Yield each cause, with the claims that tell it."""
    known = [by_id[cause] for cause in claim.caused_by if cause in by_id]
    for cause in known:
        yield _end(cause, stands_for), [claim, cause]
    if claim.kind == "cause" and not known:
        yield f"“{claim.quote.strip()}”", [claim]


def _effect(claim: Claim, claims: Iterable[Claim]) -> Claim:
    """Return the claim that tells the effect itself, as a *cause* claim repeats only its actors."""
    if claim.kind != "cause":
        return claim
    twins = (
        other
        for other in claims
        if other.kind != "cause"
        and (other.report_id, other.sentence) == (claim.report_id, claim.sentence)
        and (other.source, other.target, other.sector) == (claim.source, claim.target, claim.sector)
        and other.id not in claim.caused_by
    )
    return next(twins, claim)


def _link(ends: tuple[str, str], told: list[Claim]) -> CausalLink:
    return CausalLink(
        cause=ends[0],
        effect=ends[1],
        cue=next((claim.cue for claim in told if claim.cue), None),
        claims=tuple(dict.fromkeys(claim.id for claim in told)),
    )


def _ordered(links: list[CausalLink]) -> Iterator[CausalLink]:
    """Yield links whose cause is no other's effect first, then what follows from them."""
    waiting = list(links)
    while waiting:
        effects = {link.effect for link in waiting}
        ready = [link for link in waiting if link.cause not in effects] or waiting[:1]
        yield from ready
        waiting = [link for link in waiting if link not in ready]
