"""The table of historical breaks between states, checked row by row.

A *negative* row is a tie that was cut; a *positive* one (never used for estimates) a tie that
was made. ``restoration_date`` is when the earlier state came back. *Temporary*: within 120
months of the break; *lasting*: not; *open*: not so far, and fewer than 120 months seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from volteface.errors import CodebookError
from volteface.model.dates import PartialDate
from volteface.reference.groups import tie_group, ties
from volteface.reference.settings import load_settings
from volteface.reference.tables import Table, read_table

TABLE = "breaks.csv"
COLUMNS = (
    "id",
    "state_a",
    "state_b",
    "cow_a",
    "cow_b",
    "date",
    "valence",
    "tie",
    "cluster",
    "scored",
    "direction",
    "who_broke",
    "what",
    "outcome",
    "restoration_date",
    "confidence",
    "recorded_in",
)
Outcome = Literal["temporary", "lasting", "open"]

_CHOICES = {
    "valence": ("negative", "positive"),
    "scored": ("yes", "no"),
    "outcome": ("temporary", "lasting", "open"),
    "confidence": ("high", "medium", "low"),
}
_CODE = re.compile(r"[A-Z]{3}$")
_PROBLEMS_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One tie between two states, cut (or, where ``valence`` is positive, made).

    ``direction`` is ``PROVIDER>RECIPIENT`` or ``mutual``; ``who_broke`` a state's code, ``both``
    or ``outside``. Both are None where not told. Raises ValueError where a row contradicts itself.
    """

    id: str
    state_a: str
    state_b: str
    cow_a: int
    cow_b: int
    date: PartialDate
    valence: str
    tie: str
    cluster: str
    scored: bool
    direction: str | None
    who_broke: str | None
    what: str
    outcome: Outcome
    restoration_date: PartialDate | None
    confidence: str
    recorded_in: str

    def __post_init__(self) -> None:
        for problem in (self._state_problem(), self._date_problem(), self._score_problem()):
            if problem:
                raise ValueError(problem)

    @property
    def group(self) -> str:
        """The group of the tie: diplomatic, economic, structural or other."""
        return tie_group(self.tie).group

    @property
    def pair(self) -> frozenset[int]:
        """The two states by Correlates of War code, whichever is named first."""
        return frozenset((self.cow_a, self.cow_b))

    @property
    def months_to_restoration(self) -> int | None:
        """Whole months from break to restoration; None where not restored."""
        if self.restoration_date is None:
            return None
        return month_number(self.restoration_date) - month_number(self.date)

    def months_observed(self, until: PartialDate) -> int:
        """Return whole months until restoration or, where none, until ``until``."""
        restored = self.months_to_restoration
        return month_number(until) - month_number(self.date) if restored is None else restored

    def _state_problem(self) -> str | None:
        a, b = self.state_a, self.state_b
        if not (_CODE.match(a) and _CODE.match(b)) or a == b:
            return f"states are {a!r} and {b!r}; write two different alpha-3 codes"
        if self.direction not in (None, "mutual", f"{a}>{b}", f"{b}>{a}"):
            return f"direction is {self.direction!r}; write mutual, {a}>{b} or {b}>{a}"
        if self.who_broke not in (None, a, b, "both", "outside"):
            return f"who_broke is {self.who_broke!r}; write {a}, {b}, both or outside"
        return None

    def _date_problem(self) -> str | None:
        if self.date.year is None or self.date.day is not None:
            return f"date is {self.date}; write YYYY-MM or YYYY"
        months = self.months_to_restoration
        if months is not None and months < 0:
            return f"restored {self.restoration_date}, before it broke {self.date}"
        return None

    def _score_problem(self) -> str | None:
        early = (self.date.year or 0) <= load_settings().last_scored_year
        scorable = self.valence == "negative" and early
        if self.scored != scorable:
            return f"scored is {self.scored}, but {self.valence} and broken {self.date}"
        if self.valence == "negative" and self.tie not in ties():
            return f"tie {self.tie!r} has no group; use one of {', '.join(sorted(ties()))}"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakTable:
    """All rows in file order, the SHA-256 of the file, and the month up to which it was seen."""

    breaks: tuple[Break, ...]
    sha256: str
    observed_until: PartialDate

    def negative(self) -> tuple[Break, ...]:
        """Return the rows of ties that were cut."""
        return tuple(row for row in self.breaks if row.valence == "negative")


def month_number(date: PartialDate) -> int:
    """Return months since year 0; a date known to the year counts as its July."""
    if date.year is None:
        raise ValueError(f"a year is needed, got {date}")
    return date.year * 12 + (date.month or 7) - 1


def outcome_of(row_date: PartialDate, restored: PartialDate | None, until: PartialDate) -> Outcome:
    """Return temporary, lasting or open by the rule at the top of this module."""
    limit = load_settings().lasting_after_months
    start = month_number(row_date)
    if restored is not None and month_number(restored) - start <= limit:
        return "temporary"
    return "lasting" if month_number(until) - start >= limit else "open"


def load_breaks(path: Path | None = None) -> BreakTable:
    """Return the packaged table, or the one at ``path`` with the same columns.

    Raises CodebookError naming every row (the first ten) whose cells are missing, not of the
    vocabulary or contradict each other, and ids that stand twice.
    """
    return _packaged() if path is None else _load(path)


@cache
def _packaged() -> BreakTable:
    return _load(None)


def _load(path: Path | None) -> BreakTable:
    table = read_table(TABLE, COLUMNS, path)
    until = load_settings().observed_until
    found: list[Break] = []
    problems = _twice(table)
    for index, row in enumerate(table.rows):
        try:
            found.append(_break(row, until))
        except ValueError as error:
            problems.append(f"{table.where(index)} ({row['id']}): {error}")
    if problems:
        shown = "; ".join(problems[:_PROBLEMS_SHOWN])
        raise CodebookError(f"{len(problems)} rows cannot be used: {shown}")
    return BreakTable(breaks=tuple(found), sha256=table.sha256, observed_until=until)


def _twice(table: Table) -> list[str]:
    seen: set[str] = set()
    problems = []
    for index, row in enumerate(table.rows):
        if not row["id"] or row["id"] in seen:
            problems.append(f"{table.where(index)}: id {row['id']!r} is empty or twice")
        seen.add(row["id"])
    return problems


def _break(row: dict[str, str], until: PartialDate) -> Break:
    _check_cells(row)
    date = PartialDate.parse(row["date"])
    restored = PartialDate.parse(row["restoration_date"]) if row["restoration_date"] else None
    found = Break(
        id=row["id"],
        state_a=row["state_a"],
        state_b=row["state_b"],
        cow_a=int(row["cow_a"]),
        cow_b=int(row["cow_b"]),
        date=date,
        valence=row["valence"],
        tie=row["tie"],
        cluster=row["cluster"],
        scored=row["scored"] == "yes",
        direction=row["direction"] or None,
        who_broke=row["who_broke"] or None,
        what=row["what"],
        outcome=cast("Outcome", row["outcome"]),
        restoration_date=restored,
        confidence=row["confidence"],
        recorded_in=row["recorded_in"],
    )
    _check_outcome(found, until)
    return found


def _check_cells(row: dict[str, str]) -> None:
    empty = [name for name in ("tie", "cluster", "what", "recorded_in") if not row[name]]
    if empty:
        raise ValueError(f"empty: {', '.join(empty)}")
    for name, allowed in _CHOICES.items():
        if row[name] not in allowed:
            raise ValueError(f"{name} is {row[name]!r}; write {' or '.join(allowed)}")


def _check_outcome(row: Break, until: PartialDate) -> None:
    dates: Iterable[PartialDate] = filter(None, (row.date, row.restoration_date))
    if any(month_number(date) > month_number(until) for date in dates):
        raise ValueError(f"a date lies after {until}, up to which the table was seen")
    expected = outcome_of(row.date, row.restoration_date, until)
    if row.outcome != expected:
        raise ValueError(f"outcome is {row.outcome}, by its dates it is {expected}")
