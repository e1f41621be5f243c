"""Rows of the reference class's CSV tables, packaged or handed in by path."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path

from volteface.errors import CodebookError


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table's rows in file order, its name, and the SHA-256 of its bytes."""

    name: str
    rows: tuple[dict[str, str], ...]
    sha256: str

    def where(self, index: int) -> str:
        """Return the name and row of the row at ``index``; the header is row 1."""
        return f"{self.name}, row {index + 2}"


def read_table(name: str, required: tuple[str, ...], path: Path | None = None) -> Table:
    """Return the packaged table ``name``, or the one at ``path``, with stripped cells.

    Raises CodebookError where the file is absent or not UTF-8, a column of ``required`` is
    missing, a row has too few or too many cells, or there are no rows.
    """
    shown = str(path) if path else name
    content = _content(shown, path or files("volteface").joinpath("data", "reference", name))
    reader = csv.reader(StringIO(_text(shown, content), newline=""))
    header = [column.strip() for column in next(reader, [])]
    missing = [column for column in required if column not in header]
    if missing:
        raise CodebookError(f"{shown}, row 1: columns missing: {', '.join(missing)}; add them")
    rows = tuple(_row(shown, number, header, cells) for number, cells in enumerate(reader, 2))
    if not rows:
        raise CodebookError(f"{shown}: holds no rows; restore the table")
    return Table(name=shown, rows=rows, sha256=sha256(content).hexdigest())


def _content(shown: str, source: Traversable | Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise CodebookError(f"{shown}: cannot be read ({error}); check the path") from error


def _text(shown: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{shown}: not UTF-8 at byte {error.start}; save it so") from error


def _row(shown: str, number: int, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise CodebookError(
            f"{shown}, row {number}: {len(cells)} cells where the header has {len(header)}; "
            "quote cells that hold commas"
        )
    return {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
