"""``volteface simulate``: what a model says would follow, scenario by scenario."""

from __future__ import annotations

import json as json_format
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from volteface.cli.codes import Exit
from volteface.cli.scenario_fit import Prior, fitted
from volteface.cli.scenario_options import (
    Engine,
    Horizon,
    Json,
    Model,
    Out,
    Runs,
    Scenario,
    Seed,
    Sets,
    options_of,
    program_of,
    runs_of,
    sets_of,
    told,
)
from volteface.cli.scenario_report import show, write
from volteface.scenarios.load import load_model
from volteface.scenarios.results import Results
from volteface.scenarios.simulate import blocks
from volteface.scenarios.simulate import simulate as run_program
from volteface.scenarios.store import as_record, write_paths


def simulate(
    model: Model,
    scenario: Scenario = None,
    runs: Runs = None,
    sets: Sets = None,
    horizon: Horizon = None,
    seed: Seed = 1,
    engine: Engine = "numpy",
    prior: Prior = False,
    json: Json = False,
    out: Out = None,
    paths: Annotated[
        Path | None,
        typer.Option("--paths", help="Also write every trajectory to this Parquet file."),
    ] = None,
) -> int:
    """Run a model file many times and print what follows, with bands and errors.

    Where a fit (posterior.npz) lies beside the model, the runs go on from it.
    """
    file, given = load_model(model), sets_of(sets)
    count = runs_of(file, runs)
    found: list[Results] = []
    names: list[str | None] = [*(scenario or [])] or [None]
    for name in names:
        program = program_of(file, name, given, horizon)
        draws = None if prior else fitted(model, file, program, count, given)
        with told(name or "base") as tell:
            options = replace(options_of(count, seed, engine, tell), parameters=draws)
            results = run_program(program, options)
        found.append(replace(results, sets=tuple(given.items())))
        if paths is not None:
            path = paths if name is None else paths.with_stem(f"{paths.stem}-{name}")
            quiet = replace(options, progress=None)
            write_paths(program, blocks(program, quiet), path)
    if out is not None:
        write(tuple(found), out)
    if json:
        print(json_format.dumps({"results": [as_record(one) for one in found]}, ensure_ascii=False))
    else:
        for one in found:
            show(one)
    return Exit.OK
