"""The commands, and how errors become messages and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from volteface.cli.assess import assess
from volteface.cli.backtest import backtest
from volteface.cli.brief import brief
from volteface.cli.calibrate import calibrate
from volteface.cli.codes import Exit, epilog
from volteface.cli.compare import compare
from volteface.cli.model import model
from volteface.cli.pipes import deliver, drop_rest, is_closed_pipe
from volteface.cli.read import read
from volteface.cli.score import score
from volteface.cli.sensitivity import sensitivity
from volteface.cli.shifts import shifts
from volteface.cli.simulate import simulate
from volteface.cli.ties import ties
from volteface.errors import (
    CaseError,
    CasesError,
    DocumentError,
    ReadingError,
    ScenarioError,
    SeriesError,
    VoltefaceError,
)

app = typer.Typer(
    name="volteface",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads reports about breaks between states and says, with sources, whether a break is "
    "temporary or lasting.",
    epilog=epilog(),
)
app.command(epilog=epilog())(brief)
app.command(epilog=epilog())(read)
app.command(epilog=epilog())(ties)
app.command(epilog=epilog())(simulate)
app.command(epilog=epilog())(compare)
app.add_typer(model)
app.command(epilog=epilog())(assess)
app.command(epilog=epilog())(shifts)
app.command(epilog=epilog())(backtest)
app.command(epilog=epilog())(calibrate)
app.command(epilog=epilog())(score)
app.command(epilog=epilog())(sensitivity)

_CODES: tuple[tuple[type[VoltefaceError], Exit], ...] = (
    (DocumentError, Exit.UNREADABLE),
    (SeriesError, Exit.UNREADABLE),
    (CasesError, Exit.UNREADABLE),
    (ReadingError, Exit.NO_ANSWER),
    (CaseError, Exit.USAGE),
    (ScenarioError, Exit.USAGE),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with a documented code, never with a traceback."""
    code = run(arguments)
    deliver()
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a reader that goes away ends it quietly."""
    try:
        return _run(arguments)
    except (BrokenPipeError, SystemExit) as end:
        if not is_closed_pipe(end):
            raise
        drop_rest()
        return Exit.OK


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = app(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except VoltefaceError as error:
        typer.echo(f"volteface: {error}", err=True)
        return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.FAILED)
    except typer.TyperException as error:
        told = error.format_message().rstrip(".")
        if told:
            typer.echo(f"volteface: {told}; see volteface --help", err=True)
        return Exit.USAGE
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"volteface: {where}cannot be opened ({error.strerror or error})", err=True)
        return Exit.USAGE
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("volteface: stopped", err=True)
        return 130
    return int(result or Exit.OK)
