"""Case, reports, claims, ledger and assessment → the brief, section by section."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from volteface.briefing import (
    answer,
    effects,
    happened,
    judgments,
    precedents,
    pressure,
    recompute,
    signposts,
    sources,
    ties,
    unknown,
    unrealised,
)
from volteface.briefing.brief import Brief
from volteface.briefing.material import Material, Refused
from volteface.briefing.sentence import Section
from volteface.briefing.source_text import quoted_words
from volteface.model.assessment import Assessment
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.ledger import Ledger
from volteface.model.report import Report

SECTIONS = (
    answer.write,
    judgments.write,
    ties.write,
    happened.write,
    unrealised.write,
    pressure.write,
    effects.write,
    signposts.write,
    precedents.write,
    sources.write,
    unknown.write,
    recompute.write,
)


def compose(
    case: Case,
    reports: tuple[Report, ...],
    claims: tuple[Claim, ...],
    ledger: Ledger,
    assessment: Assessment,
    *,
    refused: tuple[Refused, ...] = (),
) -> Brief:
    """Return the brief; every sentence in it names the claims or the rule that it rests on.

    ``refused`` are the documents that could not be read; they are named among the sources.
    """
    reports = _told_apart(reports)
    material = Material(
        case=case,
        reports=reports,
        claims=claims,
        ledger=ledger,
        assessment=assessment,
        refused=refused,
    )
    return Brief(
        case=case,
        reports=reports,
        claims=claims,
        ledger=ledger,
        assessment=assessment,
        refused=refused,
        sections=tuple(_spared(material, write(material)) for write in SECTIONS),
    )


def _told_apart(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return the reports, those of several that have neither outlet nor title called by their file."""
    if len(reports) == 1:
        return reports
    return tuple(
        one if one.outlet or one.title else replace(one, title=PurePath(one.id).name)
        for one in reports
    )


def _spared(material: Material, section: Section) -> Section:
    """Return the section with the words of each sentence of a report quoted once."""
    seen: set[str] = set()
    items = []
    for item in section.items:
        new = [one for one in material.known(item.quotes) if quoted_words(one) not in seen]
        seen |= {quoted_words(one) for one in new}
        items.append(replace(item, quotes=tuple(one.id for one in new)))
    return replace(section, items=tuple(items))
