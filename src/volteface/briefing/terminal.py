"""The brief in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from volteface.briefing.sentence import Section, Sentence, Table
from volteface.briefing.source_text import anchors, printable, quoted_words

if TYPE_CHECKING:
    from volteface.briefing.brief import Brief

_WIDEST = 100
_QUOTE = 200


def show(brief: Brief, console: Console | None = None) -> None:
    """Print the brief; numbers in brackets are those of the claims in the page and the bundle."""
    console = console or Console()
    width = min(console.width, _WIDEST)
    numbers = anchors(brief.claims)
    quotes = {claim.id: quoted_words(claim, _QUOTE) for claim in brief.claims}
    console.print(Text(printable(brief.title), style="bold underline"), width=width)
    for section in brief.sections:
        _show_section(console, section, numbers, quotes, width)


def _show_section(
    console: Console, section: Section, numbers: dict[str, int], quotes: dict[str, str], width: int
) -> None:
    console.print()
    console.print(Text(section.title, style="bold cyan"), width=width)
    for one in section.lead:
        style = "bold" if section.key == "answer" and one is section.lead[1] else ""
        console.print(_line(one, numbers, style), width=width)
    for number, one in enumerate(section.items, 1):
        mark = f"{number:>2}. " if section.is_numbered else "  • "
        item = Grid.grid()
        item.add_row(Text(mark), _line(one, numbers))
        console.print(item, width=width)
        for id_ in one.quotes:
            _show_quote(console, quotes.get(id_, ""), width)
    for table in section.tables:
        console.print(_grid(table, numbers), width=width)


def _line(one: Sentence, numbers: dict[str, int], style: str = "") -> Text:
    line = Text(printable(one.text), style=style)
    marks = _marks(one.evidence, numbers)
    return line.append(f" {marks}", style="dim") if marks else line


def _marks(claims: tuple[str, ...], numbers: dict[str, int]) -> str:
    found = [str(numbers[id_]) for id_ in claims if id_ in numbers]
    return f"[{', '.join(found)}]" if found else ""


def _show_quote(console: Console, quote: str, width: int) -> None:
    if quote:
        words = Text(f"“{printable(quote)}”", style="dim italic")
        console.print(Padding(words, (0, 0, 0, 6)), width=width)


def _grid(table: Table, numbers: dict[str, int]) -> Grid:
    grid = Grid(
        title=table.caption, title_justify="left", box=None, pad_edge=False, header_style="bold"
    )
    has_claims = any(row.claims for row in table.rows)
    for name in (*table.header, "Evidence") if has_claims else table.header:
        grid.add_column(name, overflow="fold")
    for row in table.rows:
        cells = (*row.cells, _marks(row.evidence, numbers)) if has_claims else row.cells
        grid.add_row(*(Text(printable(cell)) for cell in cells))
    return grid
