"""``volteface assess``: the answer alone, piece by piece, and what changed since the last time."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from volteface.api import brief as make_brief
from volteface.cases.kept import keep_assessment, kept_assessments
from volteface.cli.codes import Exit
from volteface.cli.scenario_fit import fitted
from volteface.cli.scenario_options import program_of
from volteface.cli.sources import Megabytes, Origin, Outlet, Published, options_of, tell_refused
from volteface.errors import CaseError
from volteface.model.claim import to_record
from volteface.scenarios.load import load_model
from volteface.scenarios.simulate import Options, simulate

_RUNS = 2000
_ASSUMED = "assumed; in the figure only with --with-assumed"
_SHOWN_MOVE = 0.01  # of log-odds, from which on a change of a piece is told


def assess(
    source: Annotated[
        str, typer.Argument(help="A report, a case folder, an address, or - for standard input.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the assessment as JSON.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep it in the case folder, to compare with next time.")
    ] = False,
    with_assumed: Annotated[
        bool,
        typer.Option(
            "--with-assumed", help="Add what the case's series say, which no past break backs."
        ),
    ] = False,
    published: Published = None,
    outlet: Outlet = None,
    origin: Origin = None,
    megabytes: Megabytes = 50,
) -> int:
    """Say how likely the break is to last, and what each piece of evidence adds.

    The sum is in log-odds: what was known at the break, then each sign that past breaks can weigh.
    Series in the case's series/ (as volteface shifts takes them) are shown beside the sum.
    Example: volteface assess cases/caracas-havana --keep
    """
    options = options_of(published, outlet, origin, megabytes)
    made = make_brief(source, options=options, with_assumed=with_assumed)
    folder = Path(source)
    record = to_record(made.assessment) | {"scenario": _scenario(folder)}
    before = _last(folder)
    if json:
        print(json_format.dumps(record, ensure_ascii=False, indent=1, default=str))
    else:
        _show(record, before)
    if keep and folder.is_dir():
        typer.echo(f"volteface: kept as {keep_assessment(folder, record)}", err=True)
    elif keep:
        typer.echo("volteface: not kept: only a case folder keeps assessments", err=True)
    tell_refused(made.refused)
    return Exit.PARTLY_READ if made.refused else Exit.OK


def _scenario(folder: Path) -> list[dict[str, Any]]:
    """Return what the case's own model says, by months, as shares of runs; empty without one."""
    path = folder / "model.yaml"
    if not path.is_file():
        return []
    file = load_model(path)
    program = program_of(file, None, {}, None)
    draws = fitted(path, file, program, _RUNS, {})
    odds = simulate(program, Options(runs=_RUNS, parameters=draws)).odds()
    return [
        {"months": one.months, "restored": one.restored, "realigned": one.realigned} for one in odds
    ]


def _last(folder: Path) -> dict[str, Any] | None:
    kept = kept_assessments(folder) if folder.is_dir() else ()
    if not kept:
        return None
    try:
        found: dict[str, Any] = json_format.loads(kept[-1].read_text(encoding="utf-8"))
        _ = found["headline"]["restored"], found["pieces"]
    except (ValueError, KeyError, TypeError) as error:
        raise CaseError(f"{kept[-1]}: not a kept assessment ({error!r}); move it away") from error
    return found


def _show(record: dict[str, Any], before: dict[str, Any] | None) -> None:
    console, headline = Console(), record["headline"]
    console.print(
        f"lasting within {headline['horizon_months']} months of the break: "
        f"{1 - headline['restored']:.0%} "
        f"(90 % interval {1 - headline['high']:.0%}–{1 - headline['low']:.0%}; "
        f"{headline['cases']} breaks in {headline['clusters']} disputes)"
    )
    console.print(f"confidence: {record['confidence']} ({'; '.join(record['confidence_reasons'])})")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("piece", "log-odds", "breaks", "claims"):
        table.add_column(name, overflow="fold")
    for piece in record["pieces"]:
        claims = ", ".join(piece["claims"])
        name = f"{piece['name']} ({_ASSUMED})" if piece["is_assumed"] else piece["name"]
        table.add_row(name, f"{piece['log_odds']:+.2f}", str(piece["cases"]), claims)
    console.print(table)
    for near in record["nearest"]:
        console.print(f"near: {near['name']} – {near['outcome']}")
    for one in record["scenario"]:
        console.print(
            f"beside it, the case's own model (its assumptions stand in model.yaml): after "
            f"{one['months']} months restored {one['restored']:.0%}, realigned {one['realigned']:.0%}"
        )
    _show_change(console, record, before)


def _show_change(console: Console, record: dict[str, Any], before: dict[str, Any] | None) -> None:
    if before is None:
        return
    old, new = (1 - one["headline"]["restored"] for one in (before, record))
    had, has = ({piece["name"]: piece for piece in one["pieces"]} for one in (before, record))
    console.print(f"since the last kept assessment: {old:.1%} → {new:.1%}")
    for name in sorted(has.keys() - had.keys()):
        console.print(f"  new: {name} ({has[name]['log_odds']:+.2f})")
    for name in sorted(had.keys() - has.keys()):
        console.print(f"  gone: {name} ({had[name]['log_odds']:+.2f})")
    for name in sorted(had.keys() & has.keys()):
        claims = set(has[name]["claims"]) - set(had[name]["claims"])
        moved = has[name]["log_odds"] - had[name]["log_odds"]
        if claims or abs(moved) >= _SHOWN_MOVE:
            console.print(
                f"  {name}: {moved:+.2f}; new claims {', '.join(sorted(claims)) or 'none'}"
            )
