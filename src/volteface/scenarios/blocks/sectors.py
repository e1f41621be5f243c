"""Sectors: what is served when needs are met in part, with stores that last for days.

A need that is met to the share m costs essentiality · (1 − m) of the output, and the scarcest need
decides (Hallegatte, "An adaptive regional input-output model", Risk Analysis 28, 2008, with the
essentiality of inputs of Pichler et al., J. Econ. Dyn. Control 144, 2022).
"""

from __future__ import annotations

from dataclasses import dataclass

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.definitions import Definitions

_REFILL = "3[month]"


@dataclass(frozen=True, slots=True)
class Need:
    """A sector's need: of which inventory or sector, with what priority and weight."""

    block: Block
    sector: str
    of: str
    priority: int
    weight: str

    @property
    def asked(self) -> str:
        """The name of what it asks of an inventory."""
        return f"{self.block.id}.asked"

    @property
    def received(self) -> str:
        """The name of what it receives."""
        return f"{self.block.id}.received"


def needs_of(block: Block, made: Definitions) -> tuple[Need, ...]:
    """Return the needs of a sector, with their amounts defined as ``sector.need.amount``."""
    found = []
    for one in block.inner("needs"):
        priority = one.field("priority").whole if one.has("priority") else 1
        weight = one.use(made, "weight", "1", "share")
        found.append(Need(one, block.id, one.own_name(), priority, weight))
    return tuple(found)


def ask(need: Need, made: Definitions) -> None:
    """Define what a sector asks of an inventory: its need, and what refills its store."""
    one = need.block
    if not one.has("amount"):
        raise one.item.wrong(f"amount: is missing: what {need.sector} takes of {need.of}")
    amount = one.use(made, "amount", "0")
    text = amount
    if one.has("buffer"):
        buffer = one.use(made, "buffer", "0", "day")
        refill = one.use(made, "refill", _REFILL, "month")
        text = f"{amount} * (1 + ({buffer} - previous({one.id}.store)) / {refill})"
    made.equation(need.asked, text, one.place, meaning="what is asked for")


def sector(
    block: Block, needs: tuple[Need, ...], inventories: frozenset[str], made: Definitions
) -> None:
    """Define what each need is met to, ``served``, ``unserved`` and ``supply`` of a sector."""
    i = block.id
    parts = []
    for need in needs:
        _met(need, made, need.of in inventories)
        essentiality = need.block.use(made, "essentiality", "1", "share")
        parts.append(f"1 - {essentiality} * (1 - {need.block.id}.met)")
    able = "1" if not parts else parts[0] if len(parts) == 1 else f"min({', '.join(parts)})"
    if block.has("availability"):
        able = f"{block.use(made, 'availability', '1', 'share')} * ({able})"
    if block.has("recovery"):
        recovery = block.use(made, "recovery", "step", "month")
        made.equation(f"{i}.able", able, block.place, meaning="share that could be served")
        able = f"min({i}.able, {i}.served + (1 - {i}.served) * min(1, step / {recovery}))"
    made.equation(f"{i}.served", able, block.place, start="1", meaning="share of usual output")
    made.equation(
        f"{i}.unserved", f"1 - {i}.served", block.place, start="0", meaning="share unserved"
    )
    if block.has("output"):
        output = block.use(made, "output", "0")
        made.equation(f"{i}.supply", f"{i}.served * {output}", block.place, meaning="output")


def _met(need: Need, made: Definitions, is_inventory: bool) -> None:
    """Define the share to which a need is met, out of what comes and what the store holds."""
    one = need.block
    if is_inventory:
        share = f"{need.received} / {one.id}.amount"
    elif one.has("lag"):
        one.use(made, "lag", "step", "month")
        share = f"previous({need.of}.served)"
    else:
        share = f"{need.of}.served"
    if not one.has("buffer"):
        made.equation(f"{one.id}.met", f"min(1, {share})", one.place, meaning="share of need met")
        return
    if not is_inventory:
        buffer = one.use(made, "buffer", "0", "day")
        refill = one.use(made, "refill", _REFILL, "month")
        # A service that is back in full refills the store on top of what is used.
        share = (
            f"where({share} >= 1, 1 + ({buffer} - previous({one.id}.store)) / {refill}, {share})"
        )
    have = f"{one.id}.have"
    made.equation(have, f"{share} * step + previous({one.id}.store)", one.place)
    made.equation(f"{one.id}.met", f"min(1, {have} / step)", one.place, meaning="share of need met")
    store = f"clip({have} - {one.id}.met * step, 0, {one.id}.buffer)"
    made.equation(
        f"{one.id}.store", store, one.place, start=f"{one.id}.buffer", meaning="days in store"
    )
