"""Subscript ranges: their elements, their numbers, and how they stand for each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from volteface.scenarios.importing.abstract import Definition, Range
from volteface.scenarios.importing.errors import ImportedModelError, UnsupportedFeatureError

MOST_CELLS = 200_000
"""Cells of one variable that are set up; a model with more needs a program of its own."""

Cell = tuple[str, ...]


class Ranges:
    """The ranges of a model, with members that are ranges replaced by their elements.

    >>> from pathlib import Path
    >>> from volteface.scenarios.importing.errors import Place
    >>> place = Place(path=Path("a.mdl"), line=1)
    >>> ranges = Ranges([Range(name="fuel", members=("oil", "gas"), place=place)])
    >>> ranges.elements("fuel"), ranges.number("gas")
    (('oil', 'gas'), 2)
    """

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._ranges = {item.name: item for item in ranges}
        self._elements = {name: self._expanded(name, ()) for name in self._ranges}
        self._numbers = self._numbered()

    def __contains__(self, name: object) -> bool:
        return name in self._ranges

    def elements(self, name: str) -> Cell:
        """The elements of a range in order."""
        return self._elements[name]

    def is_element(self, name: str) -> bool:
        """Whether the name is an element of any range."""
        return name in self._numbers

    def number(self, element: str) -> int:
        """An element's place, from 1, in the largest range that holds it (the first of equals)."""
        return self._numbers[element]

    def cells(self, definition: Definition) -> list[tuple[Cell, dict[str, str]]]:
        """The cells that a definition covers, each with what its left side's ranges stand for.

        Raises `ImportedModelError` for a subscript that is neither a range nor an element, and
        where the cells are too many.
        """
        excepted = {cell for group in definition.exceptions for cell in self._covered(group)}
        choices = [self._choices(name, definition) for name in definition.subscripts]
        count = 1
        for choice in choices:
            count *= len(choice)
        if count > MOST_CELLS:
            message = f"{definition.label!r} has {count} cells, more than {MOST_CELLS}"
            raise ImportedModelError(message, definition.place)
        found = []
        for cell in product(*choices):
            if cell not in excepted:
                pairs = zip(definition.subscripts, cell, strict=True)
                found.append((cell, {name: at for name, at in pairs if name in self}))
        return found

    def bound(self, name: str, binding: Mapping[str, str]) -> str | None:
        """The element that a range stands for where `binding` holds those of the left side.

        In order: the range itself is bound; a range mapped to it or from it is bound, position
        by position; another range is bound, to an element that this one has too. None otherwise.
        """
        if name in binding:
            return binding[name]
        own = self._elements[name]
        for other, element in binding.items():
            if other in self._ranges and self._is_mapped(name, other):
                position = self._elements[other].index(element)
                return own[position] if position < len(own) else None
        for other, element in binding.items():
            if other in self._ranges and element in own:
                return element
        return None

    def _is_mapped(self, name: str, other: str) -> bool:
        return other in self._ranges[name].maps_to or name in self._ranges[other].maps_to

    def _covered(self, names: Cell) -> Iterable[Cell]:
        return product(*(self._elements.get(name, (name,)) for name in names))

    def _choices(self, name: str, definition: Definition) -> Cell:
        if name in self._ranges:
            return self._elements[name]
        if not self.is_element(name):
            message = f"{name!r} is neither a range nor an element of one"
            raise ImportedModelError(message, definition.place)
        return (name,)

    def _expanded(self, name: str, above: Cell) -> Cell:
        item = self._ranges[name]
        if name in above:
            raise ImportedModelError(f"the range {name!r} holds itself", item.place)
        found: list[str] = []
        for member in item.members:
            inner = member in self._ranges
            found += self._expanded(member, (*above, name)) if inner else (member,)
            if len(found) > MOST_CELLS:
                raise UnsupportedFeatureError(f"a range of over {MOST_CELLS} elements", item.place)
        return tuple(found)

    def _numbered(self) -> dict[str, int]:
        numbers: dict[str, int] = {}
        largest_first = sorted(self._elements.values(), key=len, reverse=True)
        for elements in largest_first:
            for position, element in enumerate(elements, start=1):
                numbers.setdefault(element, position)
        return numbers

    def names(self) -> list[str]:
        """The names of all ranges, in the order of the file."""
        return list(self._ranges)
