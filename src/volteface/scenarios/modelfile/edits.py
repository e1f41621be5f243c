"""Edits of a tree: what a scenario removes, adds and sets, and what the command line sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from volteface.errors import ScenarioError
from volteface.scenarios.modelfile.tree import Item
from volteface.scenarios.modelfile.vocabulary import HEAD, check_fields, meant, vocabulary
from volteface.scenarios.modelfile.yaml_file import scalar
from volteface.scenarios.place import Place

BASE = "base"


@dataclass(frozen=True, slots=True)
class Edited:
    """A tree as it is to be compiled, and the shocks that strike."""

    tree: Item
    shocks: tuple[str, ...]


def scenario_names(tree: Item) -> tuple[str, ...]:
    """Return the names of the scenarios: ``base``, then those of the file."""
    listed = tree.mapping.get("scenarios")
    own = () if listed is None else tuple(listed.mapping)
    return own if BASE in own else (BASE, *own)


def edited(tree: Item, scenario: str | None, sets: Mapping[str, str]) -> Edited:
    """Return the tree under ``scenario`` (None: base) with ``sets`` applied last.

    Raises ModelFileError or ScenarioError for names that are not there.
    """
    known = scenario_names(tree)
    name = scenario or BASE
    if name not in known:
        raise ScenarioError(f"scenario {name!r}: not in the model{meant(name, known)}")
    shocks: tuple[str, ...] = ()
    listed = tree.mapping.get("scenarios")
    if listed is not None and name in listed.mapping:
        tree, shocks = _under(tree, listed.mapping[name])
    for path, text in sets.items():
        place = Place("--set", None, path)
        tree = _with(tree, path, Item(scalar(text), place), place)
    return Edited(tree, shocks)


def _under(tree: Item, block: Item) -> tuple[Item, tuple[str, ...]]:
    check_fields(block, vocabulary()["scenarios"])
    fields = block.mapping
    if "remove" in fields:
        for one in fields["remove"].items:
            tree = _without(tree, one)
    if "add" in fields:
        for section, below in fields["add"].mapping.items():
            tree = _added(tree, section, below)
    if "set" in fields:
        for path, item in fields["set"].mapping.items():
            tree = _with(tree, path, item, item.place)
    shocks = tuple(one.text for one in fields["shocks"].items) if "shocks" in fields else ()
    for item, name in zip(fields["shocks"].items if shocks else (), shocks, strict=True):
        known = tuple(tree.mapping["shocks"].mapping) if "shocks" in tree.mapping else ()
        if name not in known:
            raise item.wrong(f"{name!r} is not one of shocks{meant(name, known)}")
    return tree, shocks


def _without(tree: Item, named: Item) -> Item:
    """Take out a block, and its name from the lists of inflows."""
    name = named.text
    for section, item in tree.mapping.items():
        if section in HEAD or not isinstance(item.value, Mapping) or name not in item.value:
            continue
        kept = {key: one for key, one in item.value.items() if key != name}
        tree = _replaced(tree, section, Item(kept, item.place))
        return _unlisted(tree, name)
    raise named.wrong(f"{name!r} is not a block of the model")


def _unlisted(tree: Item, name: str) -> Item:
    stocks = tree.mapping.get("inventories")
    if stocks is None:
        return tree
    changed = {}
    for key, stock in stocks.mapping.items():
        changed[key] = stock
        inflows = stock.mapping.get("inflows")
        if inflows is not None:
            kept = tuple(one for one in inflows.items if one.value != name)
            changed[key] = _replaced(stock, "inflows", Item(kept, inflows.place))
    return _replaced(tree, "inventories", Item(changed, stocks.place))


def _added(tree: Item, section: str, below: Item) -> Item:
    there = tree.mapping.get(section)
    known = there.mapping if there is not None else {}
    for name, item in below.mapping.items():
        if name in known:
            raise item.wrong(f"{name!r} is in the model already; use set:, or another name")
    merged = Item({**known, **below.mapping}, there.place if there is not None else below.place)
    return _replaced(tree, section, merged)


def _with(tree: Item, path: str, item: Item, place: Place) -> Item:
    """Return the tree with what lies at ``path`` (``block.field``, or a whole ``block``) replaced."""
    first, *rest = path.split(".")
    for section, blocks in tree.mapping.items():
        if section in HEAD or not isinstance(blocks.value, Mapping):
            continue
        if section == first == "question":
            return _replaced(tree, section, _deep(blocks, rest, item, place))
        if section != "scenarios" and first in blocks.value:
            block = _deep(blocks.value[first], rest, item, place)
            return _replaced(tree, section, _replaced(blocks, first, block))
    known = tuple(
        name
        for section, blocks in tree.mapping.items()
        if section not in HEAD and isinstance(blocks.value, Mapping)
        for name in blocks.value
    )
    raise place.wrong(f"{first!r} is not a block of the model{meant(first, known)}")


def _deep(block: Item, rest: list[str], item: Item, place: Place) -> Item:
    if not rest:
        return item
    if not isinstance(block.value, Mapping):
        raise place.wrong(f"{block.place.path} has no field {rest[0]!r}; set it as a whole")
    step = rest[0]
    if len(rest) > 1 and step not in block.value:
        for holder in ("needs", "options", "compartments", "gives"):
            below = block.value.get(holder)
            if below is not None and step in below.mapping:
                return _replaced(block, holder, _deep(below, rest, item, place))
        raise place.wrong(
            f"{block.place.path} has no field {step!r}{meant(step, tuple(block.value))}"
        )
    below = block.value.get(step, Item({}, place))
    given = block.value.get("gives")
    if len(rest) == 1 and step not in block.value and given is not None and step in given.mapping:
        return _replaced(block, "gives", _replaced(given, step, item))
    return _replaced(block, step, item if len(rest) == 1 else _deep(below, rest[1:], item, place))


def _replaced(item: Item, name: str, below: Item) -> Item:
    return Item({**item.mapping, name: below}, item.place)
