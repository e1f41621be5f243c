"""Whether outputs of a program follow what is drawn smoothly, with kinks, or in jumps.

A sampler that follows gradients needs a density without jumps; kinks (``min``, ``max``, ``abs``)
it passes with some loss. Months are gone through with what is known for certain: tables, fixed
numbers, and what follows from them, so a choice that is not open in the months of a fit is none.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from volteface.scenarios.calibration.paths import needed_only
from volteface.scenarios.engine_numpy import scalar_operation
from volteface.scenarios.plan import Plan, Step, plan
from volteface.scenarios.program import Operation, Program, Table


class Form(IntEnum):
    """How a value follows the draws, from not at all to in jumps."""

    FIXED = 0
    SMOOTH = 1
    KINKED = 2
    JUMPING = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a value: its form, between which numbers it lies, and where it got its form."""

    form: Form
    low: float = -math.inf
    high: float = math.inf
    cause: str | None = None


# Draws are (k + 1/2) / 2**52 with a whole k.
_LOT = Shape(Form.JUMPING, 2.0**-53, 1 - 2.0**-53)
_SMOOTH = Shape(Form.SMOOTH)
_KINKS = frozenset(("min", "max", "abs"))
_TESTS = frozenset(("lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "floor"))


def shape_of(program: Program, outputs: Iterable[str]) -> Shape:
    """Return the roughest shape that any of ``outputs`` has in any month.

    Uniform draws count as jumps: they decide by lot.
    """
    walk = _Walk(program)
    slots = [walk.plan.symbols[name] for name in outputs]
    found = Shape(Form.FIXED)
    for month in range(program.months):
        walk.month(month)
        found = max([found, *(walk.shapes[slot] for slot in slots)], key=lambda one: one.form)
    return found


def settled(program: Program, outputs: Iterable[str]) -> Program:
    """Return ``program``, cut to ``outputs``, with what no draw can move as tables.

    What the outputs are does not change; there is less to work out and to differentiate.
    """
    walk = _Walk(program)
    names = [one.name for one in program.monthly]
    found: dict[str, list[Shape]] = {name: [] for name in names}
    for month in range(program.months):
        walk.month(month)
        for name in names:
            found[name].append(walk.shapes[walk.plan.symbols[name]])
    still = {
        name: Table(name=name, values=tuple(one.low for one in shapes))
        for name, shapes in found.items()
        if all(one.form is Form.FIXED for one in shapes)
    }
    earlier = {one.name for one in program.carried}
    kept = [one for one in program.monthly if one.name not in still or one.name in earlier]
    tables = [one for name, one in still.items() if name not in earlier]
    return needed_only(
        replace(program, monthly=tuple(kept), tables=(*program.tables, *tables)), outputs
    )


class _Walk:
    """The shapes of all slots, month by month."""

    def __init__(self, program: Program) -> None:
        self.program, self.plan = program, plan(program)
        self.shapes: list[Shape] = [_SMOOTH] * self.plan.size
        self.named = _named(program, self.plan)
        self.made = {step.out: step for step in (*self.plan.before, *self.plan.monthly)}
        for slot, value in self.plan.constants.items():
            self.shapes[slot] = _fixed(value)
        for one in program.parameters:
            known = one.distribution
            self.shapes[self.plan.symbols[one.name]] = (
                _fixed(known.numbers[0]) if known.is_fixed else _SMOOTH
            )
        self._follow(self.plan.before)
        self.past = {
            one.name: [self.shapes[self.plan.initial[one.name]]] * one.months
            for one in program.carried
        }

    def month(self, month: int) -> None:
        for table in self.program.tables:
            self.shapes[self.plan.symbols[table.name]] = _fixed(table.values[month])
        for draw, slot in self.plan.draws.items():
            self.shapes[slot] = _SMOOTH if draw.kind == "normal" else _lot(draw.name)
        for (name, months), slot in self.plan.previous.items():
            self.shapes[slot] = self.past[name][-months]
        self._follow(self.plan.monthly)
        for name, kept in self.past.items():
            self.past[name] = [*kept[1:], self.shapes[self.plan.symbols[name]]]

    def _follow(self, steps: tuple[Step, ...]) -> None:
        for step in steps:
            found = self._shape(step)
            if found.cause is None and found.form >= Form.KINKED:
                found = replace(found, cause=self.named(step.out))
            self.shapes[step.out] = found

    def _shape(self, step: Step) -> Shape:
        found = _applied(step.op, [self.shapes[one] for one in step.inputs])
        if found.form is Form.JUMPING and self._meets(step):
            either = [self.shapes[one] for one in self.made[step.inputs[0]].inputs]
            return max([Shape(Form.KINKED), *either], key=lambda one: one.form)
        return found

    def _meets(self, step: Step) -> bool:
        """Return whether the step is ``where(a > b, b / a, 1)``: its branches meet where a is b."""
        if step.op != "where":
            return False
        test, yes = (self.made.get(one) for one in step.inputs[:2])
        if test is None or yes is None or test.op not in {"gt", "ge"} or yes.op != "div":
            return False
        is_one = self.plan.constants.get(step.inputs[2]) == 1.0
        return is_one and yes.inputs == test.inputs[::-1]


def _applied(op: Operation, inputs: list[Shape]) -> Shape:
    """Return the shape of an operation on values of the shapes ``inputs``."""
    if all(one.form is Form.FIXED for one in inputs):
        with np.errstate(all="ignore"):
            return _fixed(float(scalar_operation(op)(*(one.low for one in inputs))))
    known = _decided(op, inputs)
    if known is not None:
        return known
    worst = max(inputs, key=lambda one: one.form)
    if op in _TESTS or op == "where":
        return worst if worst.form is Form.JUMPING else Shape(Form.JUMPING)
    if op in _KINKS and worst.form < Form.KINKED:
        return Shape(Form.KINKED)
    return replace(worst, low=-math.inf, high=math.inf)


def _decided(op: Operation, inputs: list[Shape]) -> Shape | None:
    """Return the shape where some inputs settle the matter whatever the others are."""
    first, *rest = inputs
    if op == "where":
        return None if first.form is not Form.FIXED else rest[0] if first.low != 0 else rest[1]
    if op in {"mul", "and"} and any(_is(one, 0.0) for one in inputs):
        return _fixed(0.0)
    if op == "or" and any(one.form is Form.FIXED and one.low != 0 for one in inputs):
        return _fixed(1.0)
    if op in {"lt", "ge"} and (first.high < rest[0].low or first.low >= rest[0].high):
        return _fixed(float((first.high < rest[0].low) == (op == "lt")))
    if op in {"gt", "le"} and (first.low > rest[0].high or first.high <= rest[0].low):
        return _fixed(float((first.low > rest[0].high) == (op == "gt")))
    return None


def _is(one: Shape, value: float) -> bool:
    return one.form is Form.FIXED and one.low == value


def _fixed(value: float) -> Shape:
    return Shape(Form.FIXED, value, value)


def _lot(name: str) -> Shape:
    return replace(_LOT, cause=f"uniform({name})")


def _named(program: Program, made: Plan) -> Callable[[int], str]:
    """Return a function from a slot to the statement that it belongs to."""
    names = [one.name for one in (*program.setup, *program.monthly)]
    last = [made.symbols[name] for name in names]
    ends = np.maximum.accumulate(last).tolist() if last else []
    return lambda slot: names[min(bisect_left(ends, slot), len(names) - 1)]
