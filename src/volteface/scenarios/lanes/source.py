"""Writes a program as Python for the compiler: loops over lanes, made of numbered values only.

Nothing of the model file's text enters: values are named by the numbers that ``plan`` gave them,
and constants are written from checked floating-point numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from volteface.scenarios.compiled_size import check_size
from volteface.scenarios.lanes.layout import Layout, layout
from volteface.scenarios.lanes.pruning import pruned
from volteface.scenarios.noise import MONTHS_IN_BLOCK, name_key
from volteface.scenarios.plan import Plan, Step
from volteface.scenarios.program import Draw, Operation, Program

_TESTS = frozenset({"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not"})
_TAKES_TESTS = frozenset({"and", "or", "not"})
_FORMS: dict[Operation, str] = {
    "add": "{0} + {1}", "sub": "{0} - {1}", "mul": "{0} * {1}", "div": "{0} / {1}",
    "pow": "power({0}, {1})", "neg": "-{0}", "min": "smaller({0}, {1})",
    "max": "larger({0}, {1})", "exp": "exp({0})", "log": "log({0})", "sqrt": "sqrt({0})",
    "abs": "abs({0})", "floor": "floor({0})", "logistic": "logistic({0})",
    "lt": "{0} < {1}", "le": "{0} <= {1}", "gt": "{0} > {1}", "ge": "{0} >= {1}",
    "eq": "{0} == {1}", "ne": "{0} != {1}", "and": "{0} & {1}", "or": "{0} | {1}",
    "not": "not {0}", "where": "choose({0}, {1}, {2})",
}  # fmt: skip
_SQUARE, _CUBE = 2.0, 3.0
KEYED = ("volteface.scenarios.lanes.words", "keyed_words")
_PRELUDE = """\
import numpy as np
from numba import njit
from volteface.scenarios.lanes.{precision} import (
    FLAGS, REAL, choose, exp, floor, larger, log, logistic, normal, power, smaller, sqrt, uniform,
)
from volteface.scenarios.lanes.words import LANES
from {place} import {filler} as fill

COMPILED = dict(fastmath=FLAGS, error_model="numpy", cache=True)
ZERO, ONE = REAL(0.0), REAL(1.0)
"""


def source(
    program: Program,
    plan: Plan,
    outputs: tuple[str, ...],
    precision: str = "single",
    words: tuple[str, str] = KEYED,
) -> tuple[str, Layout]:
    """Return the text of a module whose ``run`` runs ``program``, and the layout it goes by.

    ``precision`` is "single" or "double"; ``outputs`` are symbols. ``words`` names the module and
    the function that the words of noise come from; a benchmark puts an unkeyed one there.
    Raises ScenarioError for a program too large to compile.
    """
    plan = pruned(plan, outputs)
    check_size(len(plan.monthly), "numba")
    places = layout(program, plan, len(outputs))
    writer = _Writer(program, plan, places, outputs)
    writer.is_single = precision == "single"
    parts = [
        _PRELUDE.format(precision=precision, place=words[0], filler=words[1]),
        *(f"V{slot} = REAL({_number(value)})" for slot, value in plan.constants.items()),
        *_labels(plan),
        *writer.setup(),
        *writer.month(),
        *_noise(plan, precision == "double"),
        *_run(program, places, plan, len(outputs)),
    ]
    return "\n".join(parts) + "\n", places


class _Writer:
    """Writes the statements, in scalar and in lane loops, of one program."""

    def __init__(
        self, program: Program, plan: Plan, places: Layout, outputs: tuple[str, ...]
    ) -> None:
        self.program, self.plan, self.places = program, plan, places
        self.outputs = [plan.symbols[name] for name in outputs]
        self.is_single = False
        self.tests: set[int] = set()

    def setup(self) -> Iterator[str]:
        """Yield the function that works out, once a block, what does not change by month."""
        self.tests = set()
        yield "\n\n@njit(**COMPILED)\ndef setup(s, h, k, fixed):"
        yield from self.fixed_values()
        yield from self.steps(self.plan.before, in_lanes=False)
        for place, slot in enumerate(self.places.scalars):
            yield f"    k[{place}] = {self.real(slot)}"
        yield from self.reciprocals(self.plan.before)
        yield "    for i in range(LANES):"
        for name in self.places.varying:
            yield self.load(self.plan.symbols[name])
        yield from self.steps(self.plan.before, in_lanes=True)
        for step in self.plan.before:
            if step.out in self.places.rows:
                yield f"        {_at(self.places.rows[step.out])} = {self.real(step.out)}"
        yield from self.initial()
        yield "        pass"

    def initial(self) -> Iterator[str]:
        """Yield the statements that fill every history with its start."""
        for (name, _), row in self.places.past.items():
            yield f"        {_at(row)} = {self.real(self.plan.initial[name])}"
        for name, ring in self.places.rings.items():
            for place in range(ring.length):
                value = self.real(self.plan.initial[name])
                yield f"        {_at(ring.row + place, 'h')} = {value}"

    def month(self) -> Iterator[str]:
        """Yield the function that takes all lanes through one month."""
        self.tests = set()
        yield "\n\n@njit(**COMPILED)\ndef step(s, h, k, fixed, tables, month):"
        yield from self.fixed_values()
        for place, slot in enumerate(self.places.scalars):
            yield f"    v{slot} = k[{place}]"
        for place, table in enumerate(self.program.tables):
            yield f"    v{self.plan.symbols[table.name]} = REAL(tables[{place}, month])"
        yield from self.steps(self.plan.monthly, in_lanes=False)
        yield from self.recalled()
        yield from self.reciprocals(self.plan.monthly)
        yield "    for i in range(LANES):"
        yield from map(self.load, self.places.rows)
        for key, slot in self.plan.previous.items():
            yield f"        v{slot} = {_at(self.places.past[key])}"
        for draw, slot in self.plan.draws.items():
            yield f"        v{slot} = {_at(self.places.draws[draw])}"
        yield from self.steps(self.plan.monthly, in_lanes=True)
        yield from self.kept()
        yield "        pass"

    def kept(self) -> Iterator[str]:
        """Yield the statements that keep what the next month or the reader needs."""
        for place, slot in enumerate(self.outputs):
            yield f"        {_at(self.places.outputs + place)} = {self.real(slot)}"
        for (name, _), row in self.places.past.items():
            if name not in self.places.rings:
                yield f"        {_at(row)} = {self.real(self.plan.symbols[name])}"
        for name, ring in self.places.rings.items():
            at = f"h[({ring.row} + month % {ring.length}) * LANES + i]"
            yield f"        {at} = {self.real(self.plan.symbols[name])}"

    def recalled(self) -> Iterator[str]:
        """Yield loops that bring values of several months ago to their rows."""
        for (name, months), row in self.places.past.items():
            if name in self.places.rings:
                ring = self.places.rings[name]
                yield f"    at = ({ring.row} + (month - {months}) % {ring.length}) * LANES"
                yield f"    for i in range(LANES):\n        {_at(row)} = h[at + i]"

    def fixed_values(self) -> Iterator[str]:
        for place, name in enumerate(self.places.fixed):
            yield f"    v{self.plan.symbols[name]} = REAL(fixed[{place}])"

    def load(self, slot: int) -> str:
        return f"        v{slot} = {_at(self.places.rows[slot])}"

    def steps(self, steps: Iterable[Step], *, in_lanes: bool) -> Iterator[str]:
        """Yield the steps of one kind: those with a value for each lane, or those without."""
        indent = "        " if in_lanes else "    "
        for step in steps:
            if (step.out in self.plan.lane_slots) == in_lanes:
                yield f"{indent}v{step.out} = {self.operation(step)}"
                if step.op in _TESTS:
                    self.tests.add(step.out)

    def reciprocals(self, steps: Iterable[Step]) -> Iterator[str]:
        """Yield the reciprocals of divisors that all lanes share: products cost less."""
        for slot in dict.fromkeys(one.inputs[1] for one in steps if self.has_shared_divisor(one)):
            yield f"    r{slot} = ONE / {self.real(slot)}"

    def has_shared_divisor(self, step: Step) -> bool:
        """Whether a division by one number for all lanes may be rounded as a product is."""
        in_lanes = self.plan.lane_slots
        is_shared = step.out in in_lanes and step.inputs[-1] not in in_lanes
        return self.is_single and step.op == "div" and is_shared

    def operation(self, step: Step) -> str:
        if self.has_shared_divisor(step):
            return f"{self.real(step.inputs[0])} * r{step.inputs[1]}"
        if step.op == "pow" and self.plan.constants.get(step.inputs[1]) in {_SQUARE, _CUBE}:
            times = int(self.plan.constants[step.inputs[1]])
            return " * ".join([self.real(step.inputs[0])] * times)
        if step.op in _TAKES_TESTS:
            return _FORMS[step.op].format(*map(self.test, step.inputs))
        if step.op == "where":
            first, *others = step.inputs
            return _FORMS["where"].format(self.test(first), *map(self.real, others))
        return _FORMS[step.op].format(*map(self.real, step.inputs))

    def real(self, slot: int) -> str:
        """Return the slot's value as a number."""
        if slot in self.tests:
            return f"choose(v{slot}, ONE, ZERO)"
        return f"V{slot}" if slot in self.plan.constants else f"v{slot}"

    def test(self, slot: int) -> str:
        """Return the slot's value as true or false."""
        return f"v{slot}" if slot in self.tests else f"({self.real(slot)} != ZERO)"


def _at(row: int, array: str = "s") -> str:
    return f"{array}[{row} * LANES + i]"


def _number(value: float) -> str:
    """Return a text that Python reads as exactly ``value``."""
    return f"float.fromhex('{float(value).hex()}')"


def _names(plan: Plan) -> dict[str, list[Draw]]:
    """Return the draws by the name of their noise: one block of words serves both kinds."""
    names: dict[str, list[Draw]] = {}
    for draw in plan.draws:
        names.setdefault(draw.name, []).append(draw)
    return names


def _labels(plan: Plan) -> Iterator[str]:
    for place, name in enumerate(_names(plan)):
        label = name_key(name)
        yield f"L{place} = (np.uint64({label & 0xFFFF_FFFF}), np.uint64({label >> 32}))"


def _noise(plan: Plan, is_double: bool) -> Iterator[str]:
    """Yield the function that works out the draws of one block of months, for all names."""
    order = list(plan.draws)
    trailing = MONTHS_IN_BLOCK if is_double else 0
    yield "\n\n@njit(**COMPILED)\ndef draw(z, w, first, block, key):"
    for place, draws in enumerate(_names(plan).values()):
        yield f"    fill(w, 0, first, 2 * block, L{place}, key)"
        if is_double:
            yield f"    fill(w, {MONTHS_IN_BLOCK} * LANES, first, 2 * block + 1, L{place}, key)"
        for draw in draws:
            base = order.index(draw) * MONTHS_IN_BLOCK
            yield f"    for i in range({MONTHS_IN_BLOCK} * LANES):"
            value = f"{draw.kind}(w[i], w[{trailing} * LANES + i])"
            yield f"        z[{base} * LANES + i] = {value}"
    yield "    return"


def _run(program: Program, places: Layout, plan: Plan, output_count: int) -> Iterator[str]:
    """Yield the function that takes blocks of lanes, one after another, through all months."""
    yield f"""

@njit(**COMPILED)
def run(first, key, fixed, varying, tables, out):
    s = np.zeros({max(places.size, 1)} * LANES, REAL)
    h = np.zeros({max(places.ring_size, 1)} * LANES, REAL)
    k = np.zeros({max(len(places.scalars), 1)}, REAL)
    z = np.zeros({max(len(plan.draws), 1) * MONTHS_IN_BLOCK} * LANES, REAL)
    w = np.zeros({2 * MONTHS_IN_BLOCK} * LANES, np.uint32)
    count = out.shape[2]
    for start in range(0, count, LANES):
        here = min(LANES, count - start)
        for p in range({len(places.varying)}):
            for i in range(LANES):
                s[p * LANES + i] = varying[p, start + min(i, here - 1)]
        setup(s, h, k, fixed)
        for month in range({program.months}):
            if month % {MONTHS_IN_BLOCK} == 0:
                draw(z, w, first + start, month // {MONTHS_IN_BLOCK}, key)
            for d in range({len(plan.draws)}):
                at = (d * {MONTHS_IN_BLOCK} + month % {MONTHS_IN_BLOCK}) * LANES
                for i in range(LANES):
                    s[({min(places.draws.values(), default=0)} + d) * LANES + i] = z[at + i]
            step(s, h, k, fixed, tables, month)
            for o in range({output_count}):
                for i in range(here):
                    out[o, month, start + i] = s[({places.outputs} + o) * LANES + i]
"""
