"""Chains that follow gradients: how long they run, how far they are, what they drew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from volteface.errors import CalibrationError
from volteface.scenarios.calibration.channels import Floats

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainSettings:
    """How many chains run side by side, and how long; raises CalibrationError where that is none.

    ``warmup`` iterations of each chain set step length and scales, the next ``draws`` are kept.
    A path has at most 2 to the ``depth`` steps; ``acceptance`` is aimed at. A posterior holds up
    to ``kept`` of the draws, evenly over the chains.
    """

    chains: int = 16
    warmup: int = 250
    draws: int = 100
    depth: int = 6
    acceptance: float = 0.7
    kept: int = 800
    seed: int = 1

    def __post_init__(self) -> None:
        if self.chains < 1 or self.warmup < 20 or self.draws < 4:
            raise CalibrationError(
                "needs at least 1 chain, 20 iterations to warm up and 4 draws, got "
                f"{self.chains}, {self.warmup} and {self.draws}"
            )
        if not 0.5 <= self.acceptance <= 0.99:
            raise CalibrationError(f"acceptance must be .5 to .99, got {self.acceptance}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """How far the chains are: iterations ``done`` of ``asked``, and how the last ones went."""

    done: int
    asked: int
    accepted: float
    steps: float
    divergences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """Who is told of each round, and where the chains are kept so that they can go on."""

    progress: Callable[[Round], None] | None = None
    checkpoint: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    """Draws ``z`` (chain, draw, unknown), and how far they can be trusted.

    ``divergences`` counts, after warming up, the paths on which the energy was lost; ``r_hat`` is
    the largest split R-hat of a fitted parameter (1: the chains agree; Gelman et al. 2013),
    ``effective`` the smallest effective number of draws of one.
    """

    z: Floats
    divergences: int
    r_hat: float
    effective: float

    def thinned(self, count: int) -> Floats:
        """Return up to ``count`` draws, evenly over all chains, as one array (draw, unknown)."""
        flat = self.z.reshape(-1, self.z.shape[-1])
        kept = np.linspace(0, len(flat) - 1, min(count, len(flat))).astype(int)
        return np.asarray(flat[kept])
