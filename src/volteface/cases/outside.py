"""The powers outside the pair: who presses, fills the gap or competes."""

from __future__ import annotations

from collections import defaultdict

from volteface.cases.naming import minor_states, organisations
from volteface.cases.pair import Pair, aliases
from volteface.cases.scan import Sentence, by_report, code_of, weight_of
from volteface.cases.settings import Finding
from volteface.cases.weigh import outside_weight
from volteface.model.claim import Claim

_OTHERS_SHOWN = 6


def find_outside(
    sentences: tuple[Sentence, ...], claims: tuple[Claim, ...], pair: Pair, finding: Finding
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the outside powers (one or two, best first) and further partners, by weight.

    A third actor gains by claims of pressure, help or balance with a member of the pair, and by
    being named beside one; states that are often outside powers count half as much again.
    """
    scores = _scores(sentences, claims, pair, finding)
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    if not ranked or scores[ranked[0]] < finding.outside["least"]:
        return (), tuple(ranked[:_OTHERS_SHOWN])
    share = finding.outside["second"] * scores[ranked[0]]
    size = 2 if len(ranked) > 1 and scores[ranked[1]] >= share else 1
    return tuple(ranked[:size]), tuple(ranked[size : size + _OTHERS_SHOWN])


def _scores(
    sentences: tuple[Sentence, ...], claims: tuple[Claim, ...], pair: Pair, finding: Finding
) -> dict[str, float]:
    same = aliases(sentences, finding)
    own = {*pair, *(code for code, counted in same.items() if counted in pair)}
    weights = finding.outside
    scores: dict[str, float] = defaultdict(float)
    for sentence in sentences:
        codes = {same.get(code, code) for code in sentence.codes}
        points = weights["mention"] if codes & own else weights["named"]
        points += weights["words"] if finding.words["rival"].search(sentence.text) else 0.0
        for code in codes - own:
            scores[code] += points
    places = by_report(sentences)
    for claim in claims:
        for code in _third(claim, own):
            points = finding.outside_claim[outside_weight(claim)] * weight_of(claim, places)
            scores[same.get(code, code)] += points
    minor = minor_states()
    return {
        code: score * _factor(code, finding)
        for code, score in scores.items()
        if code not in minor and code not in own
    }


def _factor(code: str, finding: Finding) -> float:
    if code in finding.powers:
        return finding.outside["power"]
    return finding.outside["organisation"] if code in organisations() else 1.0


def _third(claim: Claim, own: set[str]) -> set[str]:
    """Return the actors of a claim that touches the pair without being of it."""
    parties = (claim.source, claim.target, *claim.others)
    codes = {code for party in parties if (code := code_of(party))}
    return codes - own if codes & own else set()
