"""A small model with known answers: a level that drifts, seen by two sources."""

from __future__ import annotations

from datetime import date

from volteface.scenarios.calibration.channels import Channel, Sight, sights
from volteface.scenarios.observations import Row, month_start
from volteface.scenarios.program import (
    Apply,
    Carried,
    Distribution,
    Draw,
    Number,
    Output,
    Parameter,
    Previous,
    Program,
    Statement,
    Symbol,
    Table,
)

FIRST = date(2025, 1, 1)
LEVEL = Channel(series="level", output="level", kind="additive", noise=0.5, bias=0.4)
COUNT = Channel(series="events", output="rate", kind="count")


def drift(months: int = 6) -> Program:
    """Return the program: level += 0.3 normal(push), from a start of N(10, 2); rate = level / 5."""
    level = Apply("add", (Previous("level"), Apply("mul", (Number(0.3), Draw("normal", "push")))))
    normal = Distribution(kind="normal", numbers=(10.0, 2.0))
    return Program(
        title="drift",
        sha256="drift",
        start="2025-01",
        months=months,
        parameters=(
            Parameter(name="start", unit="", distribution=normal),
            Parameter(name="unused", unit="", distribution=normal),
        ),
        tables=(Table(name="month", values=tuple(map(float, range(months)))),),
        setup=(),
        carried=(Carried(name="level", months=1, initial=Symbol("start")),),
        draws=(Draw("normal", "push"), Draw("normal", "other"), Draw("uniform", "lot")),
        monthly=(
            Statement(name="level", expression=level),
            Statement(name="rate", expression=Apply("div", (Symbol("level"), Number(5.0)))),
            Statement(name="aside", expression=Draw("normal", "other")),
            Statement(name="chosen", expression=Draw("uniform", "lot")),
        ),
        outputs=(Output(name="level", symbol="level", unit="", title="level"),),
        units={"level": "pure number", "rate": "pure number"},
    )


def row(name: str, month: int, value: float, source: str = "A", **more: object) -> Row:
    """Return a row of ``level`` for one month of the run."""
    start = month_start(month, FIRST)
    end = date.fromordinal(month_start(month + 1, FIRST).toordinal() - 1)
    fields: dict[str, object] = {"series": "level", "confidence": "high", **more}
    return Row(id=name, start=start, end=end, value=value, source=source, **fields)  # type: ignore[arg-type]  # keywords of several types


def seen(*rows: Row, months: int = 6) -> tuple[Sight, ...]:
    """Return the rows through the channels of the small model."""
    return sights(rows, (LEVEL, COUNT), FIRST, months)[0]
