"""Rows of the codebook's packaged CSV tables, checked on reading."""

from __future__ import annotations

import csv
from importlib.resources import files
from io import StringIO

from volteface.errors import CodebookError


def read_table(name: str, required: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of the packaged table ``name`` as dictionaries, in file order.

    ``name`` is a file under ``volteface/data/codebook``. Cells are stripped; an empty cell is "".
    Raises CodebookError naming the file, and the row (1 is the header), where a column of
    ``required`` is missing, a row has too many or too few cells, or the table is empty.
    """
    source = files("volteface").joinpath("data", "codebook", name)
    if not source.is_file():
        raise CodebookError(f"{name}: not found in the package data; reinstall volteface")
    reader = csv.reader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    header = next(reader, [])
    _check_header(name, header, required)
    rows = [_row(name, number, header, cells) for number, cells in enumerate(reader, 2)]
    if not rows:
        raise CodebookError(f"{name}: holds no rows; restore the table")
    return rows


def split(cell: str) -> tuple[str, ...]:
    """Return the non-empty parts of ``cell`` between ``|`` signs, stripped."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _check_header(name: str, header: list[str], required: tuple[str, ...]) -> None:
    missing = [column for column in required if column not in header]
    if missing:
        raise CodebookError(f"{name}, row 1: columns missing: {', '.join(missing)}; add them")


def _row(name: str, number: int, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise CodebookError(
            f"{name}, row {number}: {len(cells)} cells where the header has {len(header)}; "
            "quote cells that hold commas"
        )
    return {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
