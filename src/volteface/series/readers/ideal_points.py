"""UN ideal points as Bailey, Strezhnev & Voeten publish them → a series for each state."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.series.columns import Column, read_columns
from volteface.series.readers.pairs import Meaning, Points, state_series

Measure = Literal["all", "final_passage", "legacy"]
_MEASURES = {
    "all": ("IdealPointAll", "idealpoint"),
    "final_passage": ("IdealPointFP",),
    "legacy": ("IdealPointLegacy",),
}
_STATES = {"cow": ("ccode",), "iso3": ("iso3c", "Country")}
# the General Assembly's first session opened in 1946
_YEAR_BEFORE_FIRST_SESSION = 1945


def read_ideal_points(
    path: Path, measure: Measure = "all", states: Literal["cow", "iso3"] = "cow"
) -> dict[str, Series]:
    """Return the ideal points of each state by year, keyed by COW number or three letters.

    Reads ``ccode`` (or ``iso3c``), ``year`` or ``session`` (session 1 is 1946), and the column of
    ``measure``: all votes, votes on final passage, or the earlier estimates. A state without code
    goes by its name. Higher is nearer to the liberal order led by the United States. The points
    are smoothed over time: a value may know of later votes. Raises SeriesError naming file, row
    and column.
    """
    table = read_columns(
        path,
        (
            Column(name="state", accepted=_STATES[states]),
            Column(name="country", accepted=("Countryname",), required=False),
            Column(name="year", accepted=("year",), required=False),
            Column(name="session", accepted=("session",), required=False),
            Column(name="point", accepted=_MEASURES[measure]),
        ),
    )
    if "year" in table:
        years = table.whole("year")
    elif "session" in table:
        years = [_YEAR_BEFORE_FIRST_SESSION + session for session in table.whole("session")]
    else:
        raise SeriesError(f"{path}, row {table.first_row - 1}: no column year or session")
    points: dict[str, Points] = {}
    values = table.numbers("point")
    for row, (state, year) in enumerate(zip(table.told_or("state", "country"), years, strict=True)):
        own = points.setdefault(state, {})
        if year in own:
            raise SeriesError(f"{table.spot(row, 'state')}: {state} stands twice in {year}")
        own[year] = float(values[row])
    known = {state: own for state, own in points.items() if not np.isnan(list(own.values())).all()}
    column = table.headers["point"]
    meaning = Meaning(
        "ideal point",
        "ideal point",
        f"Bailey, Strezhnev & Voeten (2017), {path.name}",
        f"column {column}; estimated from UN votes, smoothed over time",
    )
    return state_series(known, meaning)
