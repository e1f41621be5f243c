"""Ties both ways, before and now: two pictures and a table."""

from __future__ import annotations

from typing import cast

from volteface.briefing.clauses import amount_of
from volteface.briefing.material import Material, absent
from volteface.briefing.names import short_name
from volteface.briefing.sentence import Picture, Row, Section, Table
from volteface.briefing.tie_words import (
    changed_first,
    short_tie,
    tie_claims,
    tie_label,
    tie_sentence,
)
from volteface.briefing.weight import drawn_ties
from volteface.charts.ties import Flow, Level, ties_chart
from volteface.model.ledger import Tie

_LEVELS = {
    "provided": "provided",
    "continues": "provided",
    "grown": "provided",
    "begun": "provided",
    "reduced": "reduced",
    "ended": "ended",
}


def write(material: Material) -> Section:
    """Return the ties of the pair in both directions, then those with others."""
    ties = changed_first(material)
    others = [tie for tie in drawn_ties(material) if tie not in ties]
    sentences = [tie_sentence(material, tie) for tie in ties]
    items = tuple(one for one in sentences if one is not None)
    tables = [
        _table(material, caption, rows)
        for caption, rows in (
            (f"Ties between {material.pair_words()}", ties),
            ("Ties with others", others),
        )
        if rows
    ]
    return Section(
        key="ties",
        title="Ties both ways, before and now",
        lead=() if items else (absent("no standing tie of this pair is told of."),),
        pictures=_pictures(material, ties),
        items=items,
        tables=tuple(table for table in tables if table.rows),
    )


def _pictures(material: Material, ties: list[Tie]) -> tuple[Picture, ...]:
    if not ties:
        return ()
    left, right = short_name(material.case.focal), short_name(material.case.partner)
    found = []
    for time in ("Before", "Now"):
        flows = tuple(_flow(tie, material.case.focal, time == "Now") for tie in ties)
        title = f"{time}: ties between {left} and {right}"
        caption = f"{time} the break" if time == "Before" else "Now, as far as is told"
        found.append(Picture(svg=ties_chart(left, right, flows, title), caption=f"{caption}."))
    return tuple(found)


def _flow(tie: Tie, focal: str | None, is_now: bool) -> Flow:
    level = tie.now if is_now else tie.before
    known = _LEVELS.get(level or "", "unknown")
    return Flow(
        label=short_tie(tie), is_rightward=tie.provider == focal, level=cast("Level", known)
    )


def _table(material: Material, caption: str, ties: list[Tie]) -> Table:
    rows = [
        Row(
            cells=(
                tie_label(tie),
                tie.before or "unknown",
                tie.now or "unknown",
                tie.change or "not told",
                _figures(material, tie) or "not told",
                str(tie.independent_sources),
            ),
            claims=material.ids((*tie.claims_before, *tie.claims_now)),
            rules=("ties", "independent"),
        )
        for tie in ties
    ]
    header = ("Tie", "Before", "Now", "Change", "Figures told", "Independent sources")
    return Table(caption=caption, header=header, rows=tuple(rows))


def _figures(material: Material, tie: Tie) -> str:
    """Return the figures that count what the tie carries, not others of the same sentence."""
    figures = [amount_of(claim) for claim in tie_claims(material, tie) if claim.type == tie.kind]
    return "; ".join(dict.fromkeys(one for one in figures if one))
