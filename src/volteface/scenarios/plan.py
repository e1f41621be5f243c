"""A program flattened to single operations on numbered slots, equal operations done once.

The NumPy engine runs it; it is plain data, so that other engines may start from it too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from volteface.scenarios.program import (
    Apply,
    Draw,
    Expression,
    Number,
    Operation,
    Previous,
    Program,
    Symbol,
)

_SQUARE_ROOT = 0.5


@dataclass(frozen=True, slots=True)
class Step:
    """Slot ``out`` becomes ``op`` of the slots ``inputs``."""

    op: Operation
    inputs: tuple[int, ...]
    out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is computed once (``before``), what each month (``monthly``), and where things lie.

    ``constants`` maps slots to numbers, ``symbols`` names to slots, ``previous`` (name, months)
    to slots, ``initial`` carried names to the slots of their start values. ``lane_slots`` hold
    one value for each lane, the others one for all.
    """

    size: int
    before: tuple[Step, ...]
    monthly: tuple[Step, ...]
    constants: dict[int, float]
    symbols: dict[str, int]
    previous: dict[tuple[str, int], int]
    draws: dict[Draw, int]
    initial: dict[str, int]
    lane_slots: frozenset[int]


def plan(program: Program, varying: Iterable[str] = ()) -> Plan:
    """Return the flat form of ``program``; ``varying`` are fixed parameters given for each lane."""
    return _Planner(program, frozenset(varying)).planned()


class _Planner:
    """Walks the statements once and numbers what it meets."""

    def __init__(self, program: Program, varying: frozenset[str]) -> None:
        self.program = program
        self.constants: dict[int, float] = {}
        self.symbols: dict[str, int] = {}
        self.previous: dict[tuple[str, int], int] = {}
        self.draws: dict[Draw, int] = {}
        self.known: dict[object, int] = {}
        self.by_month: set[int] = set()
        self.by_lane: set[int] = set()
        self.before: list[Step] = []
        self.monthly: list[Step] = []
        self.size = 0
        for one in program.parameters:
            is_lane = not one.distribution.is_fixed or one.name in varying
            self.symbols[one.name] = self.slot(month=False, lane=is_lane)
        for table in program.tables:
            self.symbols[table.name] = self.slot(month=True, lane=False)

    def planned(self) -> Plan:
        for statement in self.program.setup:
            self.symbols[statement.name] = self.place(statement.expression)
        initial = {one.name: self.place(one.initial) for one in self.program.carried}
        for statement in self.program.monthly:
            self.symbols[statement.name] = self.place(statement.expression)
        return Plan(
            size=self.size,
            before=tuple(self.before),
            monthly=tuple(self.monthly),
            constants=self.constants,
            symbols=self.symbols,
            previous=self.previous,
            draws=self.draws,
            initial=initial,
            lane_slots=frozenset(self.by_lane),
        )

    def slot(self, *, month: bool, lane: bool) -> int:
        number = self.size
        self.size += 1
        if month:
            self.by_month.add(number)
        if lane:
            self.by_lane.add(number)
        return number

    def place(self, expression: Expression) -> int:
        """Return the slot that holds ``expression``, adding the steps that are missing.

        Without recursion, for programs that are made may nest more deeply than Python does.
        """
        done: list[int] = []
        waiting: list[tuple[Expression, bool]] = [(expression, False)]
        while waiting:
            node, is_ready = waiting.pop()
            if not isinstance(node, Apply):
                done.append(self._leaf(node))
            elif is_ready:
                first = len(done) - len(node.arguments)
                inputs = tuple(done[first:])
                del done[first:]
                done.append(self._applied(node.op, inputs))
            else:
                waiting.append((node, True))
                waiting.extend((one, False) for one in reversed(node.arguments))
        return done[0]

    def _leaf(self, leaf: Number | Symbol | Previous | Draw) -> int:
        match leaf:
            case Symbol(name):
                return self.symbols[name]
            case Number(value):
                return self._constant(value)
            case Previous(name, months):
                if (name, months) not in self.previous:
                    self.previous[name, months] = self.slot(month=True, lane=True)
                return self.previous[name, months]
            case Draw():
                if leaf not in self.draws:
                    self.draws[leaf] = self.slot(month=True, lane=True)
                return self.draws[leaf]

    def _constant(self, value: float) -> int:
        key = ("number", value.hex())
        if key not in self.known:
            self.known[key] = self.slot(month=False, lane=False)
            self.constants[self.known[key]] = value
        return self.known[key]

    def _applied(self, op: Operation, inputs: tuple[int, ...]) -> int:
        if op == "pow" and self.constants.get(inputs[1]) == _SQUARE_ROOT:
            op, inputs = "sqrt", inputs[:1]
        key = (op, inputs)
        if key in self.known:
            return self.known[key]
        month = any(one in self.by_month for one in inputs)
        out = self.slot(month=month, lane=any(one in self.by_lane for one in inputs))
        (self.monthly if month else self.before).append(Step(op, inputs, out))
        self.known[key] = out
        return out
