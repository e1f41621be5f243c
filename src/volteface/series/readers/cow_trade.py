"""Bilateral trade as the Correlates of War project publishes it → imports of each pair by year."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from volteface.model.series import Series
from volteface.series.columns import Column, read_columns
from volteface.series.readers.pairs import Cell, Meaning, Pair, Points, pair_series, put, wanted

MISSING = -9.0


def read_cow_trade(
    path: Path, states: Collection[str] | None = None, smoothed: bool = False
) -> dict[Pair, Series]:
    """Return imports by year in millions of current US dollars, keyed (exporter, importer).

    Reads the dyadic file: ``ccode1, ccode2, year, flow1`` (imports of 1 from 2), ``flow2``
    (imports of 2 from 1), or ``smoothflow1, smoothflow2``; -9 is a gap. A file that holds each pair
    in both orders must tell the same both times. ``states`` (COW numbers as text) keeps pairs of
    these only. Raises SeriesError naming file, row and column. Source to cite: Barbieri & Keshk,
    COW Trade Data Set (version 4.0).
    """
    prefix = "smoothflow" if smoothed else "flow"
    table = read_columns(
        path,
        [
            Column(name=name, accepted=(name,))
            for name in ("ccode1", "ccode2", "year", f"{prefix}1", f"{prefix}2")
        ],
        encodings=("utf-8-sig", "latin-1"),
    )
    years = table.whole("year")
    flows = [table.numbers(f"{prefix}{side}", missing=(MISSING,)) for side in (1, 2)]
    points: dict[Pair, Points] = {}
    for row, pair in enumerate(zip(table.told("ccode1"), table.told("ccode2"), strict=True)):
        if wanted(pair, states):
            one, other = pair
            for side, (seller, buyer) in enumerate(((other, one), (one, other))):
                value = float(flows[side][row])
                cell = Cell(table, row, f"{prefix}{side + 1}")
                put(points, (seller, buyer), years[row], value, cell)
    meaning = Meaning(
        "imports",
        "million USD/year",
        f"COW Trade (Barbieri & Keshk), {path.name}",
        f"columns {prefix}1, {prefix}2: imports as the importer told them, current dollars",
    )
    return pair_series(points, meaning)
