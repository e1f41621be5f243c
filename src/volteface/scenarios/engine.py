"""What an engine is, and which there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from volteface.errors import ScenarioError
from volteface.scenarios.program import Program

Array: TypeAlias = NDArray[np.float64]
Given: TypeAlias = Mapping[str, float | Array]

_ENGINES = {
    "numpy": ("volteface.scenarios.engine_numpy", "NumpyEngine", None),
    "numba": ("volteface.scenarios.engine_numba", "NumbaEngine", "fast"),
    "numba-single": ("volteface.scenarios.engine_numba", "SinglePrecisionEngine", "fast"),
    "jax": ("volteface.scenarios.engine_jax", "JaxEngine", "bayes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """Trajectories ``first`` to ``first + count - 1`` of the runs with ``seed``.

    Raises ValueError unless ``count`` is at least 1 and the others are not below 0.
    """

    seed: int
    first: int
    count: int

    def __post_init__(self) -> None:
        if self.count < 1 or self.first < 0 or self.seed < 0:
            raise ValueError(f"seed {self.seed}, first {self.first}, count {self.count}: too small")

    @property
    def trajectories(self) -> NDArray[np.uint64]:
        """The numbers of the trajectories."""
        return np.arange(self.first, self.first + self.count, dtype=np.uint64)


class Engine(Protocol):
    """Runs a program for a block of trajectories."""

    name: str

    def run(
        self,
        program: Program,
        lanes: Lanes,
        outputs: tuple[str, ...] | None = None,
        parameters: Given | None = None,
    ) -> Array:
        """Return the ``outputs`` (symbols), of shape (outputs, months, lanes).

        ``parameters`` maps names to one value, or one for each lane, instead of their draws.
        """
        ...


def engine_named(name: str) -> Engine:
    """Return the engine ``numpy``, ``numba`` or ``jax``.

    Raises ScenarioError for another name, or where its extra is not installed.

    >>> engine_named("numpy").name
    'numpy'
    """
    if name not in _ENGINES:
        raise ScenarioError(f"engine {name!r}: not known; choose one of {', '.join(_ENGINES)}")
    module, kind, extra = _ENGINES[name]
    try:
        made = cast(Callable[[], Any], getattr(import_module(module), kind))
    except ImportError as error:
        raise ScenarioError(
            f"engine {name!r}: {error}; install it with pip install 'volteface[{extra}]'"
        ) from error
    return cast(Engine, made())
