"""Ties: a level that moves towards what the provider wants, in exchange and by cargoes."""

from __future__ import annotations

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.definitions import Definitions


def tie(block: Block, made: Definitions) -> None:
    """Define ``wanted``, ``level`` and ``arrived`` of a tie.

    A gap to the wanted level closes by ``step / adjustment`` a month, at most wholly. Cargoes:
    the expected number is rounded up or down by chance, so that its mean is kept.
    """
    i = block.id
    block.use(made, "usual", "0")
    wanted = f"{i}.usual"
    if block.has("wanted"):
        made.amount(f"{i}.aim", block.field("wanted"))
        wanted = f"{i}.aim"
    if block.has("answers"):
        other = block.field("answers").text
        elasticity = block.use(made, "elasticity", "1", "share")
        wanted += f" * max(0, previous({other}.level) / {other}.usual) ** {elasticity}"
    made.equation(f"{i}.wanted", wanted, block.place, meaning="level aimed at")
    made.equation(
        f"{i}.level", _level(block, made), block.place, start=block.use(made, "start", f"{i}.usual"),
        meaning="level of the tie",
    )  # fmt: skip
    arrived = f"{i}.level"
    if block.has("cargo"):
        cargo = block.use(made, "cargo", "0")
        arrived = f"floor({i}.level * step / {cargo} + uniform({i}.cargoes)) * {cargo} / step"
    # The start also fixes the unit: cargoes are counted by the month.
    made.equation(
        f"{i}.arrived", arrived, block.place, start=f"{i}.usual", meaning="what arrives this month"
    )


def _level(block: Block, made: Definitions) -> str:
    i = block.id
    adjustment = block.use(made, "adjustment", "step", "month")
    text = f"{i}.level + ({i}.wanted - {i}.level) * min(1, step / {adjustment})"
    if adjustment == "step":
        text = f"{i}.wanted"
    if block.has("spread"):
        spread = block.use(made, "spread", "0", "share")
        text += f" + {spread} * {i}.level * normal({i}.level)"
    text = f"max(0, {text})"
    if block.has("cap"):
        text = f"min({block.use(made, 'cap', '0')}, {text})"
    return text
