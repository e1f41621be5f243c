"""Columns of a CSV, tab-separated or Parquet file, found by any of their published names."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from volteface.errors import SeriesError
from volteface.model.series import Floats

Cells = Sequence[Any]
PARQUET = ".parquet"
UTF8 = ("utf-8-sig",)

_MISSING = frozenset(("", "na", "nan", "null", "none", "."))
_TITLE_ROWS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column wanted under ``name``: ``accepted`` are the names that it may have in a file.

    Names are compared without regard to case. A column that is not ``required`` may be missing.
    """

    name: str
    accepted: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Cells of the wanted columns that a file has; ``headers`` are their names in the file.

    ``first_row`` is the row, counted from 1, of the first cells; Parquet files count from 1 too.
    """

    path: str
    first_row: int
    cells: Mapping[str, Cells]
    headers: Mapping[str, str]

    def __len__(self) -> int:
        return len(next(iter(self.cells.values()), ()))

    def __contains__(self, name: str) -> bool:
        return name in self.cells

    def spot(self, index: int, name: str) -> str:
        """Return file, row and column of the cell of ``name`` at ``index``, for messages."""
        return f"{self.path}, row {self.first_row + index}, column {self.headers[name]}"

    def texts(self, name: str) -> list[str]:
        """Return the cells as stripped text; a whole number has no decimals, nothing is ""."""
        return [_text(cell) for cell in self.cells[name]]

    def optional(self, name: str) -> list[str]:
        """Return the cells as text, "" where one says that it is missing or the column is."""
        if name not in self:
            return [""] * len(self)
        return ["" if text.lower() in _MISSING else text for text in self.texts(name)]

    def told(self, name: str) -> list[str]:
        """Return the cells as text; raises SeriesError where one is empty."""
        found = self.texts(name)
        for index, text in enumerate(found):
            if text.lower() in _MISSING:
                raise SeriesError(f"{self.spot(index, name)}: empty; fill it or drop the row")
        return found

    def told_or(self, name: str, other: str) -> list[str]:
        """Return the cells of ``name``, where empty or NA those of ``other``; else as ``told``."""
        if other not in self:
            return self.told(name)
        found = []
        for index, (text, instead) in enumerate(
            zip(self.optional(name), self.optional(other), strict=True)
        ):
            if not text and not instead:
                raise SeriesError(f"{self.spot(index, name)}: empty; fill it or drop the row")
            found.append(text or instead)
        return found

    def numbers(self, name: str, missing: Iterable[float] = ()) -> Floats:
        """Return the cells as numbers; empty cells and the codes in ``missing`` are NaN.

        Raises SeriesError naming file, row and column where a cell is no finite number.
        """
        values = self._quick(name)
        if values is None:
            cells = enumerate(self.cells[name])
            values = np.array([self._number(cell, index, name) for index, cell in cells])
        for index in np.flatnonzero(np.isinf(values)):
            raise SeriesError(f"{self.spot(int(index), name)}: not a finite number; correct it")
        values[np.isin(values, np.array(tuple(missing), dtype=np.float64))] = np.nan
        return values

    def whole(self, name: str) -> list[int]:
        """Return the cells as whole numbers; raises SeriesError where one is none or empty."""
        values = self.numbers(name)
        wrong = np.flatnonzero(~(values == np.floor(values)))
        if len(wrong):
            index = int(wrong[0])
            seen = _text(self.cells[name][index])
            raise SeriesError(f"{self.spot(index, name)}: {seen!r}; write a whole number")
        return [int(value) for value in values]

    def _quick(self, name: str) -> Floats | None:
        try:
            return np.array(self.cells[name], dtype=np.float64)
        except (TypeError, ValueError):
            return None

    def _number(self, cell: Any, index: int, name: str) -> float:
        text = _text(cell)
        if text.lower() in _MISSING:
            return float("nan")
        try:
            return float(text)
        except ValueError as error:
            raise SeriesError(
                f"{self.spot(index, name)}: {text!r} is no number; correct it, or leave it empty"
            ) from error


def read_columns(path: Path, wanted: Sequence[Column], encodings: Sequence[str] = UTF8) -> Columns:
    """Return the wanted columns of ``path``: Parquet by its ending, else text with commas or tabs.

    A text file may open with lines of title: the header is the first of its first 40 rows that
    has every required column. The first of ``encodings`` that fits is used. Raises SeriesError
    where the file cannot be read, a required column is missing, or there is no row.
    """
    found = (
        _parquet(path, wanted) if path.suffix == PARQUET else _text_file(path, wanted, encodings)
    )
    if not len(found):
        raise SeriesError(f"{path}: no rows below the header; expected at least one")
    return found


def columns_of(rows: Iterable[Mapping[str, Any]], wanted: Sequence[Column], path: str) -> Columns:
    """Return the wanted columns of ``rows``, which are numbered from 1; ``path`` names them.

    >>> year = Column(name="year", accepted=("year", "session_year"))
    >>> columns_of([{"Year": 1990}], [year], "rows").whole("year")
    [1990]
    """
    kept = list(rows)
    names = list(dict.fromkeys(name for row in kept for name in row))
    headers = _match(names, wanted, f"{path}, row 1")
    cells = {name: [row.get(header) for row in kept] for name, header in headers.items()}
    return Columns(path=path, first_row=1, cells=cells, headers=headers)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float | np.floating):
        if np.isnan(cell):
            return ""
        return str(int(cell)) if cell.is_integer() else str(cell)
    return str(cell).strip()


def _match(names: Sequence[str], wanted: Sequence[Column], where: str) -> dict[str, str]:
    found = {column.name: _find(names, column) for column in wanted}
    for column in wanted:
        if column.required and found[column.name] is None:
            raise SeriesError(
                f"{where}: no column {' or '.join(column.accepted)}; found "
                f"{', '.join(name for name in names if name.strip()) or 'nothing'}"
            )
    return {name: header for name, header in found.items() if header is not None}


def _find(names: Sequence[str], column: Column) -> str | None:
    by_name = {name.strip().lower(): name for name in reversed(names)}
    hits = (by_name[name.lower()] for name in column.accepted if name.lower() in by_name)
    return next(hits, None)


def _parquet(path: Path, wanted: Sequence[Column]) -> Columns:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise SeriesError(f"{path}: Parquet needs pyarrow; pip install pyarrow") from error
    try:
        headers = _match(parquet.read_schema(path).names, wanted, f"{path}, header")
        table = parquet.read_table(path, columns=list(dict.fromkeys(headers.values())))
    except (OSError, ValueError) as error:
        raise SeriesError(f"{path}: cannot be read as Parquet ({error}); check the file") from error
    cells = {name: table.column(header).to_pylist() for name, header in headers.items()}
    return Columns(path=str(path), first_row=1, cells=cells, headers=headers)


def _text_file(path: Path, wanted: Sequence[Column], encodings: Sequence[str]) -> Columns:
    for encoding in encodings:
        try:
            with path.open(encoding=encoding, newline="") as stream:
                return _rows(stream, wanted, path)
        except UnicodeDecodeError:
            continue
        except (OSError, csv.Error) as error:
            raise SeriesError(f"{path}: cannot be read ({error}); check the file") from error
    raise SeriesError(f"{path}: text is not {' or '.join(encodings)}; save it as UTF-8")


def _rows(stream: Iterable[str], wanted: Sequence[Column], path: Path) -> Columns:
    lines = iter(stream)
    opening = list(islice(lines, _TITLE_ROWS))
    delimiter = _delimiter(opening, wanted)
    reader = csv.reader(_chained(opening, lines), delimiter=delimiter)
    row, header = _header(reader, wanted, path)
    headers = _match(header, wanted, f"{path}, row {row}")
    places = {name: header.index(found) for name, found in headers.items()}
    cells: dict[str, list[str]] = {name: [] for name in places}
    for number, record in enumerate(reader, start=row + 1):
        # a blank line is kept as empty cells, so that rows keep their numbers
        if record and len(record) < len(header):
            raise SeriesError(
                f"{path}, row {number}: {len(record)} cells where the header has {len(header)}; "
                "quote cells that hold the separator"
            )
        for name, place in places.items():
            cells[name].append(record[place] if record else "")
    return Columns(path=str(path), first_row=row + 1, cells=_stripped(cells), headers=headers)


def _stripped(cells: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the columns without the rows at the end in which every cell is empty."""
    length = len(next(iter(cells.values())))
    while length and not any(column[length - 1] for column in cells.values()):
        length -= 1
    return {name: column[:length] for name, column in cells.items()}


def _chained(opening: list[str], rest: Iterator[str]) -> Iterator[str]:
    yield from opening
    yield from rest


def _delimiter(opening: list[str], wanted: Sequence[Column]) -> str:
    """Return tab where a line split at tabs holds every required column, else comma."""
    needed = [column for column in wanted if column.required]
    for line in opening:
        names = [cell.strip('" \r\n') for cell in line.split("\t")]
        if len(names) > 1 and all(_find(names, column) for column in needed):
            return "\t"
    return ","


def _header(
    reader: Iterator[list[str]], wanted: Sequence[Column], path: Path
) -> tuple[int, list[str]]:
    """Return the header and its row: the first row with all required columns, else the first."""
    opening = list(islice(reader, 1))
    first = opening[0] if opening else []
    needed = [column for column in wanted if column.required]
    row, names = 1, first
    while not all(_find(names, column) for column in needed):
        row += 1
        following = next(reader, None) if row <= _TITLE_ROWS else None
        if following is None:
            best = max((first, *opening), key=len)
            _match(best, wanted, f"{path}, row 1")
            raise SeriesError(f"{path}: no header row found")
        opening.append(following)
        names = following
    return row, names
