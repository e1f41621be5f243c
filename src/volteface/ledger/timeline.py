"""Events in the order in which they happened."""

from __future__ import annotations

from collections.abc import Iterable

from volteface.model.ledger import Event


def timeline(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events by date; those whose year is unknown after them by month, undated ones last.

    Equal dates keep the order in which they are told.
    """
    return tuple(sorted(events, key=_when))


def _when(event: Event) -> tuple[int, int, int, int]:
    date = event.date
    if date is None:
        return (2, 0, 0, 0)
    return (int(date.year is None), *date.sort_key)
