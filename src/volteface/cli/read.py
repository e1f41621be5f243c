"""``volteface read``: the claims of reports."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from volteface.api import ReadResult
from volteface.api import read as read_source
from volteface.cli.claims_csv import write_csv
from volteface.cli.claims_table import show_explained, show_table
from volteface.cli.codes import Exit
from volteface.cli.sources import (
    Megabytes,
    Origin,
    Outlet,
    Published,
    options_of,
    tell_refused,
)
from volteface.documents.load import load_all
from volteface.documents.options import Options
from volteface.documents.refusal import Loaded, Refusal
from volteface.errors import DocumentError


class Format(StrEnum):
    """How claims are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def read(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, addresses, or - for standard input.")
    ],
    format: Annotated[
        Format, typer.Option(help="table for people; jsonl or csv for machines.")
    ] = Format.TABLE,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how each claim was reached.")
    ] = False,
    text: Annotated[
        bool, typer.Option("--text", help="Print the text that offsets refer to, and nothing else.")
    ] = False,
    published: Published = None,
    outlet: Outlet = None,
    origin: Origin = None,
    megabytes: Megabytes = 50,
) -> int:
    """Print the claims of reports: who said what, how surely, with the exact words.

    Examples: volteface read report.html --format jsonl · cat report.txt | volteface read - · volteface
    read reports/ --format csv > claims.csv
    """
    options = options_of(published, outlet, origin, megabytes)
    if text:
        return _print_texts(sources, options)
    results = _read_all(sources, options)
    result = ReadResult(
        claims=tuple(c for r in results for c in r.claims),
        reports=tuple(x for r in results for x in r.reports),
        refused=tuple(x for r in results for x in r.refused),
    )
    _print(result, format, explain=explain)
    tell_refused(result.refused)
    if not result.claims:
        typer.echo("volteface: no claim about states and their ties was found", err=True)
    if result.refused:
        return Exit.PARTLY_READ if result.reports else Exit.UNREADABLE
    return Exit.OK


def _read_all(sources: list[str], options: Options) -> list[ReadResult]:
    results = []
    for source in sources:
        try:
            results.append(read_source(source, options=options))
        except DocumentError as error:
            if len(sources) == 1:
                raise
            refused = (Refusal(where=source, error=error),)
            results.append(ReadResult(claims=(), reports=(), refused=refused))
    return results


def _print(result: ReadResult, format: Format, *, explain: bool) -> None:
    if explain:
        show_explained(result)
    elif format is Format.JSONL:
        for claim in result.claims:
            print(json.dumps(claim.to_dict(), ensure_ascii=False))
    elif format is Format.CSV:
        write_csv(result, sys.stdout)
    else:
        show_table(result)


def _print_texts(sources: list[str], options: Options) -> int:
    loaded = Loaded()
    for source in sources:
        loaded += load_all(source, options)
    for report in loaded.reports:
        sys.stdout.write(report.text)
    tell_refused(loaded.refused)
    if loaded.refused:
        return Exit.PARTLY_READ if loaded.reports else Exit.UNREADABLE
    return Exit.OK
