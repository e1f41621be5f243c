"""Names that hold a state's name and stand for no actor: seas, regions, firms, papers, peoples."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load_not_actors() -> tuple[str, ...]:
    """Return the names in order.

    >>> "Gulf of Guinea" in load_not_actors()
    True
    """
    source = files("volteface").joinpath("data", "codebook", "not_actors.txt")
    lines = source.read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
