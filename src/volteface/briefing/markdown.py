"""The brief as Markdown: the same sentences, with the quotes they rest on as numbered notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.briefing.names import opened
from volteface.briefing.recompute import rules_used
from volteface.briefing.sentence import Section, Sentence, Table
from volteface.briefing.source_text import anchors, printable
from volteface.briefing.tables import load_rules
from volteface.briefing.voices import outlet_of

if TYPE_CHECKING:
    from volteface.briefing.brief import Brief

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def markdown_of(brief: Brief) -> str:
    """Return the brief as Markdown with footnotes (``[^3]``); pictures are left to the page."""
    numbers = anchors(brief.claims)
    parts = [f"# {escaped(brief.title)}"]
    parts += [_section(section, numbers) for section in brief.sections]
    parts += [_rules(brief), _notes(brief, numbers)]
    return printable("\n\n".join(part for part in parts if part) + "\n")


def escaped(text: str) -> str:
    r"""Return text on one line, with what Markdown would read as a sign escaped.

    >>> escaped("a*b | c")
    'a\\*b \\| c'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _section(section: Section, numbers: dict[str, int]) -> str:
    parts = [f"## {escaped(section.title)}"]
    parts += [_line(one, numbers) for one in section.lead]
    marks = (f"{n}. " if section.is_numbered else "- " for n in range(1, len(section.items) + 1))
    items = [f"{mark}{_line(one, numbers)}" for mark, one in zip(marks, section.items, strict=True)]
    if items:
        parts.append("\n".join(items))
    parts += [_table(table, numbers) for table in section.tables]
    return "\n\n".join(parts)


def _line(one: Sentence, numbers: dict[str, int]) -> str:
    return f"{escaped(one.text)}{_refs(one.evidence, numbers) or _rule_words(one.rules)}"


def _refs(claims: tuple[str, ...], numbers: dict[str, int]) -> str:
    return "".join(f"[^{numbers[id_]}]" for id_ in claims if id_ in numbers)


def _rule_words(rules: tuple[str, ...]) -> str:
    titles = [load_rules()[id_].title for id_ in rules if id_ in load_rules()]
    return f" (rule: {', '.join(titles)})" if titles else ""


def _table(table: Table, numbers: dict[str, int]) -> str:
    has_claims = any(row.claims for row in table.rows)
    header = (*table.header, "Evidence") if has_claims else table.header
    rule = "" if has_claims else _rule_words(table.rows[0].rules)
    lines = [f"**{escaped(table.caption)}**{rule}", "", f"| {' | '.join(map(escaped, header))} |"]
    lines.append("|---" * len(header) + "|")
    for row in table.rows:
        evidence = [_refs(row.evidence, numbers)] if has_claims else []
        lines.append(f"| {' | '.join([*map(escaped, row.cells), *evidence])} |")
    return "\n".join(lines)


def _rules(brief: Brief) -> str:
    rules = load_rules()
    lines = [
        f"- **{rules[id_].title}.** {escaped(rules[id_].text)}"
        for id_ in rules_used(brief.sections)
    ]
    return "## Rules\n\n" + "\n".join(lines)


def _notes(brief: Brief, numbers: dict[str, int]) -> str:
    outlets = {report.id: opened(outlet_of(report)) for report in brief.reports}
    return "\n".join(
        f"[^{numbers[claim.id]}]: {escaped(outlets.get(claim.report_id, 'Report'))}, characters "
        f"{claim.start}–{claim.end}: “{escaped(claim.quote)}”"
        for claim in brief.claims
    )
