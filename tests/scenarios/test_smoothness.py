"""Where an output jumps, bends or is smooth in what is drawn, and where it only looks so."""

import numpy as np
import pytest

from scenarios.small_programs import MONTHS, apply, fixed, program_of, spread
from volteface.scenarios.engine import Lanes
from volteface.scenarios.engine_numpy import NumpyEngine
from volteface.scenarios.program import (
    Apply,
    Carried,
    Draw,
    Expression,
    Number,
    Previous,
    Program,
    Symbol,
    Table,
)
from volteface.scenarios.smoothness import Form, settled, shape_of

A = Symbol("a")
LOT = Draw("uniform", "lot")
EARLY = Table(name="early", values=(0.0,) * MONTHS)


def made(expression: Expression) -> Program:
    return program_of(
        {"x": expression}, parameters=(spread("a", 0.0, 1.0), fixed("b", 2.0)), tables=(EARLY,)
    )


@pytest.mark.parametrize(
    ("expression", "form"),
    [
        (apply("mul", Symbol("b"), Number(3.0)), Form.FIXED),
        (apply("exp", apply("add", A, Draw("normal", "push"))), Form.SMOOTH),
        (apply("max", A, Number(0.0)), Form.KINKED),
        (apply("where", apply("gt", A, Number(0.5)), A, Number(1.0)), Form.JUMPING),
        (apply("floor", A), Form.JUMPING),
        (apply("lt", LOT, A), Form.JUMPING),
        # What is settled by what is known is no jump.
        (apply("where", apply("lt", LOT, Symbol("early")), Number(1.0), A), Form.SMOOTH),
        (apply("and", Symbol("early"), apply("lt", LOT, A)), Form.FIXED),
        (apply("ge", LOT, Number(0.0)), Form.FIXED),
        # The branches meet where the test turns.
        (apply("where", apply("gt", A, Symbol("b")), apply("div", Symbol("b"), A), Number(1.0)),
         Form.KINKED),
    ],
)  # fmt: skip
def test_each_operation_has_its_form(expression: Apply, form: Form) -> None:
    assert shape_of(made(expression), ("x",)).form is form


def test_a_jump_is_named_by_the_statement_that_makes_it() -> None:
    program = program_of(
        {"step": apply("floor", A), "after": apply("mul", Symbol("step"), Number(2.0))},
        parameters=(spread("a", 0.0, 1.0),),
    )
    assert shape_of(program, ("after",)).cause == "step"


def test_a_jump_of_a_later_month_is_found() -> None:
    late = Table(name="early", values=(*(0.0,) * (MONTHS - 1), 1.0))
    chosen = apply("where", apply("lt", LOT, Symbol("early")), Number(1.0), Previous("x"))
    program = program_of(
        {"x": apply("mul", chosen, apply("lt", LOT, A))},
        (Carried(name="x", months=1, initial=Number(0.0)),),
        parameters=(spread("a", 0.0, 1.0),), tables=(late,),
    )  # fmt: skip
    assert shape_of(program, ("x",)).form is Form.JUMPING


def test_what_no_draw_moves_becomes_a_table_and_nothing_changes() -> None:
    steady = apply("add", Symbol("early"), Symbol("b"))
    program = program_of(
        {"steady": steady, "x": apply("mul", Symbol("steady"), A)},
        parameters=(spread("a", 0.0, 1.0), fixed("b", 2.0)), tables=(EARLY,),
    )  # fmt: skip
    less = settled(program, ("x",))
    assert [one.name for one in less.monthly] == ["x"]
    lanes = Lanes(seed=1, first=0, count=20)
    whole = NumpyEngine().run(program, lanes, ("x",))
    assert np.array_equal(NumpyEngine().run(less, lanes, ("x",)), whole)
