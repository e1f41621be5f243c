"""How large a program the compiled engines take: compiling grows faster than the program."""

from __future__ import annotations

from volteface.errors import ScenarioError

# About two minutes of compiling; the default engine takes any size at once.
MOST_STEPS = 6_000


def check_size(steps: int, engine: str) -> None:
    """Raise ScenarioError where ``steps`` operations a month are too many for ``engine``."""
    if steps > MOST_STEPS:
        raise ScenarioError(
            f"engine {engine!r}: {steps} operations a month; expected at most {MOST_STEPS}. Ask "
            "for fewer outputs, or use the engine 'numpy'"
        )
