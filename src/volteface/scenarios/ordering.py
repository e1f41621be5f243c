"""The order of need: each name after those that it reads this month; rings are refused."""

from __future__ import annotations

from collections.abc import Mapping

from volteface.scenarios.definitions import Definition
from volteface.scenarios.language.formulas import names

_SHOWN = 8


def this_month(one: Definition) -> frozenset[str]:
    """Return the names that a definition reads of this month; its own is last month's."""
    return frozenset() if one.formula is None else names(one.formula, 0) - {one.name}


def ordered(defined: Mapping[str, Definition]) -> tuple[str, ...]:
    """Return the names so that each stands after those it reads this month.

    Raises ModelFileError for a ring, naming the names on it.
    """
    done: dict[str, None] = {}
    for first in defined:
        _visit(first, defined, done)
    return tuple(done)


def _visit(first: str, defined: Mapping[str, Definition], done: dict[str, None]) -> None:
    """Depth first without recursion: models may be chains of thousands."""
    path: dict[str, list[str]] = {}
    waiting = [first]
    while waiting:
        name = waiting[-1]
        if name in done or name not in defined:
            waiting.pop()
            continue
        if name not in path:
            path[name] = sorted(this_month(defined[name]), reverse=True)
        left = path[name]
        while left and (left[-1] in done or left[-1] not in defined):
            left.pop()
        if not left:
            done[name] = None
            del path[name]
            waiting.pop()
        elif left[-1] in path:
            _refuse(left[-1], list(path), defined)
        else:
            waiting.append(left.pop())


def _refuse(name: str, path: list[str], defined: Mapping[str, Definition]) -> None:
    ring = [*path[path.index(name) :], name]
    shown = " → ".join(ring if len(ring) <= _SHOWN else [*ring[: _SHOWN - 1], "…", name])
    raise defined[name].place.wrong(
        f"instantaneous cycle: {shown}; let one of them read previous(…), or give a need a lag"
    )
