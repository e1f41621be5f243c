"""What is gathered: the file's outcomes, and the measures that every block has."""

from __future__ import annotations

from collections.abc import Iterable

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.definitions import Definition, Definitions
from volteface.scenarios.language.units import NUMBER
from volteface.scenarios.modelfile.amounts import quantity_in, read_formula, read_unit
from volteface.scenarios.program import Output

_OF_BLOCKS = {
    "ties": (("level", "tie", ""),),
    "inventories": (("cover", "cover", ": days of cover"),),
    "sectors": (("unserved", "sector", ": share unserved"),),
    "routes": (("flow", "route", ": rerouted"),),
    "influence": (("level", "influence", ": influence left"),),
}


def outcome(block: Block, made: Definitions) -> None:
    """Define an outcome and have it gathered."""
    is_event = block.has("when")
    if not isinstance(block.item.value, dict):
        made.amount(block.id, block.item)
        unit = None
    else:
        if is_event == block.has("value"):
            raise block.item.wrong("expected one of value: (a quantity) and when: (an event)")
        unit = read_unit(block.field("unit"), made.units) if block.has("unit") else None
        formula = read_formula(block.field("when" if is_event else "value"))
        made.add(
            Definition(
                name=block.id, place=block.place, formula=formula, unit=NUMBER if is_event else unit
            )
        )
    above = block.field("above").items if block.has("above") else ()
    thresholds = tuple(quantity_in(one, unit or NUMBER, made.units) for one in above)
    made.outputs.append(
        Output(
            name=block.id, symbol=block.id, unit="", title=block.title, thresholds=thresholds,
            is_event=is_event, is_share=is_event,
        )
    )  # fmt: skip


def usual_outputs(blocks: Iterable[Block], made: Definitions) -> None:
    """Have the measures of ties, inventories, sectors, routes and policies gathered."""
    for block in blocks:
        for field, group, words in _OF_BLOCKS.get(block.section, ()):
            name = f"{block.id}.{field}"
            title = f"{block.title}{words}"
            made.outputs.append(Output(name=name, symbol=name, unit="", title=title, group=group))
        if block.section == "policies":
            for option in block.inner("options"):
                name = f"{option.id}.chosen"
                title = f"{block.title}: {option.own_name()}"
                made.outputs.append(
                    Output(
                        name=name, symbol=name, unit="", title=title, is_share=True, group="policy"
                    )
                )


def question_outputs(made: Definitions) -> None:
    """Have the states of the question gathered: two events, and whether it is still open."""
    for state, title in (
        ("realigned", "Realigned"),
        ("restored", "Tie restored"),
        ("open", "Neither so far"),
    ):
        name = f"question.{state}"
        is_event = state != "open"
        made.outputs.append(
            Output(
                name=name, symbol=name, unit="", title=title, group="question",
                is_event=is_event, is_share=True,
            )
        )  # fmt: skip
