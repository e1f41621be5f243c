"""The nearest historical cases, with what became of them and how they differ."""

from __future__ import annotations

from volteface.briefing.material import Material, absent
from volteface.briefing.names import named
from volteface.briefing.sentence import Row, Section, Sentence, Table

_BASE = " of the base rate"


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
    score = dict(material.assessment.score)
    if not score:
        return (absent("no score of this estimate on past breaks is at hand."),)
    size = [f"{score.pop(key)} {key}" for key in ("breaks", "disputes") if key in score]
    bases = {key: score.pop(key) for key in list(score) if key.endswith(_BASE)}
    told = [
        f"{key.replace('_', ' ')} {_figure(value)}{_against(bases.get(key + _BASE))}"
        for key, value in score.items()
    ]
    text = f"Tried on {' in '.join(size) or 'past breaks'}, each dispute left out in turn: {', '.join(told)}"
    lower = "; lower is better" if bases else ""
    return (Sentence(text=f"{text}{lower}.", rules=("reference-class",)),)


def _against(base: float | int | str | None) -> str:
    return "" if base is None else f" (base rate {_figure(base)})"


def _figure(value: float | int | str) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
