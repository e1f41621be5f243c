"""The two states whose break a set of reports is about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from volteface.cases.naming import minor_states, organisations
from volteface.cases.scan import Sentence, by_report, code_of, weight_of
from volteface.cases.settings import Finding
from volteface.cases.weigh import is_breaking, pair_weight
from volteface.model.claim import Claim

Pair = tuple[str, str]


def find_pair(
    sentences: tuple[Sentence, ...],
    claims: tuple[Claim, ...],
    finding: Finding,
    told: frozenset[str] = frozenset(),
) -> Pair | None:
    """Return the two states that break with each other, the focal one first; None where none.

    Claims of a break between two states weigh most, then other claims, then sentences that name
    both; the opening counts threefold. ``told`` are members that the user named.
    """
    scores = _scores(sentences, claims, finding)
    fitting = {pair: score for pair, score in scores.items() if told <= set(pair)}
    if not fitting:
        return None
    best = max(sorted(fitting), key=lambda pair: fitting[pair])
    return _focal_first(best, claims, sentences)


def aliases(sentences: Iterable[Sentence], finding: Finding) -> dict[str, str]:
    """Return which code another counts as: an ended state and its successor are one actor.

    They count as the ended one where its name is common in the reports, else as the successor.
    """
    named = Counter(code for sentence in sentences for code in sentence.codes)
    found: dict[str, str] = {}
    for ended, successor in finding.successors.items():
        if named[ended] and named[ended] >= finding.pair["ended_share"] * named[successor]:
            found[successor] = ended
        else:
            found[ended] = successor
    return found


def _scores(
    sentences: tuple[Sentence, ...], claims: tuple[Claim, ...], finding: Finding
) -> dict[Pair, float]:
    same = aliases(sentences, finding)
    scores: dict[Pair, float] = defaultdict(float)
    for sentence in sentences:
        codes = {same.get(code, code) for code in sentence.codes}
        is_cut = finding.words["strong"].search(sentence.text) is not None
        points = finding.pair["mention"] + (finding.pair["cut"] if is_cut else 0.0)
        for first, second in combinations(sorted(codes), 2):
            scores[first, second] += points * sentence.weight
    for pair, points in _claimed(sentences, claims, finding, same):
        scores[pair] += points
    return {pair: score * _factor(pair, finding) for pair, score in scores.items()}


def _claimed(
    sentences: tuple[Sentence, ...],
    claims: tuple[Claim, ...],
    finding: Finding,
    same: dict[str, str],
) -> Iterator[tuple[Pair, float]]:
    """Yield the weight of the strongest claim of each sentence about each pair."""
    places = by_report(sentences)
    best: dict[tuple[str, str, Pair], float] = {}
    for claim in claims:
        pair = _pair_of(claim, same)
        if pair:
            points = finding.pair_claim[pair_weight(claim)] * weight_of(claim, places)
            key = (claim.report_id, claim.sentence, pair)
            best[key] = max(best.get(key, points), points)
    for (_, _, pair), points in best.items():
        yield pair, points


def _pair_of(claim: Claim, same: dict[str, str]) -> Pair | None:
    source, target = code_of(claim.source), code_of(claim.target)
    if not source or not target:
        return None
    first, second = sorted(same.get(code, code) for code in (source, target))
    return (first, second) if first != second else None


def _factor(pair: Pair, finding: Finding) -> float:
    factor = 1.0
    for code in pair:
        factor *= finding.pair["organisation"] if code in organisations() else 1.0
        factor *= finding.pair["territory"] if code in minor_states() else 1.0
    return factor


def _focal_first(pair: Pair, claims: Iterable[Claim], sentences: Iterable[Sentence]) -> Pair:
    """Put first the state that was left or that cut the tie; else the one named more often."""
    votes: Counter[str] = Counter()
    for claim in claims:
        source, target = code_of(claim.source), code_of(claim.target)
        if {source, target} == set(pair) and is_breaking(claim):
            leaves = claim.type == "RETREAT" or claim.kind == "presence"
            votes[(target if leaves else source) or ""] += 2
    if votes[pair[0]] == votes[pair[1]]:
        votes.update(code for sentence in sentences for code in sentence.codes if code in pair)
    first, second = pair
    return (first, second) if votes[first] >= votes[second] else (second, first)
