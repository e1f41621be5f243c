"""A fit as a function: from one vector of unknowns to outputs and their log-likelihood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import special

from volteface.scenarios.calibration.channels import (
    Channel,
    Floats,
    Outputs,
    Sight,
    bias_groups,
    log_likelihood,
)
from volteface.scenarios.calibration.paths import needed_only, run_paths
from volteface.scenarios.calibration.unknowns import Unknowns
from volteface.scenarios.draws import quantile
from volteface.scenarios.engine import Lanes
from volteface.scenarios.program import Program

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A program, the rows it is held against, and its unknowns.

    ``program`` is cut down to what the rows need. ``low`` and ``high`` bound the parameters
    (standard normal figures) as history matching left them; None: unbounded. ``seed`` keys the
    draws that are not fitted (uniform ones).
    """

    program: Program
    sights: tuple[Sight, ...]
    outputs: tuple[str, ...]
    unknowns: Unknowns
    low: Floats | None = None
    high: Floats | None = None
    seed: int = 0

    def run(self, z: Floats) -> Outputs:
        """Return the outputs, arrays (run, month), of the unknowns ``z`` (run, unknown)."""
        return run_paths(
            self.program,
            self.outputs,
            parameter_values(self.program, self.unknowns, z),
            self.unknowns.noise_part(z),
            Lanes(seed=self.seed, first=0, count=len(z)),
        )

    def log_likelihood(self, z: Floats) -> Floats:
        """Return one figure a run; minus infinity outside the bounds or where a run fails."""
        found = log_likelihood(self.sights, self.run(z), self.unknowns.bias_part(z))
        return np.where(np.isfinite(found) & self._is_inside(z), found, -np.inf)

    def within(self, low: Floats, high: Floats) -> Problem:
        """Return the problem with its parameters bounded."""
        return replace(self, low=low, high=high)

    def _is_inside(self, z: Floats) -> Bools:
        if self.low is None or self.high is None:
            return np.ones(len(z), dtype=bool)
        held = z[:, : len(self.unknowns.parameters)]
        inside: Bools = np.all((held >= self.low) & (held <= self.high), axis=1)
        return inside


def problem_of(program: Program, sights: Sequence[Sight], seed: int = 0) -> Problem:
    """Return the problem of fitting ``program`` to ``sights``, all months of it."""
    names = output_names(sight.channel for sight in sights)
    cut = needed_only(program, names)
    unknowns = Unknowns(
        parameters=tuple(p.name for p in cut.parameters if not p.distribution.is_fixed),
        noise=tuple(draw.name for draw in cut.draws if draw.kind == "normal"),
        months=program.months,
        biases=bias_groups(sights),
    )
    return Problem(program=cut, sights=tuple(sights), outputs=names, unknowns=unknowns, seed=seed)


def output_names(channels: Iterable[Channel]) -> tuple[str, ...]:
    """Return all names that the channels read from a run, each once, in order."""
    names: dict[str, None] = {}
    for channel in channels:
        read = (channel.output, channel.noise, channel.bias)
        names |= dict.fromkeys(name for name in read if isinstance(name, str))
    return tuple(names)


def parameter_values(program: Program, unknowns: Unknowns, z: Floats) -> dict[str, Floats]:
    """Return each fitted parameter's values, in the unit of the file, one a run."""
    spread = {p.name: p.distribution for p in program.parameters}
    return {
        name: quantile(spread[name], special.ndtr(held))
        for name, held in unknowns.parameter_part(z).items()
        if name in spread
    }
