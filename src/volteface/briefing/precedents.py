"""The nearest historical cases, with what became of them and how they differ."""

from __future__ import annotations

from volteface.briefing.material import Material, absent
from volteface.briefing.names import named
from volteface.briefing.sentence import Row, Section, Sentence, Table


def write(material: Material) -> Section:
    """Return a table of the nearest cases, and how the estimate did on history."""
    nearest = material.assessment.nearest
    rows = tuple(
        Row(cells=(named(one.name), one.outcome, named(one.differs)), rules=("nearest",))
        for one in nearest
    )
    header = ("Break", "What became of it", "How it differs")
    table = Table(caption="Breaks most like this one", header=header, rows=rows)
    lead = _score(material)
    if not rows:
        lead = (absent("no break in the packaged table is like this one."), *lead)
    return Section(
        key="precedents",
        title="Nearest historical cases",
        lead=lead,
        tables=(table,) if rows else (),
    )


def _score(material: Material) -> tuple[Sentence, ...]:
    score = material.assessment.score
    if not score:
        return (absent("no score of this estimate on past breaks is at hand."),)
    told = ", ".join(f"{name.replace('_', ' ')} {_figure(value)}" for name, value in score.items())
    text = f"How the estimate did on past breaks, each dispute left out in turn: {told}."
    return (Sentence(text=text, rules=("reference-class",)),)


def _figure(value: float | int | str) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
