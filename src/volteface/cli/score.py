"""``volteface score``: a fitted model against rows that it has not seen."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from volteface.cli.calibrate import beside, day_of
from volteface.cli.codes import Exit
from volteface.errors import CalibrationError
from volteface.scenarios.calibration.posterior import load
from volteface.scenarios.calibration.running import FACTS, POSTERIOR, Tables, score_model
from volteface.scenarios.load import load_model
from volteface.scenarios.observations import Row, read_rows
from volteface.scenarios.scoring import Scores

_WIDTH = 110


def score(
    model: Annotated[Path, typer.Argument(help="A model file, or a folder with model.yaml.")],
    observed: Annotated[Path, typer.Option(help="Table (CSV) with the rows to score.")],
    start: Annotated[str, typer.Option("--from", help="First day of the rows to score.")],
    given: Annotated[
        Path | None,
        typer.Option(help="Table with rows that are inputs (default: facts.csv of the model)."),
    ] = None,
    posterior: Annotated[
        Path | None, typer.Option(help="Posterior (default: posterior.npz beside the model).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> int:
    """Print how well a fitted model foretold rows.

    For each row: the 80 % interval (! where it missed), CRPS, and CRPS less that of the series'
    last value before the day and less that of the model before it was fitted (below 0: better).
    """
    fitted = posterior or beside(model, POSTERIOR)
    if not fitted.exists():
        raise CalibrationError(f"{fitted}: no posterior; make one with volteface calibrate {model}")
    scores = score_model(
        load_model(model), load(fitted), _tables(model, observed, given), day_of(start, "--from")
    )
    for remark in scores.remarks:
        typer.echo(remark, err=True)
    if json:
        print(json_format.dumps(scores.record(), indent=1))
    else:
        _show(scores)
    if not scores.rows:
        typer.echo(f"volteface: no row of {observed} from {start} can be scored", err=True)
    return Exit.OK if scores.rows else Exit.NO_ANSWER


def _tables(model: Path, observed: Path, given: Path | None) -> Tables:
    facts = beside(model, FACTS)
    known: tuple[Row, ...] = read_rows(facts) if facts.exists() else ()
    return Tables(
        observed=read_rows(observed),
        known=known,
        given=known if given is None else read_rows(given),
    )


def _show(scores: Scores) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("row", "series"):
        table.add_column(name, no_wrap=True)
    for name in ("observed", "80 % interval", "median", "CRPS", "less last", "less prior"):
        table.add_column(name, justify="right")
    for row in scores.rows:
        mark = "" if row.is_covered else " !"
        table.add_row(
            row.id, row.series, f"{row.observed:.4g}{mark}", f"{row.low80:.4g} … {row.high80:.4g}",
            f"{row.median:.4g}", f"{row.crps:.3g}", _gap(row.crps, row.crps_persistence),
            _gap(row.crps, row.crps_prior),
        )  # fmt: skip
    # A narrow window wraps a row rather than cutting its name.
    console = Console()
    console.width = max(console.width, _WIDTH)
    console.print(table)
    if scores.crps is not None and scores.coverage80 is not None:
        typer.echo(
            f"{len(scores.rows)} rows: mean CRPS {scores.crps:.3g}; persistence "
            f"{_shown(scores.crps_persistence)}, prior {_shown(scores.crps_prior)}; "
            f"80 % intervals hold {scores.coverage80:.0%}"
        )
    if scores.unmatched:
        typer.echo(f"no output of the model for: {', '.join(scores.unmatched)}")


def _gap(own: float, rival: float | None) -> str:
    return "none" if rival is None else f"{own - rival:+.3g}"


def _shown(value: float | None) -> str:
    return "none" if value is None else f"{value:.3g}"
