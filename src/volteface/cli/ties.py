"""``volteface ties``: the ledger of ties, before and now."""

from __future__ import annotations

import json as json_format
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from volteface.api import brief as make_brief
from volteface.cli.codes import Exit
from volteface.cli.sources import Megabytes, Origin, Outlet, Published, options_of, tell_refused
from volteface.model.claim import to_record


def ties(
    source: Annotated[
        str, typer.Argument(help="A report, a case folder, an address, or - for standard input.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the ledger as JSON.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    origin: Origin = None,
    megabytes: Megabytes = 50,
) -> int:
    """Print who provides what to whom, before and now, with the words that tell it."""
    made = make_brief(source, options=options_of(published, outlet, origin, megabytes))
    if json:
        print(
            json_format.dumps(
                to_record(made.ledger.ties), ensure_ascii=False, indent=1, default=str
            )
        )
    else:
        _show(made.ledger.ties, {c.id: c.quote for c in made.claims})
    tell_refused(made.refused)
    return Exit.PARTLY_READ if made.refused else Exit.OK


def _show(found: tuple[object, ...], quotes: dict[str, str]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("provider → recipient", "tie", "before", "now", "words"):
        table.add_column(name, overflow="fold")
    for tie in found:
        record = to_record(tie)
        claims = [*record["claims_now"], *record["claims_before"]]
        words = quotes.get(claims[0], "") if claims else ""
        sides = f"{record['provider']} → {record['recipient']}"
        table.add_row(
            sides, record["kind"], record["before"] or "unknown", record["now"] or "unknown", words
        )
    Console().print(table)
