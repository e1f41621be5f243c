"""Tables of points and arrays of numbers, as they stand in equations."""

from __future__ import annotations

from volteface.scenarios.importing.abstract import Array, Table
from volteface.scenarios.importing.cursor import Cursor
from volteface.scenarios.importing.errors import ImportedModelError
from volteface.scenarios.importing.lookup import Lookup


def table(cursor: Cursor) -> Table:
    """The table of points that begins here: ``[(0,0)-(10,1)],(0,0),(5,1)`` or x…, y…."""
    place = cursor.place
    if cursor.skips("["):
        while not cursor.skips("]"):
            if cursor.at_end():
                raise cursor.wrong("expected ']'")
            cursor.take()
        cursor.skips(",")
    x, y = _pairs(cursor) if cursor.sees("(") else _halves(cursor)
    try:
        return Table(lookup=Lookup(x=tuple(x), y=tuple(y)))
    except ValueError as error:
        raise ImportedModelError(str(error), place) from error


def _pairs(cursor: Cursor) -> tuple[list[float], list[float]]:
    x: list[float] = []
    y: list[float] = []
    while cursor.skips("("):
        x.append(cursor.number())
        cursor.expect(",")
        y.append(cursor.number())
        cursor.expect(")")
        cursor.skips(",")
    return x, y


def _halves(cursor: Cursor) -> tuple[list[float], list[float]]:
    numbers = [cursor.number()]
    while cursor.skips(","):
        numbers.append(cursor.number())
    half = len(numbers) // 2
    return numbers[:half], numbers[half:]


def numbers(cursor: Cursor) -> Array:
    """The numbers ``1, 2; 3, 4;`` that stand here: one row up to each semicolon."""
    rows: list[tuple[float, ...]] = []
    while not cursor.at_end():
        row = [cursor.number()]
        while cursor.skips(","):
            row.append(cursor.number())
        rows.append(tuple(row))
        if not cursor.skips(";"):
            break
    return Array(rows=tuple(rows))


def is_array(cursor: Cursor) -> bool:
    """Whether an array of plain numbers stands here, and not an expression."""
    mark = cursor.place_kept()
    while cursor.sees("+", "-"):
        cursor.take()
    is_number = cursor.take().kind == "number"
    separated = cursor.sees(",", ";")
    cursor.return_to(mark)
    return is_number and separated


def tabbed(cursor: Cursor) -> Array:
    """The numbers in brackets that stand here: a row for every line (TABBED ARRAY)."""
    cursor.expect("(")
    lines: dict[int, list[float]] = {}
    while not cursor.skips(")"):
        line = cursor.token.line
        lines.setdefault(line, []).append(cursor.number())
    return Array(rows=tuple(tuple(row) for row in lines.values()))
