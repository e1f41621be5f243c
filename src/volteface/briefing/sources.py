"""Sources with their grades, how far events are borne out, and where reports disagree."""

from __future__ import annotations

from volteface.briefing.clauses import told
from volteface.briefing.happened import happened_claims
from volteface.briefing.material import Material, absent
from volteface.briefing.names import date_words, listed, named, opened
from volteface.briefing.sentence import Row, Section, Sentence, Table
from volteface.briefing.voices import outlet_of, voice_of
from volteface.codebook.grades import credibility, reliability
from volteface.model.ledger import Disagreement, Event
from volteface.model.report import Report

_MOST_EVENTS = 12


def write(material: Material) -> Section:
    """Return the reports with grades, disagreements side by side, and what could not be read."""
    items = [_disagreement(material, one) for one in material.ledger.disagreements]
    items += [
        Sentence(text=f"Not read: {one.where}: {one.reason.rstrip('.')}.", rules=("absence",))
        for one in material.refused
    ]
    disagreements = [one for one in items if one is not None]
    lead = () if material.ledger.disagreements else (_agreement(material),)
    tables = (_reports(material), _events(material))
    return Section(
        key="sources",
        title="Sources, their grades, and where they disagree",
        lead=lead,
        items=tuple(disagreements),
        tables=tuple(table for table in tables if table.rows),
    )


def _agreement(material: Material) -> Sentence:
    if len(material.reports) == 1:
        return absent("nothing is borne out by a second report.")
    return absent("no contradiction between the reports was found.")


def _reports(material: Material) -> Table:
    rows = tuple(_report_row(material, report) for report in material.reports)
    header = ("Source", "Published", "Reliability", "Claims read")
    return Table(caption="Reports", header=header, rows=rows)


def _report_row(material: Material, report: Report) -> Row:
    grade = reliability(report.reliability)
    number = sum(claim.report_id == report.id for claim in material.claims)
    return Row(
        cells=(
            opened(outlet_of(report)),
            date_words(report.published),
            f"{grade.grade}: {grade.label.lower()}",
            str(number),
        ),
        rules=("admiralty",),
        report=report.id,
    )


def _events(material: Material) -> Table:
    chosen = sorted(material.ledger.events, key=lambda event: -event.independent_sources)
    rows = [_event_row(material, event) for event in chosen]
    found = tuple(row for row in rows if row is not None)[:_MOST_EVENTS]
    header = ("Event", "Independent sources", "Denied or disputed", "Credibility")
    return Table(caption="How far the events are borne out", header=header, rows=found)


def _event_row(material: Material, event: Event) -> Row | None:
    claims = happened_claims(material, event)
    best = material.best(claim.id for claim in claims)
    clause = told(best) if best else None
    if best is None or clause is None:
        return None
    is_disputed = material.is_disputed(claim.id for claim in claims)
    is_attributed = any(claim.speaker.kind != "unnamed" for claim in claims)
    grade = credibility(event.independent_sources, is_disputed, is_attributed=is_attributed)
    return Row(
        cells=(
            opened(clause),
            str(event.independent_sources),
            "yes" if is_disputed else "no",
            f"{grade.grade}: {grade.label.lower()}",
        ),
        claims=tuple(claim.id for claim in claims),
        rules=("credibility", "independent"),
    )


def _disagreement(material: Material, found: Disagreement) -> Sentence | None:
    claims = material.known(one for _, side in found.sides for one in side)
    if not claims:
        return None
    sides = "; ".join(_side(material, label, ids) for label, ids in found.sides)
    return Sentence(
        text=opened(f"{named(found.about.rstrip('.'))}: {sides}."),
        claims=tuple(claim.id for claim in claims),
        rules=("told",),
        quotes=tuple(dict.fromkeys(side[0] for _, side in found.sides if side)),
    )


def _side(material: Material, label: str, ids: tuple[str, ...]) -> str:
    """Return what one side says, with who says it and in which outlets."""
    what = named(label.partition(" – ")[0])
    claims = material.known(ids)
    homes = material.reports_by_id
    voices = dict.fromkeys(voice_of(claim, homes[claim.report_id]).inside for claim in claims)
    quoted = [claim for claim in claims if claim.speaker.kind != "narrator"]
    return f"{what} by {listed(list(voices))}{material.in_brackets(quoted)}"
