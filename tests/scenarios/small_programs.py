"""Small programs for tests, made directly in the intermediate form."""

from __future__ import annotations

import random
from dataclasses import replace

from volteface.scenarios.program import (
    Apply,
    Carried,
    Distribution,
    Draw,
    Expression,
    Number,
    Output,
    Parameter,
    Previous,
    Program,
    Statement,
    Symbol,
    Table,
    leaves,
)

MONTHS = 14
BINARY = ("add", "sub", "mul", "min", "max")
TESTS = ("lt", "le", "gt", "ge", "eq", "ne")


def apply(op: str, *arguments: Expression) -> Apply:
    return Apply(op, tuple(arguments))


def program_of(
    monthly: dict[str, Expression],
    carried: tuple[Carried, ...] = (),
    **fields: object,
) -> Program:
    """Return a program of these statements, all of them outputs."""
    statements = tuple(Statement(name=name, expression=one) for name, one in monthly.items())
    draws = {
        leaf for one in statements for leaf in leaves(one.expression) if isinstance(leaf, Draw)
    }
    program = Program(
        title="small",
        sha256="",
        start="2026-01",
        months=MONTHS,
        parameters=(),
        tables=(),
        setup=(),
        carried=carried,
        draws=tuple(sorted(draws, key=lambda draw: (draw.kind, draw.name))),
        monthly=statements,
        outputs=tuple(Output(name=n, symbol=n, unit="1", title=n) for n in monthly),
    )
    return replace(program, **fields)  # type: ignore[arg-type]  # keywords of several types


def fixed(name: str, value: float) -> Parameter:
    return Parameter(name=name, unit="1", distribution=Distribution(kind="fixed", numbers=(value,)))


def spread(name: str, low: float, high: float) -> Parameter:
    return Parameter(
        name=name, unit="1", distribution=Distribution(kind="uniform", numbers=(low, high))
    )


def random_program(seed: int, statements: int = 25) -> Program:
    """Return a program that uses every operation, with values that stay between -3 and 3."""
    chance = random.Random(seed)
    names = [f"name{number}" for number in range(statements)]
    parameters = (fixed("rate", 0.3), spread("share", 0.2, 0.9), spread("level", -1.0, 1.0))
    tables = (Table(name="month", values=tuple(month / MONTHS for month in range(MONTHS))),)
    known = [one.name for one in parameters] + ["month", "ready", "flat"]
    carried = {name: chance.choice((1, 1, 3, 5)) for name in names[::3]}
    monthly: dict[str, Expression] = {}
    for name in names:
        grown = _grown(chance, known, carried, depth=4)
        monthly[name] = apply("max", apply("min", grown, Number(3.0)), Number(-3.0))
        known.append(name)
    return program_of(
        monthly,
        tuple(
            Carried(name=name, months=months, initial=Symbol(chance.choice(("rate", "ready"))))
            for name, months in carried.items()
        ),
        parameters=parameters,
        tables=tables,
        setup=(
            Statement(name="ready", expression=apply("exp", Symbol("level"))),
            Statement(name="flat", expression=apply("sqrt", Symbol("rate"))),
        ),
    )


def _grown(
    chance: random.Random, known: list[str], carried: dict[str, int], depth: int
) -> Expression:
    """Return a random expression; ``depth`` bounds how far it is nested."""
    if depth == 0 or chance.random() < 0.15:
        return _leaf(chance, known, carried)

    def part() -> Expression:
        return _grown(chance, known, carried, depth - 1)

    def test() -> Expression:
        return apply(chance.choice(TESTS), part(), part())

    forms = (
        lambda: apply(chance.choice(BINARY), part(), part()),
        lambda: apply(chance.choice(BINARY), part(), part()),
        lambda: apply("div", part(), apply("add", Number(1.0), apply("abs", part()))),
        lambda: apply("pow", apply("abs", part()), Number(chance.choice((0.5, 1.7, 2.0, 3.0)))),
        lambda: apply("exp", apply("min", part(), Number(1.0))),
        lambda: apply("log", apply("add", Number(1.5), apply("abs", part()))),
        lambda: apply("sqrt", apply("abs", part())),
        lambda: apply("floor", apply("mul", Number(1.37), part())),
        lambda: apply(chance.choice(("neg", "logistic", "abs")), part()),
        lambda: apply("where", apply("and", test(), apply("not", test())), part(), part()),
        lambda: apply("where", apply("or", test(), part()), part(), test()),
    )
    return chance.choice(forms)()


def _leaf(chance: random.Random, known: list[str], carried: dict[str, int]) -> Expression:
    name = chance.choice(sorted(carried))
    return chance.choice(
        (
            Symbol(chance.choice(known)),
            Symbol(chance.choice(known)),
            Previous(name, chance.randint(1, carried[name])),
            Draw(chance.choice(("normal", "uniform")), chance.choice(("oil", "grid", "coup"))),
            Number(round(chance.uniform(-2, 2), 3)),
        )
    )
