"""Actors above or beside states: international organisations, blocs, missions, armed groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from volteface.codebook.institutions import check_actor
from volteface.codebook.states import load_states
from volteface.codebook.tables import read_table, split
from volteface.errors import CodebookError

TABLE = "organisations.csv"
COLUMNS = ("code", "name", "names", "kind", "state", "role", "ties", "confidence")
# fmt: off
KINDS = frozenset({
    "bloc", "alliance", "agency", "mission", "bank", "tribunal", "ngo", "coalition",
    "armed_group", "pmc",
})
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation, one of its bodies or missions, or an armed group.

    ``code`` is None for armed groups, companies of soldiers and most private bodies; agencies and
    missions bear the code of the organisation they serve. ``state`` is where it acts, or whose
    soldiers it sends; None where it is tied to no one place.
    """

    code: str | None
    name: str
    names: tuple[str, ...]
    kind: str
    state: str | None
    role: str
    ties: tuple[str, ...]
    confidence: str


@cache
def load_organisations() -> tuple[Organisation, ...]:
    """Return all organisations in the order of the table.

    Raises CodebookError naming file and row where a cell is wrong, a name stands twice, or a code
    is that of a state.
    """
    found: list[Organisation] = []
    seen: set[str] = set()
    states = {one.code for one in load_states()}
    for number, row in enumerate(read_table(TABLE, COLUMNS), 2):
        where = f"{TABLE}, row {number}"
        _check(where, row, states)
        one = _organisation(row)
        twice = seen.intersection((one.name, *one.names))
        if twice:
            raise CodebookError(f"{where}: {sorted(twice)} stands twice; keep one")
        seen.update((one.name, *one.names))
        found.append(one)
    return tuple(found)


def organisation(code: str) -> Organisation:
    """Return the organisation that bears this code itself; an unknown one raises CodebookError.

    >>> organisation("EUU").name
    'European Union'
    """
    for one in load_organisations():
        if one.code == code:
            return one
    raise CodebookError(f"{TABLE} has no organisation {code!r}; add its row or use another code")


def _check(where: str, row: dict[str, str], states: set[str]) -> None:
    check_actor(where, row)
    if row["kind"] not in KINDS:
        raise CodebookError(f"{where}: kind is {row['kind']!r}; use one of {sorted(KINDS)}")
    if row["code"] in states:
        raise CodebookError(f"{where}: code {row['code']} is that of a state; choose another")
    if row["kind"] in ("armed_group", "pmc") and row["code"]:
        raise CodebookError(f"{where}: a group has no code; leave the cell empty")


def _organisation(row: dict[str, str]) -> Organisation:
    return Organisation(
        code=row["code"] or None,
        name=row["name"],
        names=split(row["names"]),
        kind=row["kind"],
        state=row["state"] or None,
        role=row["role"],
        ties=split(row["ties"]),
        confidence=row["confidence"],
    )
