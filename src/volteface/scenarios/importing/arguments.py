"""What all calls share: counting their arguments, and reading the time step."""

from __future__ import annotations

from volteface.scenarios.importing.abstract import Call, Reference
from volteface.scenarios.importing.compiling import Scope, compiled
from volteface.scenarios.importing.errors import ImportedModelError
from volteface.scenarios.importing.memories import Value

BEGUN = 1
"""The slot that holds 0 while a model is being set up, and 1 from then on."""


def count(call: Call, fewest: int, most: int | None = None) -> None:
    """Raises `ImportedModelError` where a call has fewer or more arguments than it takes."""
    most = fewest if most is None else most
    if not fewest <= len(call.arguments) <= most:
        wanted = f"{fewest}" if fewest == most else f"{fewest} to {most}"
        message = f"{call.function.upper()} takes {wanted} arguments, got {len(call.arguments)}"
        raise ImportedModelError(message, call.place)


def time_step(scope: Scope) -> Value:
    """The callable of the time step."""
    return compiled(Reference(name="time step", place=scope.place), scope)
