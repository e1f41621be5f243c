"""Parameters, series, levels and variables: what the file defines directly."""

from __future__ import annotations

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.calendar import month_index
from volteface.scenarios.definitions import Definition, Definitions
from volteface.scenarios.language.formulas import parse
from volteface.scenarios.modelfile.amounts import quantity_in, read_formula, read_unit
from volteface.scenarios.modelfile.tree import Item


def parameter(block: Block, made: Definitions) -> None:
    """Define a parameter."""
    made.amount(block.id, block.item)


def good(block: Block, made: Definitions) -> None:
    """Define the cap of a good."""
    block.use(made, "cap", "0")


def series(block: Block, made: Definitions, start: str) -> None:
    """Define a table: months before the first value hold it, as months after the last do."""
    unit = read_unit(block.field("unit"), made.units)
    points = sorted(
        (month_index(item, start, name), quantity_in(item, unit, made.units))
        for name, item in block.field("at").mapping.items()
    )
    if not points:
        raise block.field("at").wrong("expected at least one month with a value")
    line = block.text("between") == "line"
    values = tuple(_at(month, points, line) for month in range(made.months))
    made.add(Definition(name=block.id, place=block.place, values=values, unit=unit))


def _at(month: int, points: list[tuple[int, float]], line: bool) -> float:
    before = [point for point in points if point[0] <= month]
    after = [point for point in points if point[0] > month]
    if not before or not after:
        return (before[-1] if before else after[0])[1]
    (first, low), (last, high) = before[-1], after[0]
    return low + (high - low) * (month - first) / (last - first) if line else low


def level(block: Block, made: Definitions) -> None:
    """Define a level by its rate of change or by what it becomes."""
    if block.has("change") == block.has("becomes"):
        raise block.item.wrong("expected one of change: (a rate) and becomes: (the new value)")
    start = block.use(made, "start", "0")
    if block.has("change"):
        made.amount(f"{block.id}.change", block.field("change"))
        text = f"{block.id} + {block.id}.change * step"
    else:
        text = f"({_formula_text(block.field('becomes'))})"
    if block.has("low"):
        text = f"max({block.use(made, 'low', '0')}, {text})"
    if block.has("high"):
        text = f"min({block.use(made, 'high', '0')}, {text})"
    made.equation(block.id, text, block.place, start=start, unit=block.text("unit"))


def variable(block: Block, made: Definitions) -> None:
    """Define a variable, by a formula alone or with its unit."""
    if not isinstance(block.item.value, dict):
        made.amount(block.id, block.item)
        return
    start = f"{block.id}.start" if block.has("start") else None
    if start is not None:
        made.amount(start, block.field("start"))
    made.add(
        Definition(
            name=block.id,
            place=block.place,
            formula=read_formula(block.field("value")),
            unit=read_unit(block.field("unit"), made.units) if block.has("unit") else None,
            start=None if start is None else parse(start),
        )
    )


def _formula_text(item: Item) -> str:
    read_formula(item)
    return item.text.strip().replace("\n", " ") if isinstance(item.value, str) else repr(item.value)
