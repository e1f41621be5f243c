"""What the commands on scenario models have in common: options, progress, programs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from volteface.errors import ScenarioError
from volteface.scenarios.compile import Choices, compile_model
from volteface.scenarios.load import ModelFile
from volteface.scenarios.program import Program
from volteface.scenarios.simulate import Options
from volteface.scenarios.simulate import Progress as Told

Model = Annotated[
    Path, typer.Argument(help="A model file (YAML or TOML), or a case folder with model.yaml.")
]
Scenario = Annotated[
    list[str] | None,
    typer.Option("--scenario", help="A scenario of the file; give it again for several."),
]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", help="A value with its unit, such as oil.cap=20kb/d; repeatable."),
]
Horizon = Annotated[
    int | None, typer.Option("--horizon", min=1, help="Months to run (default: the file's).")
]
Runs = Annotated[
    int | None, typer.Option("--runs", min=1, help="Trajectories (default: the file's).")
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of the noise.")]
Engine = Annotated[str, typer.Option("--engine", help="numpy, numba or jax.")]
Json = Annotated[bool, typer.Option("--json", help="Print the results as JSON.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Folder for results.json, results.parquet and report.html."),
]

_DEFAULT_RUNS = 4000
_QUIET_SECONDS = 1.0


def sets_of(given: list[str] | None) -> dict[str, str]:
    """Return ``--set`` as a mapping; raises ScenarioError where one has no ``=``."""
    found = {}
    for one in given or ():
        path, sign, text = one.partition("=")
        if not sign or not path.strip() or not text.strip():
            raise ScenarioError(
                f"--set {one}: expected a name, = and a value, such as oil.cap=20kb/d"
            )
        found[path.strip()] = text.strip()
    return found


def runs_of(file: ModelFile, runs: int | None) -> int:
    """Return the number of runs: as asked, else the file's, else 4000."""
    listed = file.tree.mapping.get("runs")
    return runs or (listed.whole if listed is not None else _DEFAULT_RUNS)


def program_of(
    file: ModelFile, scenario: str | None, sets: dict[str, str], horizon: int | None
) -> Program:
    """Return the checked program of one scenario."""
    return compile_model(file, Choices(scenario=scenario, sets=sets, months=horizon))


def options_of(runs: int, seed: int, engine: str, progress: Told | None) -> Options:
    """Return the options of a run; raises ScenarioError where they are out of range."""
    try:
        return Options(runs=runs, seed=seed, engine=engine, progress=progress)
    except ValueError as error:
        raise ScenarioError(str(error)) from error


@contextmanager
def told(label: str) -> Iterator[Told]:
    """Yield a callable that shows progress on standard error once a run takes over a second."""
    began = time.monotonic()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} runs"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(label, total=None)
    shown = False

    def tell(done: int, asked: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - began > _QUIET_SECONDS:
            bar.start()
            shown = True
        bar.update(task, completed=done, total=asked)

    try:
        yield tell
    finally:
        bar.stop()
