"""Runs of a program whose noise is given, so that a fit can ask which noise led to the facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from volteface.scenarios.engine import Lanes
from volteface.scenarios.engine_numpy import NumpyEngine, keyed
from volteface.scenarios.program import Draw, Program, Symbol, leaves
from volteface.scenarios.pruning import pruned

Floats = npt.NDArray[np.float64]


def run_paths(
    program: Program,
    outputs: tuple[str, ...],
    parameters: Mapping[str, Floats],
    given: Mapping[Draw, Floats],
    lanes: Lanes,
) -> dict[str, Floats]:
    """Return each output as an array (lane, month) of a run with draws handed in.

    ``given`` maps draws to arrays (month, lane), or (month, 1) for one path that all lanes share.
    Months after the last of an array, and draws that are not given, are keyed as in every run.
    """

    def drawn(draw: Draw, lanes: Lanes, months: int) -> Floats:
        held = given.get(draw)
        if held is not None and len(held) >= months:
            return held[:months]
        found = keyed(draw, lanes, months)
        if held is not None:
            found[: len(held)] = held
        return found

    engine = NumpyEngine(drawing=drawn)
    found = engine.run(program, lanes, outputs=outputs, parameters=dict(parameters))
    return {name: found[place].T for place, name in enumerate(outputs)}


def needed_only(program: Program, outputs: Iterable[str]) -> Program:
    """Return the program without what ``outputs`` do not need, parameters and tables included.

    Every kept value is as it was: draws are keyed by name, so what is left out moves nothing.
    """
    asked = tuple(outputs)
    cut = pruned(program, asked)
    expressions = [
        *(one.expression for one in (*cut.setup, *cut.monthly)),
        *(one.initial for one in cut.carried),
    ]
    read = {leaf.name for one in expressions for leaf in leaves(one) if isinstance(leaf, Symbol)}
    names = read | set(asked)
    return replace(
        cut,
        parameters=tuple(one for one in cut.parameters if one.name in names),
        tables=tuple(one for one in cut.tables if one.name in names),
    )
