"""``volteface model``: make, check, explain and draw a model file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from volteface.charts.network import Node, network_chart
from volteface.cli.codes import Exit
from volteface.cli.model_import import model_import
from volteface.cli.scenario_options import Model, Sets, sets_of
from volteface.errors import ScenarioError
from volteface.scenarios.calibration.running import channels
from volteface.scenarios.compile import Checked, Choices, check_model
from volteface.scenarios.explain import explain as lines_of
from volteface.scenarios.links import links
from volteface.scenarios.load import load_model
from volteface.scenarios.modelfile.edits import BASE, scenario_names
from volteface.scenarios.simulate import Options, simulate
from volteface.scenarios.unread import unread

model = typer.Typer(
    name="model", no_args_is_help=True, help="Make, check, explain and draw scenario model files."
)
model.command("import")(model_import)
One = Annotated[str | None, typer.Option("--scenario", help="A scenario of the file.")]
_TRIED = 64  # runs that show a division by zero
TEMPLATES = ("generic", "gas")
COLUMNS = ("Pressure and influence", "Decisions", "Ties and routes", "Stocks", "Sectors")


@model.command()
def new(
    path: Annotated[Path, typer.Argument(help="The file to write.")],
    template: Annotated[
        str, typer.Option("--template", help=f"One of {', '.join(TEMPLATES)}.")
    ] = TEMPLATES[0],
) -> int:
    """Write a template that runs at once, to be filled with your own figures."""
    if template not in TEMPLATES:
        raise ScenarioError(f"template {template!r}: not known; one of {', '.join(TEMPLATES)}")
    if path.exists():
        raise ScenarioError(f"{path}: is there already; choose another name")
    source = files("volteface").joinpath("data", "scenarios", "templates", f"{template}.yaml")
    path.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    typer.echo(f"{path} written; run: volteface simulate {path}")
    return Exit.OK


@model.command()
def check(path: Model) -> int:
    """Check a model in every scenario: names, units, goods, cycles, ranges, a few runs.

    Its observations are checked in the base.
    """
    file = load_model(path)
    for name in scenario_names(file.tree):
        program = check_model(file, Choices(scenario=name)).program
        typer.echo(
            f"{name}: {len(program.parameters)} parameters, {len(program.monthly)} equations, "
            f"{len(program.draws)} shocks drawn, {len(program.outputs)} outputs; "
            f"{program.months} months from {program.start}"
        )
        simulate(program, Options(runs=_TRIED))
        if name == BASE:
            channels(file, program)
    for item in unread(file):
        typer.echo(
            f"{item.place}: nothing reads it; take it out, or look for a misspelling", err=True
        )
    typer.echo("units balance, every name is defined, no instantaneous cycle, goods match")
    return Exit.OK


@model.command()
def explain(path: Model, scenario: One = None, sets: Sets = None) -> int:
    """Print every parameter and equation in order of need, with units and lines."""
    checked = _checked(path, scenario, sets)
    for line in lines_of(checked.program, checked.definitions):
        typer.echo(line)
    return Exit.OK


@model.command()
def draw(
    path: Model,
    scenario: One = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="SVG file (default: standard output).")
    ] = None,
) -> int:
    """Draw who gives what to whom, and what needs what, as SVG."""
    file = load_model(path)
    checked = check_model(file, Choices(scenario=scenario))
    found = links(file, scenario, checked)
    nodes = tuple(
        Node(key=one.id, name=one.title, detail=one.detail, column=one.column)
        for one in found.nodes
    )
    picture = network_chart(checked.program.title, nodes, found.pairs, COLUMNS)
    if out is None:
        typer.echo(picture)
    else:
        out.write_text(picture + "\n", encoding="utf-8")
    return Exit.OK


@model.command()
def schema() -> int:
    """Print the JSON Schema of model files, for editors that complete and check."""
    source = files("volteface").joinpath("data", "scenarios", "model.schema.json")
    typer.echo(source.read_text(encoding="utf-8").rstrip("\n"))
    return Exit.OK


def _checked(path: Path, scenario: str | None, sets: list[str] | None) -> Checked:
    return check_model(load_model(path), Choices(scenario=scenario, sets=sets_of(sets)))
