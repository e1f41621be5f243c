"""Formulas: text to a tree of a closed set of nodes. Nothing is ever executed.

Python's own parser reads the text, and every node that is not on the list below is refused, so
that a formula can name symbols, numbers and our functions and nothing else.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

LONGEST, DEEPEST = 4000, 100
_LONGEST_DELAY = 600


class FormulaError(ValueError):
    """A formula cannot be read; the caller adds the place."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number with the text of its unit; None where it has none."""

    value: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A symbol, ``months`` ago (0: this month)."""

    name: str
    months: int = 0


@dataclass(frozen=True, slots=True)
class Noise:
    """A draw of ``kind`` normal or uniform of the shock ``name``."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function or operator with its arguments."""

    function: str
    arguments: tuple[Formula, ...]


Formula: TypeAlias = Literal | Name | Noise | Call

# function → fewest and most arguments
FUNCTIONS = {
    "min": (2, 1000), "max": (2, 1000), "abs": (1, 1), "exp": (1, 1), "log": (1, 1), "sqrt": (1, 1),
    "floor": (1, 1), "logistic": (1, 1), "clip": (3, 3), "where": (3, 3), "smoothstep": (3, 3), "sum": (1, 1000),
}  # fmt: skip
WORDS = frozenset(("step", "month", "calendar_month"))
_SPECIAL = frozenset(("previous", "delay", "normal", "uniform"))
RESERVED = WORDS | _SPECIAL | frozenset(FUNCTIONS)

_BINARY: dict[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow",
}  # fmt: skip
_UNARY: dict[type[ast.AST], str] = {ast.USub: "neg", ast.Not: "not"}
_COMPARED: dict[type[ast.AST], str] = {
    ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne",
}  # fmt: skip


def parse(text: str, longest: int = LONGEST) -> Formula:
    """Return the tree of ``text``, of at most ``longest`` characters.

    Raises FormulaError, naming what is not allowed, for anything outside the language.

    >>> parse("2 * oil.cap")
    Call(function='mul', arguments=(Literal(value=2.0, unit=None), Name(name='oil.cap', months=0)))
    """
    if len(text) > longest:
        raise FormulaError(f"formula of {len(text)} characters; the most is {longest}")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise FormulaError(
            f"formula {_short(text)!r} cannot be read ({error.msg}); a number in a formula has "
            "its unit in brackets, such as 20[kb/d]"
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"formula {_short(text)!r} cannot be read") from error
    return _Reader(text).read(tree, 0)


def leaves(formula: Formula) -> Iterator[Literal | Name | Noise]:
    """Yield the leaves of ``formula`` from left to right."""
    if isinstance(formula, Call):
        for one in formula.arguments:
            yield from leaves(one)
    else:
        yield formula


def names(formula: Formula, months: int | None = None) -> frozenset[str]:
    """Return the names in ``formula``; only those of 0 months ago where ``months`` is 0."""
    found = (leaf for leaf in leaves(formula) if isinstance(leaf, Name))
    return frozenset(leaf.name for leaf in found if months is None or leaf.months == months)


def renamed(formula: Formula, new: dict[str, str]) -> Formula:
    """Return ``formula`` with the names of ``new`` replaced."""
    match formula:
        case Name(name, months) if name in new:
            return Name(new[name], months)
        case Call(function, arguments):
            return Call(function, tuple(renamed(one, new) for one in arguments))
    return formula


class _Reader:
    """Turns Python's nodes into ours, refusing all that are not on the list."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, node: ast.AST, depth: int) -> Formula:
        if depth > DEEPEST:
            raise FormulaError(f"formula nested deeper than {DEEPEST}; split it into variables")
        match node:
            case ast.Constant(value=value):
                return Literal(self._number(value))
            case ast.Subscript(value=ast.Constant(value=value), slice=unit):
                return Literal(self._number(value), ast.unparse(unit))
            case ast.Name() | ast.Attribute():
                return Name(self._name(node))
            case ast.Call():
                return self._call(node, depth)
            case _:
                return self._operator(node, depth)

    def _operator(self, node: ast.AST, depth: int) -> Formula:
        def read(one: ast.AST) -> Formula:
            return self.read(one, depth + 1)

        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                return Call(_BINARY[type(op)], (read(left), read(right)))
            case ast.UnaryOp(op=op, operand=operand) if type(op) in _UNARY:
                return Call(_UNARY[type(op)], (read(operand),))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
                return Call(_COMPARED[type(op)], (read(left), read(right)))
            case ast.BoolOp(op=op, values=values):
                return self._chained("and" if isinstance(op, ast.And) else "or", values, depth)
            case ast.IfExp(test=test, body=body, orelse=other):
                return Call("where", (read(test), read(body), read(other)))
        raise self._refused(node)

    def _chained(self, function: str, values: list[ast.expr], depth: int) -> Formula:
        found = self.read(values[0], depth + 1)
        for number, value in enumerate(values[1:], 1):
            if depth + number > DEEPEST:
                raise FormulaError(
                    f"{function}: more than {DEEPEST} parts; split it into variables"
                )
            found = Call(function, (found, self.read(value, depth + 1)))
        return found

    def _call(self, node: ast.Call, depth: int) -> Formula:
        name = self._name(node.func)
        if node.keywords or any(isinstance(one, ast.Starred) for one in node.args):
            raise FormulaError(f"{name}: arguments are given by order only")
        if name in _SPECIAL:
            return self._special(name, node.args)
        if name not in FUNCTIONS:
            raise FormulaError(f"function {name!r} is not known; there are {', '.join(FUNCTIONS)}")
        fewest, most = FUNCTIONS[name]
        if not fewest <= len(node.args) <= most:
            raise FormulaError(f"{name}: takes {fewest} arguments, got {len(node.args)}")
        return Call(name, tuple(self.read(one, depth + 1) for one in node.args))

    def _special(self, name: str, arguments: list[ast.expr]) -> Formula:
        if len(arguments) != (2 if name == "delay" else 1):
            raise FormulaError(f"{name}: takes a name{' and months' if name == 'delay' else ''}")
        about = self._name(arguments[0])
        if name in {"normal", "uniform"}:
            return Noise(name, about)
        return Name(about, self._months(arguments[1]) if name == "delay" else 1)

    def _months(self, node: ast.AST) -> int:
        months = node.value if isinstance(node, ast.Constant) else None
        if type(months) is not int or not 1 <= months <= _LONGEST_DELAY:
            raise FormulaError(f"delay: months are a whole number from 1 to {_LONGEST_DELAY}")
        return months

    def _name(self, node: ast.AST) -> str:
        parts: list[str] = []
        while isinstance(node, ast.Attribute) and len(parts) < DEEPEST:
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            raise self._refused(node)
        name = ".".join((node.id, *reversed(parts)))
        if "__" in name:
            raise FormulaError(f"name {name!r}: two underscores in a row are not allowed")
        return name

    def _number(self, value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise FormulaError(f"{value!r} in {_short(self.text)!r}: only numbers are allowed")
        try:
            number = float(value)
        except OverflowError as error:
            raise FormulaError("a number is too large") from error
        if not math.isfinite(number):
            raise FormulaError("a number is too large")
        return number

    def _refused(self, node: ast.AST) -> FormulaError:
        return FormulaError(
            f"{type(node).__name__.lower()} in {_short(self.text)!r} is not part of the language; "
            "see the list of operators and functions in docs/scenarios.md"
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
