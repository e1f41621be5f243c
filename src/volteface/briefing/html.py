"""The brief as one self-contained page: no script, no outside request, every sentence linked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from volteface.briefing.names import date_words, opened
from volteface.briefing.recompute import rules_used
from volteface.briefing.sentence import Picture, Row, Section, Sentence, Table
from volteface.briefing.source_text import anchors, marked, printable, quoted_words
from volteface.briefing.tables import load_rules, read_text
from volteface.briefing.voices import outlet_of
from volteface.codebook.grades import reliability
from volteface.model.report import Report

if TYPE_CHECKING:
    from volteface.briefing.brief import Brief

PAGE = "page.html.j2"


def page_of(brief: Brief) -> str:
    """Return the page as text, to be written as UTF-8."""
    environment = Environment(
        loader=DictLoader({PAGE: read_text(PAGE)}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template(PAGE).render(_values(brief))
    return printable(page)


def _values(brief: Brief) -> dict[str, Any]:
    numbers = anchors(brief.claims)
    places = {report.id: f"report-{number}" for number, report in enumerate(brief.reports, 1)}
    rules = load_rules()
    return {
        "title": brief.title,
        "published": _newest(brief.reports),
        "css": Markup(read_text("page.css")),
        "sections": [_section(brief, section, numbers, places) for section in brief.sections],
        "rules": [rules[id_] for id_ in rules_used(brief.sections)],
        "reports": [_report(brief, report, numbers, places) for report in brief.reports],
        "counts": (len(brief.reports), len(brief.claims)),
    }


def _newest(reports: Iterable[Report]) -> str | None:
    dates = [report.published for report in reports if report.published and report.published.year]
    return date_words(max(dates, key=lambda one: one.sort_key)) if dates else None


def _section(
    brief: Brief, section: Section, numbers: dict[str, int], places: dict[str, str]
) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "lead": [_sentence(brief, one, numbers) for one in section.lead],
        "items": [_sentence(brief, one, numbers) for one in section.items],
        "is_numbered": section.is_numbered,
        "pictures": [_picture(section, n, one) for n, one in enumerate(section.pictures)],
        "tables": [
            {
                "caption": table.caption,
                "header": table.header,
                "rows": [_row(brief, row, numbers, places) for row in table.rows],
                "rules": _rule_links(table.rows[0]) if not has_claims(table) else [],
                "has_claims": has_claims(table),
            }
            for table in section.tables
        ],
    }


def _picture(section: Section, number: int, picture: Picture) -> dict[str, Any]:
    return {
        "id": f"picture-{section.key}-{number + 1}",
        "svg": Markup(picture.svg),
        "caption": picture.caption,
    }


def _sentence(brief: Brief, one: Sentence, numbers: dict[str, int]) -> dict[str, Any]:
    by_id = {claim.id: claim for claim in brief.claims}
    return {
        "text": one.text,
        "links": _links(brief, one.evidence, numbers),
        "rules": _rule_links(one),
        "quotes": [
            {"words": quoted_words(by_id[id_]), "number": numbers[id_]}
            for id_ in one.quotes
            if id_ in by_id
        ],
    }


def _row(brief: Brief, row: Row, numbers: dict[str, int], places: dict[str, str]) -> dict[str, Any]:
    return {
        "cells": row.cells,
        "links": _links(brief, row.evidence, numbers),
        "rules": _rule_links(row),
        "report": places.get(row.report or ""),
    }


def _rule_links(one: Sentence | Row) -> list[dict[str, str]]:
    """Return links to the rules, only where no claim stands behind a sentence or the rule is told."""
    rules = load_rules()
    shown = one.rules if not one.claims else ()
    return [{"id": id_, "title": rules[id_].title} for id_ in shown if id_ in rules]


def _links(brief: Brief, claims: tuple[str, ...], numbers: dict[str, int]) -> list[dict[str, Any]]:
    outlets = {report.id: outlet_of(report) for report in brief.reports}
    homes = {claim.id: outlets.get(claim.report_id, "the report") for claim in brief.claims}
    return [{"number": numbers[id_], "outlet": homes[id_]} for id_ in claims if id_ in numbers]


def has_claims(table: Table) -> bool:
    """Whether any row of a table rests on claims; else all rest on the rules of the first."""
    return any(row.claims for row in table.rows)


def _report(
    brief: Brief, report: Report, numbers: dict[str, int], places: dict[str, str]
) -> dict[str, Any]:
    claims = [claim for claim in brief.claims if claim.report_id == report.id]
    grade = reliability(report.reliability)
    facts = {
        "Published": date_words(report.published),
        "Dateline": report.dateline,
        "Reliability": f"{grade.grade}, {grade.label.lower()}",
        "Origin": report.origin,
        "Claims": str(len(claims)),
        "SHA-256": report.content_hash,
    }
    return {
        "place": places[report.id],
        "title": opened(outlet_of(report)),
        "headline": report.title if report.outlet else None,
        "language": report.language or "en",
        "facts": {name: value for name, value in facts.items() if value},
        "text": marked(report.text, claims, numbers),
    }
