"""The JSON twin of a brief."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from volteface.briefing.sentence import Row, Section, Sentence
from volteface.briefing.tables import load_rules
from volteface.model.dates import PartialDate
from volteface.model.report import Report

if TYPE_CHECKING:
    from volteface.briefing.brief import Brief


def record_of(brief: Brief) -> dict[str, Any]:
    """Return the brief as plain values; dates are EDTF text, what is unknown is None."""
    from volteface.briefing.recompute import rules_used

    rules = load_rules()
    return {
        "title": brief.title,
        "case": brief.case.to_dict(),
        "assessment": plain(brief.assessment),
        "ledger": plain(brief.ledger),
        "claims": [claim.to_dict() for claim in brief.claims],
        "reports": [_report(report) for report in brief.reports],
        "sections": [_section(section) for section in brief.sections],
        "rules": {id_: rules[id_].text for id_ in rules_used(brief.sections)},
        "refused": [{"where": one.where, "reason": one.reason} for one in brief.refused],
    }


def json_of(brief: Brief) -> str:
    """Return the record as JSON text; lone surrogates of damaged text are written as escapes."""
    text = json.dumps(record_of(brief), ensure_ascii=False, indent=1)
    return "".join(c if not 0xD800 <= ord(c) <= 0xDFFF else f"\\u{ord(c):04x}" for c in text)


def plain(value: Any) -> Any:
    """Return frozen values as dictionaries, tuples as lists, dates as EDTF text."""
    if isinstance(value, PartialDate):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        names = {"before": "from"} if type(value).__name__ == "Quantity" else {}
        found = {names.get(f.name, f.name): plain(getattr(value, f.name)) for f in fields(value)}
        return found | _derived(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(item) for item in value]
    return value


def _derived(value: Any) -> dict[str, Any]:
    lasting = getattr(value, "lasting", None)
    return {"lasting": lasting} if lasting is not None else {}


def _report(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: getattr(report, name)
        for name in ("id", "outlet", "title", "dateline", "language", "form", "url", "origin")
    }
    published = str(report.published) if report.published else None
    return found | {
        "published": published,
        "reliability": report.reliability,
        "sha256": report.content_hash,
        "characters": len(report.text),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "sentences": [_sentence(one) for one in section.sentences()],
        "tables": [
            {
                "caption": table.caption,
                "header": list(table.header),
                "rows": [_row(row) for row in table.rows],
            }
            for table in section.tables
        ],
    }


def _sentence(one: Sentence) -> dict[str, Any]:
    return {"text": one.text, "claims": list(one.evidence), "rules": list(one.rules)}


def _row(row: Row) -> dict[str, Any]:
    return {"cells": list(row.cells), "claims": list(row.evidence), "rules": list(row.rules)}
