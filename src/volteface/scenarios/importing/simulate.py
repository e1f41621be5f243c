"""Runs an imported model in time steps (Euler, or Runge–Kutta of order 4) and saves what it shows.

Source of the methods: OASIS XMILE 1.0, section 2.3; W. H. Press et al., Numerical Recipes, ch. 17.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from volteface.scenarios.importing.arguments import BEGUN
from volteface.scenarios.importing.errors import ImportedModelError
from volteface.scenarios.importing.lookup import MISSING
from volteface.scenarios.importing.program import TIME, Program

MOST_STEPS = 1_000_000
"""Time steps that a run may take."""

MOST_SAVED = 20_000_000
"""Numbers that a run may save."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a run saved: `values[at, column]` at each saved time, time itself in column 0.

    `columns` holds each column's canonical variable and cell, `labels` its name as the file
    spells it. Values that are not available are nan.
    """

    columns: tuple[tuple[str, tuple[str, ...]], ...]
    labels: tuple[str, ...]
    values: NDArray[np.float64]

    def series(self, label: str) -> NDArray[np.float64]:
        """One column, by the name that the file spells.

        Raises `KeyError` naming the column that is missing.
        """
        if label not in self.labels:
            raise KeyError(f"no column {label!r}; there are {len(self.labels)}")
        return self.values[:, self.labels.index(label)]

    def write_csv(self, path: Path) -> None:
        """Writes the results as CSV: a header and a row for each saved time."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(self.labels)
            for row in self.values:
                writer.writerow(["" if math.isnan(value) else repr(float(value)) for value in row])


class Simulation:
    """One run of a program, from its initial to its final time."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._values = program.values
        self._begin = program.order(initially=True)
        self._now = program.order(initially=False)
        self._shown = [TIME, *(at for at in range(len(program.slots)) if self._is_shown(at))]
        self._step: Callable[[float], None] = (
            self._runge_kutta if program.model.method == "rk4" else self._euler
        )

    def run(self) -> Results:
        """Runs the model and returns what it saved.

        Raises `ImportedModelError` where times are not numbers or the steps are too many.
        """
        self._set_up()
        saved: list[NDArray[np.float64]] = []
        next_save = self._time()
        for _ in range(MOST_STEPS):
            dt = self._control("time step")
            if not dt > 0:
                raise self._wrong(f"the time step is {dt:g}; it must be above 0")
            if self._time() >= next_save - dt * 1e-6:
                if len(saved) * len(self._shown) > MOST_SAVED:
                    raise self._wrong(f"more than {MOST_SAVED} numbers to save")
                saved.append(np.array([self._values[at] for at in self._shown]))
                next_save = self._time() + max(self._control("saveper"), dt)
            if self._time() + dt > self._control("final time") + dt * 1e-6:
                return self._results(saved)
            self._advance(dt)
        raise self._wrong(f"more than {MOST_STEPS} time steps")

    def _set_up(self) -> None:
        self._values[TIME], self._values[BEGUN] = 0.0, 0.0
        start = self._program.slot("initial time", ())
        if start is None:
            raise self._wrong("no INITIAL TIME")
        self._compute(self._program.order(initially=True, only=[start]), begin=True)
        self._values[TIME] = self._values[start]
        self._compute(self._begin, begin=True)
        self._values[BEGUN] = 1.0
        self._compute(self._now)

    def _advance(self, dt: float) -> None:
        discrete = [memory for memory in self._program.memories if not memory.levels]
        for memory in discrete:
            memory.advance()
        time = self._time()
        self._step(dt)
        for memory in self._program.memories:
            if memory.levels:
                memory.advance()
        self._values[TIME] = round(time + dt, 10)
        self._compute(self._now)

    def _euler(self, dt: float) -> None:
        self._move(self._levels(), self._rates(), dt)

    def _runge_kutta(self, dt: float) -> None:
        start, time = self._levels(), self._time()
        first = self._rates()
        total = first
        slope = first
        for part, weight in ((0.5, 2.0), (0.5, 2.0), (1.0, 1.0)):
            self._move(start, slope, dt * part)
            self._values[TIME] = time + dt * part
            self._compute(self._now)
            slope = self._rates()
            total = [sum_ + weight * rate for sum_, rate in zip(total, slope, strict=True)]
        self._move(start, [rate / 6.0 for rate in total], dt)

    def _levels(self) -> list[float]:
        return [level for memory in self._program.memories for level in memory.levels]

    def _rates(self) -> list[float]:
        return [rate for memory in self._program.memories for rate in memory.rates()]

    def _move(self, start: list[float], rates: list[float], dt: float) -> None:
        moved = iter([level + rate * dt for level, rate in zip(start, rates, strict=True)])
        for memory in self._program.memories:
            memory.levels[:] = [next(moved) for _ in memory.levels]

    def _compute(self, order: list[int], begin: bool = False) -> None:
        slots, values = self._program.slots, self._values
        for at in order:
            value = slots[at].begin if begin else slots[at].now
            try:
                values[at] = value() if value is not None else values[at]
            except (ArithmeticError, ValueError, IndexError) as error:
                raise self._wrong(
                    f"{slots[at].name!r} at time {self._time():g}: {error}"
                ) from error

    def _time(self) -> float:
        return self._values[TIME]

    def _control(self, name: str) -> float:
        slot = self._program.slot(name, ())
        if slot is None and name == "saveper":
            return self._control("time step")
        if slot is None or not math.isfinite(self._values[slot]):
            raise self._wrong(f"{name.upper()} is missing or not a number")
        return self._values[slot]

    def _wrong(self, message: str) -> ImportedModelError:
        return ImportedModelError(f"{self._program.model.path.name}: {message}")

    def _results(self, saved: list[NDArray[np.float64]]) -> Results:
        values = np.array(saved)
        values[values == MISSING] = np.nan
        slots = self._program.slots
        columns = tuple((slots[at].name, slots[at].cell) for at in self._shown)
        labels = tuple(self._label(name, cell) for name, cell in columns)
        return Results(columns=columns, labels=labels, values=values)

    def _is_shown(self, at: int) -> bool:
        slot = self._program.slots[at]
        return (
            at != TIME and "#" not in slot.name and self._program.slot(slot.name, slot.cell) == at
        )

    def _label(self, name: str, cell: tuple[str, ...]) -> str:
        labels = self._program.model.labels
        shown = ".".join(labels.get(part, part) for part in name.split("."))
        if name == "time":
            shown = "Time"
        inner = ",".join(labels.get(part, part) for part in cell)
        return f"{shown}[{inner}]" if cell else shown
