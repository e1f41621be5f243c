"""What the commands on scenario models have in common: options, progress, programs."""

from __future__ import annotations

import functools
import inspect
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

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

Prior = Annotated[
    bool,
    typer.Option("--prior", help="Run the model as the file says, not as it was fitted."),
]

_DEFAULT_RUNS = 4000
_QUIET_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every command that runs a model is asked; each field is an option of it."""

    scenario: Scenario = None
    runs: Runs = None
    sets: Sets = None
    horizon: Horizon = None
    seed: Seed = 1
    engine: Engine = "numpy"
    prior: Prior = False
    json: Json = False
    out: Out = None

    @property
    def values(self) -> dict[str, str]:
        """What ``--set`` gives; raises ScenarioError where one has no ``=``."""
        return sets_of(self.sets)


def running(command: Callable[..., int]) -> Callable[..., int]:
    """Return ``command`` with the options of ``Asked``, which it is handed as ``asked``.

    Its own parameters come first, as its own options do in the help.
    """
    hints, shared = (
        get_type_hints(command, include_extras=True),
        get_type_hints(Asked, include_extras=True),
    )
    own = [
        one.replace(annotation=hints[one.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for one in inspect.signature(command).parameters.values()
        if one.name != "asked"
    ]
    options = [
        inspect.Parameter(
            one.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=one.default,
            annotation=shared[one.name],
        )
        for one in fields(Asked)
    ]

    @functools.wraps(command)
    def called(**given: Any) -> int:
        asked = Asked(**{one.name: given.pop(one.name) for one in fields(Asked)})
        return command(**given, asked=asked)

    called.__signature__ = inspect.Signature([*own, *options], return_annotation=int)  # type: ignore[attr-defined]  # a function takes it
    called.__annotations__ = {one.name: one.annotation for one in (*own, *options)}
    return called


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


def options_of(asked: Asked, runs: int, progress: Told | None) -> Options:
    """Return the options of a run; raises ScenarioError where they are out of range."""
    try:
        return Options(runs=runs, seed=asked.seed, engine=asked.engine, progress=progress)
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
