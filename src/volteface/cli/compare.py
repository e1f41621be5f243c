"""``volteface compare``: what a change makes, run against its twin with the same noise."""

from __future__ import annotations

import json as json_format
from dataclasses import replace
from typing import Annotated

import typer

from volteface.cli.codes import Exit
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
from volteface.errors import ScenarioError
from volteface.scenarios.load import load_model
from volteface.scenarios.simulate import compare as run_twins
from volteface.scenarios.store import as_record


def compare(
    model: Model,
    scenario: Scenario = None,
    against: Annotated[
        str | None,
        typer.Option("--against", help="The scenario that is subtracted (default base)."),
    ] = None,
    runs: Runs = None,
    sets: Sets = None,
    horizon: Horizon = None,
    seed: Seed = 1,
    engine: Engine = "numpy",
    json: Json = False,
    out: Out = None,
) -> int:
    """Print the twin differences: each scenario (or --set) less the base, on the same noise."""
    file, given = load_model(model), sets_of(sets)
    if not (scenario or given):
        raise ScenarioError("nothing to compare: give --scenario, or --set with a value")
    # Values set are the change itself where no scenario is named, else they hold for both.
    base = program_of(file, against, given if scenario else {}, horizon)
    found = []
    names: list[str | None] = [*(scenario or [])] or [against]
    for name in names:
        other = program_of(file, name, given, horizon)
        with told(f"{name or 'set'} less {against or 'base'}") as tell:
            results = run_twins(base, other, options_of(runs_of(file, runs), seed, engine, tell))
        found.append(replace(results, sets=tuple(given.items())))
    if out is not None:
        write(tuple(found), out)
    if json:
        print(json_format.dumps({"results": [as_record(one) for one in found]}, ensure_ascii=False))
    else:
        for one in found:
            show(one)
    return Exit.OK
