"""External data in equations (GET DIRECT …, GET XLS …) → the number or table of one cell."""

from __future__ import annotations

from typing import TypeGuard

from volteface.scenarios.importing.abstract import Call, Definition, Expression, Text
from volteface.scenarios.importing.errors import ImportedModelError
from volteface.scenarios.importing.lookup import Lookup, Reading
from volteface.scenarios.importing.ranges import Cell, Ranges
from volteface.scenarios.importing.spreadsheet import Sheets


def is_external(expression: Expression | None, *kinds: str) -> TypeGuard[Call]:
    """Whether an expression reads external ``constants``, ``lookups`` or ``data``."""
    names = {f"get {source} {kind}" for source in ("direct", "xls") for kind in kinds}
    return isinstance(expression, Call) and expression.function in names


def external_number(
    call: Call, definition: Definition, cell: Cell, ranges: Ranges, sheets: Sheets
) -> float:
    """The number of a cell of constants that stand in a sheet.

    The last range of the left side runs along a row and the one before it down the column; with
    one range only, along the row, or down the column where the cell's name ends with a star.
    """
    shape, at = _shape(definition, cell, ranges)
    rows, columns = (1, *shape)[-2:] if shape else (1, 1)
    row, column = (0, *at)[-2:] if at else (0, 0)
    return sheets.block(_texts(call, 3), (rows, columns), call.place)[row][column]


def external_lookups(
    call: Call, definition: Definition, cell: Cell, ranges: Ranges, sheets: Sheets
) -> Lookup:
    """The table of a cell of lookups or data that stand in a sheet, a row or column for each."""
    shape, at = _shape(definition, cell, ranges)
    count, offset = 1, 0
    for size, place in zip(shape, at, strict=True):
        count, offset = count * size, offset * size + place
    x, y = sheets.series(_texts(call, 4), count, call.place)[offset]
    reading: Reading = "interpolate"
    if call.function.endswith("data"):
        reading = definition.holds or "interpolate"
    try:
        return Lookup(x=tuple(x), y=tuple(y), reading=reading)
    except ValueError as error:
        raise ImportedModelError(str(error), call.place) from error


def _texts(call: Call, count: int) -> list[str]:
    texts = [part.value for part in call.arguments if isinstance(part, Text)]
    if len(texts) != count:
        message = f"{call.function.upper()} takes {count} texts in quotation marks"
        raise ImportedModelError(message, call.place)
    return texts


def _shape(
    definition: Definition, cell: Cell, ranges: Ranges
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The sizes of the left side's ranges, and the cell's place in each."""
    pairs = zip(definition.subscripts, cell, strict=True)
    listed = [(ranges.elements(name), element) for name, element in pairs if name in ranges]
    sizes = tuple(len(elements) for elements, _ in listed)
    return sizes, tuple(elements.index(element) for elements, element in listed)
