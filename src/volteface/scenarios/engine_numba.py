"""The fast engine: a program compiled to loops over lanes (extra ``fast``)."""

from __future__ import annotations

from typing import Literal

import numpy as np

from volteface.scenarios.engine import Array, Given, Lanes
from volteface.scenarios.lanes.kernel import Compiled, compiled
from volteface.scenarios.lanes.layout import Layout
from volteface.scenarios.lanes.parameters import drawn_parameters
from volteface.scenarios.lanes.source import KEYED, source
from volteface.scenarios.noise import check_trajectories, seed_key
from volteface.scenarios.plan import plan
from volteface.scenarios.program import Program

_KEPT = 8


class NumbaEngine:
    """Runs programs as compiled loops over lanes of trajectories.

    ``precision`` "double" agrees with the default engine to 1e-12; "single" is several times
    faster, meets the same draws rounded to 32 bits, and returns single-precision figures.
    """

    name = "numba"

    def __init__(
        self, precision: Literal["single", "double"] = "double", words: tuple[str, str] = KEYED
    ) -> None:
        self.precision, self.words = precision, words
        self._made: dict[object, tuple[Program, Compiled, Layout]] = {}

    def run(
        self,
        program: Program,
        lanes: Lanes,
        outputs: tuple[str, ...] | None = None,
        parameters: Given | None = None,
    ) -> Array:
        """Return the ``outputs`` (symbols), of shape (outputs, months, lanes); see ``Engine``.

        Values that are not finite are returned as they come. Raises ScenarioError for a program
        too large to compile.
        """
        check_trajectories(lanes.first, lanes.first + lanes.count - 1)
        wanted = program.symbols if outputs is None else outputs
        values = drawn_parameters(program, lanes, parameters)
        varying = frozenset(name for name, value in values.items() if np.ndim(value))
        run, places = self._compiled(program, wanted, varying)
        real = np.float32 if self.precision == "single" else np.float64
        fixed = np.array([values[name] for name in places.fixed], dtype=np.float64)
        each = np.empty((len(places.varying), lanes.count), dtype=real)
        for row, name in enumerate(places.varying):
            each[row] = values[name]
        tables = np.array([one.values for one in program.tables], dtype=np.float64)
        found = np.empty((len(wanted), program.months, lanes.count), dtype=real)
        key = tuple(np.uint32(word) for word in seed_key(lanes.seed))
        run(lanes.first, key, fixed, each, tables.reshape(-1, program.months), found)
        return found

    def _compiled(
        self, program: Program, wanted: tuple[str, ...], varying: frozenset[str]
    ) -> tuple[Compiled, Layout]:
        key = (id(program), wanted, varying)
        if key not in self._made:
            while len(self._made) >= _KEPT:
                self._made.pop(next(iter(self._made)))
            text, places = source(
                program, plan(program, varying), wanted, self.precision, self.words
            )
            self._made[key] = (program, compiled(text), places)
        return self._made[key][1:]


class SinglePrecisionEngine(NumbaEngine):
    """The same loops in single precision: for runs by the hundred thousand."""

    name = "numba-single"

    def __init__(self) -> None:
        super().__init__("single")
