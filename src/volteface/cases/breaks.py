"""When the break began: the first act that cut, ended or asked to end a tie of the pair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from volteface.cases.dates_told import Told, dates_told
from volteface.cases.scan import Sentence, by_report, code_of
from volteface.cases.settings import Finding
from volteface.cases.weigh import is_breaking
from volteface.model.case import Break
from volteface.model.claim import Claim
from volteface.model.dates import PartialDate
from volteface.model.report import Report

_BEFORE_DATE = 24  # characters in which "by", "until" or "next" turns a date into a deadline
_REACH = 220  # characters around a date in which words tell of it
_HEAD = 400  # characters in which the date of the report itself may stand
_LEAD = 300  # characters that a report begins with
_LATE = 0.7  # of a report's text, if that is more than …
_LONG = 1000  # … so many characters
_YEAR = 12
# Signs by which a date tells of a cut or of a trigger, however low it scores.
_TELLING = frozenset({"cut", "shock", "trigger", "strong", "medium", "weak"})
_TELLING |= {"later_strong", "later_medium", "later_weak"}
_TRIGGER_TYPES = frozenset({"COERCE", "ASSAULT", "MOBILIZE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPlace:
    """A date that a report tells, with the words and claims around it.

    ``age_months`` is how long it lies before the report (or the latest date that it tells), None
    where no year is told.
    """

    told: Told
    sentence: Sentence
    text_before: str
    text_after: str
    following: str
    claims: tuple[Claim, ...]
    is_late: bool
    age_months: int | None

    @property
    def months(self) -> int:
        """Months since year 0; where no year is told, the month of an unknown year."""
        return _months(self.told.date)


def find_break(
    reports: tuple[Report, ...],
    sentences: tuple[Sentence, ...],
    claims: tuple[Claim, ...],
    pair: frozenset[str],
    finding: Finding,
) -> Break | None:
    """Return the break of ``pair``, to the month; None where no report dates act or trigger.

    Every date told is scored by where it stands in the report, how old it is, and the words and
    claims around it; the best dates the break, unless none tells of a cut or a trigger or scores
    more than ``none``. Then an act that is told is news of the day: the date of the first such
    report stands.
    """
    placed = by_report(sentences)
    found = [
        place
        for report in reports
        for place in dated_places(report, placed.get(report.id, ()), claims, finding)
    ]
    weights = finding.break_
    told = [signs(place, pair, finding) for place in found]
    scores = [sum(weights[name] for name in one) for one in told]
    if not any(
        one & _TELLING or score > weights["none"] for one, score in zip(told, scores, strict=True)
    ):
        return _news_of_the_day(reports, claims, pair)
    best = found[scores.index(max(scores))]
    return _break_at(_with_year(best, found, scores), found, pair, finding)


def _with_year(best: DatedPlace, found: list[DatedPlace], scores: list[float]) -> DatedPlace:
    """Return the best date of the same month of the last year, where the best tells no year."""
    dated = [
        (score, -number)
        for number, (place, score) in enumerate(zip(found, scores, strict=True))
        if place.told.date.month == best.told.date.month
        and place.age_months is not None
        and 0 <= place.age_months < _YEAR
    ]
    return found[-max(dated)[1]] if best.told.date.year is None and dated else best


def _break_at(
    best: DatedPlace, found: list[DatedPlace], pair: frozenset[str], finding: Finding
) -> Break:
    same = [place for place in found if place.months == best.months]
    cuts = [claim for place in same for claim in _cuts(place, pair)]
    shocks = [
        claim
        for place in same
        for claim in place.claims
        if claim.happened and claim.type in _TRIGGER_TYPES
    ]
    around = best.text_before + " … " + best.text_after
    is_act = cuts or signs(best, pair, finding) & {"strong", "medium", "weak"}
    is_trigger = not is_act and (shocks or finding.words["trigger"].search(around))
    date = PartialDate(year=best.told.date.year, month=best.told.date.month)
    if is_trigger:
        return Break(date=date, of="trigger", claims=_ids(shocks))
    return Break(date=date, of="act", claims=_ids(cuts))


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


def dated_places(
    report: Report,
    sentences: tuple[Sentence, ...],
    claims: tuple[Claim, ...],
    finding: Finding,
) -> Iterator[DatedPlace]:
    """Yield each date that a sentence of the report tells, with its words and claims."""
    own = tuple(claim for claim in claims if claim.report_id == report.id)
    told = dates_told(report.text, report.published)
    latest = max((_months(one.date) for one in told if one.date.year), default=0)
    now = _months(report.published) if report.published and report.published.year else latest
    for index, sentence in enumerate(sentences):
        inside = [one for one in told if sentence.start <= one.start < sentence.end]
        inside = [one for one in inside if not _is_stamp(one, report)]
        for number, one in enumerate(inside):
            before, after = _around(sentence, inside, number)
            yield DatedPlace(
                told=one,
                sentence=sentence,
                text_before=before,
                text_after=after,
                following=_following(report, sentences[index : index + 3], told),
                claims=tuple(c for c in own if c.start <= one.start < c.end),
                is_late=one.start > max(_LATE * len(report.text), _LONG),
                age_months=now - _months(one.date) if one.date.year else None,
            )


def _is_stamp(one: Told, report: Report) -> bool:
    """Whether a date is that of the report itself, at its head."""
    return one.start < _HEAD and not one.is_weekday and one.date == report.published


def _around(sentence: Sentence, inside: list[Told], number: int) -> tuple[str, str]:
    """Return the words before and after a date, of its sentence, up to the next dates."""
    one = inside[number]
    start = max(inside[number - 1].end if number else sentence.start, one.start - _REACH)
    last = number + 1 == len(inside)
    end = min(sentence.end if last else inside[number + 1].start, one.end + _REACH)
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


def signs(place: DatedPlace, pair: frozenset[str], finding: Finding) -> set[str]:
    """Return what speaks for or against a date being that of the break, by the names of [break]."""
    told, text = place.told, (place.text_before, place.text_after)
    around = " … ".join(text)
    found = {
        "opening": place.sentence.weight > 1,
        "lead": told.start < _LEAD,
        "late": place.is_late,
        "day": told.date.day is not None and not told.is_weekday,
        "weekday": told.is_weekday,
        "trigger": finding.words["trigger"].search(around) is not None,
        "shock": any(claim.happened and claim.type in _TRIGGER_TYPES for claim in place.claims),
        "future": _is_ahead(place, finding),
        "cut": any(claim.type == "SANCTION" for claim in _cuts(place, pair)),
        "made": finding.words["made"].search(around) is not None,
        _age(place.age_months): True,
        _words(*text, finding) or _words("", place.following, finding, "later_") or "silent": True,
    }
    return {name for name, holds in found.items() if holds}


def _words(before: str, after: str, finding: Finding, prefix: str = "") -> str | None:
    """Return the strongest class of words of a cut that stands there."""
    around = before + " … " + after
    classes = ("strong", "medium", "weak")
    return next((prefix + name for name in classes if finding.words[name].search(around)), None)


def _age(months: int | None) -> str:
    if months is None:
        return "no_year"
    names = ((-1, "after"), (1, "new"), (12, "recent"), (36, "past"), (120, "old"))
    return next((name for most, name in names if months <= most), "older")


def _is_ahead(place: DatedPlace, finding: Finding) -> bool:
    at = place.told.start - place.sentence.start
    before = place.sentence.text[max(0, at - _BEFORE_DATE) : at]
    last = re.findall(r"\w+", before)[-3:]
    return any(finding.words["future"].fullmatch(word) for word in last)


def _cuts(place: DatedPlace, pair: frozenset[str]) -> list[Claim]:
    return [c for c in place.claims if _is_of(c, pair) and c.happened and is_breaking(c)]


def _is_of(claim: Claim, pair: frozenset[str]) -> bool:
    codes = {code_of(claim.source), code_of(claim.target)} - {None}
    return bool(codes) and codes <= pair


def _months(date: PartialDate) -> int:
    return (date.year or 0) * _YEAR + (date.month or 1)


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.id for claim in claims))
