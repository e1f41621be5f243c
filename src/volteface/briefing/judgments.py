"""Key judgments: what became of each main tie, what analysts say, which signs point where."""

from __future__ import annotations

from volteface.briefing.material import Material, absent
from volteface.briefing.names import listed, opened
from volteface.briefing.sentence import Section, Sentence
from volteface.briefing.tie_words import changed_first, tie_sentence
from volteface.model.assessment import Indicator
from volteface.model.claim import Claim

_MOST_TIES = 4
_MOST_VIEWS = 4


def write(material: Material) -> Section:
    """Return the key judgments: ties first, then what others judge, then the signs."""
    ties = [tie_sentence(material, tie) for tie in changed_first(material)[:_MOST_TIES]]
    found = [one for one in ties if one is not None]
    found += _views(material)
    found += [_sign(material, one) for one in material.assessment.indicators if one.claims]
    return Section(
        key="judgments",
        title="Key judgments",
        items=tuple(found) or (absent("the reports tell of no tie and give no judgment."),),
    )


def _views(material: Material) -> list[Sentence]:
    views = [claim for claim in material.claims if claim.kind == "judgment"]
    pair = {code for code in material.pair if code}
    views.sort(key=lambda claim: -len(pair & _codes(claim)))
    sentences = [material.tell(claim) for claim in views if pair & _codes(claim)]
    unique = {one.text: one for one in sentences if one is not None}
    return list(unique.values())[:_MOST_VIEWS]


def _codes(claim: Claim) -> set[str]:
    parties = (claim.source, claim.target, *claim.others)
    return {party.code for party in parties if party is not None and party.code}


def _sign(material: Material, sign: Indicator) -> Sentence:
    outlets = tuple(dict.fromkeys(material.outlet(c) for c in material.known(sign.claims)))
    says = f", by {listed(outlets[:3])}" if outlets else ""
    text = opened(f"one sign is told that points to a {sign.points_to} break{says}: {sign.name}.")
    return Sentence(text=text, claims=sign.claims, rules=("reference-class",))
