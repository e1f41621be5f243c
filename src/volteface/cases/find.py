"""What a case does not tell – pair, outside power, break – found in its reports."""

from __future__ import annotations

from dataclasses import replace

from volteface.cases.breaks import find_break
from volteface.cases.outside import find_outside
from volteface.cases.pair import Pair, aliases, find_pair
from volteface.cases.scan import Sentence, scan
from volteface.cases.settings import Finding, load_finding
from volteface.cases.titles import title_of
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.report import Report


def complete_case(
    case: Case,
    reports: tuple[Report, ...],
    claims: tuple[Claim, ...],
    finding: Finding | None = None,
) -> Case:
    """Return ``case`` with pair, outside powers, further partners and break found where not told.

    What was found is named in ``found``; what the reports do not tell stays None or empty. The
    user's own words are never changed. ``finding`` holds the weights; without it, the packaged.
    """
    finding = finding or load_finding()
    sentences = scan(reports, finding)
    case = _with_pair(case, sentences, claims, finding)
    if case.focal is None or case.partner is None:
        return case
    pair = (case.focal, case.partner)
    case = _with_outside(case, sentences, claims, pair, finding)
    case = _with_break(case, reports, sentences, claims, finding)
    return replace(case, title=title_of(case)) if "title" in case.found else case


def _with_pair(
    case: Case, sentences: tuple[Sentence, ...], claims: tuple[Claim, ...], finding: Finding
) -> Case:
    if case.focal and case.partner:
        return case
    told = frozenset(filter(None, (case.focal, case.partner)))
    pair = find_pair(sentences, claims, finding, told)
    if pair is None:
        return case
    focal = case.focal or next(code for code in pair if code != case.partner)
    partner = case.partner or next(code for code in pair if code != focal)
    missing = {"focal": case.focal is None, "partner": case.partner is None}
    found = case.found | {key for key, is_missing in missing.items() if is_missing}
    return replace(case, focal=focal, partner=partner, found=found)


def _with_outside(
    case: Case,
    sentences: tuple[Sentence, ...],
    claims: tuple[Claim, ...],
    pair: Pair,
    finding: Finding,
) -> Case:
    if case.outside and case.others:
        return case
    outside, others = find_outside(sentences, claims, pair, finding)
    found = set(case.found)
    if not case.outside and outside:
        case, found = replace(case, outside=outside), found | {"outside"}
    others = tuple(code for code in others if code not in case.outside)
    if not case.others and others:
        case, found = replace(case, others=others), found | {"others"}
    return replace(case, found=frozenset(found))


def _with_break(
    case: Case,
    reports: tuple[Report, ...],
    sentences: tuple[Sentence, ...],
    claims: tuple[Claim, ...],
    finding: Finding,
) -> Case:
    if case.break_ is not None:
        return case
    own = {case.focal, case.partner} - {None}
    same = aliases(sentences, finding)
    pair = frozenset(code for code in own if code) | {
        code for code, counted in same.items() if counted in own
    }
    break_ = find_break(reports, sentences, claims, pair, finding)
    if break_ is None:
        return case
    return replace(case, break_=break_, found=case.found | {"break"})
