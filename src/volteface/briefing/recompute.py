"""How to recompute the brief, and the rules that its sentences rest on."""

from __future__ import annotations

from volteface.briefing.answer import counted
from volteface.briefing.material import Material
from volteface.briefing.sentence import Section, Sentence
from volteface.briefing.tables import load_rules


def write(material: Material) -> Section:
    """Return the commands that make the brief again; the rules are printed by each form."""
    reports, claims = len(material.reports), len(material.claims)
    return Section(
        key="recompute",
        title="How to recompute",
        lead=(
            Sentence(
                text=f"This brief rests on {counted(reports, 'report')} and {counted(claims, 'claim')}.",
                rules=("bundle",),
            ),
            Sentence(
                text="Run “volteface brief CASE --bundle brief.zip” to get the reports’ text, the claims "
                "with their offsets, and the hash of every file; “volteface read” on the reports gives "
                "the claims again, “volteface ties” the ledger.",
                rules=("bundle",),
            ),
        ),
    )


def rules_used(sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Return the ids of the rules that sentences and rows rest on, in the order of the table."""
    used = {rule for section in sections for one in section.sentences() for rule in one.rules}
    used |= {r for s in sections for table in s.tables for row in table.rows for r in row.rules}
    return tuple(rule for rule in load_rules() if rule in used)
