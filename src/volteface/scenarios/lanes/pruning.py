"""Leaves out of a flat program what the outputs asked for do not depend on."""

from __future__ import annotations

from dataclasses import replace

from volteface.scenarios.plan import Plan, Step


def pruned(plan: Plan, outputs: tuple[str, ...]) -> Plan:
    """Return ``plan`` with only the steps, draws and memories that ``outputs`` need."""
    needed = _needed(plan, outputs)
    return replace(
        plan,
        before=tuple(step for step in plan.before if step.out in needed),
        monthly=tuple(step for step in plan.monthly if step.out in needed),
        constants={slot: value for slot, value in plan.constants.items() if slot in needed},
        previous={key: slot for key, slot in plan.previous.items() if slot in needed},
        draws={draw: slot for draw, slot in plan.draws.items() if slot in needed},
    )


def _needed(plan: Plan, outputs: tuple[str, ...]) -> frozenset[int]:
    """Return the slots that ``outputs`` depend on, this month or through earlier months."""
    made_by: dict[int, Step] = {step.out: step for step in (*plan.before, *plan.monthly)}
    remembered = {slot: name for (name, _), slot in plan.previous.items()}
    needed: set[int] = set()
    waiting = [plan.symbols[name] for name in outputs]
    while waiting:
        slot = waiting.pop()
        if slot in needed:
            continue
        needed.add(slot)
        if slot in made_by:
            waiting += made_by[slot].inputs
        if slot in remembered:
            name = remembered[slot]
            waiting += [plan.symbols[name], plan.initial[name]]
    return frozenset(needed)
