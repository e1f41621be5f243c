"""A block of the file, and the model as all its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from volteface.scenarios.definitions import Definitions
from volteface.scenarios.language.formulas import RESERVED
from volteface.scenarios.modelfile.amounts import Amount
from volteface.scenarios.modelfile.tree import Item
from volteface.scenarios.modelfile.vocabulary import vocabulary
from volteface.scenarios.place import Place
from volteface.scenarios.program import Distribution

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,60}")
_KEYWORDS = frozenset(
    [
        "False",
        "None",
        "True",
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "try",
        "while",
        "with",
        "yield",
    ]
)


@dataclass(frozen=True, slots=True)
class Block:
    """A named block of a section; ``id`` is its name in formulas."""

    section: str
    id: str
    item: Item

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.item.place

    @property
    def title(self) -> str:
        """Its name for people."""
        for name in ("title", "name"):
            if self.has(name):
                return str(self.item.mapping[name].value)
        return self.id.replace("_", " ")

    def has(self, field: str) -> bool:
        """Return whether the file gives ``field``."""
        return isinstance(self.item.value, dict) and field in self.item.value

    def field(self, field: str) -> Item:
        """Return the item of ``field``."""
        return self.item.mapping[field]

    def text(self, field: str) -> str | None:
        """Return the text of ``field``, or None."""
        return self.field(field).text if self.has(field) else None

    def use(self, made: Definitions, field: str, default: str, expects: str | None = None) -> str:
        """Define ``id.field`` by the amount in the file and return its name, else ``default``."""
        if not self.has(field):
            return default
        amount = made.amount(f"{self.id}.{field}", self.field(field), expects)
        self._check_range(field, amount)
        self._check_like(made, field, amount)
        return f"{self.id}.{field}"

    def inner(self, field: str) -> Iterator[Block]:
        """Yield the blocks below ``field``, named ``id.name``."""
        if not self.has(field):
            return
        section = vocabulary()[self.section].fields[field].of
        for name, item in self.field(field).mapping.items():
            checked_id(name, item)
            yield Block(str(section), f"{self.id}.{name}", item)

    def _check_like(self, made: Definitions, field: str, amount: Amount) -> None:
        """Raise ModelFileError where the amount does not fit the unit of the field it is like."""
        like = vocabulary()[self.section].fields[field].like
        other = made.by_name.get(f"{self.id}.{like}")
        if other is None or other.unit is None or amount.unit is None or amount.fixed == 0:
            return
        if amount.unit.dimensions != other.unit.dimensions and other.distribution is not None:
            raise amount.place.wrong(f"expected {other.unit}, as {like} is, got {amount.unit}")

    def _check_range(self, field: str, amount: Amount) -> None:
        """Raise ModelFileError where the amount lies outside the field's range."""
        known = vocabulary()[self.section].fields[field]
        if amount.distribution is None:
            return
        for value in support(amount.distribution):
            broken = known.range_broken(value * _share_factor(amount, known.unit))
            if broken is not None:
                unit = f" {amount.unit}" if amount.unit and not amount.unit.is_number else ""
                raise amount.place.wrong(f"expected {broken}, got {value:g}{unit}")

    def own_name(self) -> str:
        """Return the last part of the id."""
        return self.id.rpartition(".")[2]


def support(one: Distribution) -> tuple[float, ...]:
    """Return the ends of a distribution where it has ends, else its middle.

    >>> support(Distribution(kind="uniform", numbers=(1.0, 2.0)))
    (1.0, 2.0)
    """
    if one.kind == "triangular":
        return one.numbers[0], one.numbers[2]
    if one.kind == "beta":
        return 0.0, 1.0
    return one.numbers if one.kind in {"fixed", "uniform"} else one.numbers[:1]


def _share_factor(amount: Amount, unit: str | None) -> float:
    """Return what turns the amount into a pure number, if it is to be one."""
    return amount.unit.factor if amount.unit is not None and unit == "share" else 1.0


def checked_id(name: str, item: Item) -> str:
    """Return ``name``; raises ModelFileError where it cannot be used in formulas."""
    if not _ID.fullmatch(name) or "__" in name or name in _KEYWORDS:
        raise item.wrong(
            f"{name!r} cannot be a name: letters, digits and single _, starting with a letter, "
            "none of Python's own words"
        )
    if name in RESERVED:
        raise item.wrong(f"{name!r} is a word of the language; choose another name")
    return name
