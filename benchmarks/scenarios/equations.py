"""A program as plain lists, so that scripts of other packages can read it without ours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from volteface.scenarios.program import Apply, Draw, Expression, Number, Previous, Program, Symbol


def equations(program: Program, outputs: tuple[str, ...]) -> dict[str, Any]:
    """Return ``program`` as data for JSON; its parameters must be fixed.

    An expression is ["number", value], ["symbol", name], ["previous", name, months],
    ["draw", kind, name] or [operation, expression, …].
    """
    return {
        "months": program.months,
        "parameters": {one.name: one.distribution.numbers[0] for one in program.parameters},
        "setup": [[one.name, _plain(one.expression)] for one in program.setup],
        "carried": [[one.name, one.months, _plain(one.initial)] for one in program.carried],
        "monthly": [[one.name, _plain(one.expression)] for one in program.monthly],
        "outputs": list(outputs),
    }


def _plain(expression: Expression) -> list[Any]:
    match expression:
        case Number(value):
            return ["number", value]
        case Symbol(name):
            return ["symbol", name]
        case Previous(name, months):
            return ["previous", name, months]
        case Draw(kind, name):
            return ["draw", kind, name]
        case Apply(op, arguments):
            return [op, *map(_plain, arguments)]


def without_noise(program: Program) -> Program:
    """Return ``program`` with every normal draw 0 and every uniform draw 1/2."""
    return replace(
        program,
        draws=(),
        monthly=tuple(replace(one, expression=_quiet(one.expression)) for one in program.monthly),
    )


def _quiet(expression: Expression) -> Expression:
    match expression:
        case Draw("normal", _):
            return Number(0.0)
        case Draw(_, _):
            return Number(0.5)
        case Apply(op, arguments):
            return Apply(op, tuple(map(_quiet, arguments)))
        case _:
            return expression
