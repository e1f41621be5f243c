"""Inventories: what flows in, how a scarce good is shared out, what is left, how long it lasts."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.blocks.sectors import Need
from volteface.scenarios.definitions import Definitions
from volteface.scenarios.modelfile.tree import Item

_FLOW = {"ties": "arrived", "routes": "flow", "sectors": "supply"}


def inventory(
    block: Block, needs: tuple[Need, ...], blocks: Mapping[str, Block], made: Definitions
) -> None:
    """Define inflow, demand, shares, stock, ``unserved`` and ``cover`` of an inventory.

    Stock at the end = stock at the start + (inflow − used − lost) · step; ``cover`` is how long
    the stock lasts at full demand with nothing flowing in.
    """
    i, place = block.id, block.place
    start = block.use(made, "start", "0")
    made.equation(f"{i}.inflow", _inflow(block, blocks, made), place, meaning="what flows in")
    if not needs:
        raise block.item.wrong("no sector needs it; give a sector a need of this name")
    asked = ", ".join(need.asked for need in needs)
    made.equation(f"{i}.asked", f"sum({asked})", place, meaning="what all sectors ask for")
    demand = ", ".join(f"{need.block.id}.amount" for need in needs)
    made.equation(f"{i}.demand", f"sum({demand})", place, start="0 * " + start + " / step")
    release = block.use(made, "release", "1", "share")
    text = f"{release} * ({i}.inflow + previous({i}.stock) / step)"
    made.equation(f"{i}.available", text, place, meaning="what can be used this month")
    _shared(block, needs, made)
    used = ", ".join(need.received for need in needs)
    made.equation(f"{i}.used", f"sum({used})", place, meaning="what is used")
    _stock(block, start, made)


def _stock(block: Block, start: str, made: Definitions) -> None:
    i, place = block.id, block.place
    made.equation(f"{i}.uncapped", f"previous({i}.stock) + ({i}.inflow - {i}.used) * step", place)
    stock = f"max(0, {i}.uncapped)"
    if block.has("capacity"):
        stock = f"min({block.use(made, 'capacity', '0')}, {stock})"
    made.equation(f"{i}.stock", stock, place, start=start, meaning="stock at the month's end")
    made.equation(
        f"{i}.lost", f"{i}.inflow - {i}.used - ({i}.stock - previous({i}.stock)) / step", place
    )
    made.equation(f"{i}.unserved", f"1 - {i}.used / {i}.asked", place, meaning="share not served")
    made.equation(
        f"{i}.gap", f"max(0, {i}.demand - {i}.inflow)", place,
        start=f"0 * {start} / step", meaning="demand above what flows in",
    )  # fmt: skip
    made.equation(
        f"{i}.cover", f"{i}.stock / {i}.demand", place, unit="day", meaning="days of cover"
    )


def _inflow(block: Block, blocks: Mapping[str, Block], made: Definitions) -> str:
    parts = []
    for number, item in enumerate(block.field("inflows").items):
        source = blocks.get(str(item.value))
        if source is not None and source.section in _FLOW:
            _check_source(block, source, item, made)
            parts.append(f"{source.id}.{_FLOW[source.section]}")
        else:
            made.amount(f"{block.id}.inflow_{number + 1}", item)
            parts.append(f"{block.id}.inflow_{number + 1}")
    return f"sum({', '.join(parts)})" if parts else "0"


def _check_source(block: Block, source: Block, item: Item, made: Definitions) -> None:
    """Raise ModelFileError where the good is another, or flows into a second stock."""
    good, held = source.text("good") if source.section != "sectors" else None, block.text("good")
    if source.section != "sectors" and good != held:
        raise item.wrong(
            f"{source.id} carries {good or 'no good'}, but {block.id} holds {held}; "
            "give both the same good"
        )
    first = made.flows.setdefault(source.id, block.id)
    if first != block.id:
        raise item.wrong(f"{source.id} flows into {first} already; a good is counted once")


def _shared(block: Block, needs: tuple[Need, ...], made: Definitions) -> None:
    kind = block.text("rationing") or "priority"
    if kind == "priority":
        _by_priority(block, needs, made)
    else:
        _by_weight(block, needs, made, equal=kind == "equal")


def _by_priority(block: Block, needs: tuple[Need, ...], made: Definitions) -> None:
    """Serve each rank in turn; within a rank all get the same share of what they ask for."""
    i, left = block.id, f"{block.id}.available"
    ranked = sorted(needs, key=lambda need: need.priority)
    for rank, group in groupby(ranked, key=lambda need: need.priority):
        members = tuple(group)
        asked = ", ".join(need.asked for need in members)
        made.equation(f"{i}.asked_{rank}", f"sum({asked})", block.place)
        made.equation(f"{i}.share_{rank}", f"min(1, {left} / {i}.asked_{rank})", block.place)
        for need in members:
            made.equation(need.received, f"{i}.share_{rank} * {need.asked}", need.block.place)
        made.equation(f"{i}.left_{rank}", f"max(0, {left} - {i}.asked_{rank})", block.place)
        left = f"{i}.left_{rank}"


def _by_weight(block: Block, needs: tuple[Need, ...], made: Definitions, *, equal: bool) -> None:
    """Let what is lacking fall on each in inverse proportion to its weight, at most wholly.

    With equal weights all get the same share. Where a small weight would lose more than all, the
    rest is taken from the others in equal shares.
    """
    i, place = block.id, block.place
    made.equation(f"{i}.share", f"min(1, {i}.available / {i}.asked)", place)
    if equal:
        for need in needs:
            made.equation(need.received, f"{i}.share * {need.asked}", need.block.place)
        return
    borne = ", ".join(f"{need.asked} / {need.weight}" for need in needs)
    made.equation(f"{i}.burden", f"(1 - {i}.share) * {i}.asked / sum({borne})", place)
    for need in needs:
        sought = f"{need.asked} * (1 - min(1, {i}.burden / {need.weight}))"
        made.equation(f"{need.block.id}.sought", sought, need.block.place)
    total = ", ".join(f"{need.block.id}.sought" for need in needs)
    made.equation(f"{i}.sought", f"sum({total})", place)
    scale = f"where({i}.sought > {i}.available, {i}.available / {i}.sought, 1)"
    made.equation(f"{i}.scale", scale, place)
    for need in needs:
        made.equation(need.received, f"{i}.scale * {need.block.id}.sought", need.block.place)
