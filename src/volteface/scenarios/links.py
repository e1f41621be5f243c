"""Which blocks of a model read which others, for a picture of it."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.scenarios.compile import Checked
from volteface.scenarios.language.formulas import names
from volteface.scenarios.load import ModelFile
from volteface.scenarios.modelfile.edits import edited
from volteface.scenarios.modelfile.tree import Item

_COLUMNS = {
    "pressures": 0, "influence": 0, "policies": 1, "question": 1, "ties": 2, "routes": 2,
    "inventories": 3, "sectors": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BlockNode:
    """A block in a column of the picture; ``detail`` says who gives to whom."""

    id: str
    title: str
    detail: str
    column: int


@dataclass(frozen=True, slots=True)
class Links:
    """The blocks, and pairs (read, reader) of their ids."""

    nodes: tuple[BlockNode, ...]
    pairs: tuple[tuple[str, str], ...]


def links(file: ModelFile, scenario: str | None, checked: Checked) -> Links:
    """Return the blocks of a checked model that flow into one another."""
    tree = edited(file.tree, scenario, {}).tree
    actors = tree.mapping["actors"].mapping if "actors" in tree.mapping else {}
    nodes = [
        BlockNode(name, _title(name, item), _detail(item, actors), column)
        for section, column in _COLUMNS.items()
        if section in tree.mapping
        for name, item in (
            {"question": tree.mapping[section]} if section == "question" else
            tree.mapping[section].mapping
        ).items()
    ]  # fmt: skip
    known = {node.id for node in nodes}
    pairs: dict[tuple[str, str], None] = {}
    for one in checked.definitions.values():
        reader = one.name.partition(".")[0]
        for name in sorted(names(one.formula)) if one.formula is not None else ():
            read = name.partition(".")[0]
            if read != reader and {read, reader} <= known:
                pairs[read, reader] = None
    return Links(tuple(nodes), tuple(pairs))


def _title(name: str, item: Item) -> str:
    for field in ("title", "name"):
        if name != "question" and field in item.mapping:
            return str(item.mapping[field].value)
    return name.replace("_", " ")


def _detail(item: Item, actors: object) -> str:
    ends = [
        str(item.mapping[field].value)
        for field in ("provider", "recipient", "from", "on", "actor", "holder", "of", "over")
        if field in item.mapping
    ]
    named = actors if isinstance(actors, dict) else {}
    shown = [_title(end, named[end]) if end in named else end for end in ends]
    return " → ".join(shown)
