"""Alliance obligations as ATOP publishes them by dyad and year → yearly 0 or 1 for each pair."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal

import numpy as np

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.series.columns import Column, read_columns
from volteface.series.readers.pairs import Cell, Meaning, Pair, Points, pair_series, put, wanted

Obligation = Literal["any", "defense", "offense", "neutral", "nonagg", "consul"]
_FROM = Column(name="from", accepted=("mem1", "stateA", "ccode1"))
_TO = Column(name="to", accepted=("mem2", "stateB", "ccode2"))
_YEAR = Column(name="year", accepted=("year",))
_UNDIRECTED = "mem1"


def read_atop(
    path: Path,
    obligation: Obligation = "defense",
    states: Collection[str] | None = None,
    members: Mapping[str, tuple[int, int]] | None = None,
) -> dict[Pair, Series]:
    """Return for each ordered pair (bound, towards whom) whether ``obligation`` held, by year.

    Reads the dyad-year file (``mem1, mem2, year``: both are bound) or the directed one (``stateA,
    stateB`` or ``ccode1, ccode2``), and the column of the obligation, with ``atop_`` before it or
    not. The files list pairs only while they are allied, so a year without a row is 0 inside the
    years of the file. ``members`` (first and last year of each state) makes the years in which a
    state did not exist gaps. ``states`` keeps pairs of these only. Raises SeriesError naming file,
    row and column. Source to cite: Leeds et al. (2002).
    """
    name = "atopally" if obligation == "any" else obligation
    kept = Column(name="kept", accepted=(name, f"atop_{name}"))
    table = read_columns(path, (_FROM, _TO, _YEAR, kept), encodings=("utf-8-sig", "latin-1"))
    years, values = table.whole("year"), table.numbers("kept", missing=(-9,))
    wrong = np.flatnonzero(~np.isnan(values) & (values != 0) & (values != 1))
    if len(wrong):
        raise SeriesError(f"{table.spot(int(wrong[0]), 'kept')}: not 0 or 1; correct it")
    points: dict[Pair, Points] = {}
    both_ways = table.headers["from"].lower() == _UNDIRECTED
    pairs = zip(table.told("from"), table.told("to"), strict=True)
    for row, pair in enumerate(pairs):
        if wanted(pair, states):
            cell = Cell(table, row, "kept")
            put(points, pair, years[row], float(values[row]), cell)
            if both_ways:
                put(points, (pair[1], pair[0]), years[row], float(values[row]), cell)
    span = range(min(years), max(years) + 1)
    meaning = Meaning(
        f"alliance {obligation}",
        "obligation (0 or 1)",
        f"ATOP (Leeds et al. 2002), {path.name}",
        f"column {table.headers['kept']}; 0 in years of {span[0]}-{span[-1]} without a row",
    )
    filled = {pair: _filled(pair, own, span, members or {}) for pair, own in points.items()}
    return pair_series(filled, meaning)


def _filled(
    pair: Pair, points: Points, span: range, members: Mapping[str, tuple[int, int]]
) -> Points:
    return {year: points.get(year, 0.0 if _exist(pair, year, members) else np.nan) for year in span}


def _exist(pair: Pair, year: int, members: Mapping[str, tuple[int, int]]) -> bool:
    spells = [members.get(state, (year, year)) for state in pair]
    return all(first <= year <= last for first, last in spells)
