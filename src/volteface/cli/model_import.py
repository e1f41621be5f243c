"""``volteface model import``: a model of another system-dynamics program, read and run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from volteface.cli.codes import Exit
from volteface.scenarios.importing import import_model, run


def model_import(
    file: Annotated[Path, typer.Argument(help="A Vensim (.mdl) or XMILE (.xmile, .stmx) model.")],
    out: Annotated[Path, typer.Option("--out", help="Where the results go, as CSV.")],
    data: Annotated[
        Path | None,
        typer.Option("--data", help="A table (first column: time) that the model takes data from."),
    ] = None,
) -> int:
    """Read a model of another program, run it with its own times, and write the results as CSV."""
    model = import_model(file, data)
    results = run(model)
    results.write_csv(out)
    rows, columns = results.values.shape
    typer.echo(f"{out}: {rows} times, {columns - 1} variables, {model.abstract.method}", err=True)
    for skipped in model.abstract.skipped:
        typer.echo(f"left out: {skipped}", err=True)
    return Exit.OK
