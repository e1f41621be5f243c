"""What a model remembers from one moment to the next: stocks, smooths, delays, samples.

A memory with levels is continuous: the integrator moves its `levels` by its `rates`. One without
is discrete: it takes in the present once per time step, in `advance`.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from typing import Protocol

from volteface.scenarios.importing.errors import ImportedModelError, Place

Value = Callable[[], float]

HIGHEST_ORDER = 1000
"""Stages of a delay or smooth that are followed."""

LONGEST_QUEUE = 1_000_000
"""Time steps that a fixed delay may hold."""


class Memory(Protocol):
    """Something remembered. `levels` is empty for what does not change between time steps."""

    levels: list[float]

    def begin(self) -> None:
        """Sets the memory to its state at the initial time."""

    def output(self) -> float:
        """What the memory shows now."""

    def rates(self) -> list[float]:
        """The rate of change of each level, per unit of time."""

    def advance(self) -> None:
        """Takes in the present, at the end of a time step."""


class Stock:
    """A level that flows change (INTEG)."""

    def __init__(self, net_flow: Value, initial: Value) -> None:
        self._net_flow, self._initial = net_flow, initial
        self.levels: list[float] = [0.0]

    def begin(self) -> None:
        """Sets the level to its initial value."""
        self.levels[:] = [self._initial()]

    def output(self) -> float:
        """The level."""
        return self.levels[0]

    def rates(self) -> list[float]:
        """The net flow."""
        return [self._net_flow()]

    def advance(self) -> None:
        """Nothing: the integrator has moved the level."""


class BoundedStock(Stock):
    """A level that does not fall below zero: what would take it lower is lost (XMILE)."""

    def advance(self) -> None:
        """Lifts the level to zero."""
        self.levels[0] = max(self.levels[0], 0.0)


class SmoothChain:
    """Exponential smooths in a row, each over an equal part of the time (SMOOTH, SMOOTH3, …)."""

    def __init__(
        self, value: Value, time: Value, initial: Value, order: Value, place: Place
    ) -> None:
        self._value, self._time, self._initial, self._order = value, time, initial, order
        self._place = place
        self.levels: list[float] = [0.0]

    def begin(self) -> None:
        """Fixes the order and sets every level to the initial value."""
        self.levels[:] = [self._initial()] * _order(self._order(), self._place)

    def output(self) -> float:
        """The last level."""
        return self.levels[-1]

    def rates(self) -> list[float]:
        """The gaps to the level before, each closed over the stage's time."""
        stage = self._time() / len(self.levels)
        sources = [self._value(), *self.levels[:-1]]
        return [(s - x) / stage for s, x in zip(sources, self.levels, strict=True)]

    def advance(self) -> None:
        """Nothing: the integrator has moved the levels."""


class DelayChain:
    """Material delays in a row, each over an equal part of the time (DELAY1, DELAY3, DELAY N)."""

    def __init__(
        self, value: Value, time: Value, initial: Value, order: Value, place: Place
    ) -> None:
        self._value, self._time, self._initial, self._order = value, time, initial, order
        self._place = place
        self.levels: list[float] = [0.0]

    def _stage(self) -> float:
        return self._time() / len(self.levels)

    def inflow(self) -> float:
        """What flows in now."""
        return self._value()

    def begin(self) -> None:
        """Fixes the order and fills every stage so that the initial value flows out."""
        order = _order(self._order(), self._place)
        self.levels[:] = [self._initial() * self._time() / order] * order

    def output(self) -> float:
        """The flow out of the last stage."""
        return self.levels[-1] / self._stage()

    def rates(self) -> list[float]:
        """Inflow less outflow of every stage."""
        flows = [self._value(), *(level / self._stage() for level in self.levels)]
        return [flows[at] - flows[at + 1] for at in range(len(self.levels))]

    def advance(self) -> None:
        """Nothing: the integrator has moved the levels."""


class VariableDelayChain:
    """Material delays in a row whose time may change on the way (DELAY N).

    A new delay time reaches the first stage at once and each further one a time step later, and
    the order is lowered to as many stages as time steps fit into the delay at the start; both as
    Vensim's published outputs of its test models have it.
    """

    def __init__(self, chain: DelayChain, time: Value, dt: Value) -> None:
        self._chain, self._time, self._dt = chain, time, dt
        self._stages: list[float] = []
        self.levels = chain.levels

    def begin(self) -> None:
        """Fixes the order and fills every stage so that the initial value flows out."""
        self._chain.begin()
        fitting = max(math.floor(self._time() / self._dt() + 1e-6), 1)
        if fitting < len(self.levels):
            total = sum(self.levels)
            self.levels[:] = [total / fitting] * fitting
        self._stages = [self._first()] * len(self.levels)

    def _first(self) -> float:
        return self._time() / len(self.levels)

    def output(self) -> float:
        """The flow out of the last stage."""
        return self.levels[-1] / (self._stages[-1] if len(self.levels) > 1 else self._first())

    def rates(self) -> list[float]:
        """Inflow less outflow of every stage."""
        stages = [self._first(), *self._stages[1:]]
        out = [level / stage for level, stage in zip(self.levels, stages, strict=True)]
        flows = [self._chain.inflow(), *out]
        return [flows[at] - flows[at + 1] for at in range(len(out))]

    def advance(self) -> None:
        """Hands the delay times on to the next stage."""
        first = self._first()
        self._stages = [first, first, *self._stages[1:-1]][: len(self.levels)]


class FixedDelay:
    """What went in a fixed time ago (DELAY FIXED; XMILE's DELAY).

    The time is taken at the start and rounded to whole time steps, at least one.
    """

    def __init__(self, value: Value, time: Value, initial: Value, dt: Value, place: Place) -> None:
        self._value, self._time, self._initial, self._dt = value, time, initial, dt
        self._place = place
        self._queue: deque[float] = deque()
        self.levels: list[float] = []

    def begin(self) -> None:
        """Fills the delay with the initial value."""
        steps = self._time() / self._dt()
        if not steps < LONGEST_QUEUE:
            message = f"a delay over {steps:g} time steps; at most {LONGEST_QUEUE} are followed"
            raise ImportedModelError(message, self._place)
        self._queue = deque([self._initial()] * max(math.floor(steps + 0.5), 1))

    def output(self) -> float:
        """What comes out now."""
        return self._queue[0]

    def rates(self) -> list[float]:
        """None."""
        return []

    def advance(self) -> None:
        """Moves everything on by a time step."""
        self._queue.append(self._value())
        self._queue.popleft()


class Sample:
    """The value when a condition was last true (SAMPLE IF TRUE)."""

    def __init__(self, condition: Value, value: Value, initial: Value) -> None:
        self._condition, self._value, self._initial = condition, value, initial
        self._held = 0.0
        self.levels: list[float] = []

    def begin(self) -> None:
        """Holds the initial value."""
        self._held = self._initial()

    def output(self) -> float:
        """The value now where the condition is true, else the one held."""
        return self._value() if self._condition() else self._held

    def rates(self) -> list[float]:
        """None."""
        return []

    def advance(self) -> None:
        """Holds what is shown now."""
        self._held = self.output()


class Kept:
    """A value at the initial time (INITIAL)."""

    def __init__(self, value: Value) -> None:
        self._value = value
        self._kept = 0.0
        self.levels: list[float] = []

    def begin(self) -> None:
        """Takes the value."""
        self._kept = self._value()

    def output(self) -> float:
        """The value taken."""
        return self._kept

    def rates(self) -> list[float]:
        """None."""
        return []

    def advance(self) -> None:
        """Nothing."""


def _order(value: float, place: Place) -> int:
    order = math.floor(value + 0.5) if math.isfinite(value) else 0
    if not 1 <= order <= HIGHEST_ORDER:
        message = f"a delay or smooth of order {value:g}; 1 to {HIGHEST_ORDER} can be followed"
        raise ImportedModelError(message, place)
    return order
