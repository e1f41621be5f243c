"""Where a compiled program keeps its values: rows of LANES numbers in one flat array."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.scenarios.plan import Plan
from volteface.scenarios.program import Draw, Program


@dataclass(frozen=True, slots=True)
class Ring:
    """The last ``length`` values of a carried slot, in rows from ``row`` on, used in turn."""

    row: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Rows of the state array, and what goes into each array that a compiled run is handed.

    ``fixed`` and ``varying`` are names of parameters; ``scalars`` are slots worked out once for
    all lanes; ``rows`` gives the row of each slot that outlives the loop that made it;
    ``past`` the row of what a carried name was some months ago; ``rings`` the histories that are
    longer than a month; ``draws`` the row of each draw; ``outputs`` the first row of the outputs.
    """

    fixed: tuple[str, ...]
    varying: tuple[str, ...]
    scalars: tuple[int, ...]
    rows: dict[int, int]
    past: dict[tuple[str, int], int]
    rings: dict[str, Ring]
    draws: dict[Draw, int]
    outputs: int
    size: int
    ring_size: int


def layout(program: Program, plan: Plan, output_count: int) -> Layout:
    """Return where ``program``, flattened to ``plan``, keeps its values."""
    varying = tuple(
        one.name for one in program.parameters if plan.symbols[one.name] in plan.lane_slots
    )
    held = [plan.symbols[name] for name in varying]
    held += [step.out for step in plan.before if step.out in plan.lane_slots]
    rows = {slot: row for row, slot in enumerate(held)}
    past, rings, size, ring_size = _histories(program, plan, len(rows))
    draws = {draw: size + place for place, draw in enumerate(plan.draws)}
    size += len(draws)
    return Layout(
        fixed=tuple(one.name for one in program.parameters if one.name not in varying),
        varying=varying,
        scalars=tuple(step.out for step in plan.before if step.out not in plan.lane_slots),
        rows=rows,
        past=past,
        rings=rings,
        draws=draws,
        outputs=size,
        size=size + output_count,
        ring_size=ring_size,
    )


def _histories(
    program: Program, plan: Plan, size: int
) -> tuple[dict[tuple[str, int], int], dict[str, Ring], int, int]:
    """Return rows of past values and the rings behind them, and how many rows there then are."""
    past: dict[tuple[str, int], int] = {}
    rings: dict[str, Ring] = {}
    ring_size = 0
    for one in program.carried:
        wanted = [months for name, months in plan.previous if name == one.name]
        if any(months > 1 for months in wanted):
            rings[one.name] = Ring(ring_size, one.months)
            ring_size += one.months
        elif not wanted:
            continue
        for months in wanted:
            past[one.name, months] = size
            size += 1
    return past, rings, size, ring_size
