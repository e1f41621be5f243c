"""The results of scenario runs in the terminal and in a folder."""

from __future__ import annotations

import json as json_format
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from volteface.cli.scenario_options import Asked
from volteface.cli.scenario_page import report_page
from volteface.scenarios.gather import SHARES, Measure
from volteface.scenarios.results import Odds, Results
from volteface.scenarios.store import as_record, write_json, write_parquet

_ROUNDING = 1e-9
_LOW, _MIDDLE, _HIGH = (SHARES.index(share) for share in (0.1, 0.5, 0.9))


def deliver(results: tuple[Results, ...], asked: Asked) -> None:
    """Write, print as JSON, or show the results, as asked."""
    if asked.out is not None:
        write(results, asked.out)
    if asked.json:
        told = {"results": [as_record(one) for one in results]}
        print(json_format.dumps(told, ensure_ascii=False))
        return
    for one in results:
        show(one)


def write(results: tuple[Results, ...], folder: Path) -> None:
    """Write ``results.json``, ``results.parquet`` and ``report.html`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    write_json(results, folder / "results.json")
    write_parquet(results, folder / "results.parquet")
    (folder / "report.html").write_text(report_page(results), encoding="utf-8")


def show(results: Results) -> None:
    """Print the results: the question first, then events, then quantities at a few months."""
    console = Console()
    console.print(f"[bold]{results.title}[/bold] – {results.scenario}", highlight=False)
    _question(results, console)
    _events(results, console)
    _quantities(results, console)
    console.print(_footing(results), highlight=False, style="dim")


def _question(results: Results, console: Console) -> None:
    _odds(results.odds(), "after", console)
    if results.seen is None:
        return
    _odds(results.posterior_odds(), "given what was seen, after", console)
    enough = "" if results.posterior_odds() else "; too few, give --runs more"
    console.print(f"{results.effective_runs:.0f} effective runs fit what was seen{enough}")


def _odds(found: tuple[Odds, ...], title: str, console: Console) -> None:
    if not found:
        return
    table = _table(title, "restored", "realigned", "neither", "lasting : temporary")
    for one in found:
        odds = one.lasting_to_temporary
        table.add_row(
            f"{one.months} months",
            *(f"{100 * share:.0f} %" for share in (one.restored, one.realigned, one.open)),
            "–" if odds is None else f"{odds:.3g} : 1",
        )
    console.print(table)


def _events(results: Results, console: Console) -> None:
    found = results.dates()
    if not found:
        return
    table = _table("event", "chance by the end", "10 % by", "half by", "90 % by")
    for one in found:
        dates = (one.dates[0], one.dates[2], one.dates[4]) if one.dates else ("–",) * 3
        title = results.measure(one.event).output.title
        table.add_row(title, f"{100 * one.probability:.1f} % ± {196 * one.error:.1f}", *dates)
    console.print(table)


def _quantities(results: Results, console: Console) -> None:
    shown = sorted({0, min(5, results.months - 1), min(11, results.months - 1), results.months - 1})
    table = _table("median (10–90 %)", "unit", *(results.month_names[month] for month in shown))
    for one in results.measures:
        if not one.output.is_event:
            unit = "" if one.output.unit == "pure number" else one.output.unit
            table.add_row(one.output.title, unit, *(_band(one, month) for month in shown))
    console.print(table)


def _band(one: Measure, month: int) -> str:
    if not len(one.quantiles):
        return f"{100 * one.mean[month]:.0f} %"
    low, middle, high = (one.quantiles[row][month] for row in (_LOW, _MIDDLE, _HIGH))
    return f"{_figure(middle)} ({_figure(low)}–{_figure(high)})"


def _figure(value: float) -> str:
    """Return three figures; what is nothing but rounding is 0."""
    return "0" if abs(value) < _ROUNDING else f"{value:.3g}"


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, name in enumerate(names):
        table.add_column(name, justify="left" if number == 0 else "right", overflow="fold")
    return table


def _footing(results: Results) -> str:
    parts: Iterable[str] = (
        f"{results.runs} runs",
        f"seed {results.seed}",
        f"model {results.sha256[:12]}",
        f"engine {results.engine}",
    )
    text = ", ".join(parts)
    if results.runs_for_one_point() and not results.is_difference:
        text += (
            f"; largest Monte Carlo error ±{196 * results.largest_error():.1f} points, "
            f"±1 point needs {results.runs_for_one_point()} runs"
        )
    return text
