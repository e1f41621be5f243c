"""``volteface sensitivity``: which numbers of a model an outcome hangs on, and where it is met."""

from __future__ import annotations

import json as json_format
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from rich.console import Console
from rich.table import Table

from volteface.cli.codes import Exit
from volteface.cli.scenario_fit import fitted
from volteface.cli.scenario_options import (
    Horizon,
    Json,
    Model,
    Prior,
    Seed,
    Sets,
    program_of,
    sets_of,
)
from volteface.cli.sensitivity_page import HEADS, sensitivity_page
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
_FIT_DRAWS = 2000


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
    prior: Prior = False,
    json: Json = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for sensitivity.json and sensitivity.html.")
    ] = None,
) -> int:
    """Print the parameters an outcome hangs on, and the values for which it passes a limit.

    Where a fit (posterior.npz) lies beside the model, parameters vary over what it left of each,
    as if they were independent.
    """
    if method not in METHODS:
        raise ScenarioError(f"--method {method}: expected one of {', '.join(METHODS)}")
    file, given = load_model(model), sets_of(sets)
    program = program_of(file, scenario, given, horizon)
    draws = None if prior else fitted(model, file, program, _FIT_DRAWS, given)
    options = Options(method=cast(Method, method), samples=samples, seed=seed, fitted=draws)
    found = measure(program, outcome, options)
    box = None
    if above is not None or below is not None:
        box = _box(program, outcome, (above, below), options)
    if out is not None:
        _write(out, program, found, box, options)
    if json:
        print(json_format.dumps(_record(found, box), indent=1))
    else:
        _show(found, is_fitted=draws is not None)
        _show_box(program, box)
    return Exit.OK


def _box(
    program: Program, outcome: str, limits: tuple[float | None, float | None], options: Options
) -> Box:
    """Return the box of a sample that fills the parameters evenly, as Sobol's design does not."""
    above, below = limits
    even = replace(options, method="pawn", samples=_BOX_RUNS, paths=2)
    found = measure(program, outcome, even)
    met = found.values > above if above is not None else found.values < cast(float, below)
    return find_box(parameter_quantiles(program, found, options.fitted), found.parameters, met)


def _write(
    folder: Path, program: Program, found: Sensitivity, box: Box | None, options: Options
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    record = {"model_sha256": program.sha256, "seed": options.seed, **_record(found, box)}
    (folder / "sensitivity.json").write_text(json_format.dumps(record, indent=1), encoding="utf-8")
    page = sensitivity_page(program, found, options.fitted)
    (folder / "sensitivity.html").write_text(page, encoding="utf-8")


def _record(found: Sensitivity, box: Box | None) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "method": found.method,
        "runs": len(found.values),
        "chance": found.chance,
        "influences": [asdict(one) for one in found.influences],
        "swings": [asdict(one) for one in found.swings()],
        "box": None if box is None else asdict(box),
    }


def _show(found: Sensitivity, *, is_fitted: bool) -> None:
    heads = HEADS[found.method]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("parameter")
    for name in (*heads, "±"):
        table.add_column(name, justify="right")
    for one in found.influences[:_SHOWN]:
        table.add_row(one.parameter, f"{one.first:.3f}", f"{one.total:.3f}", f"{one.error:.3f}")
    Console().print(table)
    typer.echo(
        f"{found.outcome}, {found.method}, {len(found.values)} runs "
        f"{'on the fit' if is_fitted else 'on the prior'}; "
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
