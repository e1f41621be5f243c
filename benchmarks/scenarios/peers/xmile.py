"""The equations as XMILE, the exchange format that PySD and Simlin read."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from measure import QUIET

_BETWEEN = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "^", "lt": "<", "le": "<=",
    "gt": ">", "ge": ">=", "eq": "=", "ne": "<>", "and": "AND", "or": "OR",
}  # fmt: skip
_TESTS = {"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not"}
_CALLS = {
    "min": "MIN", "max": "MAX", "exp": "EXP", "log": "LN", "sqrt": "SQRT", "abs": "ABS",
    "floor": "INT",
}  # fmt: skip


def identifier(name: str) -> str:
    """Return a name that no function or unit of the format has."""
    return "v_" + name.replace(".", "_")


_LEAVES = {
    "number": lambda value: f"({value!r})",
    "symbol": identifier,
    "previous": lambda name, months: f"{identifier(name)}_ago_{months}",
    "draw": lambda kind, _: repr(QUIET[kind]),
}


def xmile(model: dict[str, Any]) -> str:
    """Return the model without noise: every statement an auxiliary, every memory a stock."""
    parts = [_aux(identifier(name), repr(value)) for name, value in model["parameters"].items()]
    parts += [_aux(identifier(n), _number(e)) for n, e in model["setup"] + model["monthly"]]
    for name, months, initial in model["carried"]:
        for ago in range(1, months + 1):
            parts += _memory(name, ago, _number(initial))
    last = model["months"] - 1
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">\n'
        "<header><vendor>none</vendor><product version=\"1\">none</product>"
        "<name>reference</name></header>\n"
        f'<sim_specs method="Euler" time_units="Months"><start>0</start><stop>{last}</stop>'
        "<dt>1</dt></sim_specs>\n<model><variables>\n" + "\n".join(parts)
        + "\n</variables></model></xmile>\n"
    )  # fmt: skip


def _memory(name: str, ago: int, initial: str) -> list[str]:
    """Return the stock that holds what ``name`` was ``ago`` months before, and its flow."""
    stock = f"{identifier(name)}_ago_{ago}"
    source = identifier(name) if ago == 1 else f"{identifier(name)}_ago_{ago - 1}"
    return [
        f'<stock name="{stock}"><eqn>{initial}</eqn><inflow>{stock}_change</inflow></stock>',
        f'<flow name="{stock}_change"><eqn>{source} - {stock}</eqn></flow>',
    ]


def _aux(name: str, equation: str) -> str:
    return f'<aux name="{name}"><eqn>{escape(equation)}</eqn></aux>'


def _number(node: list[Any]) -> str:
    """Return the text of ``node`` where a number is wanted."""
    if node[0] in _TESTS:
        return f"(IF {_test(node)} THEN 1 ELSE 0)"
    return _text(node)


def _test(node: list[Any]) -> str:
    """Return the text of ``node`` where a condition is wanted."""
    if node[0] == "not":
        return f"(NOT {_test(node[1])})"
    if node[0] in {"and", "or"}:
        return f"({_test(node[1])} {_BETWEEN[node[0]]} {_test(node[2])})"
    if node[0] in _TESTS:
        return f"({_number(node[1])} {_BETWEEN[node[0]]} {_number(node[2])})"
    return f"({_text(node)} <> 0)"


def _text(node: list[Any]) -> str:
    kind, *rest = node
    if kind in _LEAVES:
        return _LEAVES[kind](*rest)
    if kind in _CALLS:
        return f"{_CALLS[kind]}({', '.join(map(_number, rest))})"
    if kind in _BETWEEN:
        return f"({_number(rest[0])} {_BETWEEN[kind]} {_number(rest[1])})"
    if kind == "where":
        return f"(IF {_test(rest[0])} THEN {_number(rest[1])} ELSE {_number(rest[2])})"
    return {"neg": "(-{0})", "logistic": "(1 / (1 + EXP(-{0})))"}[kind].format(_number(rest[0]))
