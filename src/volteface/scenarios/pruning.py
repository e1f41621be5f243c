"""A program without what its outputs do not need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from volteface.scenarios.program import Carried, Draw, Previous, Program, Statement, Symbol, leaves


def pruned(program: Program, wanted: Iterable[str]) -> Program:
    """Return ``program`` with the statements, draws and histories that ``wanted`` symbols need.

    Parameters and tables stay. Noise is keyed by name, so what is left draws as before.
    """
    monthly = {one.name: one for one in program.monthly}
    setup = {one.name: one for one in program.setup}
    carried = {one.name: one for one in program.carried}
    needed: set[str] = set()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in needed:
            continue
        needed.add(name)
        for table in (monthly, setup):
            if name in table:
                waiting += _read(table[name], carried)
    kept = tuple(one for one in program.monthly if one.name in needed)
    leaf = [one for statement in kept for one in leaves(statement.expression)]
    earlier = {one.name for one in leaf if isinstance(one, Previous)}
    return replace(
        program,
        setup=tuple(one for one in program.setup if one.name in needed),
        monthly=kept,
        carried=tuple(one for one in program.carried if one.name in earlier),
        draws=tuple(dict.fromkeys(one for one in leaf if isinstance(one, Draw))),
        outputs=(),
    )


def _read(statement: Statement, carried: Mapping[str, Carried]) -> list[str]:
    """Return the names that a statement reads, with those that its histories start from."""
    found = []
    for leaf in leaves(statement.expression):
        if isinstance(leaf, Symbol | Previous):
            found.append(leaf.name)
        if isinstance(leaf, Previous):
            start = carried[leaf.name].initial
            found += [one.name for one in leaves(start) if isinstance(one, Symbol)]
    return found
