"""Bodies below the state: services, forces, parliaments, parties, companies, broadcasters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from volteface.codebook.states import CONFIDENCES, state
from volteface.codebook.tables import read_table, split
from volteface.codebook.tie_kinds import tie_kind
from volteface.errors import CodebookError

TABLE = "institutions.csv"
COLUMNS = ("state", "name", "names", "role", "ties", "confidence")
# fmt: off
ROLES = frozenset({
    "GOV", "MIL", "SPY", "COP", "LEG", "JUD", "BUS", "MNC", "MED", "PTY", "OPP", "REB", "CRM",
    "CVL", "EDU", "NGO", "IGO",
})
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A body of a state: its names, its PLOVER ``role`` and the kinds of tie that it carries.

    ``state`` is where it belongs, which for a company is its home, not where it works.
    """

    state: str
    name: str
    names: tuple[str, ...]
    role: str
    ties: tuple[str, ...]
    confidence: str


@cache
def load_institutions() -> tuple[Institution, ...]:
    """Return all institutions in the order of the table.

    Raises CodebookError naming file and row where the state, the role or a tie is unknown, or a
    state has a name twice.
    """
    found: list[Institution] = []
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(read_table(TABLE, COLUMNS), 2):
        where = f"{TABLE}, row {number}"
        check_actor(where, row)
        one = _institution(row)
        keys = {(one.state, name) for name in (one.name, *one.names)}
        if keys & seen:
            raise CodebookError(f"{where}: {sorted(keys & seen)} stands twice; keep one")
        seen |= keys
        found.append(one)
    return tuple(found)


def institutions_of(code: str) -> tuple[Institution, ...]:
    """Return the institutions of the state with this code, in table order.

    >>> [one.role for one in institutions_of("VEN") if "DGCIM" in one.names]
    ['SPY']
    """
    return tuple(one for one in load_institutions() if one.state == code)


def check_actor(where: str, row: dict[str, str]) -> None:
    """Raise CodebookError where the name, state, role, ties or confidence of a row is wrong."""
    if not row["name"]:
        raise CodebookError(f"{where}: the name is missing; write it")
    if row["role"] not in ROLES:
        raise CodebookError(f"{where}: role is {row['role']!r}; use one of {sorted(ROLES)}")
    if row["confidence"] not in CONFIDENCES:
        raise CodebookError(f"{where}: confidence is {row['confidence']!r}; use {CONFIDENCES}")
    try:
        if row["state"]:
            state(row["state"])
        for kind in split(row["ties"]):
            tie_kind(kind)
    except CodebookError as error:
        raise CodebookError(f"{where}: {error}") from error


def _institution(row: dict[str, str]) -> Institution:
    return Institution(
        state=row["state"],
        name=row["name"],
        names=split(row["names"]),
        role=row["role"],
        ties=split(row["ties"]),
        confidence=row["confidence"],
    )
