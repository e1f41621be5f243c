"""Key judgments: the whole brief in at most seven sentences, each with its evidence."""

from __future__ import annotations

from volteface.briefing import open_question, presence, pressing
from volteface.briefing.answer import chance
from volteface.briefing.effects import at_home
from volteface.briefing.material import Material, absent
from volteface.briefing.sentence import Section, Sentence
from volteface.briefing.signs import strongest, table


def write(material: Material) -> Section:
    """Return headline, partner's presence, what flowed back, pressure, effects, signs, the open."""
    found = (
        _headline(material),
        presence.of_partner(material),
        presence.of_focal(material),
        pressing.sentence(material),
        at_home(material),
        strongest(material),
        open_question.sentence(material),
    )
    items = tuple(one for one in found if one is not None)
    bare = absent("beyond this, no tie between the two and no act is told of.")
    return Section(
        key="judgments",
        title="Key judgments",
        items=items if len(items) > 1 else (*items, bare),
        tables=table(material),
    )


def _headline(material: Material) -> Sentence:
    outlook, break_ = material.assessment.headline, material.case.break_
    clause = (
        f"the break between {material.pair_words()} outlasts {outlook.horizon_months} months, "
        "by the record of past breaks of its kind"
    )
    return Sentence(
        text=chance(outlook.lasting, clause, ""),
        claims=material.ids(break_.claims) if break_ else (),
        rules=("icd203", "reference-class"),
    )
