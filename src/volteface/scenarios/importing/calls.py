"""Calls of functions → callables: plain ones, memories, tables, and functions of vectors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from volteface.scenarios.importing.abstract import Call, Number, Reference, Table
from volteface.scenarios.importing.arguments import BEGUN, count, time_step
from volteface.scenarios.importing.calls_on_vectors import VECTORS, reduced
from volteface.scenarios.importing.calls_with_memory import MEMORIES
from volteface.scenarios.importing.compiling import Scope, cell_of, compiled, known_name
from volteface.scenarios.importing.errors import ImportedModelError, UnsupportedFeatureError
from volteface.scenarios.importing.functions import FUNCTIONS, TIMED
from volteface.scenarios.importing.memories import Value
from volteface.scenarios.importing.vectors import REDUCERS

_ALIASES = {
    "smth1": "smooth",
    "smth3": "smooth3",
    "smthn": "smooth n",
    "delayn": "delay n",
    "delay": "delay fixed",
    "init": "initial",
    "if_then_else": "if then else",
}


def called(call: Call, scope: Scope) -> Value:
    """The callable of a call.

    Raises `UnsupportedFeatureError` for a function that is in none of our tables.
    """
    name = _ALIASES.get(call.function, call.function)
    if name == "pulse" and call.place.path.suffix.lower() != ".mdl":
        name = "pulse of volume"
    own = known_name(call.function, scope)
    if own is not None and scope.model.is_lookup(own):
        return _table_call(call, scope)
    for table in (_PLAIN, MEMORIES, VECTORS):
        if name in table:
            return table[name](replace(call, function=name), scope)
    if name in REDUCERS or (name in {"min", "max"} and len(call.arguments) == 1):
        return reduced(replace(call, function=name), scope)
    if name in FUNCTIONS:
        return _plain(replace(call, function=name), scope)
    if name in TIMED:
        return _timed(replace(call, function=name), scope)
    raise UnsupportedFeatureError(f"the function {call.function.upper()!r}", call.place)


def _plain(call: Call, scope: Scope) -> Value:
    function, fewest, most = FUNCTIONS[call.function]
    count(call, fewest, most)
    parts = [compiled(part, scope) for part in call.arguments]
    if len(parts) == 1:
        only = parts[0]
        return lambda: function(only())
    return lambda: function(*[part() for part in parts])


def _timed(call: Call, scope: Scope) -> Value:
    function, fewest, most = TIMED[call.function]
    count(call, fewest, most)
    parts = [_time(scope), time_step(scope), *(compiled(part, scope) for part in call.arguments)]
    return lambda: function(*[part() for part in parts])


def _time(scope: Scope) -> Value:
    return compiled(Reference(name="time", place=scope.place), scope)


def _if(call: Call, scope: Scope) -> Value:
    count(call, 3)
    test, yes, no = (compiled(part, scope) for part in call.arguments)
    return lambda: yes() if test() else no()


def _active_initial(call: Call, scope: Scope) -> Value:
    """The second argument at the initial time, the first from then on."""
    count(call, 2)
    now, at_start = scope.apart(), scope.apart()
    active, initial = compiled(call.arguments[0], now), compiled(call.arguments[1], at_start)
    scope.initially |= at_start.initially
    scope.always |= now.always
    is_begun = scope.model.values
    return lambda: active() if is_begun[BEGUN] else initial()


def _element_count(call: Call, scope: Scope) -> Value:
    count(call, 1)
    named = call.arguments[0]
    if not isinstance(named, Reference) or named.name not in scope.model.ranges:
        raise ImportedModelError("ELMCOUNT takes the name of a range", call.place)
    elements = float(len(scope.model.ranges.elements(named.name)))
    return lambda: elements


def _time_value(call: Call, scope: Scope) -> Value:
    """The time, from now or from the initial time, moved by an offset (GET TIME VALUE)."""
    count(call, 3)
    kinds = [part.value if isinstance(part, Number) else None for part in call.arguments]
    if kinds[2] != 0 or kinds[0] not in {0.0, 1.0}:
        raise UnsupportedFeatureError("GET TIME VALUE with calendar time", call.place)
    origin = "time" if kinds[0] == 0 else "initial time"
    base = compiled(Reference(name=origin, place=call.place), scope)
    offset = compiled(call.arguments[1], scope)
    return lambda: base() + offset()


def _with_lookup(call: Call, scope: Scope) -> Value:
    count(call, 2)
    table = call.arguments[1]
    if not isinstance(table, Table):
        raise ImportedModelError("WITH LOOKUP takes a table of points", call.place)
    argument, lookup = compiled(call.arguments[0], scope), table.lookup
    return lambda: lookup(argument())


def _lookup_function(call: Call, scope: Scope) -> Value:
    """XMILE's LOOKUP(name, x), and Vensim's LOOKUP EXTRAPOLATE and its like."""
    count(call, 2)
    named = call.arguments[0]
    if not isinstance(named, Reference):
        raise ImportedModelError("LOOKUP takes the name of a table", call.place)
    inner = replace(
        call, function=named.name, subscripts=named.subscripts, arguments=call.arguments[1:]
    )
    return _table_call(inner, scope)


def _table_call(call: Call, scope: Scope) -> Value:
    count(call, 1)
    name = known_name(call.function, scope) or call.function
    cell = cell_of(name, call.subscripts, scope, call.place)
    lookup = scope.model.lookup(name, cell)
    if lookup is None:
        raise ImportedModelError(f"{call.function!r} is not a table or function", call.place)
    argument = compiled(call.arguments[0], scope)
    return lambda: lookup(argument())


_PLAIN: dict[str, Callable[[Call, Scope], Value]] = {
    "if then else": _if,
    "active initial": _active_initial,
    "elmcount": _element_count,
    "get time value": _time_value,
    "with lookup": _with_lookup,
    "lookup": _lookup_function,
}
