"""What could be known about each break at the break and in the three years after it.

Written by the guideline in ``docs/reference-coding.md``: a cell is the date at which a thing could
first be known, ``no``, a word, or empty (not known to the coder).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from volteface.errors import CodebookError
from volteface.model.dates import PartialDate
from volteface.reference.breaks import month_number
from volteface.reference.tables import read_table

TABLE = "covariates.csv"
AT_BREAK = (
    "demand",
    "pressure",
    "force",
    "leader",
    "coalition",
    "patron",
    "allied",
    "earlier",
)
AFTER = (
    "talks",
    "mediation",
    "partial",
    "eased",
    "leader_broke",
    "leader_other",
    "coalition_after",
    "escalated",
    "fighting",
    "replaced",
    "fixed",
)
WORDS: Mapping[str, tuple[str, ...]] = {
    "declared": ("suspended", "ended"),
    "extent": ("total", "partial"),
    "occasion": (
        "war",
        "coup",
        "succession",
        "third",
        "territory",
        "rights",
        "goods",
        "incident",
        "doctrine",
    ),
    "dependence": ("low", "medium", "high"),
    "dependent": ("a", "b", "even"),
}
COLUMNS = ("id", *WORDS, *AT_BREAK, *AFTER, "sure", "recorded_in")
WINDOW_MONTHS = 36

_DATE = re.compile(r"\d{4}(-\d{2})?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Covariates:
    """The cells of one break by column; what is unknown is left out.

    Raises ValueError for a cell that its column does not allow.
    """

    cells: Mapping[str, str]

    def __post_init__(self) -> None:
        for name, cell in self.cells.items():
            allowed = WORDS.get(name)
            if allowed is not None and cell not in allowed:
                raise ValueError(f"{name} is {cell!r}; write {', '.join(allowed)} or nothing")
            if allowed is None and cell != "no" and not _DATE.match(cell):
                raise ValueError(f"{name} is {cell!r}; write YYYY-MM, YYYY, no, or nothing")

    def known(self, broken: int, elapsed_months: int) -> dict[str, float]:
        """Return what is known ``elapsed_months`` after the break in month ``broken``.

        1 for so, -1 for not so (yet), by column, or ``column:word``; unknown columns are absent,
        as are those of after the break where no time has passed. Months count from year 0.
        """
        until = broken + elapsed_months
        found = {f"{n}:{self.cells[n]}": 1.0 for n in WORDS if n in self.cells}
        for name in AT_BREAK:
            if name in self.cells:
                found[name] = _by(self.cells[name], broken)
        if elapsed_months > 0:
            found |= {n: _by(self.cells[n], until) for n in AFTER if n in self.cells}
        return found


def _by(cell: str, month: int) -> float:
    """Return 1 where the date in ``cell`` is not later than ``month``, else -1.

    A date known to the year counts as its December: it is never read too early.
    """
    if cell == "no":
        return -1.0
    date = PartialDate.parse(cell)
    last = PartialDate(year=date.year, month=date.month or 12)
    return 1.0 if month_number(last) <= month else -1.0


def is_covariate(feature: str) -> bool:
    """Return whether the name of a feature is that of a coded cell, not of states or ties."""
    return feature.split(":", maxsplit=1)[0] in (*WORDS, *AT_BREAK, *AFTER)


def covariates_of(row: Mapping[str, str]) -> Covariates:
    """Return the covariates in a row of any table; columns that it lacks are unknown."""
    names = (*WORDS, *AT_BREAK, *AFTER)
    cells = {name: (row.get(name) or "").strip() for name in names}
    return Covariates(cells={name: cell for name, cell in cells.items() if cell})


@cache
def load_covariates(path: Path | None = None) -> Mapping[str, Covariates]:
    """Return the packaged covariates by id of break, or those of the table at ``path``.

    Raises CodebookError naming the rows whose cells are not of the guideline.
    """
    table = read_table(TABLE, COLUMNS, path)
    problems: list[str] = []
    found = dict(_read(table.rows, problems))
    if problems:
        raise CodebookError(f"{table.name}: {'; '.join(problems[:10])}")
    return found


def _read(
    rows: tuple[dict[str, str], ...], problems: list[str]
) -> Iterator[tuple[str, Covariates]]:
    for row in rows:
        try:
            yield row["id"], covariates_of(row)
        except ValueError as error:
            problems.append(f"{row['id']}: {error}")
