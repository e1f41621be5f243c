"""States and territories: names, demonyms, capitals and what else stands for them in the news.

Codes are ISO 3166-1 alpha-3; states outside the standard have codes from its user range (X..), and
ended ones those of ISO 3166-3 where it has them. ``cow`` is the Correlates of War country code.
Names, capitals and metonyms carry no article unless they are used with it alone ("the States");
descriptions are definite: "the island nation", "Africa's most populous country".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from volteface.codebook.tables import read_table, split
from volteface.errors import CodebookError

TABLE = "states.csv"
COLUMNS = (
    "code",
    "iso2",
    "cow",
    "name",
    "status",
    "names",
    "demonyms",
    "capital",
    "capital_names",
    "cities",
    "metonyms",
    "descriptions",
    "ambiguous",
    "ambiguous_names",
    "ended",
    "confidence",
)
STATUSES = ("member", "observer", "partial", "territory", "historical")
CONFIDENCES = ("high", "medium", "low")
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or territory and the words that stand for it.

    ``status`` is its standing in the United Nations: member, observer, partial (not or partly
    recognised), territory, or historical, which then has the year in which it ``ended``.
    ``ambiguous_names`` are those of its names that often mean something else, or another state.
    """

    code: str
    iso2: str | None
    cow: int | None
    name: str
    status: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    capital_names: tuple[str, ...]
    cities: tuple[str, ...]
    metonyms: tuple[str, ...]
    descriptions: tuple[str, ...]
    ambiguous_names: tuple[str, ...]
    ended: int | None
    confidence: str

    @property
    def is_ambiguous(self) -> bool:
        """Whether any of its names needs its context to be understood."""
        return bool(self.ambiguous_names)

    @property
    def is_historical(self) -> bool:
        """Whether it exists no more."""
        return self.status == "historical"

    @property
    def forms(self) -> frozenset[str]:
        """Return every proper name and adjective of it, without descriptions."""
        capital = (self.capital,) if self.capital else ()
        capitals = (*capital, *self.capital_names)
        places = (*capitals, *self.cities, *self.metonyms)
        return frozenset((self.name, *self.names, *self.demonyms, *places))


@cache
def load_states() -> tuple[State, ...]:
    """Return all states in the order of the table, ended ones last.

    Where two share a name, the earlier is the usual reading. Raises CodebookError naming file and
    row where a cell is wrong or a code stands twice.
    """
    found: dict[str, State] = {}
    for number, row in enumerate(read_table(TABLE, COLUMNS), 2):
        where = f"{TABLE}, row {number}"
        if row["code"] in found:
            raise CodebookError(f"{where}: code {row['code']} stands twice; remove one row")
        found[row["code"]] = _state(where, row)
    return tuple(found.values())


def state(code: str) -> State:
    """Return the state with this code; an unknown one raises CodebookError.

    >>> state("CUB").capital
    'Havana'
    """
    found = _by_code().get(code)
    if found is None:
        raise CodebookError(f"{TABLE} has no state {code!r}; use an ISO 3166-1 alpha-3 code")
    return found


@cache
def _by_code() -> dict[str, State]:
    return {one.code: one for one in load_states()}


def _state(where: str, row: dict[str, str]) -> State:
    _check(where, row)
    return State(
        code=row["code"],
        iso2=row["iso2"] or None,
        cow=int(row["cow"]) if row["cow"] else None,
        name=row["name"],
        status=row["status"],
        names=split(row["names"]),
        demonyms=split(row["demonyms"]),
        capital=row["capital"] or None,
        capital_names=split(row["capital_names"]),
        cities=split(row["cities"]),
        metonyms=split(row["metonyms"]),
        descriptions=split(row["descriptions"]),
        ambiguous_names=split(row["ambiguous_names"]),
        ended=int(row["ended"]) if row["ended"] else None,
        confidence=row["confidence"],
    )


def _check(where: str, row: dict[str, str]) -> None:
    if not _CODE.fullmatch(row["code"]) or not row["name"]:
        raise CodebookError(f"{where}: code {row['code']!r}; write three capitals, and a name")
    for column, allowed in (("status", STATUSES), ("confidence", CONFIDENCES)):
        if row[column] not in allowed:
            raise CodebookError(
                f"{where}: {column} is {row[column]!r}; write one of {', '.join(allowed)}"
            )
    for column in ("cow", "ended"):
        if row[column] and not row[column].isdecimal():
            raise CodebookError(f"{where}: {column} is {row[column]!r}; write a whole number")
    if bool(row["ended"]) != (row["status"] == "historical"):
        raise CodebookError(f"{where}: historical states, and only they, have the year they ended")
    if row["ambiguous"] != ("y" if row["ambiguous_names"] else ""):
        raise CodebookError(f"{where}: ambiguous is y where ambiguous_names are told, else empty")
