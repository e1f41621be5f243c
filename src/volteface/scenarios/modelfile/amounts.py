"""Amounts of the file: a number with its unit, a distribution with a source, or a formula."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import cast

from volteface.errors import ModelFileError
from volteface.scenarios.draws import share_below
from volteface.scenarios.language.formulas import Formula, FormulaError, parse
from volteface.scenarios.language.units import NUMBER, Unit, UnitError, Units
from volteface.scenarios.modelfile.tree import Item
from volteface.scenarios.place import Place
from volteface.scenarios.program import Distribution, DistributionKind

_QUANTITY = re.compile(
    r"\s*(?P<number>[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)(?![eE]\d)"
    r"\s*(?P<unit>(?:[A-Za-z%(]|1/)[A-Za-z0-9_%*/^() ]*)?\s*"
)
_COUNTS = {"uniform": 2, "triangular": 3, "normal": 2, "lognormal": 2, "beta": 2}
_LEAST_LEFT = 1e-6
_BESIDE = {"unit", "source", "note", "min", "max", "title"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number or distribution (``distribution`` in ``unit``), or a ``formula``; one of the two."""

    place: Place
    distribution: Distribution | None = None
    unit: Unit | None = None
    formula: Formula | None = None
    source: str | None = None
    note: str | None = None

    @property
    def fixed(self) -> float | None:
        """The number, where it is one."""
        known = self.distribution
        return known.numbers[0] if known is not None and known.is_fixed else None


def read_amount(item: Item, units: Units) -> Amount:
    """Return the amount that ``item`` writes.

    Raises ModelFileError, with the line, for what is neither ``20 kb/d`` nor a distribution such
    as ``{uniform: [10 kb/d, 30 kb/d], source: …}`` nor a formula.
    """
    if isinstance(item.value, Mapping):
        return _from_mapping(item, units)
    if isinstance(item.value, str):
        quantity = _quantity(item, units)
        if quantity is not None:
            return _fixed(item.place, *quantity)
        return Amount(place=item.place, formula=read_formula(item))
    return _fixed(item.place, item.number, NUMBER)


def read_formula(item: Item) -> Formula:
    """Return the formula that ``item`` writes; raises ModelFileError where it cannot be read."""
    text = item.text if isinstance(item.value, str) else repr(item.number)
    try:
        return parse(text)
    except FormulaError as error:
        raise item.wrong(str(error)) from error


def read_unit(item: Item, units: Units) -> Unit:
    """Return the unit that ``item`` names; raises ModelFileError where it is not known."""
    try:
        return units.parse(item.text)
    except UnitError as error:
        raise item.wrong(str(error)) from error


def quantity_in(item: Item, unit: Unit, units: Units) -> float:
    """Return the number that ``item`` writes, in ``unit``; raises ModelFileError elsewise."""
    found = _quantity(item, units)
    if found is None:
        raise item.wrong(f"expected a number with its unit, got {item.shown}")
    return _converted(found, unit, item)


def _quantity(item: Item, units: Units) -> tuple[float, Unit] | None:
    if not isinstance(item.value, str):
        return item.number, NUMBER
    match = _QUANTITY.fullmatch(item.value)
    if not match:
        return None
    number = float(match["number"].replace("_", ""))
    if not math.isfinite(number):
        raise item.wrong("the number is too large")
    try:
        return number, units.parse(match["unit"] or "")
    except UnitError as error:
        raise item.wrong(str(error)) from error


def _fixed(
    place: Place, number: float, unit: Unit, source: str | None = None, note: str | None = None
) -> Amount:
    if not math.isfinite(number):
        raise place.wrong("expected a finite number")
    distribution = Distribution(kind="fixed", numbers=(number,))
    return Amount(place=place, distribution=distribution, unit=unit, source=source, note=note)


def _no_kind(item: Item) -> ModelFileError:
    """Return the error for names that make no amount, at the one that is nearly right."""
    known = ("value", *_COUNTS)
    for name, below in item.mapping.items():
        near = get_close_matches(name, known, n=1) if name not in (*known, *_BESIDE) else ()
        if near:
            return below.wrong(f"{name!r} is not known here; did you mean {near[0]}?")
    return item.wrong(f"expected one of {', '.join(known)}, got {', '.join(item.mapping)}")


def _from_mapping(item: Item, units: Units) -> Amount:
    fields = item.mapping
    source, note = _text(fields, "source"), _text(fields, "note")
    if "value" in fields:
        _only(item, {"value"} | _BESIDE)
        return _valued(item, units, source, note)
    kinds = [name for name in fields if name in _COUNTS]
    if len(kinds) != 1:
        raise _no_kind(item)
    _only(item, {kinds[0]} | _BESIDE)
    numbers, unit = _numbers(fields[kinds[0]], _own_unit(fields, units), units)
    if len(numbers) != _COUNTS[kinds[0]]:
        raise fields[kinds[0]].wrong(f"{kinds[0]}: takes {_COUNTS[kinds[0]]} numbers")
    return Amount(
        place=item.place,
        distribution=_checked(kinds[0], numbers, unit, item, units),
        unit=unit,
        source=source,
        note=note,
    )


def _valued(item: Item, units: Units, source: str | None, note: str | None) -> Amount:
    fields = item.mapping
    amount = read_amount(fields["value"], units)
    unit = _own_unit(fields, units)
    if amount.fixed is None:
        formula = amount.formula
        return Amount(place=item.place, formula=formula, unit=unit, source=source, note=note)
    known = amount.unit or NUMBER
    if unit is None or (isinstance(fields["value"].value, str) and known is not NUMBER):
        number, unit = amount.fixed, known if unit is None else unit
        number *= _factor(known, unit, item)
    else:
        number = amount.fixed
    return _fixed(item.place, number, unit, source, note)


def _numbers(listed: Item, unit: Unit | None, units: Units) -> tuple[tuple[float, ...], Unit]:
    found = []
    for item in listed.items:
        quantity = _quantity(item, units)
        if quantity is None:
            raise item.wrong(f"expected a number with its unit, got {item.shown}")
        found.append((item, quantity))
    if unit is None:
        unit = next((one for _, (_, one) in found if one is not NUMBER), NUMBER)
    return tuple(_converted(one, unit, item) for item, one in found), unit


def _converted(quantity: tuple[float, Unit], unit: Unit, item: Item) -> float:
    number, own = quantity
    if own is NUMBER and not isinstance(item.value, str):
        return number
    return number if own is NUMBER else number * _factor(own, unit, item)


def _factor(own: Unit, unit: Unit, item: Item) -> float:
    try:
        return own.to(unit)
    except UnitError as error:
        raise item.wrong(f"expected a unit that fits {unit}, got {own}") from error


def _checked(
    kind: str, numbers: tuple[float, ...], unit: Unit, item: Item, units: Units
) -> Distribution:
    if not _ok(kind, numbers):
        raise item.wrong(f"{kind} {list(numbers)}: {_SHAPES[kind]}")
    ends = [
        quantity_in(item.mapping[end], unit, units) if end in item.mapping else None
        for end in ("min", "max")
    ]
    if ends[0] is not None and ends[1] is not None and ends[0] >= ends[1]:
        raise item.wrong(f"min must be below max, got {ends[0]} and {ends[1]}")
    known = cast(DistributionKind, kind)
    made = Distribution(kind=known, numbers=numbers, low=ends[0], high=ends[1])
    below = 0.0 if ends[0] is None else share_below(made, ends[0])
    if (1.0 if ends[1] is None else share_below(made, ends[1])) - below < _LEAST_LEFT:
        raise item.wrong("min and max leave nothing of the distribution")
    return made


def _ok(kind: str, numbers: tuple[float, ...]) -> bool:
    first, last = numbers[0], numbers[-1]
    match kind:
        case "uniform":
            return first < last
        case "triangular":
            return first <= numbers[1] <= last and first < last
        case "normal":
            return last > 0
        case "lognormal":
            return first > 0 and last > 1
    return first > 0 and last > 0


_SHAPES = {
    "uniform": "[low, high] with low below high",
    "triangular": "[low, mode, high] in this order",
    "normal": "[mean, standard deviation] with a deviation above 0",
    "lognormal": "[median, factor] with a median above 0 and a factor above 1",
    "beta": "[a, b], both above 0",
}


def _own_unit(fields: Mapping[str, Item], units: Units) -> Unit | None:
    return read_unit(fields["unit"], units) if "unit" in fields else None


def _text(fields: Mapping[str, Item], name: str) -> str | None:
    return str(fields[name].value) if name in fields else None


def _only(item: Item, allowed: set[str]) -> None:
    for name, below in item.mapping.items():
        if name not in allowed:
            raise below.wrong(f"{name!r} is not known here; allowed: {', '.join(sorted(allowed))}")


def is_amount_mapping(item: Item) -> bool:
    """Return whether ``item`` is a mapping that writes an amount.

    >>> is_amount_mapping(Item({}, Place("x", 1, "")))
    False
    """
    fields = item.value if isinstance(item.value, Mapping) else {}
    return any(name == "value" or name in _COUNTS for name in fields)
