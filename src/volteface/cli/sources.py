"""What every command takes: sources, and the facts that a file cannot tell by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from volteface.briefing.material import Refused
from volteface.documents.draft import Facts
from volteface.documents.options import MEGABYTE, Options
from volteface.errors import CaseError
from volteface.model.dates import PartialDate

Published = Annotated[
    str | None,
    typer.Option(
        help="When the report was published (2026-02-21 or 2026-02), where it does not say."
    ),
]
Outlet = Annotated[str | None, typer.Option(help="Who published it, where it does not say.")]
Origin = Annotated[
    str | None,
    typer.Option(help="What a translation was made from: its language, outlet or address."),
]
Megabytes = Annotated[int, typer.Option(help="Largest document that is read, in megabytes.")]


def options_of(
    published: str | None, outlet: str | None, origin: str | None, megabytes: int
) -> Options:
    """Return the loading options; raises CaseError for a date that is none."""
    try:
        date = PartialDate.parse(published) if published else None
    except ValueError as error:
        raise CaseError(f"--published: {error}") from error
    given = Facts(published=date, outlet=outlet, origin=origin)
    return Options(given=given, size_limit=megabytes * MEGABYTE)


def tell_refused(refused: Sequence[Refused]) -> None:
    """Say on standard error what could not be read, and why."""
    for refusal in refused:
        typer.echo(f"volteface: not read: {refusal.reason}", err=True)
