"""Print how many trajectories of a model a core runs in a second, beside four peers in the same run.

    python benchmarks/bench_scenarios.py [--seconds 2] [--peers PYTHON | --no-peers]

The reference model (``scenarios/reference_model.yaml``) has three actors, six ties, eight sectors
and 36 months. Times are CPU seconds of one core, the best of several repeats; quantiles of the
outcomes are gathered in every figure that is held to a bar. The peers live in an environment of
their own (``build/peers``, made on first use from ``scenarios/peers/requirements.txt``), run the same
equations without noise, which spares them the drawing, and must give the same paths. They keep
paths and gather nothing, so the ratios are to our lanes with noise, paths kept, nothing gathered;
the ratio with quantiles gathered stands beside. Ends with 1 where a bar is not met.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"  # before anything that starts threads is imported

import numpy as np

from scenarios.boario import beside_boario
from scenarios.equations import equations, without_noise
from volteface.scenarios.compile import compile_model
from volteface.scenarios.engine import Engine, Given, Lanes, engine_named
from volteface.scenarios.engine_numba import NumbaEngine
from volteface.scenarios.engine_numpy import NumpyEngine
from volteface.scenarios.gather import Gather
from volteface.scenarios.load import load_model
from volteface.scenarios.program import Program

HERE = Path(__file__).parent
MODEL = HERE / "scenarios" / "reference_model.yaml"
PEERS = HERE / "scenarios" / "peers"
CASE = HERE.parent / "cases" / "caracas-havana"
SEQUENTIAL = ("scenarios.sequential", "sequential_words")
BLOCK, BLOCKS = 4096, 4
CASE_RUNS = 10_000
# Least trajectories per core-second; least ratios to a peer; most seconds of the case model.
LEAST = {"lanes": 350_000, "lanes, each its parameters": 250_000, "NumPy": 40_000}
LEAST_RATIO = {"mesa": 1_000, "bptk": 100, "simlin": 50, "pysd": 50_000}
MOST_SECONDS = {"lanes": 0.1, "NumPy": 1.0}
MOST_APART, PATHS_APART = 1e-12, 1e-9
LEAST_BOARIO, BOARIO_APART = 50, 1e-5


@dataclass(slots=True)
class Bars:
    """Counts the bars that are not met while they are printed."""

    missed: int = 0

    def line(self, words: str, met: bool | None = None) -> None:
        """Print ``words`` and, where there is a bar, whether it is met."""
        self.missed += met is False
        print(words + {True: "  met", False: "  NOT MET", None: ""}[met])


def main() -> int:
    """Measure, print, and return the exit code."""
    options = _options()
    bars = Bars()
    program = compile_model(load_model(MODEL))
    rates = _speeds(program, options.seconds, bars)
    _agreement(program, bars)
    _case(options.seconds, bars)
    _boario(bars)
    if not options.no_peers:
        _peers(program, rates, options.peers or _peers_python(), bars)
    return int(bars.missed > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2.0, help="spent on each figure")
    parser.add_argument("--peers", type=Path, help="a Python that has the peers")
    parser.add_argument("--no-peers", action="store_true")
    return parser.parse_args()


def _speeds(program: Program, seconds: float, bars: Bars) -> tuple[float, float]:
    """Print trajectories per core-second; return those of the lanes, paths only and gathered."""
    print(f"{MODEL.name}: {len(program.monthly)} statements, {len(program.parameters)} parameters, "
          f"{len(program.draws)} draws a month, {program.months} months")  # fmt: skip
    outcomes = _only_outcomes(program)
    each = {one.name: np.full(BLOCK, one.distribution.numbers[0]) for one in program.parameters}
    rates = {
        words: _keyed_and_sequential(words, outcomes, given, seconds, bars)
        for words, given in (("lanes", None), ("lanes, each its parameters", each))
    }
    every = _rate(NumbaEngine("single"), program, None, seconds)
    bars.line(f"    all {len(program.outputs)} measures gathered: {every:,.0f}/s")
    bars.line(f"  lanes, double: {_rate(NumbaEngine(), outcomes, None, seconds):,.0f}/s")
    default, bar = _rate(NumpyEngine(), outcomes, None, seconds), LEAST["NumPy"]
    bars.line(f"  NumPy: {default:,.0f}/s (bar {bar:,})", default >= bar)
    bars.line(f"  JAX: {_rate(engine_named('jax'), outcomes, None, seconds):,.0f}/s")
    return rates["lanes"]


def _keyed_and_sequential(
    words: str, program: Program, given: Given | None, seconds: float, bars: Bars
) -> tuple[float, float]:
    """Print what keyed noise costs; return the keyed rates, paths only and quantiles gathered."""
    calls = {
        (kind, is_gathered): _run_of(engine, program, given, is_gathered=is_gathered)
        for kind, engine in (
            ("keyed", NumbaEngine("single")),
            ("sequential", NumbaEngine("single", words=SEQUENTIAL)),
        )
        for is_gathered in (True, False)
    }
    # Taken in turn, so that what else the machine does falls on all of them alike.
    least = _least_seconds(list(calls.values()), 4 * seconds)
    rates = {one: BLOCK * BLOCKS / spent for one, spent in zip(calls, least, strict=True)}
    gathered, paths, bar = rates["keyed", True], rates["keyed", False], LEAST[words]
    bars.line(
        f"  {words}, keyed noise, quantiles: {gathered:,.0f}/s (bar {bar:,})", gathered >= bar
    )
    for is_gathered, what in ((True, "quantiles"), (False, "paths only")):
        keyed, plain = rates["keyed", is_gathered], rates["sequential", is_gathered]
        bars.line(f"    {what}: keyed {keyed:,.0f}/s, sequential {plain:,.0f}/s; "
                  f"keying costs {plain / keyed - 1:+.1%}")  # fmt: skip
    return paths, gathered


def _only_outcomes(program: Program) -> Program:
    """Return ``program`` with the outcomes that its file names, not every block's measures."""
    return replace(program, outputs=tuple(one for one in program.outputs if one.group == "outcome"))


def _rate(engine: Engine, program: Program, given: Given | None, seconds: float) -> float:
    """Return trajectories per core-second with quantiles gathered, the best of several runs."""
    once = _run_of(engine, program, given, is_gathered=True)
    return BLOCK * BLOCKS / _least_seconds([once], seconds)[0]


def _run_of(
    engine: Engine, program: Program, given: Given | None, *, is_gathered: bool
) -> Callable[[], None]:
    """Return a call that runs BLOCKS blocks, and gathers them or keeps nothing but paths."""

    def once() -> None:
        gather = Gather(program.outputs, program.months)
        for number in range(BLOCKS):
            lanes = Lanes(seed=1, first=number * BLOCK, count=BLOCK)
            values = engine.run(program, lanes, None, given)
            if is_gathered:
                gather.add(values)
        if is_gathered:
            gather.measures()

    return once


def _least_seconds(calls: list[Callable[[], None]], seconds: float) -> list[float]:
    """Return the CPU seconds of the fastest run of each call, after one each to warm up."""
    for once in calls:
        once()
    spent: list[list[float]] = [[] for _ in calls]
    while len(spent[0]) < 3 or sum(map(sum, spent)) < seconds:
        for once, times in zip(calls, spent, strict=True):
            start = time.process_time()
            once()
            times.append(time.process_time() - start)
    return [min(times) for times in spent]


def _agreement(program: Program, bars: Bars) -> None:
    """Print how far the engines are apart on the same noise."""
    lanes = Lanes(seed=7, first=0, count=BLOCK)
    expected = NumpyEngine().run(program, lanes)
    size = np.maximum(1.0, np.abs(expected))
    for words, engine in (("lanes, double", NumbaEngine()), ("JAX", engine_named("jax"))):
        apart = float((np.abs(engine.run(program, lanes) - expected) / size).max())
        bars.line(f"  {words}, from NumPy: {apart:.1e} apart (bar {MOST_APART})",
                  apart <= MOST_APART)  # fmt: skip
    apart = np.abs(NumbaEngine("single").run(program, lanes) - expected) / size
    print(f"  lanes, single, from NumPy: {float(np.quantile(apart, 0.9999)):.1e} at 99.99 %")


def _case(seconds: float, bars: Bars) -> None:
    """Print what 10,000 trajectories of the case model cost, with quantiles of all measures."""
    program = compile_model(load_model(CASE))
    print(f"{CASE.name}: {len(program.monthly)} statements, {len(program.parameters)} parameters, "
          f"{len(program.outputs)} measures, {program.months} months")  # fmt: skip
    for words, engine, block in (("lanes", NumbaEngine("single"), CASE_RUNS),
                                 ("NumPy", NumpyEngine(), 2_000)):  # fmt: skip
        (cost,) = _least_seconds([partial(_simulated, engine, program, block)], seconds)
        bar = MOST_SECONDS[words]
        bars.line(f"  {CASE_RUNS:,} runs, {words}: {cost * 1e3:.0f} ms (bar {bar * 1e3:.0f})",
                  cost < bar)  # fmt: skip


def _simulated(engine: Engine, program: Program, block: int) -> None:
    """Run the case in blocks, gather and work out the measures."""
    gather = Gather(program.outputs, program.months)
    for first in range(0, CASE_RUNS, block):
        gather.add(engine.run(program, Lanes(seed=1, first=first, count=block)))
    gather.measures()


def _boario(bars: Bars) -> None:
    """Print how near the daily cascade comes to BoARIO, run here, and how much faster it is."""
    found = beside_boario()
    if isinstance(found, str):
        bars.line(f"  BoARIO: skipped, {found}")
        return
    bars.line(
        f"  BoARIO {found.version}: {found.seconds:.2f} s a run, ours {found.apart:.1e} apart (bar "
        f"{BOARIO_APART:.0e}), ×{found.ratio:,.0f} (bar ×{LEAST_BOARIO})",
        found.apart <= BOARIO_APART and found.ratio >= LEAST_BOARIO,
    )


def _peers(program: Program, rates: tuple[float, float], python: Path, bars: Bars) -> None:
    """Print the peers' speeds, how far their paths are from ours without noise, and the ratios."""
    outcomes = _only_outcomes(program)
    expected = dict(zip(outcomes.symbols, _quiet(outcomes), strict=True))
    for name, told in _told_by_peers(outcomes, python):
        if isinstance(told, str):
            bars.line(f"  {name}: skipped, {told}", met=False)
            continue
        speed, least = told["per_core_second"], LEAST_RATIO[name]
        apart = max(
            float(np.abs(np.array(path) - expected[symbol]).max())
            for symbol, path in told["paths"].items()
        )
        paths, gathered = (one / speed for one in rates)
        bars.line(
            f"  {name} {told['version']}: {speed:,.0f}/s, paths {apart:.0e} apart, ×{paths:,.0f} "
            f"(bar ×{least:,}); ×{gathered:,.0f} with quantiles gathered",
            paths >= least and apart < PATHS_APART,
        )
        if told["note"]:
            bars.line(f"    {told['note']}")


def _quiet(program: Program) -> np.ndarray[Any, Any]:
    """Return the outputs, (outputs, months), of the program with every draw at its median."""
    return NumpyEngine().run(without_noise(program), Lanes(seed=0, first=0, count=1))[:, :, 0]


def _told_by_peers(program: Program, python: Path) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """Yield each peer's name and what it printed, or why it could not be run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "equations.json"
        path.write_text(json.dumps(equations(program, program.symbols)), encoding="utf-8")
        for name in LEAST_RATIO:
            done = subprocess.run(
                [python, PEERS / f"peer_{name}.py", path],
                capture_output=True,
                text=True,
                check=False,
            )
            lines = done.stderr.strip().splitlines() or ["no reason given"]
            yield (
                name,
                json.loads(done.stdout.splitlines()[-1]) if not done.returncode else lines[-1],
            )


def _peers_python() -> Path:
    """Return the Python of the peers' environment, made on first use."""
    folder = HERE.parent / "build" / "peers"
    python = folder / "bin" / "python"
    if not python.exists():
        print(f"  making {folder}", flush=True)
        venv.create(folder, with_pip=True)
        wanted = [python, "-m", "pip", "install", "--quiet", "-r", PEERS / "requirements.txt"]
        subprocess.run(wanted, check=True)
    return python


if __name__ == "__main__":
    sys.exit(main())
