"""What a model defines, between the file and the program: names with amounts or formulas."""

from __future__ import annotations

from dataclasses import dataclass, replace

from volteface.scenarios.language.formulas import Formula, FormulaError, names, parse, renamed
from volteface.scenarios.language.units import Unit, Units
from volteface.scenarios.modelfile.amounts import Amount, read_amount
from volteface.scenarios.modelfile.limits import EQUATIONS
from volteface.scenarios.modelfile.tree import Item
from volteface.scenarios.place import Place
from volteface.scenarios.program import Distribution, Output


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A name and what it is: a ``distribution`` (a parameter), ``values`` by month, or a ``formula``.

    ``unit`` is that of the parameter or the one declared for a formula; None leaves it to be
    found. ``expects`` is a unit that it must fit. ``start`` gives the value before the first
    month. A formula's own name in it is its previous value.
    """

    name: str
    place: Place
    distribution: Distribution | None = None
    values: tuple[float, ...] | None = None
    formula: Formula | None = None
    unit: Unit | None = None
    expects: Unit | None = None
    start: Formula | None = None
    source: str | None = None
    meaning: str = ""


# Sums over a thousand sectors are longer than anything that a person writes.
_LONGEST_MADE = 200_000


class Definitions:
    """Collects definitions; a name is defined once."""

    def __init__(self, units: Units, months: int) -> None:
        self.units = units
        self.months = months
        self.by_name: dict[str, Definition] = {}
        self.outputs: list[Output] = []
        # What flows (a tie, a route, a sector) into which inventory.
        self.flows: dict[str, str] = {}

    def add(self, one: Definition) -> None:
        """Add a definition; raises ModelFileError where its name is taken or there are too many."""
        if one.name in self.by_name:
            first = self.by_name[one.name].place
            raise one.place.wrong(
                f"{one.name!r} is defined already, at {first}; choose another name"
            )
        if len(self.by_name) >= EQUATIONS:
            raise one.place.wrong(f"more than {EQUATIONS} names; merge sectors or ties")
        self.by_name[one.name] = one

    def amount(
        self, name: str, item: Item, expects: str | None = None, meaning: str = ""
    ) -> Amount:
        """Read ``item`` as an amount, define ``name`` by it and return it."""
        found = read_amount(item, self.units)
        self.add(
            Definition(
                name=name,
                place=item.place,
                distribution=found.distribution,
                formula=found.formula,
                unit=found.unit,
                expects=None if expects is None else self.units.parse(expects),
                source=found.source,
                meaning=meaning,
            )
        )
        return found

    def equation(
        self,
        name: str,
        text: str,
        place: Place,
        *,
        start: str | None = None,
        unit: str | None = None,
        meaning: str = "",
    ) -> None:
        """Define ``name`` by the formula ``text``, in the language of the file."""
        self.add(
            Definition(
                name=name,
                place=place,
                formula=_written(text, place),
                start=None if start is None else parse(start),
                unit=None if unit is None else self.units.parse(unit),
                meaning=meaning,
            )
        )

    def rename_uses(self, old: str, new: str) -> None:
        """Let all formulas but those of ``new`` read ``new`` where they read ``old``."""
        for name, one in self.by_name.items():
            if name in {old, new}:
                continue
            formula, start = one.formula, one.start
            if formula is not None and old in names(formula):
                formula = renamed(formula, {old: new})
                self.by_name[name] = replace(one, formula=formula, start=start)


def _written(text: str, place: Place) -> Formula:
    try:
        return parse(text, _LONGEST_MADE)
    except FormulaError as error:
        raise place.wrong(f"{error}; merge some of its parts") from error
