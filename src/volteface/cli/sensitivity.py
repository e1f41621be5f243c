"""``volteface sensitivity``: which numbers of a model an outcome hangs on, and where it is met."""

from __future__ import annotations

import json as json_format
from dataclasses import asdict
from typing import Annotated, Any, cast

import typer
from rich.console import Console
from rich.table import Table

from volteface.cli.codes import Exit
from volteface.cli.scenario_options import (
    Horizon,
    Json,
    Model,
    Seed,
    Sets,
    program_of,
    sets_of,
)
from volteface.errors import ScenarioError
from volteface.scenarios.boxes import Box, find_box
from volteface.scenarios.load import load_model
from volteface.scenarios.program import Program
from volteface.scenarios.sensitivity import (
    METHODS,
    Method,
    Options,
    Sensitivity,
    parameter_quantiles,
)
from volteface.scenarios.sensitivity import sensitivity as measure

_SHOWN = 12
_BOX_RUNS = 2000


def sensitivity(
    model: Model,
    outcome: Annotated[str, typer.Option(help="Name whose mean over the months is looked at.")],
    method: Annotated[str, typer.Option(help="sobol, morris or pawn.")] = "sobol",
    samples: Annotated[int, typer.Option(min=4, help="SALib's N (Sobol: a power of 2).")] = 128,
    scenario: Annotated[str | None, typer.Option(help="A scenario of the file.")] = None,
    sets: Sets = None,
    horizon: Horizon = None,
    above: Annotated[
        float | None, typer.Option(help="Also tell in which box the outcome lies above this.")
    ] = None,
    below: Annotated[float | None, typer.Option(help="Or: below this.")] = None,
    seed: Seed = 1,
    json: Json = False,
) -> int:
    """Print the parameters an outcome hangs on, and the values for which it passes a limit."""
    if method not in METHODS:
        raise ScenarioError(f"--method {method}: expected one of {', '.join(METHODS)}")
    program = program_of(load_model(model), scenario, sets_of(sets), horizon)
    options = Options(method=cast(Method, method), samples=samples, seed=seed)
    found = measure(program, outcome, options)
    box = None
    if above is not None or below is not None:
        box = _box(program, outcome, (above, below), seed)
    if json:
        print(json_format.dumps(_record(found, box), indent=1))
    else:
        _show(found)
        _show_box(program, box)
    return Exit.OK


def _box(
    program: Program, outcome: str, limits: tuple[float | None, float | None], seed: int
) -> Box:
    """Return the box of a sample that fills the parameters evenly, as Sobol's design does not."""
    above, below = limits
    even = Options(method="pawn", samples=_BOX_RUNS, paths=2, seed=seed)
    found = measure(program, outcome, even)
    met = found.values > above if above is not None else found.values < cast(float, below)
    return find_box(parameter_quantiles(program, found), found.parameters, met)


def _record(found: Sensitivity, box: Box | None) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "method": found.method,
        "runs": len(found.values),
        "chance": found.chance,
        "influences": [asdict(one) for one in found.influences],
        "box": None if box is None else asdict(box),
    }


def _show(found: Sensitivity) -> None:
    heads = {
        "sobol": ("alone", "with interactions"),
        "morris": ("spread of effects", "mean effect"),
        "pawn": ("largest distance", "median distance"),
    }[found.method]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("parameter")
    for name in (*heads, "±"):
        table.add_column(name, justify="right")
    for one in found.influences[:_SHOWN]:
        table.add_row(one.parameter, f"{one.first:.3f}", f"{one.total:.3f}", f"{one.error:.3f}")
    Console().print(table)
    typer.echo(
        f"{found.outcome}, {found.method}, {len(found.values)} runs; "
        f"chance makes up {found.chance:.0%} of the variance"
    )


def _show_box(program: Program, box: Box | None) -> None:
    if box is None:
        return
    units = {one.name: one.unit for one in program.parameters}
    limits = [one.words("" if units[one.parameter] == "pure number" else units[one.parameter])
              for one in box.limits]  # fmt: skip
    typer.echo(
        f"met in {box.base_rate:.0%} of the runs; in {box.density:.0%} of those with "
        f"{' and '.join(limits) or 'any values'}, which hold {box.coverage:.0%} of all that meet it"
    )
