"""Key judgments: what became of each main tie, what analysts say, which signs point where."""

from __future__ import annotations

from volteface.briefing.material import Material, absent
from volteface.briefing.names import opened
from volteface.briefing.sentence import Section, Sentence
from volteface.briefing.tie_words import changed_first, said_by, tie_in_words
from volteface.model.claim import Claim
from volteface.model.ledger import Tie

_MOST_TIES = 6
_LEVELS = {
    "ended": "told to have ended",
    "reduced": "told to be reduced",
    "continues": "told to go on",
    "provided": "told to go on",
    "grown": "told to have grown",
    "begun": "told to have begun",
}
_MOST_VIEWS = 4


def write(material: Material) -> Section:
    """Return the key judgments: levels of the ties, then what others judge, then the signs."""
    found = [*_levels(material), *_views(material)]
    found += [one for way in ("lasting", "temporary") for one in _signs(material, way)]
    return Section(
        key="judgments",
        title="Key judgments",
        items=tuple(found) or (absent("the reports tell of no tie and give no judgment."),),
    )


def _levels(material: Material) -> list[Sentence]:
    """Return a sentence for each level that ties of the pair are told to have now."""
    by_level: dict[str, list[Tie]] = {}
    for tie in changed_first(material):
        if tie.now is not None:
            by_level.setdefault(tie.now, []).append(tie)
    return [_level(material, level, ties[:_MOST_TIES]) for level, ties in by_level.items()]


def _level(material: Material, level: str, ties: list[Tie]) -> Sentence:
    claims = material.ids(one for tie in ties for one in (*tie.claims_now, *tie.claims_before))
    verb = _LEVELS.get(level, f"told to be {level}")
    named = "; ".join(_hedged(material, tie) for tie in ties)
    text = f"{verb}, {said_by(material, claims)}: {named}."
    return Sentence(text=opened(text), claims=claims, rules=("ties",))


def _hedged(material: Material, tie: Tie) -> str:
    claims = material.known(tie.claims_now)
    is_hedged = claims and all(one.certainty in ("probable", "possible") for one in claims)
    return f"{tie_in_words(tie)} (as it seems)" if is_hedged else tie_in_words(tie)


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


def _signs(material: Material, way: str) -> list[Sentence]:
    signs = [one for one in material.assessment.indicators if one.points_to == way and one.claims]
    if not signs:
        return []
    claims = material.ids(claim for sign in signs for claim in sign.claims)
    if not claims:
        return []
    names = "; ".join(sign.name for sign in signs)
    text = f"signs of a {way} break, not weighted, {said_by(material, claims)}: {names}."
    return [Sentence(text=opened(text), claims=claims, rules=("reference-class",))]
