"""Expression tree → a callable of no arguments that reads the present values.

Nothing of the file is executed: every node becomes a small closure over the list of values, and
only functions named in our own tables can be called.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Protocol

from volteface.scenarios.importing.abstract import (
    Array,
    Call,
    Expression,
    Number,
    Operation,
    Reference,
    Subscript,
    Table,
    Text,
)
from volteface.scenarios.importing.errors import ImportedModelError, Place
from volteface.scenarios.importing.functions import divide, power, quotient_or, remainder
from volteface.scenarios.importing.lookup import Lookup
from volteface.scenarios.importing.memories import Memory, Value
from volteface.scenarios.importing.ranges import Cell, Ranges

_BINARY: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": divide,
    "//": quotient_or,
    "^": power,
    "mod": remainder,
    "<": lambda a, b: float(a < b),
    ">": lambda a, b: float(a > b),
    "<=": lambda a, b: float(a <= b),
    ">=": lambda a, b: float(a >= b),
    "=": lambda a, b: float(a == b),
    "<>": lambda a, b: float(a != b),
    "and": lambda a, b: float(bool(a) and bool(b)),
    "or": lambda a, b: float(bool(a) or bool(b)),
}
_UNARY: dict[str, Callable[[float], float]] = {
    "negative": operator.neg,
    "not": lambda a: float(not a),
}


_XMILE_TIMES = {"dt": "time step", "starttime": "initial time", "stoptime": "final time"}


class Model(Protocol):
    """What compiling asks of the model around an expression."""

    ranges: Ranges
    values: list[float]

    def dimensions(self, name: str) -> tuple[str, ...] | None:
        """The subscripts of a variable's first definition; None where there is no such variable."""

    def slot(self, name: str, cell: Cell) -> int | None:
        """Where the present value of a variable's cell stands; None where it is not defined."""

    def lookup(self, name: str, cell: Cell) -> Lookup | None:
        """The table of a lookup's cell, or None."""

    def is_lookup(self, name: str) -> bool:
        """Whether a variable holds a table in any of its cells."""

    def called(self, call: Call, scope: Scope) -> Value:
        """The callable of a function, macro or lookup applied to arguments."""

    def spend(self, terms: int) -> None:
        """Counts the terms that an aggregation is spelled out to, and refuses too many."""

    def remember(self, memory: Memory, initially: set[int], always: set[int]) -> int:
        """Takes in a memory with the slots that it needs, and says where it shows its value."""


@dataclass(slots=True)
class Scope:
    """Where an expression stands, and the slots it is found to need.

    `binding` says which element each range of the left side stands for; free subscripts are
    bound under their name with ``!``. `initially` and `always` gather the slots that are needed
    at the initial time and at every moment.
    """

    model: Model
    binding: Mapping[str, str]
    place: Place
    subscripts: tuple[str, ...] = ()
    cell: Cell = ()
    initially: set[int] = field(default_factory=set)
    always: set[int] = field(default_factory=set)

    def with_free(self, elements: Mapping[str, str]) -> Scope:
        """The same scope with more names bound; needs are gathered in the same sets."""
        return replace(self, binding={**self.binding, **elements})

    def apart(self) -> Scope:
        """The same scope with sets of needs of its own."""
        return replace(self, initially=set(), always=set())

    def needs(self, slot: int) -> None:
        """Notes that the expression reads a slot."""
        self.initially.add(slot)
        self.always.add(slot)


def compiled(tree: Expression, scope: Scope) -> Value:
    """The callable that computes an expression for one cell.

    Raises `ImportedModelError` for a name that is not defined, and `UnsupportedFeatureError` for
    a function that is not known.
    """
    match tree:
        case Number():
            return _constant(tree.value)
        case Array():
            return _constant(_array_value(tree, scope))
        case Reference():
            return _reference(tree, scope)
        case Operation():
            return _operation(tree, scope)
        case Call():
            return scope.model.called(tree, scope)
        case Text() | Table():
            raise ImportedModelError("a text or table stands where a number belongs", scope.place)


def _constant(value: float) -> Value:
    return lambda: value


def _operation(tree: Operation, scope: Scope) -> Value:
    parts = [compiled(part, scope) for part in tree.operands]
    if len(parts) == 1:
        only, unary = parts[0], _UNARY[tree.operator]
        return lambda: unary(only())
    left, right = parts
    binary = _BINARY[tree.operator]
    return lambda: binary(left(), right())


def _array_value(tree: Array, scope: Scope) -> float:
    """The number of an array that belongs to the scope's cell, last range fastest."""
    numbers = [number for row in tree.rows for number in row]
    if len(numbers) == 1:
        return numbers[0]
    position, size = 0, 1
    for name, element in zip(reversed(scope.subscripts), reversed(scope.cell), strict=True):
        if name in scope.model.ranges:
            elements = scope.model.ranges.elements(name)
            position += size * elements.index(element)
            size *= len(elements)
    if size != len(numbers):
        message = f"{len(numbers)} numbers for {size} elements"
        raise ImportedModelError(message, scope.place)
    return numbers[position]


def _reference(tree: Reference, scope: Scope) -> Value:
    name = known_name(tree.name, scope)
    if name is None:
        return _element_number(tree, scope)
    cell = cell_of(name, tree.subscripts, scope, tree.place)
    slot = scope.model.slot(name, cell)
    if slot is None:
        where = f"[{','.join(cell)}]" if cell else ""
        raise ImportedModelError(f"{name + where!r} is used but not defined", tree.place)
    scope.needs(slot)
    values = scope.model.values
    return lambda: values[slot]


def known_name(name: str, scope: Scope) -> str | None:
    """The variable that a name means: in its module, or in one around it. None where there is none."""
    while scope.model.dimensions(name) is None:
        _, dot, outer = name.partition(".")
        if not dot:
            return None
        name = outer
    return name


def _element_number(tree: Reference, scope: Scope) -> Value:
    """The number of an element, or of the one that a range stands for."""
    ranges, name = scope.model.ranges, tree.name
    if tree.name == "pi":
        return _constant(math.pi)
    if tree.name in _XMILE_TIMES:
        return _reference(replace(tree, name=_XMILE_TIMES[tree.name]), scope)
    element = ranges.bound(name, scope.binding) if name in ranges else name
    if element is None or not ranges.is_element(element):
        raise ImportedModelError(f"{tree.name!r} is used but not defined", tree.place)
    return _constant(float(ranges.number(element)))


def cell_of(name: str, subscripts: tuple[Subscript, ...], scope: Scope, place: Place) -> Cell:
    """The cell of a variable that subscripts mean within a scope.

    A variable with dimensions that is named without subscripts is read in the left side's own.
    """
    if not subscripts:
        own = scope.model.dimensions(name) or ()
        subscripts = tuple(Subscript(name=part) for part in own)
    return tuple(_element(name, at, part, scope, place) for at, part in enumerate(subscripts))


def _element(name: str, at: int, part: Subscript, scope: Scope, place: Place) -> str:
    ranges = scope.model.ranges
    if part.name == "*":
        own = scope.model.dimensions(name) or ()
        part = Subscript(name=own[at] if at < len(own) else "*", is_free=True)
    free = scope.binding.get(f"{part.name}!")
    if part.is_free and free is not None:
        return free
    if part.name not in ranges:
        return part.name
    element = ranges.bound(part.name, scope.binding) or free
    if element is None or part.is_free:
        message = f"the subscript {part.name!r} of {name!r} stands for no single element here"
        raise ImportedModelError(message, place)
    return element


def free_names(trees: tuple[Expression, ...], scope: Scope, implied: bool) -> list[str]:
    """The ranges that an aggregation runs over: those marked ``!``, in order of appearance.

    With `implied`, also those that stand for no single element here, as in XMILE.
    """
    found: dict[str, None] = {}
    for tree in trees:
        for name, part, at in _subscripts_in(tree, scope):
            own = scope.model.dimensions(name) or ()
            range_name = own[at] if part.name == "*" and at < len(own) else part.name
            if range_name not in scope.model.ranges or f"{range_name}!" in scope.binding:
                continue
            unbound = implied and scope.model.ranges.bound(range_name, scope.binding) is None
            if part.is_free or unbound:
                found[range_name] = None
    return list(found)


def _subscripts_in(tree: Expression, scope: Scope) -> list[tuple[str, Subscript, int]]:
    match tree:
        case Operation():
            parts = tree.operands
        case Call():
            own = [(tree.function, part, at) for at, part in enumerate(tree.subscripts)]
            inner = [item for part in tree.arguments for item in _subscripts_in(part, scope)]
            return own + inner
        case Reference():
            subscripts = tree.subscripts
            if not subscripts:
                dimensions = scope.model.dimensions(tree.name) or ()
                subscripts = tuple(Subscript(name=part) for part in dimensions)
            return [(tree.name, part, at) for at, part in enumerate(subscripts)]
        case _:
            return []
    return [item for part in parts for item in _subscripts_in(part, scope)]


def over(names: list[str], tree: Expression, scope: Scope) -> list[Value]:
    """The callables of an expression for every combination of elements of the free ranges."""
    choices = [scope.model.ranges.elements(name) for name in names]
    scope.model.spend(math.prod(len(choice) for choice in choices))
    found = []
    for cell in product(*choices):
        bound = {f"{name}!": element for name, element in zip(names, cell, strict=True)}
        found.append(compiled(tree, scope.with_free(bound)))
    return found
