"""Functions of whole vectors: sums and extremes, selection, order, inverse.

Source: Vensim reference manual, "SUM", "VECTOR SELECT", "VECTOR SORT ORDER", "INVERT MATRIX".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from volteface.scenarios.importing.functions import power
from volteface.scenarios.importing.lookup import MISSING

Vector = Sequence[float]

REDUCERS: dict[str, Callable[[Vector], float]] = {
    "sum": lambda values: float(sum(values)),
    "prod": math.prod,
    "vmax": max,
    "vmin": min,
    "mean": lambda values: sum(values) / len(values),
    "size": lambda values: float(len(values)),
}
"""Functions of all values over the free subscripts, by canonical name."""


_SELECT_ACTIONS = ("sum", "prod", "vmin", "vmax", "mean")


def select(selection: Vector, values: Vector, missing: float, action: int) -> float:
    """The chosen values put together (VECTOR SELECT); `missing` where none is chosen.

    Actions 0–4 take the sum, product, least, greatest and mean of value times selection; 5
    multiplies values raised to their selection; 6–10 are 0–4 without the weights. Raises
    `ValueError` for another action.
    """
    chosen = [(s, v) for s, v in zip(selection, values, strict=True) if s != 0]
    if not chosen:
        return missing
    if action == 5:
        return math.prod(power(value, weight) for weight, value in chosen)
    weighted = [value if action >= 6 else value * weight for weight, value in chosen]
    operation = action - 6 if action >= 6 else action
    if not 0 <= operation < len(_SELECT_ACTIONS):
        raise ValueError(f"VECTOR SELECT with the action {action}; expected 0 to 10")
    return REDUCERS[_SELECT_ACTIONS[operation]](weighted)


def sort_order(values: Vector, rising: bool) -> list[int]:
    """The places, from 0, of the values in order (VECTOR SORT ORDER).

    >>> sort_order([3.0, 1.0, 2.0], rising=True)
    [1, 2, 0]
    """
    return sorted(range(len(values)), key=lambda at: values[at] if rising else -values[at])


def ranks(values: Vector, rising: bool) -> list[int]:
    """The rank, from 1, of every value (VECTOR RANK)."""
    found = [0] * len(values)
    for rank, at in enumerate(sort_order(values, rising), start=1):
        found[at] = rank
    return found


def inverse(rows: Sequence[Vector]) -> list[list[float]]:
    """The inverse of a square matrix; `MISSING` throughout where it has none."""
    try:
        found: list[list[float]] = np.linalg.inv(np.array(rows, dtype=float)).tolist()
    except np.linalg.LinAlgError:
        return [[MISSING] * len(rows) for _ in rows]
    return found
