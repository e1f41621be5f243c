"""External data of a model: cells of .xlsx and delimited files that stand beside it.

Reads what Vensim's GET DIRECT and GET XLS functions name: a file, a sheet (or, for delimited
files, the delimiter), and cells as ``B2``, as a row number, as a column's letters, or as a named
range. A star behind a name (``values*``) means that the values stand in a column, not a row.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from volteface.scenarios.importing.errors import ImportedModelError, Place

Cell = Any
"""What a cell holds: a number, a text, or None where it is empty."""

_CELL = re.compile(r"([A-Za-z]{1,3})(\d+)$")
_LETTERS = re.compile(r"[A-Za-z]{1,3}$")


def column_number(letters: str) -> int:
    """A column's number, from 0, of its letters.

    >>> column_number("AA")
    26
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A grid of cells; `names` holds (row, column, last row, last column) of its named ranges."""

    rows: tuple[tuple[Cell, ...], ...]
    names: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell:
        """The cell's content; None beyond the edge."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def corner(self, cell: str, place: Place) -> tuple[int, int]:
        """Row and column, from 0, of the first cell of ``B2`` or of a named range."""
        name = cell.rstrip("*")
        if (box := self.box(name)) is not None:
            return box[0], box[1]
        if found := _CELL.match(name):
            return int(found[2]) - 1, column_number(found[1])
        raise ImportedModelError(f"no cell or named range {cell!r}", place)

    def box(self, name: str) -> tuple[int, int, int, int] | None:
        """The corners of a named range, None where there is none of this name."""
        return self.names.get(name.lower())


@dataclass(slots=True)
class Sheets:
    """The sheets of the files in a folder, each read once."""

    folder: Path
    _read: dict[tuple[str, str], Sheet] = field(default_factory=dict)

    def sheet(self, file: str, tab: str, place: Place) -> Sheet:
        """A sheet of a file beside the model.

        Raises `ImportedModelError` where the file is outside the model's folder, missing, of
        another format, or has no such sheet.
        """
        key = (file, tab)
        if key not in self._read:
            path = (self.folder / file).resolve()
            if not path.is_relative_to(self.folder.resolve()):
                raise ImportedModelError(f"{file!r} lies outside the model's folder", place)
            if not path.is_file():
                raise ImportedModelError(f"the file {file!r} is not beside the model", place)
            self._read[key] = _sheet_of(path, tab, place)
        return self._read[key]

    def subscripts(self, texts: list[str], place: Place) -> list[str]:
        """The elements that GET DIRECT SUBSCRIPT (file, sheet, first, last, prefix) names."""
        if len(texts) != 5:
            raise ImportedModelError("GET DIRECT SUBSCRIPT takes 5 texts", place)
        file, tab, first, last, prefix = texts
        sheet = self.sheet(file, tab, place)
        top, left = sheet.corner(first, place)
        bottom, right = _last(sheet, last, top, left, place)
        cells = [sheet.at(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
        return [f"{prefix}{_plain(cell)}" for cell in cells if cell is not None]

    def block(self, texts: list[str], shape: tuple[int, int], place: Place) -> list[list[float]]:
        """Numbers of `shape` (rows, columns) from the cell that (file, sheet, cell) names.

        A star behind the cell's name means that the file holds the block turned on its side.
        """
        file, tab, cell = texts
        sheet = self.sheet(file, tab, place)
        top, left = sheet.corner(cell, place)
        turned = cell.endswith("*")
        found = []
        for row in range(shape[0]):
            steps = [(column, row) if turned else (row, column) for column in range(shape[1])]
            found.append([_number(sheet.at(top + r, left + c), place) for r, c in steps])
        return found

    def series(
        self, texts: list[str], count: int, place: Place
    ) -> list[tuple[list[float], list[float]]]:
        """`count` series (x, y) that (file, sheet, row or column of x, first cell of y) names.

        Points of which x or y is empty are left out.
        """
        file, tab, axis, cell = texts
        sheet = self.sheet(file, tab, place)
        top, left = sheet.corner(cell, place)
        across, line = _axis(sheet, axis, place)
        if across and line >= len(sheet.rows):
            raise ImportedModelError(f"{file} has no row {line + 1}", place)
        length = (len(sheet.rows[line]) - left) if across else (len(sheet.rows) - top)
        if (box := sheet.box(axis)) is not None:
            length = max(box[3] - box[1], box[2] - box[0]) + 1
        found = []
        for offset in range(count):
            pairs = [
                (sheet.at(line, left + step), sheet.at(top + offset, left + step))
                if across
                else (sheet.at(top + step, line), sheet.at(top + step, left + offset))
                for step in range(length)
            ]
            full = [(x, y) for x, y in pairs if _is_number(x) and _is_number(y)]
            found.append(([float(x) for x, _ in full], [float(y) for _, y in full]))
        return found


def _axis(sheet: Sheet, axis: str, place: Place) -> tuple[bool, int]:
    """Whether the series runs along a row, and the row or column that holds its x."""
    if axis.isdigit():
        return True, int(axis) - 1
    if (box := sheet.box(axis)) is not None:
        across = box[3] > box[1]
        return across, box[0] if across else box[1]
    if _LETTERS.match(axis):
        return False, column_number(axis)
    raise ImportedModelError(f"no row, column or named range {axis!r}", place)


def _last(sheet: Sheet, last: str, top: int, left: int, place: Place) -> tuple[int, int]:
    if _CELL.match(last):
        return sheet.corner(last, place)
    if last.isdigit():
        return int(last) - 1, left
    return top, column_number(last)


def _sheet_of(path: Path, tab: str, place: Place) -> Sheet:
    if path.suffix.lower() == ".xlsx":
        return _excel(path, tab, place)
    if path.suffix.lower() in {".csv", ".tab", ".txt"}:
        if len(tab) > 1:
            raise ImportedModelError(f"expected a delimiter of one character, got {tab!r}", place)
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            rows = csv.reader(file, delimiter=tab or ",")
            return Sheet(rows=tuple(tuple(_typed(cell) for cell in row) for row in rows))
    raise ImportedModelError(f"{path.name}: only .xlsx and .csv files are read", place)


def _excel(path: Path, tab: str, place: Place) -> Sheet:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        message = "models with .xlsx data need openpyxl: pip install 'volteface[import]'"
        raise ImportedModelError(message, place) from error
    try:
        book = load_workbook(path, data_only=True)
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ImportedModelError(f"{path.name} is not a spreadsheet: {error}", place) from error
    titles = {title.lower(): title for title in book.sheetnames}
    if tab.lower() not in titles:
        raise ImportedModelError(f"{path.name} has no sheet {tab!r}", place)
    sheet = book[titles[tab.lower()]]
    names: dict[str, tuple[int, int, int, int]] = {}
    for holder in (book.defined_names, sheet.defined_names):
        names |= _named_boxes(holder, sheet.title)
    return Sheet(rows=tuple(sheet.iter_rows(values_only=True)), names=names)


def _named_boxes(holder: Any, title: str) -> dict[str, tuple[int, int, int, int]]:
    from openpyxl.utils.cell import range_boundaries

    found = {}
    for name, defined in holder.items():
        for sheet_title, area in defined.destinations:
            if sheet_title == title:
                left, top, right, bottom = range_boundaries(area)
                found[name.lower()] = (top - 1, left - 1, bottom - 1, right - 1)
    return found


def _typed(text: str) -> Cell:
    try:
        return float(text)
    except ValueError:
        return text or None


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _number(cell: Cell, place: Place) -> float:
    if not _is_number(cell):
        raise ImportedModelError(f"expected a number in a cell, found {cell!r}", place)
    return float(cell)


def _plain(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
