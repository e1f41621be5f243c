"""TOML text to a tree; lines are found again by the keys, for Python's parser keeps none."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from volteface.scenarios.modelfile.limits import DEPTH, ITEMS
from volteface.scenarios.modelfile.tree import Item
from volteface.scenarios.place import Place

_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"' -]+?)\s*=")


def toml_tree(text: str, file: str) -> Item:
    """Return the tree of a TOML document; raises ModelFileError with the line of what is wrong."""
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise Place(file, line, "").wrong(f"cannot be read as TOML: {error}") from error
    return _Builder(file, _lines(text)).item(content, "", 0)


def _lines(text: str) -> dict[str, int]:
    """Return the line of each dotted path that stands at the start of a line."""
    table = ""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _plain(header[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            path = _plain(key[1])
            found.setdefault(f"{table}.{path}" if table else path, number)
    return found


def _plain(path: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in path.split("."))


class _Builder:
    def __init__(self, file: str, lines: dict[str, int]) -> None:
        self.file, self.lines, self.count = file, lines, 0

    def item(self, value: Any, path: str, depth: int, line: int | None = None) -> Item:
        place = Place(self.file, self.lines.get(path, line), path)
        self.count += 1
        if self.count > ITEMS or depth > DEPTH:
            raise place.wrong(f"more than {ITEMS} items, or nested deeper than {DEPTH}")
        if isinstance(value, dict):
            below = {
                name: self.item(one, f"{path}.{name}" if path else name, depth + 1, place.line)
                for name, one in value.items()
            }
            return Item(below, place)
        if isinstance(value, list):
            listed = (
                self.item(one, f"{path}[{n}]", depth + 1, place.line) for n, one in enumerate(value)
            )
            return Item(tuple(listed), place)
        return Item(value if isinstance(value, str | int | float) else str(value), place)
