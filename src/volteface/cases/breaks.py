"""When the break began: the first act that cut, ended or asked to end a tie of the pair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from volteface.cases.dates_told import Told, dates_told
from volteface.cases.naming import organisations
from volteface.cases.scan import Sentence, by_report, code_of
from volteface.cases.settings import Finding
from volteface.cases.weigh import is_breaking
from volteface.model.case import Break
from volteface.model.claim import Claim
from volteface.model.dates import PartialDate
from volteface.model.report import Report

_BEFORE_DATE = 24  # characters in which "by", "until" or "next" turns a date into a deadline
_YEAR = 12
_MOST_COMPANY = 8
_TRIGGER_TYPES = frozenset({"COERCE", "ASSAULT", "MOBILIZE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A date that a report tells, and how strongly it is one of an act or of a trigger."""

    date: PartialDate
    of: Literal["act", "trigger"]
    score: float
    claims: tuple[str, ...]

    @property
    def months(self) -> int:
        """Months since year 0; where no year is told, the month of an unknown year."""
        return _months(self.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    told: Told
    sentence: Sentence
    text_before: str
    text_after: str
    following: str
    nearby: frozenset[str]
    claims: tuple[Claim, ...]
    age_months: int


def find_break(
    reports: tuple[Report, ...],
    sentences: tuple[Sentence, ...],
    claims: tuple[Claim, ...],
    pair: frozenset[str],
    finding: Finding,
) -> Break | None:
    """Return the break of ``pair``, to the month; None where no report dates act or trigger.

    Every month told is scored by the claims and words of a cut around it, by who is named, by its
    place in the text, and by how many dates keep it company: so one act of an earlier decade loses
    against the cluster that a report is about. The first of the strong acts dates the break. Where
    an act is told without any date, it is news of the day: the first such report's date stands.
    """
    placed = by_report(sentences)
    found = [
        candidate
        for report in reports
        for place in _places(report, placed.get(report.id, ()), claims, finding)
        for candidate in _candidates(place, pair, finding)
    ]
    for of in ("act", "trigger"):
        chosen = _by_month([one for one in found if one.of == of], found, finding)
        chosen = [one for one in chosen if one.score >= finding.break_["least"]]
        if chosen:
            return _first(chosen, finding)
    return _news_of_the_day(reports, claims, pair)


def _news_of_the_day(
    reports: tuple[Report, ...], claims: tuple[Claim, ...], pair: frozenset[str]
) -> Break | None:
    found = []
    for report in reports:
        own = (c for c in claims if c.report_id == report.id and c.happened)
        acts = tuple(c for c in own if _is_of(c, pair) and is_breaking(c))
        if acts and report.published and report.published.month:
            date = PartialDate(year=report.published.year, month=report.published.month)
            found.append(Break(date=date, of="act", claims=_ids(acts)))
    return min(found, key=lambda one: _months(one.date), default=None)


def _by_month(own: list[Candidate], found: list[Candidate], finding: Finding) -> list[Candidate]:
    """Return one candidate a month: the strongest, raised by further ones and by company."""
    merged: dict[int, list[Candidate]] = {}
    for one in own:
        merged.setdefault(one.months, []).append(one)
    return [_merged(group, found, finding) for group in merged.values()]


def _merged(group: list[Candidate], found: list[Candidate], finding: Finding) -> Candidate:
    scores = sorted((one.score for one in group), reverse=True)
    near = sum(1 for one in found if 0 < abs(one.months - group[0].months) <= _YEAR)
    raised = scores[0] + sum(scores[1:]) * finding.break_["again"]
    return Candidate(
        date=PartialDate(year=group[0].date.year, month=group[0].date.month),
        of=group[0].of,
        score=raised * (1 + finding.break_["company"] * min(near, _MOST_COMPANY)),
        claims=tuple(dict.fromkeys(claim for one in group for claim in one.claims)),
    )


def _first(found: list[Candidate], finding: Finding) -> Break:
    """Return the earliest strong act not long before the strongest."""
    best = max(found, key=lambda one: one.score)
    enough = finding.break_["early"] * best.score
    window = finding.break_["window_months"]
    early = [
        one for one in found if one.score >= enough and 0 <= best.months - one.months <= window
    ]
    first = min(early, key=lambda one: one.months)
    return Break(date=first.date, of=first.of, claims=first.claims)


def _places(
    report: Report,
    sentences: tuple[Sentence, ...],
    claims: tuple[Claim, ...],
    finding: Finding,
) -> Iterator[_Place]:
    """Yield each date that a sentence of the report tells, with its words and claims."""
    own = tuple(claim for claim in claims if claim.report_id == report.id)
    told = dates_told(report.text, report.published)
    latest = max((_months(one.date) for one in told if one.date.year), default=0)
    now = _months(report.published) if report.published and report.published.year else latest
    for index, sentence in enumerate(sentences):
        inside = [one for one in told if sentence.start <= one.start < sentence.end]
        for number, one in enumerate(inside):
            before, after = _around(sentence, inside, number, int(finding.break_["reach"]))
            yield _Place(
                told=one,
                sentence=sentence,
                text_before=before,
                text_after=after,
                following=_following(report, sentences[index : index + 3], told),
                nearby=frozenset(sentences[index - 1].codes) if index else frozenset(),
                claims=tuple(c for c in own if c.start <= one.start < c.end),
                age_months=now - _months(one.date) if one.date.year else 0,
            )


def _around(sentence: Sentence, inside: list[Told], number: int, reach: int) -> tuple[str, str]:
    """Return the words before and after a date, of its sentence, up to the next dates."""
    one = inside[number]
    start = max(inside[number - 1].end if number else sentence.start, one.start - reach)
    last = number + 1 == len(inside)
    end = min(sentence.end if last else inside[number + 1].start, one.end + reach)
    own = sentence.start
    before = sentence.text[start - own : one.start - own]
    return before, sentence.text[one.end - own : end - own]


def _following(report: Report, near: tuple[Sentence, ...], told: tuple[Told, ...]) -> str:
    """Return the sentences after the first of ``near``, of its paragraph and without own date."""
    words: list[str] = []
    for before, sentence in pairwise(near):
        has_date = any(sentence.start <= one.start < sentence.end for one in told)
        if has_date or "\n" in report.text[before.end : sentence.start]:
            break
        words.append(sentence.text)
    return " ".join(words)


def _candidates(place: _Place, pair: frozenset[str], finding: Finding) -> Iterator[Candidate]:
    weights = finding.break_
    factor = _named_factor(place, pair, finding) * _time_factor(place, finding)
    factor *= weights["opening"] if place.sentence.weight > 1 else 1.0
    cuts = tuple(c for c in place.claims if _is_of(c, pair) and c.happened and is_breaking(c))
    shocks = tuple(c for c in place.claims if c.happened and c.type in _TRIGGER_TYPES)
    words = _word_score(place.text_before, place.text_after, finding)
    words = words or weights["following"] * _word_score("", place.following, finding)
    if words or cuts:
        score = factor * (words + (weights["act"] if cuts else 0.0))
        yield Candidate(date=place.told.date, of="act", score=score, claims=_ids(cuts))
    if finding.words["trigger"].search(place.text_before + " … " + place.text_after) or shocks:
        score = factor * weights["medium"]
        yield Candidate(date=place.told.date, of="trigger", score=score, claims=_ids(shocks))


def _word_score(before: str, after: str, finding: Finding) -> float:
    """Return the weight of the strongest class of words; less where a tie is made, and nearer."""
    made = _distance(finding.words["made"], before, after)
    for name in ("strong", "medium", "weak"):
        distance = _distance(finding.words[name], before, after)
        if distance is not None:
            is_nearer = made is not None and made < distance
            return finding.break_[name] * (finding.break_["made"] if is_nearer else 1.0)
    return 0.0


def _distance(words: re.Pattern[str], before: str, after: str) -> int | None:
    """Return how many characters lie between a date and the nearest of ``words``."""
    found = [len(before) - match.end() for match in words.finditer(before)]
    found += [match.start() for match in words.finditer(after)]
    return min(found, default=None)


def _named_factor(place: _Place, pair: frozenset[str], finding: Finding) -> float:
    named = frozenset(place.sentence.codes)
    others = named - pair - organisations()
    if len(pair & (named | place.nearby)) > 1 and named & pair:
        return finding.break_["both"]
    if (named | place.nearby) & pair and not others:
        return finding.break_["one"]
    return finding.break_["none"]


def _time_factor(place: _Place, finding: Finding) -> float:
    """Return less than 1 for a deadline, a date after the report, or one long before it."""
    at = place.told.start - place.sentence.start
    before = place.sentence.text[max(0, at - _BEFORE_DATE) : at]
    last = re.findall(r"\w+", before)[-3:]
    if place.told.is_weekday:
        return finding.break_["today"]
    if place.age_months < 0 or any(finding.words["future"].fullmatch(word) for word in last):
        return finding.break_["future"]
    return finding.break_["old"] if place.age_months > finding.break_["old_months"] else 1.0


def _is_of(claim: Claim, pair: frozenset[str]) -> bool:
    codes = {code_of(claim.source), code_of(claim.target)} - {None}
    return bool(codes) and codes <= pair


def _months(date: PartialDate) -> int:
    return (date.year or 0) * _YEAR + (date.month or 1)


def _ids(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)
