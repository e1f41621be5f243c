"""Heads of state and government, ministers and other prominent persons, with dates of office.

Written from general knowledge: ``confidence`` says how sure each row is, and an empty end means
in office as far as known, not that the person surely is. Offices outside the four named ones
(spokesmen, heads of organisations, commanders, party leaders) are ``other``. Surnames that are
common words or given names stand only as full names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from volteface.codebook.tables import read_table, split
from volteface.errors import CodebookError

TABLE = "leaders.csv"
COLUMNS = ("state", "name", "names", "office", "start", "end", "confidence")
OFFICES = (
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "other",
)
CONFIDENCES = ("high", "medium", "low")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """One term of one person in one office of a state or organisation.

    ``names`` are the forms that news uses, the surname first where it may stand alone.
    ``start`` and ``end`` are ISO years, months or days; ``end`` is None for whoever is in office
    as far as known.
    """

    state: str
    name: str
    names: tuple[str, ...]
    office: str
    start: str
    end: str | None
    confidence: str

    def holds_office_on(self, day: str) -> bool:
        """Whether the term covers an ISO date, month or year, at the coarser of two precisions.

        A term told by years covers all of both years.

        >>> leaders_named("Maduro")[-1].holds_office_on("2020")
        True
        """
        begun = _compare(self.start, day) <= 0
        return begun and (self.end is None or _compare(day, self.end) <= 0)


@cache
def load_leaders() -> tuple[Leader, ...]:
    """Return all terms of office in the order of the table.

    Raises CodebookError naming file and row where a cell is wrong.
    """
    rows = read_table(TABLE, COLUMNS)
    return tuple(_leader(f"{TABLE}, row {number}", row) for number, row in enumerate(rows, 2))


def leaders_named(name: str, on: str | None = None) -> tuple[Leader, ...]:
    """Return the terms of everybody who goes by ``name``, in table order; none is no error.

    With ``on`` (ISO date, month or year) only those that cover it. Namesakes are all returned:
    the caller decides, or stays unsure.

    >>> [leader.state for leader in leaders_named("Lavrov", on="2022-03")]
    ['RUS']
    """
    found = _by_name().get(name, ())
    return tuple(leader for leader in found if on is None or leader.holds_office_on(on))


def leaders_of(state: str, on: str | None = None) -> tuple[Leader, ...]:
    """Return the terms of a state or organisation, in table order.

    With ``on`` (ISO date, month or year) only those that cover it.
    """
    return tuple(
        leader
        for leader in load_leaders()
        if leader.state == state and (on is None or leader.holds_office_on(on))
    )


@cache
def _by_name() -> dict[str, tuple[Leader, ...]]:
    index: dict[str, list[Leader]] = {}
    for leader in load_leaders():
        for name in leader.names:
            index.setdefault(name, []).append(leader)
    return {name: tuple(found) for name, found in index.items()}


def _compare(one: str, other: str) -> int:
    width = min(len(one), len(other))
    return (one[:width] > other[:width]) - (one[:width] < other[:width])


def _leader(where: str, row: dict[str, str]) -> Leader:
    names = split(row["names"])
    if not row["state"] or row["name"] not in names:
        raise CodebookError(f"{where}: state is needed, and name must be one of names")
    if row["office"] not in OFFICES:
        raise CodebookError(f"{where}: office {row['office']!r}; use {', '.join(OFFICES)}")
    if row["confidence"] not in CONFIDENCES:
        raise CodebookError(f"{where}: confidence {row['confidence']!r}; high, medium or low")
    _check_dates(where, row["start"], row["end"])
    return Leader(
        state=row["state"],
        name=row["name"],
        names=names,
        office=row["office"],
        start=row["start"],
        end=row["end"] or None,
        confidence=row["confidence"],
    )


def _check_dates(where: str, start: str, end: str) -> None:
    for date in (start, end) if end else (start,):
        if not _DATE.fullmatch(date):
            raise CodebookError(f"{where}: {date!r} is no ISO year, month or day")
    if end and _compare(start, end) > 0:
        raise CodebookError(f"{where}: the term ends ({end}) before it starts ({start})")
