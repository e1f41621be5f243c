"""Units through formulas: every operation checked, conversions put in, formulas lowered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, cast

from volteface.scenarios.language.formulas import Call, Formula, Literal, Name, Noise
from volteface.scenarios.language.units import NUMBER, ROUNDING, Unit, UnitError, Units
from volteface.scenarios.program import Apply, Draw, Expression, Number, Operation, Previous, Symbol

# None stands for the unit of a literal 0, which fits all.
Typed: TypeAlias = tuple[Expression, Unit | None]
UnitOf: TypeAlias = Callable[[str], Unit | None]

_SUMS = frozenset(("add", "sub", "min", "max"))
_TESTS = frozenset(("lt", "le", "gt", "ge", "eq", "ne"))
_NUMBERS = frozenset(("exp", "log", "logistic", "floor", "and", "or", "not"))


class Typer:
    """Turns formulas into expressions, given the units of the names."""

    def __init__(self, units: Units, unit_of: UnitOf) -> None:
        self.units, self.unit_of = units, unit_of

    def typed(self, formula: Formula, name: str = "") -> Typed:
        """Return the expression and unit of ``formula``; its own ``name`` means last month's.

        Raises UnitError where units do not fit.
        """
        match formula:
            case Literal(value, unit):
                return Number(value), self._literal_unit(value, unit)
            case Name("step", 0):
                return Number(1.0), self.units.step
            case Name(other, months):
                if months or other == name:
                    return Previous(other, months or 1), self.unit_of(other)
                return Symbol(other), self.unit_of(other)
            case Noise(kind, other):
                return Draw("normal" if kind == "normal" else "uniform", other), NUMBER
            case Call(function, arguments):
                return self._call(function, [self.typed(one, name) for one in arguments])

    def _literal_unit(self, value: float, unit: str | None) -> Unit | None:
        if unit is not None:
            return self.units.parse(unit)
        return None if value == 0 else NUMBER

    def _call(self, function: str, arguments: list[Typed]) -> Typed:
        if function in _NUMBERS:
            plain = tuple(to_unit(one, NUMBER, function) for one in arguments)
            return Apply(_operation(function), plain), NUMBER
        if function in _SUMS or function == "sum":
            return self._sum(function, arguments)
        if function in _TESTS:
            same, _ = _alike(arguments, function)
            return Apply(_operation(function), tuple(same)), NUMBER
        if function in {"neg", "abs"}:
            return Apply(_operation(function), (arguments[0][0],)), arguments[0][1]
        return self._special(function, arguments)

    def _sum(self, function: str, arguments: list[Typed]) -> Typed:
        same, unit = _alike(arguments, function)
        return _balanced(_operation("add" if function == "sum" else function), same), unit

    def _special(self, function: str, arguments: list[Typed]) -> Typed:
        match function:
            case "mul" | "div":
                return _product(function, arguments)
            case "pow":
                return _power(arguments)
            case "sqrt":
                unit = arguments[0][1]
                root = None if unit is None else NUMBER.times(unit, 0.5)
                return Apply("sqrt", (arguments[0][0],)), root
            case "where":
                test = to_unit(arguments[0], NUMBER, "where")
                same, unit = _alike(arguments[1:], "where")
                return Apply("where", (test, *same)), unit
            case "clip":
                same, unit = _alike(arguments, "clip")
                return Apply("min", (Apply("max", (same[0], same[1])), same[2])), unit
        same, _ = _alike(arguments, function)
        return _smooth(*same), NUMBER


def to_unit(typed: Typed, unit: Unit, what: str) -> Expression:
    """Return the expression converted to ``unit``; raises UnitError where it does not fit."""
    expression, own = typed
    if own is None:
        return expression
    try:
        factor = own.to(unit)
    except UnitError as error:
        raise UnitError(f"{what}: expected {unit}, got {own}") from error
    return _scaled(expression, factor)


def _scaled(expression: Expression, factor: float) -> Expression:
    # A day over a day may come to 1 less the last digit.
    if abs(factor - 1.0) < ROUNDING:
        return expression
    if isinstance(expression, Number):
        return Number(expression.value * factor)
    return Apply("mul", (expression, Number(factor)))


def _alike(arguments: list[Typed], function: str) -> tuple[list[Expression], Unit | None]:
    """Return the arguments in the unit of the first that has one."""
    unit = next((one for _, one in arguments if one is not None), None)
    if unit is None:
        return [expression for expression, _ in arguments], None
    return [to_unit(one, unit, _SHOWN.get(function, function)) for one in arguments], unit


_SHOWN = {
    "add": "+",
    "sub": "-",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "eq": "==",
    "ne": "!=",
}


def _product(function: str, arguments: list[Typed]) -> Typed:
    (left, one), (right, other) = arguments
    if function == "div" and isinstance(right, Number) and right.value == 0:
        raise UnitError("division by zero")
    op: Operation = "mul" if function == "mul" else "div"
    if one is None or other is None:
        zero = one is None or function == "mul"
        return Apply(op, (left, right)), None if zero else one
    unit = one.times(other, 1 if op == "mul" else -1)
    if unit.is_number:
        # Months over days, percent of percent: what has no dimension is kept as a plain number.
        return _scaled(Apply(op, (left, right)), unit.factor), NUMBER
    return Apply(op, (left, right)), unit


def _power(arguments: list[Typed]) -> Typed:
    (base, unit), exponent = arguments
    power = to_unit(exponent, NUMBER, "power")
    if unit is None or unit.is_number:
        return Apply("pow", (to_unit((base, unit), NUMBER, "power"), power)), NUMBER
    if not isinstance(power, Number) or abs(power.value) > 9:
        raise UnitError(f"power: {unit} can be raised to a written number up to 9 only")
    return Apply("pow", (base, power)), NUMBER.times(unit, power.value)


def _balanced(op: Operation, arguments: list[Expression]) -> Expression:
    """Return a tree of ``op`` that is no deeper than it need be."""
    while len(arguments) > 1:
        paired: list[Expression] = [
            Apply(op, (arguments[n], arguments[n + 1])) for n in range(0, len(arguments) - 1, 2)
        ]
        arguments = paired + (arguments[-1:] if len(arguments) % 2 else [])
    return arguments[0]


def _smooth(x: Expression, low: Expression, high: Expression) -> Expression:
    """Return 3t² − 2t³ with t from 0 at ``low`` to 1 at ``high``."""
    share = Apply("div", (Apply("sub", (x, low)), Apply("sub", (high, low))))
    t = Apply("min", (Apply("max", (share, Number(0.0))), Number(1.0)))
    cubic = Apply("sub", (Number(3.0), Apply("mul", (Number(2.0), t))))
    return Apply("mul", (Apply("mul", (t, t)), cubic))


def _operation(function: str) -> Operation:
    return cast(Operation, function)
