"""A model in words: every name in order of need, its equation, unit and line."""

from __future__ import annotations

from collections.abc import Iterator

from volteface.scenarios.definitions import Definition
from volteface.scenarios.language.formulas import Call, Formula, Literal, Name, Noise
from volteface.scenarios.program import Distribution, Program

_SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "**", "lt": "<", "le": "<=", "gt": ">",
    "ge": ">=", "eq": "==", "ne": "!=", "and": "and", "or": "or",
}  # fmt: skip
_FIRM = {
    "or": 1, "and": 2, "lt": 4, "le": 4, "gt": 4, "ge": 4, "eq": 4, "ne": 4,
    "add": 5, "sub": 5, "mul": 6, "div": 6, "pow": 8,
}  # fmt: skip
_FIRM_SIGN = 7


def explain(program: Program, defined: dict[str, Definition]) -> Iterator[str]:
    """Yield the lines that explain a program: parameters, then equations in order of need."""
    yield f"{program.title}: {program.months} months from {program.start}"
    yield ""
    yield "Parameters"
    for one in program.parameters:
        source = f"   [{one.source}]" if one.source else ""
        yield f"  {one.name} = {distribution_text(one.distribution)} {_unit(one.unit)}{source}"
    yield ""
    yield "Equations, in order (a level's own name is its value of last month)"
    for statement in (*program.setup, *program.monthly):
        found = defined.get(statement.name)
        if found is not None and found.formula is not None:
            yield from _equation(found, program.units[statement.name])


def _equation(one: Definition, unit: str) -> Iterator[str]:
    assert one.formula is not None
    line = f"   (line {one.place.line})" if one.place.line else ""
    yield f"  {one.name} = {formula_text(one.formula)}   in {_unit(unit)}{line}"
    if one.start is not None:
        yield f"      at the start: {formula_text(one.start)}"


def formula_text(formula: Formula, within: int = 0) -> str:
    """Return ``formula`` as text that reads back to the same tree.

    >>> from volteface.scenarios.language.formulas import parse
    >>> formula_text(parse("2*(a+b) - where(c > 0, previous(d), 3[kb/d])"))
    '2 * (a + b) - where(c > 0, previous(d), 3[kb / d])'
    """
    if not isinstance(formula, Call):
        return _leaf(formula)
    match formula:
        case Call("neg", (only,)):
            text = f"-{formula_text(only, _FIRM_SIGN)}"
            return f"({text})" if within > _FIRM_SIGN else text
        case Call("not", (only,)):
            return f"(not {formula_text(only, 3)})"
        case Call(function, arguments) if function in _SIGNS:
            return _infix(function, arguments, within)
    return f"{formula.function}({', '.join(formula_text(one) for one in formula.arguments)})"


def _leaf(leaf: Literal | Name | Noise) -> str:
    match leaf:
        case Literal(value, unit):
            return f"{value:g}" if unit is None else f"{value:g}[{unit}]"
        case Noise(kind, name):
            return f"{kind}({name})"
        case Name(name, months) if months > 1:
            return f"delay({name}, {months})"
    return f"previous({leaf.name})" if leaf.months else leaf.name


def _infix(function: str, arguments: tuple[Formula, ...], within: int) -> str:
    firm = _FIRM[function]
    left, right = formula_text(arguments[0], firm), formula_text(arguments[1], firm + 1)
    if function == "pow" or firm == _FIRM["lt"]:
        left = formula_text(arguments[0], firm + 1)
    text = f"{left} {_SIGNS[function]} {right}"
    return f"({text})" if firm < within else text


def distribution_text(one: Distribution) -> str:
    """Return a distribution in the words of the file.

    >>> distribution_text(Distribution(kind="uniform", numbers=(1.0, 2.0)))
    'uniform [1, 2]'
    """
    numbers = ", ".join(f"{number:g}" for number in one.numbers)
    text = numbers if one.is_fixed else f"{one.kind} [{numbers}]"
    text += "" if one.low is None else f" not below {one.low:g}"
    return text + ("" if one.high is None else f" not above {one.high:g}")


def _unit(unit: str) -> str:
    return "" if unit == "pure number" else unit
