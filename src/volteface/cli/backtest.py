"""``volteface backtest``: history replayed case by case, as it was known at the time."""

from __future__ import annotations

import json as json_format
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from volteface.briefing.backtest_page import backtest_page
from volteface.cli.codes import Exit
from volteface.reference.breaks import load_breaks
from volteface.reference.cases_file import read_cases
from volteface.reference.covariates import load_covariates
from volteface.reference.instances import Instance, instances
from volteface.reference.replay import Replayed, record_of, replay
from volteface.reference.replay_score import HorizonScore, horizon_score

_SHOWN = ("n", "brier", "log_score", "base_brier", "group_brier", "auc")


def backtest(
    cases: Annotated[
        Path | None,
        typer.Option(help="Score this table (columns of breaks.csv) instead of the packaged one."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write the calibration page here.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print scores and cases as JSON.")] = False,
) -> int:
    """Replay historical breaks as they were known at the time, and score what would be said.

    Each break is predicted at 0, 1, 2 and 3 years, while it was broken, from breaks of other
    disputes and other pairs only. Breaks since 2015 are open or restored and never scored.
    Example: volteface backtest --html backtest.html
    """
    table, covariates = load_breaks(), load_covariates()
    own = instances(table, covariates)
    asked, digest = own, table.sha256
    rejected: tuple[str, ...] = ()
    if cases is not None:
        read = read_cases(cases)
        asked, rejected, digest = read.cases, read.rejected, read.sha256
    rows = _replayed(asked, own)
    for reason in rejected:
        typer.echo(f"volteface: not used: {reason}", err=True)
    if html is not None:
        names = {
            row.id: f"{row.state_a}–{row.state_b} {row.date}: {row.what}" for row in table.breaks
        }
        html.write_text(backtest_page(rows, names, _about(rows, digest)), encoding="utf-8")
        typer.echo(f"volteface: the page: {html}", err=True)
    scores = _scores(rows)
    print(json_format.dumps(_record(rows, scores), indent=1)) if json else _show(scores)
    return Exit.PARTLY_READ if rejected else Exit.OK


def _replayed(asked: Sequence[Instance], own: Sequence[Instance]) -> list[Replayed]:
    scored = [one for one in asked if one.scored]
    with Progress(console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task("breaks replayed", total=len(scored))
        return list(replay(scored, record_of(own), lambda _: progress.advance(task)))


def _scores(rows: Sequence[Replayed]) -> dict[int, HorizonScore]:
    horizons = sorted({row.horizon for row in rows})
    return {h: horizon_score([row for row in rows if row.horizon == h]) for h in horizons}


def _record(rows: Sequence[Replayed], scores: dict[int, HorizonScore]) -> dict[str, Any]:
    return {
        "horizons": {
            str(h): {name: getattr(score, name) for name in _SHOWN} for h, score in scores.items()
        },
        "cases": [
            {
                "id": row.id,
                "horizon": row.horizon,
                "probability": round(row.estimate, 6),
                "outcome": int(row.lasting),
            }
            for row in rows
        ],
    }


def _about(rows: Sequence[Replayed], digest: str) -> str:
    return (
        f"{len({row.id for row in rows})} breaks of {len({row.cluster for row in rows})} disputes, "
        f"table sha256 {digest[:16]}…. Lasting: not restored within ten years."
    )


def _show(scores: dict[int, HorizonScore]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("years", "breaks", "Brier", "log score", "base Brier", "group Brier", "AUC"):
        table.add_column(name)
    for h, one in scores.items():
        table.add_row(
            str(h),
            str(one.n),
            f"{one.brier:.3f}",
            f"{one.log_score:.3f}",
            f"{one.base_brier:.3f}",
            f"{one.group_brier:.3f}",
            "unknown" if one.auc is None else f"{one.auc:.2f}",
        )
    Console().print(table)
