"""Claims for people: a table, or one by one with how each was reached."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from volteface.api import ReadResult
from volteface.model.claim import Claim, Party


def show_table(result: ReadResult) -> None:
    """Print a table of the claims, narrow enough for a terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("who → whom", "what", "stands", "says", "words"):
        table.add_column(name, overflow="fold", ratio=4 if name == "words" else 1)
    for claim in result.claims:
        table.add_row(
            _sides(claim), _what(claim), _stands(claim), claim.speaker.kind, escape(claim.quote)
        )
    Console().print(table)


def show_explained(result: ReadResult) -> None:
    """Print each claim with its sentence and the rule, cue and hedge behind it."""
    console = Console()
    for claim in result.claims:
        console.print(f"[bold]{_sides(claim)}[/] {_what(claim)} · {_stands(claim)}")
        console.print(f"  “{escape(claim.quote)}”")
        voice = claim.speaker.text or claim.speaker.kind
        console.print(f"  says: {escape(voice)} ({claim.speaker.kind}), cue: {claim.cue or 'none'}")
        reached = (
            "a rule over the tree"
            if claim.score is None
            else f"the claim heads, p = {claim.score:.2f}"
        )
        hedge = f", hedge: {escape(claim.hedge.text)}" if claim.hedge else ""
        console.print(f"  reached by {reached}{hedge}\n")


def _sides(claim: Claim) -> str:
    targets = [claim.target, *claim.others]
    return f"{_name(claim.source)} → {', '.join(_name(t) for t in targets)}"


def _name(party: Party | None) -> str:
    return (party.code or party.name or "?") if party else "–"


def _what(claim: Claim) -> str:
    return " ".join(x for x in (claim.kind, claim.type, claim.sector, claim.change) if x)


def _stands(claim: Claim) -> str:
    return f"{claim.polarity}, {claim.time_frame}, {claim.certainty}"
