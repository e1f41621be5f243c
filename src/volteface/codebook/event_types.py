"""PLOVER's sixteen event types with their modes, and the modes that we add.

Source: PLOVER manual, version 0.8 (2021); weights are means over the CAMEO codes of
``cameo.csv``, whose Goldstein weights follow Goldstein (1992) as GDELT distributes them.
PLOVER's own modes keep its hyphens (``martial-law``), ours have underscores
(``withdraw_support``). An ally's or helper's leaving keeps type RETREAT, but its quad class and
weight are those of the code it maps to: it lowers cooperation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from volteface.codebook.tables import read_table, split
from volteface.errors import CodebookError

TABLE = "event_types.csv"
COLUMNS = (
    "type",
    "mode",
    "label",
    "quad",
    "goldstein",
    "cameo",
    "contexts",
    "origin",
    "source",
)


class QuadClass(StrEnum):
    """Whether an event is word or deed, cooperation or conflict."""

    VERBAL_COOPERATION = "verbal_cooperation"
    MATERIAL_COOPERATION = "material_cooperation"
    VERBAL_CONFLICT = "verbal_conflict"
    MATERIAL_CONFLICT = "material_conflict"

    @property
    def is_cooperation(self) -> bool:
        """Whether the class is one of the two of cooperation."""
        return self in (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)

    @property
    def is_material(self) -> bool:
        """Whether the class is one of the two of deeds."""
        return self in (QuadClass.MATERIAL_COOPERATION, QuadClass.MATERIAL_CONFLICT)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A type of event, or one mode of it; ``mode`` is None in the row of the type itself.

    ``goldstein`` runs from -10 (conflict) to +10 (cooperation); ``cameo`` is the code that best
    says the same; ``is_ours`` tells modes that PLOVER does not have.
    """

    type: str
    mode: str | None
    label: str
    quad: QuadClass
    goldstein: float
    cameo: str
    contexts: tuple[str, ...]
    is_ours: bool
    source: str


@cache
def load_event_types() -> tuple[EventType, ...]:
    """Return all types and modes in the order of the table.

    Raises CodebookError naming file and row where a cell is wrong or a pair stands twice.
    """
    rows = read_table(TABLE, COLUMNS)
    found = tuple(_event_type(number, row) for number, row in enumerate(rows, 2))
    seen: set[tuple[str, str | None]] = set()
    for number, entry in enumerate(found, 2):
        if (entry.type, entry.mode) in seen:
            raise CodebookError(f"{TABLE}, row {number}: {entry.type} {entry.mode} stands twice")
        seen.add((entry.type, entry.mode))
    return found


def type_names() -> tuple[str, ...]:
    """Return the names of the sixteen types.

    >>> len(type_names())
    16
    """
    return tuple(entry.type for entry in load_event_types() if entry.mode is None)


def modes_of(type_name: str) -> tuple[str, ...]:
    """Return the modes of a type; an unknown type raises CodebookError.

    >>> modes_of("REQUEST")
    ('assist', 'change', 'yield', 'meet')
    """
    event_type(type_name)
    return tuple(
        entry.mode for entry in load_event_types() if entry.type == type_name and entry.mode
    )


def event_type(type_name: str, mode: str | None = None) -> EventType:
    """Return the row of a type, or of one of its modes.

    Raises CodebookError where the table has no such pair.

    >>> event_type("SANCTION", "expel").quad.value
    'material_conflict'
    """
    found = _index().get((type_name, mode))
    if found is None:
        raise CodebookError(
            f"{TABLE} has no type {type_name!r} with mode {mode!r}; "
            "use a pair from the table or add a row"
        )
    return found


@cache
def _index() -> dict[tuple[str, str | None], EventType]:
    return {(entry.type, entry.mode): entry for entry in load_event_types()}


def _event_type(number: int, row: dict[str, str]) -> EventType:
    try:
        quad, goldstein = QuadClass(row["quad"]), float(row["goldstein"])
    except ValueError as error:
        raise CodebookError(f"{TABLE}, row {number}: {error}; correct the cell") from error
    if not -10 <= goldstein <= 10:
        raise CodebookError(f"{TABLE}, row {number}: goldstein {goldstein} is not in -10..10")
    if row["origin"] not in ("plover", "ours"):
        raise CodebookError(f"{TABLE}, row {number}: origin {row['origin']!r}, not plover or ours")
    if not (row["type"] and row["label"] and row["cameo"] and row["source"]):
        raise CodebookError(f"{TABLE}, row {number}: type, label, cameo and source are needed")
    return EventType(
        type=row["type"],
        mode=row["mode"] or None,
        label=row["label"],
        quad=quad,
        goldstein=goldstein,
        cameo=row["cameo"],
        contexts=split(row["contexts"]),
        is_ours=row["origin"] == "ours",
        source=row["source"],
    )
