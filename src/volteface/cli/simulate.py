"""``volteface simulate``: what a model says would follow, scenario by scenario."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from volteface.cli.codes import Exit
from volteface.cli.scenario_fit import fitted
from volteface.cli.scenario_options import (
    Asked,
    Model,
    options_of,
    program_of,
    running,
    runs_of,
    told,
)
from volteface.cli.scenario_report import deliver
from volteface.scenarios.load import load_model
from volteface.scenarios.results import Results
from volteface.scenarios.simulate import blocks
from volteface.scenarios.simulate import simulate as run_program
from volteface.scenarios.store import write_paths


@running
def simulate(
    model: Model,
    asked: Asked,
    paths: Annotated[
        Path | None,
        typer.Option("--paths", help="Also write every trajectory to this Parquet file."),
    ] = None,
) -> int:
    """Run a model file many times and print what follows, with bands and errors.

    Where a fit (posterior.npz) lies beside the model, the runs go on from it.
    """
    file, given = load_model(model), asked.values
    count = runs_of(file, asked.runs)
    found: list[Results] = []
    names: list[str | None] = [*(asked.scenario or [])] or [None]
    for name in names:
        program = program_of(file, name, given, asked.horizon)
        draws = None if asked.prior else fitted(model, file, program, count, given)
        with told(name or "base") as tell:
            options = replace(options_of(asked, count, tell), parameters=draws)
            results = run_program(program, options)
        found.append(replace(results, sets=tuple(given.items())))
        if paths is not None:
            path = paths if name is None else paths.with_stem(f"{paths.stem}-{name}")
            quiet = replace(options, progress=None)
            write_paths(program, blocks(program, quiet), path)
    deliver(tuple(found), asked)
    return Exit.OK
