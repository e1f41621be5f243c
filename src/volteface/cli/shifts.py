"""``volteface shifts``: shifts in a user's own series, looking back or as values arrive."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from volteface.cli.codes import Exit
from volteface.model.series import Series, Shift
from volteface.series.table import read_series
from volteface.shifts.offline import CostName, Setting, find_shifts
from volteface.shifts.pooled import pooled
from volteface.shifts.thresholds import Watch, Watched
from volteface.shifts.watch import watch_series


class Form(StrEnum):
    """How shifts are printed."""

    TABLE = "table"
    JSON_LINES = "jsonl"


_MANY = 50  # series from which on progress is shown


def shifts(
    file: Annotated[
        Path,
        typer.Argument(help="CSV or Parquet with date,value or series,date,value[,exposure]."),
    ],
    online: Annotated[
        bool, typer.Option("--online", help="Go through the values as they arrived, and alarm.")
    ] = False,
    form: Annotated[Form, typer.Option("--format", help="table or jsonl")] = Form.TABLE,
    cost: Annotated[
        CostName,
        typer.Option(help="What a segment fits (offline): trend suits most; counts small counts."),
    ] = "trend",
    watch: Annotated[
        Watched, typer.Option(help="What an online watch alarms at: falls, rises or both.")
    ] = "both",
    false_alarms: Annotated[
        float, typer.Option(help="Chance of any false alarm within --horizon dates (online).")
    ] = 0.2,
    horizon: Annotated[int, typer.Option(help="Dates that the chance is for (online).")] = 120,
    baseline: Annotated[
        int | None,
        typer.Option(help="Dates held as the baseline (online); half of the series, at most 120."),
    ] = None,
    pool: Annotated[
        bool, typer.Option("--pool", help="Watch the sum of all series: related pairs, few events.")
    ] = False,
) -> int:
    """Find shifts in series: date, interval, size, and whether each is likely to last.

    Every shift is printed with the chance that it is one, and, as each value after it arrived,
    the chance that it lasts: two mechanisms compared, a level that comes back and one that stays.
    Example: volteface shifts flows.csv --online --format jsonl
    """
    series = read_series(file)
    if pool:
        series = (pooled(series, file.stem),)
    try:
        setting = Setting(cost=cost)
        watching = Watch(watched=watch, chance=false_alarms, horizon=horizon, baseline=baseline)
    except ValueError as error:
        raise typer.BadParameter(f"{error}; see volteface shifts --help") from error
    found = watch_series(series, watching) if online else find_shifts(series, setting)
    rows = [shift for some in _progress(found, series) for shift in some]
    _tell_short(series, online, setting, watching)
    _print(rows, form)
    return Exit.OK


def _tell_short(
    series: tuple[Series, ...], online: bool, setting: Setting, watching: Watch
) -> None:
    """Say which series are too short to be looked at."""
    needed = 2 * setting.shortest
    if online:
        needed = watching.baseline + 1 if watching.baseline else 24
    short = [one.name for one in series if len(one) < needed]
    if short:
        named = ", ".join(short[:5]) + (" …" if len(short) > 5 else "")
        typer.echo(
            f"volteface: {len(short)} of {len(series)} series too short to look at (fewer than "
            f"{needed} dates): {named}",
            err=True,
        )


def _progress(
    found: Iterator[tuple[Shift, ...]], series: tuple[Series, ...]
) -> Iterable[tuple[Shift, ...]]:
    if len(series) < _MANY:
        return found
    console = Console(file=sys.stderr)
    return track(found, description="series", total=len(series), console=console)


def _print(rows: list[Shift], form: Form) -> None:
    if form is Form.TABLE:
        _show(rows)
        return
    for shift in rows:
        print(json.dumps(asdict(shift), ensure_ascii=False))


def _show(rows: list[Shift]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("series", "date", "90 % interval", "size", "probability", "lasting", "alarm"):
        table.add_column(name, overflow="fold")
    for one in rows:
        table.add_row(
            one.series,
            one.date,
            f"{one.low} – {one.high}",
            f"{one.size:+.3g}",
            f"{one.probability:.2f}",
            "unknown" if one.lasting is None else f"{one.lasting:.2f}",
            one.detected or "",
        )
    Console().print(table if rows else "no shift found")
