"""Short labels of claims, for chains and disagreements: the same thing gets the same label."""

from __future__ import annotations

from volteface.ledger.actors import direction
from volteface.model.claim import Claim

_CHANGES = {
    "begins": "begins",
    "rises": "rises",
    "holds": "holds",
    "falls": "falls",
    "ends": "ends",
}


def label(claim: Claim) -> str:
    """Return what a claim is about in a few words, such as ``oil supply VEN → CUB falls``.

    An effect inside one state is named by its sector: ``electricity in CUB falls``.
    """
    source, target = direction(claim)
    change = f" {_CHANGES[claim.change]}" if claim.change else ""
    if claim.type == "domestic" or claim.sector:
        sector = (claim.sector or "domestic effects").replace("_", " ")
        return f"{sector} in {target or source or 'a state not named'}{change}"
    what = claim.type.replace("_", " ") if not claim.type.isupper() else claim.type.capitalize()
    mode = f" ({claim.mode.replace('_', ' ')})" if claim.mode else ""
    return f"{what}{mode} {source or '–'} → {target or '–'}{change}"
