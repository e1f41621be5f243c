"""The trade register of SIPRI as exported to CSV → arms delivered by pair and year."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.series.columns import Column, Columns, read_columns
from volteface.series.readers.pairs import Meaning, Pair, Points, pair_series, wanted

_COLUMNS = (
    Column(name="recipient", accepted=("Recipient", "recipient_ccode")),
    Column(name="supplier", accepted=("Supplier", "supplier_ccode")),
    Column(
        name="years",
        accepted=("Year(s) of delivery", "Year(s) of deliveries", "Year(s) delivered", "year"),
    ),
    Column(name="tiv", accepted=("SIPRI TIV of delivered weapons", "TIV delivery values", "tiv")),
)
_BETWEEN = re.compile(r"[;,\s]+")
_YEAR = re.compile(r"\(?(\d{4})\)?\??$")
_SPAN = re.compile(r"(\d{4})[-–](\d{4})$")


def read_sipri_register(
    path: Path, states: Collection[str] | None = None, covered: tuple[int, int] | None = None
) -> dict[Pair, Series]:
    """Return deliveries by year in millions of trend-indicator values, keyed (supplier, recipient).

    Reads ``Recipient, Supplier, Year(s) of delivery, SIPRI TIV of delivered weapons`` below the
    export's lines of title; states are named as SIPRI names them. The TIV of a deal is spread
    evenly over its years of delivery, for the register does not tell it by year. A deal without
    delivery adds nothing. A year without delivery is 0 inside ``covered`` (first and last year;
    None: those of the file); a year outside it is left out. A table by ``recipient_ccode,
    supplier_ccode, year, tiv`` is read too. Raises SeriesError naming file, row and column.
    """
    table = read_columns(path, _COLUMNS, encodings=("utf-8-sig", "cp1252", "latin-1"))
    values = table.numbers("tiv")
    spans = [_years(text, table, row) for row, text in enumerate(table.texts("years"))]
    told = [year for years in spans for year in years]
    if not told:
        raise SeriesError(f"{path}, column {table.headers['years']}: no year of delivery at all")
    first, last = covered or (min(told), max(told))
    points: dict[Pair, Points] = {}
    for row, pair in enumerate(zip(table.told("supplier"), table.told("recipient"), strict=True)):
        if not wanted(pair, states):
            continue
        if values[row] < 0 or (values[row] > 0 and not spans[row]):
            raise SeriesError(
                f"{table.spot(row, 'tiv')}: {values[row]:g} in {len(spans[row])} years of "
                "delivery; give a value not below 0 and its years"
            )
        if not spans[row]:
            continue
        own = points.setdefault(pair, dict.fromkeys(range(first, last + 1), 0.0))
        for year in spans[row]:
            if first <= year <= last:
                own[year] += float(values[row]) / len(spans[row])
    meaning = Meaning(
        "arms",
        "million TIV/year",
        f"SIPRI Arms Transfers Database, {path.name}",
        f"delivered TIV spread evenly over the years of delivery; 0 without one in {first}-{last}",
    )
    return pair_series(points, meaning)


def _years(text: str, table: Columns, row: int) -> tuple[int, ...]:
    """Return the years of ``2019; 2020``, ``2019-2021`` or ``(2019)``; none where empty."""
    found: list[int] = []
    for part in _BETWEEN.split(text.strip()):
        year, span = _YEAR.match(part), _SPAN.match(part)
        if year:
            found.append(int(year[1]))
        elif span:
            found.extend(range(int(span[1]), int(span[2]) + 1))
        elif part and part != "?":
            raise SeriesError(f"{table.spot(row, 'years')}: {text!r}; write years as 2019; 2020")
    return tuple(found)
