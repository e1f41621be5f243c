"""Blocks held against the vocabulary: fields known, needed ones there, names that exist."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from volteface.scenarios.modelfile.amounts import is_amount_mapping
from volteface.scenarios.modelfile.tree import Item
from volteface.scenarios.modelfile.vocabulary import Field, check_fields, meant, vocabulary

if TYPE_CHECKING:
    from volteface.scenarios.blocks.block import Block


def check_block(block: Block, blocks: Mapping[str, Block]) -> None:
    """Raise ModelFileError where ``block`` does not keep to the vocabulary."""
    section = vocabulary()[block.section]
    if section.is_amount and not section.fields:
        return
    if section.is_amount and (
        not isinstance(block.item.value, dict) or _is_plain_amount(block.item, block.section)
    ):
        return
    check_item(block.item, block.section, blocks)


def check_item(item: Item, section: str, blocks: Mapping[str, Block]) -> None:
    """Raise ModelFileError where ``item`` does not keep to the fields of ``section``."""
    known = vocabulary()[section]
    check_fields(item, known)
    for name, field in known.fields.items():
        if name in item.mapping:
            _check_field(item.mapping[name], field, blocks)


def _is_plain_amount(item: Item, section: str) -> bool:
    return section == "variables" and is_amount_mapping(item) and "value" not in item.mapping


def _check_field(item: Item, field: Field, blocks: Mapping[str, Block]) -> None:
    if field.kind == "name" and isinstance(field.of, str):
        _check_name(item, field.of, blocks)
    elif field.kind == "names" and isinstance(field.of, str):
        for one in item.items:
            _check_name(one, field.of, blocks)
    elif field.kind == "choice" and isinstance(field.of, tuple) and item.value not in field.of:
        raise item.wrong(f"expected one of {', '.join(field.of)}, got {item.shown}")
    elif field.kind == "text" and not isinstance(item.value, str):
        raise item.wrong(f"expected text, got {item.shown}")
    elif field.kind == "blocks" and isinstance(field.of, str):
        for name, below in item.mapping.items():
            check_item(below, field.of, blocks)
            if field.of == "need":
                _check_need(below, name, blocks)


def _check_name(item: Item, section: str, blocks: Mapping[str, Block]) -> None:
    known = tuple(name for name, block in blocks.items() if block.section == section)
    if item.text not in known:
        raise item.wrong(f"{item.text!r} is not one of {section}{meant(item.text, known)}")


def _check_need(item: Item, name: str, blocks: Mapping[str, Block]) -> None:
    known = tuple(n for n, b in blocks.items() if b.section in {"inventories", "sectors"})
    if name not in known:
        raise item.wrong(f"{name!r} is no inventory and no sector{meant(name, known)}")
