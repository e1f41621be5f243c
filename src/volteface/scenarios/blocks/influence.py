"""Influence in compartments: advisers go in months, procedures in years, trained people later."""

from __future__ import annotations

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.definitions import Definitions


def influence(block: Block, made: Definitions) -> None:
    """Define each compartment's ``level`` (1 at the start) and the weighted mean of all.

    A compartment is an average of what feeds it, with weights that halve every ``half_life``.
    """
    parts, weights = [], []
    for one in block.inner("compartments"):
        half_life = one.use(made, "half_life", "1[month]", "month")
        made.amount(f"{one.id}.fed", one.field("fed_by"), "share")
        made.equation(f"{one.id}.kept", f"0.5 ** (step / {half_life})", one.place)
        text = f"{one.id}.kept * {one.id}.level + (1 - {one.id}.kept) * {one.id}.fed"
        made.equation(f"{one.id}.level", text, one.place, start="1", meaning="influence left")
        weights.append(one.use(made, "weight", "1", "share"))
        parts.append(f"{weights[-1]} * {one.id}.level")
    if not parts:
        raise block.item.wrong("expected at least one compartment")
    text = f"sum({', '.join(parts)}) / sum({', '.join(weights)})"
    made.equation(f"{block.id}.level", text, block.place, start="1", meaning="influence left")
