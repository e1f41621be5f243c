"""Which tie of the breaks table, and which group of ties, a kind of tie belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from volteface.errors import CodebookError
from volteface.reference.tables import read_table

TABLE = "tie_groups.csv"
GROUPS = ("diplomatic", "economic", "structural", "other")
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class TieGroup:
    """A place in the reference class: a tie (None: a whole group) and its group (or ``all``)."""

    name: str
    tie: str | None
    group: str


@cache
def load_groups() -> dict[str, TieGroup]:
    """Return tie and group by name: ties of the breaks table and kinds of the codebook.

    A kind with no counterpart among breaks between states has the group ``all``. Raises
    CodebookError where a name stands twice or a group is unknown.
    """
    table = read_table(TABLE, ("name", "tie", "group"))
    found: dict[str, TieGroup] = {}
    for index, row in enumerate(table.rows):
        group = row["group"] or ALL
        if row["name"] in found or group not in (*GROUPS, ALL):
            raise CodebookError(f"{table.where(index)}: {row['name']!r} twice, or group {group!r}")
        found[row["name"]] = TieGroup(name=row["name"], tie=row["tie"] or None, group=group)
    return found


def tie_group(name: str) -> TieGroup:
    """Return the place of a tie, a kind of tie, a group, or ``all``; else CodebookError.

    ``diplomatic`` names a tie and a group: it is read as the tie, whose group it also is.

    >>> tie_group("oil_supply").tie, tie_group("oil_supply").group
    ('oil', 'structural')
    """
    if name in (*GROUPS, ALL):
        known = load_groups().get(name)
        return known or TieGroup(name=name, tie=None, group=name)
    found = load_groups().get(name)
    if found is None:
        raise CodebookError(f"{TABLE} has no {name!r}; use one of {', '.join(load_groups())}")
    return found


def ties() -> frozenset[str]:
    """Return the ties that a negative row of the breaks table may name."""
    return frozenset(name for name, place in load_groups().items() if name == place.tie)
