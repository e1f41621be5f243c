"""``volteface brief``: the brief of a report or a case folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from volteface.api import brief as make_brief
from volteface.briefing.terminal import show
from volteface.cli.codes import Exit
from volteface.cli.sources import (
    Megabytes,
    Origin,
    Outlet,
    Published,
    options_of,
    tell_refused,
)


def brief(
    source: Annotated[
        str, typer.Argument(help="A report, a case folder, an address, or - for standard input.")
    ],
    html: Annotated[
        Path | None, typer.Option(help="Write the page here (one self-contained file).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the JSON twin instead.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the brief as Markdown instead.")
    ] = False,
    bundle: Annotated[
        Path | None, typer.Option(help="Write the evidence bundle (zip) here.")
    ] = None,
    horizon: Annotated[
        int | None, typer.Option(help="Months ahead that the headline asks about.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    origin: Origin = None,
    megabytes: Megabytes = 50,
) -> int:
    """Print the brief: is the break temporary or lasting, what does it set off, how would we know.

    The break, the pair and the outside power are found in the report where nothing tells them.
    Examples: volteface brief report.txt · volteface brief cases/caracas-havana --html brief.html
    """
    made = make_brief(
        source,
        options=options_of(published, outlet, origin, megabytes),
        horizon_months=horizon,
    )
    if html is not None:
        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(made.to_html(), "utf-8")
    if bundle is not None:
        made.to_bundle(bundle)
    if json:
        print(made.to_json())
    elif markdown:
        print(made.to_markdown())
    else:
        show(made)
    tell_refused(made.refused)
    return Exit.PARTLY_READ if made.refused else Exit.OK
