"""A file's content as a tree in which every item knows its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from volteface.errors import ModelFileError
from volteface.scenarios.place import Place

Scalar: TypeAlias = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Item:
    """A scalar, a list or a mapping of the file, with its place."""

    value: Scalar | tuple[Item, ...] | Mapping[str, Item]
    place: Place

    @property
    def mapping(self) -> Mapping[str, Item]:
        """The item as a mapping; raises ModelFileError where it is none."""
        if not isinstance(self.value, Mapping):
            raise self.wrong(f"expected names with values below it, got {self.shown}")
        return self.value

    @property
    def items(self) -> tuple[Item, ...]:
        """The item as a list; raises ModelFileError where it is none."""
        if not isinstance(self.value, tuple):
            raise self.wrong(f"expected a list, got {self.shown}")
        return self.value

    @property
    def text(self) -> str:
        """The item as text; raises ModelFileError where it is none."""
        if not isinstance(self.value, str):
            raise self.wrong(f"expected text, got {self.shown}")
        return self.value

    @property
    def whole(self) -> int:
        """The item as a whole number; raises ModelFileError where it is none."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong(f"expected a whole number, got {self.shown}")
        return self.value

    @property
    def number(self) -> float:
        """The item as a number; raises ModelFileError where it is none."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            raise self.wrong(f"expected a number, got {self.shown}")
        return float(self.value)

    @property
    def shown(self) -> str:
        """What the item is, for messages."""
        if isinstance(self.value, Mapping):
            return "a mapping"
        if isinstance(self.value, tuple):
            return "a list"
        text = repr(self.value)
        return "nothing" if self.value is None else text if len(text) < 60 else text[:57] + "…"

    def wrong(self, what: str) -> ModelFileError:
        """Return the error that says ``what`` is wrong with this item."""
        return self.place.wrong(what)


def plain(item: Item) -> object:
    """Return the content of ``item`` as dicts, lists and scalars."""
    if isinstance(item.value, Mapping):
        return {name: plain(one) for name, one in item.value.items()}
    if isinstance(item.value, tuple):
        return [plain(one) for one in item.value]
    return item.value
