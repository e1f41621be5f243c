"""Calls on whole vectors: aggregation, selection, order, inverse, allocation → callables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from volteface.scenarios.importing.abstract import Call, Expression, Reference, Subscript
from volteface.scenarios.importing.allocation import Profile, share
from volteface.scenarios.importing.arguments import count
from volteface.scenarios.importing.compiling import Scope, compiled, free_names, over
from volteface.scenarios.importing.errors import ImportedModelError
from volteface.scenarios.importing.memories import Value
from volteface.scenarios.importing.vectors import REDUCERS, inverse, ranks, select, sort_order


def reduced(call: Call, scope: Scope) -> Value:
    """The callable of an aggregation over the free subscripts of its argument."""
    count(call, 1)
    name = {"min": "vmin", "max": "vmax"}.get(call.function, call.function)
    reducer = REDUCERS[name]
    free = free_names(call.arguments, scope, implied=True)
    parts = over(free, call.arguments[0], scope)
    return lambda: reducer([part() for part in parts])


def _select(call: Call, scope: Scope) -> Value:
    count(call, 5)
    free = free_names(call.arguments[:2], scope, implied=False)
    selection, values = (over(free, part, scope) for part in call.arguments[:2])
    missing, action = (compiled(part, scope) for part in call.arguments[2:4])
    return lambda: select(
        [part() for part in selection], [part() for part in values], missing(), int(action())
    )


def _vector(tree: Expression, scope: Scope) -> tuple[list[Value], int]:
    """The callables along the last subscript of a reference, and which one the cell is."""
    if not isinstance(tree, Reference) or not tree.subscripts:
        raise ImportedModelError("expected a variable with subscripts", scope.place)
    last = tree.subscripts[-1].name
    bound = scope.model.ranges.bound(last, scope.binding)
    free = replace(tree, subscripts=(*tree.subscripts[:-1], Subscript(name=last, is_free=True)))
    if bound is None:
        position = scope.model.ranges.elements(scope.subscripts[-1]).index(scope.cell[-1])
    else:
        position = scope.model.ranges.elements(last).index(bound)
    return over([last], free, scope), position


def _ordered(call: Call, scope: Scope) -> Value:
    count(call, 2)
    function = sort_order if call.function == "vector sort order" else ranks
    parts, position = _vector(call.arguments[0], scope)
    rising = compiled(call.arguments[1], scope)
    return lambda: float(function([part() for part in parts], rising() > 0)[position])


def _reordered(call: Call, scope: Scope) -> Value:
    count(call, 2)
    parts, position = _vector(call.arguments[0], scope)
    order, _ = _vector(call.arguments[1], scope)
    return lambda: [part() for part in parts][int(order[position]())]


def _inverted(call: Call, scope: Scope) -> Value:
    count(call, 2)
    tree = call.arguments[0]
    if not isinstance(tree, Reference) or len(tree.subscripts) < 2:
        raise ImportedModelError("INVERT MATRIX takes a variable with two subscripts", call.place)
    names = [part.name for part in tree.subscripts[-2:]]
    free = tuple(Subscript(name=name, is_free=True) for name in names)
    matrix = replace(tree, subscripts=(*tree.subscripts[:-2], *free))
    cells = over(names, matrix, scope)
    at = [scope.model.ranges.elements(name).index(scope.binding[name]) for name in names]
    size = len(scope.model.ranges.elements(names[1]))

    def element() -> float:
        flat = [part() for part in cells]
        rows = [flat[start : start + size] for start in range(0, len(flat), size)]
        return inverse(rows)[at[0]][at[1]]

    return element


def _allocated(call: Call, scope: Scope) -> Value:
    """ALLOCATE AVAILABLE(demand[…,who], profile[…,who,ptype], available)."""
    count(call, 3)
    demands, position = _vector(call.arguments[0], scope)
    profiles = _profiles(call.arguments[1], call.arguments[0], scope)
    available = compiled(call.arguments[2], scope)

    def allocated() -> float:
        curves = [cast("Profile", tuple(part() for part in profile)) for profile in profiles]
        return share([part() for part in demands], curves, available())[position]

    return allocated


def _profiles(tree: Expression, demand: Expression, scope: Scope) -> list[list[Value]]:
    """For each who: the four numbers of the profile, from the element named on."""
    if not isinstance(tree, Reference) or not isinstance(demand, Reference):
        raise ImportedModelError("expected a variable with subscripts", scope.place)
    who, kind = demand.subscripts[-1].name, tree.subscripts[-1].name
    holder = _range_with(kind, tree.name, scope)
    start = holder.index(kind) if kind in holder else 0
    found = []
    for element in scope.model.ranges.elements(who):
        cells = [replace(part, is_free=part.name == who) for part in tree.subscripts[:-1]]
        bound = scope.with_free({f"{who}!": element})
        numbers = [(*cells, Subscript(name=name)) for name in holder[start : start + 4]]
        found.append([compiled(replace(tree, subscripts=part), bound) for part in numbers])
    return found


def _range_with(element: str, variable: str, scope: Scope) -> tuple[str, ...]:
    ranges = scope.model.ranges
    if element in ranges:
        return ranges.elements(element)
    own = [name for name in scope.model.dimensions(variable) or () if name in ranges]
    for name in [*own, *ranges.names()]:
        if element in ranges.elements(name):
            return ranges.elements(name)
    raise ImportedModelError(f"{element!r} is not an element of any range", scope.place)


def _by_priority(call: Call, scope: Scope) -> Value:
    """ALLOCATE BY PRIORITY(demand[…,who], priority[…,who], size, width, supply)."""
    count(call, 5)
    demands, position = _vector(call.arguments[0], scope)
    priorities, _ = _vector(call.arguments[1], scope)
    width, supply = compiled(call.arguments[3], scope), compiled(call.arguments[4], scope)

    def allocated() -> float:
        curves = [(1.0, part(), width(), 0.0) for part in priorities]
        return share([part() for part in demands], curves, supply())[position]

    return allocated


VECTORS: dict[str, Callable[[Call, Scope], Value]] = {
    "vector select": _select,
    "vector sort order": _ordered,
    "vector rank": _ordered,
    "vector reorder": _reordered,
    "invert matrix": _inverted,
    "allocate available": _allocated,
    "allocate by priority": _by_priority,
}
