"""The default engine: all lanes of a block at once, one array operation after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from volteface.scenarios import noise
from volteface.scenarios.draws import draw_parameters
from volteface.scenarios.engine import Array, Given, Lanes
from volteface.scenarios.plan import Plan, Step, plan
from volteface.scenarios.program import Draw, Operation, Program
from volteface.scenarios.pruning import pruned

_PLANS_KEPT = 8

_UFUNCS: dict[Operation, np.ufunc] = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "pow": np.power,
    "neg": np.negative, "min": np.minimum, "max": np.maximum, "exp": np.exp, "log": np.log,
    "sqrt": np.sqrt, "abs": np.absolute, "floor": np.floor, "lt": np.less, "le": np.less_equal,
    "gt": np.greater, "ge": np.greater_equal, "eq": np.equal, "ne": np.not_equal,
    "and": np.logical_and, "or": np.logical_or, "not": np.logical_not,
}  # fmt: skip


# A draw by kind and name, for lanes and a number of months: an array (months, lanes).
Drawing = Callable[[Draw, Lanes, int], Array]


def keyed(draw: Draw, lanes: Lanes, months: int) -> Array:
    """Return the draws of all months, of shape (months, lanes), keyed by name; see ``noise``."""
    make = noise.normals if draw.kind == "normal" else noise.uniforms
    return make(lanes.seed, lanes.trajectories, months, draw.name)


class NumpyEngine:
    """Runs programs with NumPy in double precision; keeps the plans of the last few programs.

    ``drawing`` makes the noise; another than ``keyed`` is for those who hand in a path of it.
    """

    name = "numpy"

    def __init__(self, drawing: Drawing = keyed) -> None:
        self.drawing = drawing
        self._needed: dict[tuple[int, tuple[str, ...]], tuple[Program, Program]] = {}
        self._plans: dict[tuple[int, frozenset[str]], tuple[Program, Plan]] = {}

    def run(
        self,
        program: Program,
        lanes: Lanes,
        outputs: tuple[str, ...] | None = None,
        parameters: Given | None = None,
    ) -> Array:
        """Return the ``outputs`` (symbols), of shape (outputs, months, lanes); see ``Engine``.

        Values that are not finite are returned as they come; ``simulate`` says where they arise.
        """
        wanted = program.symbols if outputs is None else outputs
        needed = self._pruned(program, wanted)
        made = self._plan(needed, frozenset(parameters or ()))
        values = draw_parameters(program, lanes, parameters)
        with np.errstate(all="ignore"):
            return _Run(needed, made, lanes, values, self.drawing).to_end(wanted)

    def _pruned(self, program: Program, wanted: tuple[str, ...]) -> Program:
        # The program is kept with what is made of it, so that no other can come to have its id.
        key = (id(program), wanted)
        if key not in self._needed:
            _make_room(self._needed)
            self._needed[key] = (program, pruned(program, wanted))
        return self._needed[key][1]

    def _plan(self, program: Program, varying: frozenset[str]) -> Plan:
        key = (id(program), varying)
        if key not in self._plans:
            _make_room(self._plans)
            self._plans[key] = (program, plan(program, varying))
        return self._plans[key][1]


def _make_room(kept: dict[Any, Any]) -> None:
    while len(kept) >= _PLANS_KEPT:
        kept.pop(next(iter(kept)))


class _Run:
    """One block: a list of values by slot, the noise of all months, and the histories."""

    def __init__(
        self,
        program: Program,
        made: Plan,
        lanes: Lanes,
        parameters: dict[str, float | Array],
        drawing: Drawing = keyed,
    ) -> None:
        self.drawing = drawing
        self.program, self.plan, self.lanes = program, made, lanes
        self.values: list[Any] = [None] * made.size
        for slot, value in made.constants.items():
            self.values[slot] = value
        for name, given in parameters.items():
            self.values[made.symbols[name]] = given
        for step in made.before:
            self._slow(step)
        self.noise = {draw: self._drawn(draw.kind, draw.name) for draw in made.draws}
        self.past = {
            one.name: [self._full(made.initial[one.name]) for _ in range(one.months)]
            for one in program.carried
        }
        self.kept = frozenset(made.symbols[one.name] for one in program.carried)

    def to_end(self, wanted: tuple[str, ...]) -> Array:
        slots = [self.plan.symbols[name] for name in wanted]
        found = np.empty((len(slots), self.program.months, self.lanes.count))
        steps = self._compiled(self.kept | set(slots))
        for month in range(self.program.months):
            self._begin(month)
            for step in steps:
                step()
            for row, slot in enumerate(slots):
                found[row, month] = self.values[slot]
            self._shift()
        return found

    def _begin(self, month: int) -> None:
        for table in self.program.tables:
            self.values[self.plan.symbols[table.name]] = table.values[month]
        for draw, slot in self.plan.draws.items():
            self.values[slot][...] = self.noise[draw][month]
        for (name, months), slot in self.plan.previous.items():
            self.values[slot][...] = self.past[name][-months]

    def _shift(self) -> None:
        for one in self.program.carried:
            history = self.past[one.name]
            oldest = history.pop(0)
            oldest[...] = self.values[self.plan.symbols[one.name]]
            history.append(oldest)

    def _drawn(self, kind: str, name: str) -> Array:
        draw = Draw("normal" if kind == "normal" else "uniform", name)
        return self.drawing(draw, self.lanes, self.program.months)

    def _full(self, slot: int) -> Array:
        return np.full(self.lanes.count, self.values[slot], dtype=np.float64)

    def _slow(self, step: Step) -> None:
        self.values[step.out] = scalar_operation(step.op)(
            *(self.values[one] for one in step.inputs)
        )

    def _compiled(self, kept: frozenset[int] | set[int]) -> list[Callable[[], None]]:
        """Return a callable for each monthly step, writing into few arrays that are used again."""
        last = {slot: number for number, one in enumerate(self.plan.monthly) for slot in one.inputs}
        free: list[Array] = []
        for slot in (*self.plan.draws.values(), *self.plan.previous.values()):
            self.values[slot] = np.empty(self.lanes.count)
        compiled = []
        made: set[int] = set()
        for number, step in enumerate(self.plan.monthly):
            if step.out not in self.plan.lane_slots:
                compiled.append(_later(self._slow, step))
                continue
            self.values[step.out] = free.pop() if free else np.empty(self.lanes.count)
            made.add(step.out)
            compiled.append(self._fast(step))
            spent = {one for one in step.inputs if last[one] == number} & made
            free.extend(self.values[one] for one in spent - set(kept))
        return compiled

    def _fast(self, step: Step) -> Callable[[], None]:
        scalars = any(one not in self.plan.lane_slots for one in step.inputs)
        out, values, inputs = self.values[step.out], self.values, step.inputs
        if step.op == "where":
            return lambda: _choose(out, *(values[one] for one in inputs))
        if step.op == "logistic":
            return lambda: _logistic(values[inputs[0]], out)
        ufunc = _UFUNCS[step.op]
        if scalars:
            return lambda: ufunc(*[values[one] for one in inputs], out=out)
        arrays = [values[one] for one in inputs]
        return lambda: ufunc(*arrays, out=out)


def _later(call: Callable[[Step], None], step: Step) -> Callable[[], None]:
    return lambda: call(step)


def scalar_operation(op: Operation) -> Callable[..., Any]:
    """Return the operation on single numbers, a test as 1.0 or 0.0."""
    if op == "where":
        return lambda test, yes, no: np.where(np.asarray(test) != 0, yes, no)
    if op == "logistic":
        return lambda x: 1.0 / (1.0 + np.exp(np.negative(x)))
    ufunc = _UFUNCS[op]
    return lambda *inputs: np.asarray(ufunc(*inputs), dtype=np.float64)


def _choose(out: Array, test: Any, yes: Any, no: Any) -> None:
    out[...] = no
    np.copyto(out, yes, where=np.not_equal(test, 0))


def _logistic(x: Array, out: Array) -> None:
    np.negative(x, out)
    np.exp(out, out)
    np.add(out, 1.0, out)
    np.divide(1.0, out, out)
