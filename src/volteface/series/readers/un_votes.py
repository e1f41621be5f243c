"""Votes in the UN General Assembly as Voeten publishes them → roll calls."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from volteface.errors import SeriesError
from volteface.series.columns import Column, Columns, read_columns
from volteface.series.votes import ABSTAIN, NO, YES, RollCalls

_CALL = Column(name="call", accepted=("rcid", "resid"))
_VOTES = (
    _CALL,
    Column(name="state", accepted=("ccode", "country_code", "Country")),
    Column(name="country", accepted=("Countryname", "country"), required=False),
    Column(name="vote", accepted=("vote",)),
    Column(name="date", accepted=("date",), required=False),
    Column(name="year", accepted=("year",), required=False),
)
_CALLS = (_CALL, Column(name="date", accepted=("date", "year")))
_MEANING = {
    "1": YES,
    "2": ABSTAIN,
    "3": NO,
    "8": np.nan,
    "9": np.nan,
    "": np.nan,
    "na": np.nan,
    "yes": YES,
    "abstain": ABSTAIN,
    "no": NO,
}


def read_un_votes(path: Path, roll_calls: Path | None = None) -> RollCalls:
    """Return the votes of a file of raw votes: one row a state and call.

    Reads ``rcid``, ``ccode`` (or ``country_code``), ``vote`` and ``date`` or ``year``; a vote is 1
    or yes, 2 or abstain, 3 or no, 8 absent, 9 not a member. A state without code goes by its name.
    Where the votes carry no date, ``roll_calls`` names the file of calls with ``rcid`` and
    ``date``. Raises SeriesError naming file, row and column where a vote is none of these, a state
    votes twice, or a call has no date.
    """
    table = read_columns(path, _VOTES)
    calls, states = table.told("call"), table.told_or("state", "country")
    votes = _votes(table)
    dates = _dates(table, calls, roll_calls)
    order = sorted(dict.fromkeys(calls), key=lambda call: (dates[call], call))
    names = sorted(set(states), key=_by_number)
    grid = np.full((len(order), len(names)), np.nan)
    rows, columns = _places(calls, order), _places(states, names)
    _check_once(table, rows, columns, len(names))
    grid[rows, columns] = votes
    return RollCalls(
        states=tuple(names),
        dates=tuple(dates[call] for call in order),
        votes=grid,
        source=f"UN General Assembly votes (Voeten), {path.name}",
    )


def _votes(table: Columns) -> list[float]:
    found = []
    for index, text in enumerate(table.texts("vote")):
        meaning = _MEANING.get(text.lower())
        if meaning is None:
            raise SeriesError(
                f"{table.spot(index, 'vote')}: {text!r}; write 1 yes, 2 abstain, 3 no, 8 or 9"
            )
        found.append(meaning)
    return found


def _dates(table: Columns, calls: list[str], roll_calls: Path | None) -> dict[str, str]:
    if roll_calls is not None:
        other = read_columns(roll_calls, _CALLS)
        dates = dict(zip(other.told("call"), other.told("date"), strict=True))
        where = str(roll_calls)
    else:
        name = "date" if "date" in table else "year"
        if name not in table:
            raise SeriesError(f"{table.path}: no column date or year; give the file of roll calls")
        dates = dict(zip(calls, table.told(name), strict=True))
        where = table.path
    missing = next((call for call in calls if call not in dates), None)
    if missing is not None:
        raise SeriesError(f"{where}: no date of call {missing}; add it or drop its votes")
    return {call: _iso(date, where) for call, date in dates.items()}


def _iso(text: str, where: str) -> str:
    if not text[:4].isdigit():
        raise SeriesError(f"{where}, column date: {text!r}; write 2026-01-03 or 2026")
    return text[:10]


def _places(cells: list[str], names: list[str]) -> NDArray[np.intp]:
    place = {name: index for index, name in enumerate(names)}
    return np.array([place[cell] for cell in cells], dtype=np.intp)


def _check_once(
    table: Columns,
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    width: int,
) -> None:
    cells = rows * width + columns
    kept, first = np.unique(cells, return_index=True)
    if len(kept) < len(cells):
        index = int(np.setdiff1d(np.arange(len(cells)), first)[0])
        raise SeriesError(f"{table.spot(index, 'state')}: the state votes twice; keep one row")


def _by_number(state: str) -> tuple[int, str]:
    return (int(state), "") if state.isdigit() else (10**6, state)
