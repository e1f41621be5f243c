"""Running a program: blocks of bounded memory, gathered in order, with word of progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from volteface.errors import ScenarioError
from volteface.scenarios.calendar import month_name
from volteface.scenarios.engine import Array, Engine, Given, Lanes, engine_named
from volteface.scenarios.gather import Gather, happened
from volteface.scenarios.modelfile.limits import RUNS
from volteface.scenarios.posterior_odds import EVIDENCE, STATES, WeightedStates
from volteface.scenarios.program import Output, Program
from volteface.scenarios.results import Results, results_of

# Of one block, all outputs and all noise together.
_BLOCK_BYTES = 48_000_000
_FEWEST_LANES, _MOST_LANES = 16, 4096

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a program is run. ``progress`` is called with the runs done and the runs asked for.

    ``parameters`` holds one value, or one for each run, of parameters that are not to be drawn.
    Raises ValueError for fewer than 1 or too many runs.
    """

    runs: int = 4000
    seed: int = 1
    engine: str = "numpy"
    progress: Progress | None = None
    parameters: Given | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.runs <= RUNS:
            raise ValueError(f"expected 1 to {RUNS} runs, got {self.runs}")
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"expected a seed from 0 to 2**63 - 1, got {self.seed}")


def simulate(program: Program, options: Options | None = None) -> Results:
    """Return what is gathered of ``options.runs`` trajectories of ``program``.

    Raises ScenarioError, naming symbol and month, where a value is not a finite number.
    """
    options = options or Options()
    gather = Gather(program.outputs, program.months)
    seen = _Seen(program)
    for values in blocks(program, options, seen.wanted):
        seen.add(values)
        gather.add(values[: len(program.outputs)])
    found = results_of(
        program, gather.measures(), seed=options.seed, engine=options.engine, runs=options.runs
    )
    return found if seen.states is None else replace(found, seen=seen.states)


class _Seen:
    """Gathers the question's states by how well the runs fit what was seen, if anything was."""

    def __init__(self, program: Program) -> None:
        self.wanted = program.symbols
        self.states: WeightedStates | None = None
        if any(one.name == EVIDENCE for one in program.monthly):
            self.wanted = (*program.symbols, EVIDENCE)
            self.rows = [program.symbols.index(name) for name in STATES]
            self.states = WeightedStates(program.months)

    def add(self, values: Array) -> None:
        if self.states is not None:
            self.states.add(values[self.rows], values[-1, -1])


def compare(
    base: Program,
    other: Program,
    options: Options | None = None,
    other_parameters: Given | None = None,
) -> Results:
    """Return the twin differences, ``other`` less ``base``, of the outputs that both have.

    Both see the same noise, so a difference is what the change itself makes. An event's difference
    is that of its having happened. ``other_parameters`` are given to ``other`` instead of those in
    ``options``. Raises ValueError where start or length differ.
    """
    options = options or Options()
    theirs_too = (
        options if other_parameters is None else replace(options, parameters=other_parameters)
    )
    others = replace(theirs_too, progress=None)
    if (base.start, base.months) != (other.start, other.months):
        raise ValueError("both must start in the same month and be of the same length")
    theirs = {one.name: row for row, one in enumerate(other.outputs)}
    shared = [(row, theirs[one.name]) for row, one in enumerate(base.outputs) if one.name in theirs]
    rows, other_rows = [row for row, _ in shared], [row for _, row in shared]
    outputs = tuple(_as_difference(base.outputs[row]) for row in rows)
    marks = [number for number, row in enumerate(rows) if base.outputs[row].is_event]
    gather = Gather(outputs, base.months)
    size = min(lanes_at_once(one, len(one.symbols)) for one in (base, other))
    both = (blocks(base, options, size=size), blocks(other, others, size=size))
    for before, after in zip(*both, strict=True):
        gather.add(_cumulated(after[other_rows], marks) - _cumulated(before[rows], marks))
    found = results_of(
        base, gather.measures(), seed=options.seed, engine=options.engine, runs=options.runs
    )
    names = f"{other.scenario or 'base'} less {base.scenario or 'base'}"
    return replace(found, scenario=names, is_difference=True)


def blocks(
    program: Program,
    options: Options,
    outputs: tuple[str, ...] | None = None,
    size: int | None = None,
) -> Iterator[Array]:
    """Yield the values of ``outputs`` (default: the program's) in blocks of ``size`` trajectories.

    Without a size, as many as fit into the memory of a block.
    """
    engine = engine_named(options.engine)
    wanted = program.symbols if outputs is None else outputs
    size = size or lanes_at_once(program, len(wanted))
    for first in range(0, options.runs, size):
        lanes = Lanes(seed=options.seed, first=first, count=min(size, options.runs - first))
        given = _part(options.parameters, first, lanes.count)
        values = engine.run(program, lanes, wanted, given)
        wrong = ~np.isfinite(values)
        if wrong.any():
            lane = int(np.argmax(wrong.any(axis=(0, 1))))
            only = Lanes(seed=lanes.seed, first=lanes.first + lane, count=1)
            raise not_finite(program, engine, only, _part(given, lane, 1))
        if options.progress is not None:
            options.progress(first + lanes.count, options.runs)
        yield values


def lanes_at_once(program: Program, outputs: int) -> int:
    """Return how many lanes of ``program`` fit into the memory of a block."""
    numbers = program.months * (outputs + len(program.draws) + 1) + len(program.monthly)
    return int(np.clip(_BLOCK_BYTES // (8 * numbers), _FEWEST_LANES, _MOST_LANES))


def not_finite(program: Program, engine: Engine, lane: Lanes, given: Given | None) -> ScenarioError:
    """Return the error that names the first symbol that is not a finite number, and when."""
    names = tuple(one.name for one in (*program.setup, *program.monthly))
    wrong = ~np.isfinite(engine.run(program, lane, names, given)[:, :, 0])
    # Statements stand in order of need, so the first one of the first month is where it arises.
    month = int(np.argmax(wrong.any(axis=0)))
    name = names[int(np.argmax(wrong[:, month]))]
    line = program.lines.get(name)
    told = (program.file, f"line {line}" if line else None)
    where = ", ".join(part for part in told if part is not None)
    return ScenarioError(
        f"{where + ': ' if where else ''}{name} is not a finite number in "
        f"{month_name(program.start, month)} of trajectory {lane.first}: a division by zero, a "
        "logarithm of nothing, or growth without bound; guard it with max(), where() or a cap"
    )


def _as_difference(one: Output) -> Output:
    return replace(one, is_event=False, is_share=one.is_event or one.is_share, thresholds=())


def _cumulated(values: Array, events: list[int]) -> Array:
    """Return ``values`` (a copy) with the rows ``events`` as 1 once they have happened."""
    for row in events:
        values[row] = happened(values[row])
    return values


def _part(given: Given | None, first: int, count: int) -> Given | None:
    """Return what is given for ``count`` lanes from ``first`` on."""
    if given is None:
        return None
    return {
        name: one if np.ndim(one) == 0 else np.asarray(one)[first : first + count]
        for name, one in given.items()
    }
