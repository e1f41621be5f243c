"""A table of values over time, for variables that a model leaves to a data file."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from volteface.scenarios.importing.abstract import AbstractModel
from volteface.scenarios.importing.errors import ImportedModelError
from volteface.scenarios.importing.lookup import Lookup
from volteface.scenarios.importing.names import canonical
from volteface.scenarios.importing.program import Data
from volteface.scenarios.importing.vensim_text import read_text

_COLUMN = re.compile(r"(.*?)(?:\[(.*)\])?$", re.DOTALL)


def column_key(label: str) -> tuple[str, tuple[str, ...]]:
    """The variable and cell that a column's name means.

    >>> column_key("Stock A[Entry 1,Column 2]")
    ('stock a', ('entry 1', 'column 2'))
    """
    found = _COLUMN.match(label.strip())
    name, inner = (found[1], found[2]) if found else (label, None)
    cell = tuple(canonical(part) for part in inner.split(",")) if inner else ()
    return canonical(name), cell


def read_table(path: Path) -> tuple[list[str], list[list[float | None]]]:
    """Header and rows of a delimited table of numbers; None where a cell is empty.

    Tabs separate the cells of .tab and .tsv files, commas those of others. Raises
    `ImportedModelError` for a file without rows or with a cell that is no number.
    """
    lines = read_text(path).splitlines()
    delimiter = "\t" if path.suffix.lower() in {".tab", ".tsv"} else ","
    rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    if len(rows) < 2:
        raise ImportedModelError(f"{path.name} holds no rows of values")
    try:
        values = [[float(cell) if cell.strip() else None for cell in row] for row in rows[1:]]
    except ValueError as error:
        raise ImportedModelError(f"{path.name}: {error}") from error
    return rows[0], values


def read_data(path: Path, model: AbstractModel) -> Data:
    """The values over time of the variables that the model leaves to data (first column: time)."""
    wanted = {item.name: item.holds for item in model.definitions if item.expression is None}
    header, rows = read_table(path)
    found = {}
    for column, label in enumerate(header[1:], start=1):
        name, cell = column_key(label)
        if name not in wanted:
            continue
        points = [
            (row[0], row[column])
            for row in rows
            if column < len(row) and row[0] is not None and row[column] is not None
        ]
        x = tuple(float(time) for time, _ in points if time is not None)
        y = tuple(float(value) for _, value in points if value is not None)
        found[name, cell] = Lookup(x=x, y=y, reading=wanted[name] or "interpolate")
    return found
