"""YAML text to a tree, from the parser's events: no tags, no anchors, no surprises.

Only what the model file needs is read: text, numbers, true and false, lists and mappings. ``NO``
is Norway, ``2026-01`` is text. Anchors and tags are refused, so a small file stays small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from volteface.errors import ModelFileError
from volteface.scenarios.modelfile.limits import DEPTH, ITEMS
from volteface.scenarios.modelfile.tree import Item, Scalar
from volteface.scenarios.place import Place

_WHOLE = re.compile(r"[+-]?[0-9]{1,300}")
_NUMBER = re.compile(r"[+-]?([0-9]{1,300}\.?[0-9]{0,300}|\.[0-9]{1,300})([eE][+-]?[0-9]{1,3})?")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def yaml_tree(text: str, file: str) -> Item:
    """Return the tree of a YAML document; raises ModelFileError with the line of what is wrong."""
    try:
        return _Reader(yaml.parse(text, Loader=_LOADER), file).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise Place(file, line, "").wrong(f"cannot be read as YAML: {problem}") from error


def scalar(text: str) -> Scalar:
    """Return plain text as a number, true, false, nothing, or as it stands.

    >>> scalar("NO"), scalar("12"), scalar("1e3"), scalar("2026-01"), scalar("true")
    ('NO', 12, 1000.0, '2026-01', True)
    """
    if text in {"", "~", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


class _Reader:
    """Consumes events one by one; depth and size are bounded."""

    def __init__(self, events: Iterator[yaml.Event], file: str) -> None:
        self.events = events
        self.file = file
        self.count = 0

    def document(self) -> Item:
        found = Item(None, Place(self.file, 1, ""))
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._wrong(event, "", "one document a file; take out the line ---")
                found = self._item(next(self.events), "", 0)
        return found

    def _item(self, event: yaml.Event, path: str, depth: int) -> Item:
        self.count += 1
        if self.count > ITEMS:
            raise self._wrong(event, path, f"more than {ITEMS} items; the file is too large")
        if depth > DEPTH:
            raise self._wrong(event, path, f"nested deeper than {DEPTH}")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._wrong(event, path, "anchors and aliases (& and *) are not allowed")
        if tag := getattr(event, "tag", None):
            raise self._wrong(event, path, f"tag {tag!r} is not allowed; write plain values")
        place = self._place(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return Item(scalar(event.value) if event.implicit[0] else event.value, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Item(self._list(path, depth), place)
        return Item(self._mapping(path, depth), place)

    def _list(self, path: str, depth: int) -> tuple[Item, ...]:
        found: list[Item] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._item(event, f"{path}[{len(found)}]", depth + 1))
        return tuple(found)

    def _mapping(self, path: str, depth: int) -> dict[str, Item]:
        found: dict[str, Item] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._item(event, path, depth + 1)
            if isinstance(key.value, tuple | dict) or key.value is None:
                raise key.wrong("a name must be text")
            name = event.value if isinstance(event, yaml.ScalarEvent) else str(key.value)
            below = f"{path}.{name}" if path else name
            if name in found:
                raise self._wrong(event, below, "given twice; keep one")
            item = self._item(next(self.events), below, depth + 1)
            # A block's line is that of its name, where the reader looks for it.
            found[name] = Item(item.value, self._place(event, below))
        return found

    def _place(self, event: yaml.Event, path: str) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1 if mark is not None else None, path)

    def _wrong(self, event: yaml.Event, path: str, what: str) -> ModelFileError:
        return self._place(event, path).wrong(what)
