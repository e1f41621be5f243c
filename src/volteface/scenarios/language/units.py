"""Units of measure: read from text by a small grammar, resolved by pint, compared by dimension."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import files
from typing import Any

_LONGEST, _HIGHEST_POWER = 120, 9
ROUNDING = 1e-12
_NEAR = 0.6  # one letter too many in two
_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_SPACED = re.compile(r"(?<=[A-Za-z0-9_)])\s+(?=[A-Za-z_(])")


class UnitError(ValueError):
    """A unit is not known, or units do not fit; the caller adds the place."""


@dataclass(frozen=True)
class Unit:
    """A product of named units with powers, such as kilobarrel¹ · day⁻¹.

    ``factor`` is its size in base units; two units fit where their ``dimensions`` are equal.
    ``shown`` is how the file writes it.
    """

    powers: tuple[tuple[str, float], ...]
    factor: float
    dimensions: tuple[tuple[str, float], ...]
    shown: str | None = field(default=None, compare=False)

    @property
    def is_number(self) -> bool:
        """Whether it is a pure number (of any scale, so percent too)."""
        return not self.dimensions

    def times(self, other: Unit, power: float = 1) -> Unit:
        """Return this unit times ``other`` to ``power``."""
        return Unit(
            _merged(self.powers, other.powers, power),
            self.factor * other.factor**power,
            _merged(self.dimensions, other.dimensions, power),
        )

    def to(self, other: Unit) -> float:
        """Return what a value in this unit is multiplied by to be in ``other``.

        Raises UnitError where the dimensions differ.
        """
        if self.dimensions != other.dimensions:
            raise UnitError(f"{self} does not fit {other}")
        factor = self.factor / other.factor
        # Two names of one unit differ in the last digit at most.
        return 1.0 if abs(factor - 1.0) < ROUNDING else factor

    def __str__(self) -> str:
        if self.shown is not None:
            return self.shown
        above = "·".join(_powered(name, power) for name, power in self.powers if power > 0)
        below = "·".join(_powered(name, -power) for name, power in self.powers if power < 0)
        if below:
            below = f"({below})" if "·" in below else below
            return f"{above or 1}/{below}"
        return above or "pure number"


NUMBER = Unit((), 1.0, ())


class Units:
    """The units that a model may use: ours, and those it defines.

    >>> units = Units()
    >>> units.parse("kb/d").to(units.parse("m3/day"))
    158.987294928
    """

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        # Loaded when first used: it takes a third of a second that other commands do not need.
        import pint

        self._registry: Any = pint.UnitRegistry(None)
        lines = files("volteface").joinpath("data", "scenarios", "units.txt").read_text("utf-8")
        self._registry.load_definitions(lines.splitlines())
        self._known: dict[str, Unit] = {}
        self._parsed: dict[str, Unit] = {}
        for name, definition in (own or {}).items():
            self._define(name, definition)

    @cached_property
    def step(self) -> Unit:
        """The unit of one step, the month."""
        return self.parse("month")

    def parse(self, text: str) -> Unit:
        """Return the unit that ``text`` names, such as ``MW/(kb/d)`` or ``thousand person``.

        Raises UnitError for anything but names, ``*``, ``/``, whole powers and parentheses.
        """
        if text not in self._parsed:
            unit = self._read(text)
            self._parsed[text] = unit if unit is NUMBER else replace(unit, shown=text.strip())
        return self._parsed[text]

    def nearest(self, text: str, like: Unit) -> str | None:
        """Return the text of a unit that is spelt nearly as ``text`` and fits ``like``, or None.

        >>> units = Units()
        >>> units.nearest("kb/dd", units.parse("kilobarrel/day"))
        'kb/d'
        """
        known = sorted({*self._registry, *self._known})

        def spelt(found: re.Match[str]) -> str:
            near = [] if self._is_taken(found[0]) else get_close_matches(found[0], known, 1, _NEAR)
            return near[0] if near else found[0]

        guess = _NAME.sub(spelt, text)
        try:
            return guess if self.parse(guess).dimensions == like.dimensions else None
        except UnitError:
            return None

    def _read(self, text: str) -> Unit:
        cleaned = _SPACED.sub("*", text.strip().replace("%", "percent").replace("^", "**"))
        if len(cleaned) > _LONGEST:
            raise UnitError(f"unit of {len(cleaned)} characters; the most is {_LONGEST}")
        if cleaned in {"", "1"}:
            return NUMBER
        try:
            tree = ast.parse(cleaned, mode="eval").body
            return self._built(tree, text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            if isinstance(error, UnitError):
                raise
            raise UnitError(
                f"unit {text!r} cannot be read; write it like kb/d or MW/(kb/d)"
            ) from error

    def _built(self, node: ast.AST, text: str) -> Unit:
        match node:
            case ast.Name(id=name):
                return self._named(name)
            case ast.Constant(value=1):
                return NUMBER
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self._built(left, text).times(self._built(right, text))
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self._built(left, text).times(self._built(right, text), -1)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return NUMBER.times(self._built(left, text), _power(right, text))
        raise UnitError(f"unit {text!r} cannot be read; write it like kb/d or MW/(kb/d)")

    def _named(self, name: str) -> Unit:
        if name not in self._known:
            try:
                size = self._registry.Quantity(1, self._registry.Unit(name)).to_base_units()
            except Exception as error:
                raise UnitError(
                    f"unit {name!r} is not known; define it under units:, or see units.txt"
                ) from error
            dimensions = tuple(sorted((str(k), float(v)) for k, v in size.dimensionality.items()))
            self._known[name] = Unit(((name, 1.0),), float(size.magnitude), dimensions)
        return self._known[name]

    def _is_taken(self, name: str) -> bool:
        try:
            self._named(name)
        except UnitError:
            return name.startswith("_")
        return True

    def _define(self, name: str, definition: str) -> None:
        if not _NAME.fullmatch(name) or self._is_taken(name):
            raise UnitError(f"unit {name!r} is already there, or is no plain name; choose another")
        found = re.fullmatch(r"\s*([0-9.eE+-]*)\s*(.*)", definition)
        number, rest = (found[1], found[2]) if found else ("", definition)
        base = self.parse(rest)
        try:
            size = float(number or 1) * base.factor
        except ValueError as error:
            raise UnitError(f"unit {name!r}: {definition!r} is no number with a unit") from error
        if not 0 < size < float("inf"):
            raise UnitError(f"unit {name!r}: its size must be above 0, got {definition!r}")
        self._known[name] = Unit(((name, 1.0),), size, base.dimensions)


def _power(node: ast.AST, text: str) -> float:
    sign = 1
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        sign, node = -1, node.operand
    if not (isinstance(node, ast.Constant) and type(node.value) is int):
        raise UnitError(f"unit {text!r}: powers are whole numbers")
    if node.value > _HIGHEST_POWER:
        raise UnitError(f"unit {text!r}: the highest power is {_HIGHEST_POWER}")
    return float(sign * node.value)


def _merged(
    one: tuple[tuple[str, float], ...], other: tuple[tuple[str, float], ...], power: float
) -> tuple[tuple[str, float], ...]:
    powers = dict(one)
    for name, value in other:
        powers[name] = powers.get(name, 0.0) + power * value
    return tuple(sorted((name, value) for name, value in powers.items() if value))


def _powered(name: str, power: float) -> str:
    return name if power == 1 else f"{name}^{power:g}"
