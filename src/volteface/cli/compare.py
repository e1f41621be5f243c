"""``volteface compare``: what a change makes, run against its twin with the same noise."""

from __future__ import annotations

from dataclasses import replace
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
from volteface.errors import ScenarioError
from volteface.scenarios.load import load_model
from volteface.scenarios.results import Results
from volteface.scenarios.simulate import compare as run_twins


@running
def compare(
    model: Model,
    asked: Asked,
    against: Annotated[
        str | None,
        typer.Option("--against", help="The scenario that is subtracted (default base)."),
    ] = None,
) -> int:
    """Print the twin differences: each scenario (or --set) less the base, on the same noise.

    Where a fit (posterior.npz) lies beside the model, both twins go on from the same draw of it.
    """
    file, given = load_model(model), asked.values
    if not (asked.scenario or given):
        raise ScenarioError("nothing to compare: give --scenario, or --set with a value")
    count = runs_of(file, asked.runs)
    # Values set are the change itself where no scenario is named, else they hold for both.
    kept = given if asked.scenario else {}
    base = program_of(file, against, kept, asked.horizon)
    draws = None if asked.prior else fitted(model, file, base, count, kept)
    found: list[Results] = []
    names: list[str | None] = [*(asked.scenario or [])] or [against]
    for name in names:
        other = program_of(file, name, given, asked.horizon)
        theirs = None if draws is None else fitted(model, file, other, count, given)
        with told(f"{name or 'set'} less {against or 'base'}") as tell:
            options = replace(options_of(asked, count, tell), parameters=draws)
            results = run_twins(base, other, options, theirs)
        found.append(replace(results, sets=tuple(given.items())))
    deliver(tuple(found), asked)
    return Exit.OK
