"""Yearly values of states and pairs, gathered row by row → series."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import isnan
from typing import NamedTuple

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.series.columns import Columns
from volteface.series.periods import yearly

Pair = tuple[str, str]
Points = dict[int, float]
_NAN = float("nan")


class Meaning(NamedTuple):
    """What the values are: the name that a series starts with, and its three labels."""

    what: str
    unit: str
    source: str
    computed: str


class Cell(NamedTuple):
    """A cell of a table that was read."""

    table: Columns
    row: int
    column: str


def put(points: dict[Pair, Points], pair: Pair, year: int, value: float, cell: Cell) -> None:
    """Add a value; raises SeriesError where another one stands for that pair and year.

    ``cell`` is where it was read, for the message. A known value takes the place of a missing one.
    """
    own = points.setdefault(pair, {})
    earlier = own.get(year, _NAN)
    if isnan(earlier):
        own[year] = value
    elif not isnan(value) and earlier != value:
        raise SeriesError(
            f"{cell.table.spot(cell.row, cell.column)}: {value:g} for {pair[0]} and {pair[1]} in "
            f"{year}, {earlier:g} in an earlier row; keep one"
        )


def wanted(pair: Pair, states: Collection[str] | None) -> bool:
    """Return whether both states of ``pair`` are among ``states`` (None: all are)."""
    return states is None or (pair[0] in states and pair[1] in states)


def pair_series(points: Mapping[Pair, Points], meaning: Meaning) -> dict[Pair, Series]:
    """Return a yearly series for each pair; years between that have no value are gaps."""
    return {
        pair: _series(f"{meaning.what} {pair[0]}>{pair[1]}", own, meaning)
        for pair, own in points.items()
    }


def state_series(points: Mapping[str, Points], meaning: Meaning) -> dict[str, Series]:
    """Return a yearly series for each state; years between that have no value are gaps."""
    return {
        state: _series(f"{meaning.what} {state}", own, meaning) for state, own in points.items()
    }


def _series(name: str, points: Points, meaning: Meaning) -> Series:
    dates, values = yearly(points)
    return Series(
        name=name,
        dates=dates,
        values=values,
        unit=meaning.unit,
        source=meaning.source,
        computed=meaning.computed,
    )
