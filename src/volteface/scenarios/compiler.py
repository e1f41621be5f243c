"""Definitions to a program: names and units checked in order of need, formulas lowered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from volteface.scenarios.calendar import month_number
from volteface.scenarios.definitions import Definition, Definitions
from volteface.scenarios.language.formulas import WORDS, Formula, Literal, Name, leaves, names
from volteface.scenarios.language.typing import Typed, Typer, to_unit
from volteface.scenarios.language.units import NUMBER, Unit, UnitError
from volteface.scenarios.modelfile.vocabulary import meant
from volteface.scenarios.ordering import ordered
from volteface.scenarios.program import (
    Apply,
    Carried,
    Draw,
    Expression,
    Output,
    Parameter,
    Previous,
    Program,
    Statement,
    Symbol,
    Table,
)
from volteface.scenarios.program import leaves as expression_leaves

GivenSeries = Mapping[str, tuple[float | None, ...]]


class Compiler:
    """Writes the program of ``made``; ``given`` values replace those that the model makes."""

    def __init__(self, made: Definitions, start: str, given: GivenSeries) -> None:
        self.made, self.start, self.given = made, start, given
        self.defined = made.by_name
        self.units: dict[str, Unit | None] = {}
        self.constant: set[str] = {"step"}
        self.setup: list[Statement] = []
        self.monthly: list[Statement] = []
        self.parameters: list[Parameter] = []
        self.tables: list[Table] = []
        self.typer = Typer(made.units, self._unit_of)

    def program(self, title: str, sha256: str, scenario: str | None) -> Program:
        """Return the program; raises ModelFileError for the first thing that is wrong."""
        self._words()
        self._check_names()
        for name in ordered(self.defined):
            self._compile(self.defined[name])
        return Program(
            title=title,
            sha256=sha256,
            start=self.start,
            months=self.made.months,
            parameters=tuple(self.parameters),
            tables=tuple(self.tables),
            setup=tuple(self.setup),
            carried=self._carried(),
            draws=self._draws(),
            monthly=tuple(self.monthly),
            outputs=tuple(self._output(one) for one in self.made.outputs),
            units={name: str(unit or NUMBER) for name, unit in self.units.items()},
            scenario=scenario,
            lines={name: one.place.line for name, one in self.defined.items()},
        )

    def _words(self) -> None:
        first = (month_number(self.start) or 0) % 12
        months = range(self.made.months)
        self.tables.append(Table(name="month", values=tuple(float(one) for one in months)))
        seasons = tuple(float((first + month) % 12 + 1) for month in months)
        self.tables.append(Table(name="calendar_month", values=seasons))
        self.units.update({"month": NUMBER, "calendar_month": NUMBER})

    def _check_names(self) -> None:
        known = frozenset(self.defined) | WORDS
        for one in self.defined.values():
            for formula in (one.formula, one.start):
                for name in sorted(names(formula) - known) if formula is not None else ():
                    hint = meant(name, tuple(sorted(known)))
                    raise one.place.wrong(f"{one.name}: {name!r} is not defined{hint}")

    def _compile(self, one: Definition) -> None:
        if one.distribution is not None:
            self._parameter(one)
        elif one.values is not None:
            self.tables.append(Table(name=one.name, values=one.values))
            self.units[one.name] = one.unit or NUMBER
        elif one.formula is not None:
            self._statement(one, one.formula)

    def _parameter(self, one: Definition) -> None:
        assert one.distribution is not None
        unit = parameter_unit(one)
        if unit is not None and one.expects is not None:
            _expect(one, unit, one.expects)
        self.units[one.name] = unit
        self.constant.add(one.name)
        self.parameters.append(
            Parameter(
                name=one.name,
                unit=str(unit or one.expects or NUMBER),
                distribution=one.distribution,
                source=one.source,
            )
        )

    def _statement(self, one: Definition, formula: Formula) -> None:
        expression, unit = self._typed(one, formula)
        if one.expects is not None and unit is not None:
            _expect(one, unit, one.expects)
        declared = one.unit or (self._unit_of(one.name) if one.start is not None else None)
        if declared is not None:
            expression, unit = self._converted(one, (expression, unit), declared), declared
        self.units[one.name] = unit or one.expects
        statement = Statement(name=one.name, expression=expression)
        if one.name not in self.given and one.start is None and self._is_constant(one, formula):
            self.constant.add(one.name)
            self.setup.append(statement)
        else:
            self.monthly.append(self._given(statement))

    def _given(self, statement: Statement) -> Statement:
        """Let the months that are given replace what the model makes."""
        name = statement.name
        if name not in self.given:
            return statement
        months = self.made.months
        padded = [*self.given[name], *([None] * months)][:months]
        told = tuple(float(value is not None) for value in padded)
        self.tables.append(Table(name=f"{name}.given", values=tuple(v or 0.0 for v in padded)))
        self.tables.append(Table(name=f"{name}.is_given", values=told))
        test, value = Symbol(f"{name}.is_given"), Symbol(f"{name}.given")
        return Statement(name=name, expression=Apply("where", (test, value, statement.expression)))

    def _is_constant(self, one: Definition, formula: Formula) -> bool:
        """Return whether ``formula`` reads numbers and parameters only."""
        return all(
            isinstance(leaf, Literal)
            or (
                isinstance(leaf, Name)
                and not leaf.months
                and leaf.name in self.constant
                and leaf.name != one.name
            )
            for leaf in leaves(formula)
        )

    def _unit_of(self, name: str) -> Unit | None:
        """Return the unit of ``name``; that of its start, if it is read before it is reached."""
        if name in self.units:
            return self.units[name]
        one = self.defined[name]
        if one.unit is not None or one.formula is None:
            return parameter_unit(one)
        if one.start is None:
            raise UnitError(
                f"{name!r} is read as of an earlier month; give it a start: (its value before)"
            )
        return Typer(self.made.units, self._unit_at_start).typed(one.start)[1]

    def _unit_at_start(self, name: str) -> Unit | None:
        one = self.defined[name]
        if one.distribution is not None:
            return parameter_unit(one)
        if one.unit is None and one.formula is not None and one.start is None:
            return Typer(self.made.units, self._unit_at_start).typed(one.formula)[1]
        return self._unit_of(name)

    def _typed(self, one: Definition, formula: Formula) -> Typed:
        try:
            return self.typer.typed(formula, one.name)
        except (UnitError, RecursionError) as error:
            raise one.place.wrong(f"{one.name}: {error}") from error

    def _converted(self, one: Definition, typed: Typed, unit: Unit) -> Expression:
        try:
            return to_unit(typed, unit, one.name)
        except UnitError as error:
            raise one.place.wrong(str(error)) from error

    def _carried(self) -> tuple[Carried, ...]:
        longest: dict[str, int] = {}
        for statement in self.monthly:
            for leaf in expression_leaves(statement.expression):
                if isinstance(leaf, Previous):
                    longest[leaf.name] = max(longest.get(leaf.name, 0), leaf.months)
        return tuple(self._one_carried(name, months) for name, months in longest.items())

    def _one_carried(self, name: str, months: int) -> Carried:
        one = self.defined.get(name)
        if name in self.constant:
            return Carried(name=name, months=months, initial=Symbol(name))
        if one is None or one.values is not None:
            place = one.place if one is not None else next(iter(self.defined.values())).place
            raise place.wrong(f"{name}: previous() of a series; write an earlier month into it")
        if one.start is None:
            raise one.place.wrong(f"{name}: previous() reads it; give it a start:")
        if not self._is_constant(one, one.start):
            raise one.place.wrong(f"{name}: its value at the start may read parameters only")
        typed = self._typed(replace(one, name=f"{name}, at the start"), one.start)
        initial = self._converted(one, typed, self.units[name] or NUMBER)
        return Carried(name=name, months=months, initial=initial)

    def _draws(self) -> tuple[Draw, ...]:
        found: dict[Draw, None] = {}
        for statement in self.monthly:
            for leaf in expression_leaves(statement.expression):
                if isinstance(leaf, Draw):
                    found[leaf] = None
        return tuple(found)

    def _output(self, one: Output) -> Output:
        return replace(one, unit=str(self.units.get(one.symbol) or NUMBER))


def parameter_unit(one: Definition) -> Unit | None:
    """Return the unit of a parameter or a table; None for a bare 0, which fits every unit."""
    known = one.distribution
    is_zero = known is not None and known.is_fixed and known.numbers[0] == 0
    if is_zero and (one.unit is None or one.unit is NUMBER):
        return None
    return one.unit or NUMBER


def _expect(one: Definition, unit: Unit, expected: Unit) -> None:
    if unit.dimensions != expected.dimensions:
        raise one.place.wrong(f"{one.name}: expected a unit that fits {expected}, got {unit}")
