"""The tree of a model file to definitions: sections read in turn, each block put into equations."""

from __future__ import annotations

from collections.abc import Callable

from volteface.scenarios.blocks import outcomes, plain
from volteface.scenarios.blocks.block import Block, checked_id
from volteface.scenarios.blocks.influence import influence
from volteface.scenarios.blocks.inventories import inventory
from volteface.scenarios.blocks.policies import policy
from volteface.scenarios.blocks.pressures import pressure
from volteface.scenarios.blocks.question import question
from volteface.scenarios.blocks.routes import route
from volteface.scenarios.blocks.sectors import Need, ask, needs_of, sector
from volteface.scenarios.blocks.shocks import shock
from volteface.scenarios.blocks.ties import tie
from volteface.scenarios.definitions import Definitions
from volteface.scenarios.language.units import UnitError, Units
from volteface.scenarios.modelfile.limits import BLOCKS
from volteface.scenarios.modelfile.references import check_block, check_item
from volteface.scenarios.modelfile.tree import Item
from volteface.scenarios.modelfile.vocabulary import HEAD, meant, vocabulary

_ALONE: dict[str, Callable[[Block, Definitions], None]] = {
    "parameters": plain.parameter,
    "goods": plain.good,
    "levels": plain.level,
    "variables": plain.variable,
    "pressures": pressure,
    "ties": tie,
    "policies": policy,
    "routes": route,
    "influence": influence,
}
_NOT_BLOCKS = frozenset(("scenarios", "observations", "question"))


def read_blocks(tree: Item) -> dict[str, Block]:
    """Return all blocks by id, in the order of the file, with fields and references checked.

    Raises ModelFileError for unknown sections and fields, names taken twice, too many blocks.
    """
    sections = {name: one for name, one in vocabulary().items() if not one.is_inner}
    known = (*HEAD, *sections)
    found: dict[str, Block] = {}
    for name, item in tree.mapping.items():
        if name not in known:
            raise item.wrong(f"{name!r} is not a section{meant(name, known)}")
        if name in HEAD or sections[name].is_single or name in _NOT_BLOCKS:
            continue
        for key, below in item.mapping.items():
            block = Block(name, checked_id(key, below), below)
            if key in found:
                raise below.wrong(f"{key!r} is taken, at {found[key].place}; choose another name")
            found[key] = block
            if len(found) > BLOCKS:
                raise item.wrong(f"more than {BLOCKS} blocks; merge sectors or ties")
    for block in found.values():
        check_block(block, found)
    for name in _NOT_BLOCKS & set(tree.mapping):
        whole = tree.mapping[name]
        for item in (whole,) if sections[name].is_single else whole.mapping.values():
            check_item(item, name, found)
    return found


def read_units(tree: Item) -> Units:
    """Return the units that the model may use; raises ModelFileError where its own are wrong."""
    own = tree.mapping.get("units")
    if own is None:
        return Units()
    named = {name: str(item.value) for name, item in own.mapping.items()}
    try:
        return Units(named)
    except UnitError as error:
        raise own.wrong(str(error)) from error


def define(tree: Item, shocks: tuple[str, ...], start: str, months: int) -> Definitions:
    """Return the definitions of the model with ``shocks`` striking."""
    made = Definitions(read_units(tree), months)
    blocks = read_blocks(tree)
    for block in blocks.values():
        if block.section == "series":
            plain.series(block, made, start)
        elif block.section in _ALONE:
            _ALONE[block.section](block, made)
    _physical(blocks, made)
    for block in blocks.values():
        if block.section == "outcomes":
            outcomes.outcome(block, made)
    if "question" in tree.mapping:
        question(tree.mapping["question"], made, start)
        outcomes.question_outputs(made)
    outcomes.usual_outputs(blocks.values(), made)
    for name in shocks:
        shock(blocks[name], made, start)
    return made


def _physical(blocks: dict[str, Block], made: Definitions) -> None:
    """Put inventories and sectors into equations, each need with what it is of."""
    stocks = frozenset(one.id for one in blocks.values() if one.section == "inventories")
    needs: dict[str, tuple[Need, ...]] = {
        one.id: needs_of(one, made) for one in blocks.values() if one.section == "sectors"
    }
    by_stock: dict[str, list[Need]] = {name: [] for name in stocks}
    for group in needs.values():
        for need in group:
            if need.of in stocks:
                ask(need, made)
                by_stock[need.of].append(need)
    for block in blocks.values():
        if block.section == "inventories":
            inventory(block, tuple(by_stock[block.id]), blocks, made)
    for block in blocks.values():
        if block.section == "sectors":
            sector(block, needs[block.id], stocks, made)
