"""Which types of claims belong together: ties by their group, events by their quad class."""

from __future__ import annotations

from functools import cache

from volteface.codebook.event_types import load_event_types
from volteface.codebook.tie_kinds import load_tie_kinds


def group_of(type_name: str) -> str | None:
    """Return the group of a tie kind, the quad class of an event type, None for neither.

    >>> group_of("gas_supply"), group_of("CAUSE")
    ('energy', None)
    """
    return _groups().get(type_name)


@cache
def _groups() -> dict[str, str]:
    ties = {name: kind.group for name, kind in load_tie_kinds().items()}
    return ties | {event.type: event.quad for event in load_event_types() if event.mode is None}
