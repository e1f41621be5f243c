"""What a model says a row would show: draws of the row's value, before or after a fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from volteface.scenarios import noise
from volteface.scenarios.calibration.channels import (
    DEGREES_OF_FREEDOM,
    Floats,
    Outputs,
    Sight,
    bias_of,
)
from volteface.scenarios.calibration.paths import needed_only, run_paths
from volteface.scenarios.calibration.posterior import Posterior
from volteface.scenarios.calibration.problem import output_names, parameter_values
from volteface.scenarios.calibration.unknowns import Unknowns
from volteface.scenarios.engine import Lanes
from volteface.scenarios.program import Program

_SMALLEST = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Futures:
    """Settings of a forecast: draws are run ``repeats`` times each with fresh noise."""

    repeats: int = 4
    seed: int = 11


def posterior_draws(
    posterior: Posterior, program: Program, seen: Sequence[Sight], futures: Futures | None = None
) -> tuple[Floats, ...]:
    """Return draws of each sight's value after the fit, in the row's unit.

    Noise up to the cut is the fitted one, later noise is keyed; a source that the fit met keeps
    its bias, another gets one from the spread of biases.
    """
    options = futures or Futures()
    z = np.repeat(posterior.z, options.repeats, axis=0)
    return _draws(z, posterior.unknowns, program, (seen, options))


def prior_draws(
    program: Program, seen: Sequence[Sight], count: int, futures: Futures | None = None
) -> tuple[Floats, ...]:
    """Return draws of each sight's value before any fit, in the row's unit."""
    unknowns = Unknowns(
        parameters=tuple(p.name for p in program.parameters if not p.distribution.is_fixed),
        noise=(),
        months=0,
        biases=(),
    )
    options = futures or Futures()
    generator = np.random.default_rng([options.seed, 1])
    z = generator.standard_normal((count, unknowns.size))
    return _draws(z, unknowns, program, (seen, options))


def _draws(
    z: Floats, unknowns: Unknowns, program: Program, asked: tuple[Sequence[Sight], Futures]
) -> tuple[Floats, ...]:
    seen, options = asked
    names = output_names(sight.channel for sight in seen)
    if not names:
        return ()
    cut = needed_only(program, names)
    outputs = run_paths(
        cut,
        names,
        parameter_values(cut, unknowns, z),
        unknowns.noise_part(z),
        Lanes(seed=options.seed, first=0, count=len(z)),
    )
    known = unknowns.bias_part(z)
    return tuple(observed(sight, outputs, known, options.seed) for sight in seen)


def observed(sight: Sight, outputs: Outputs, known: dict[str, Floats], seed: int) -> Floats:
    """Return draws of what the sight's source would report, in the row's unit, one a run.

    ``known`` holds the biases of the sources that a fit met.
    """
    runs = np.arange(len(next(iter(outputs.values()))))
    mean = sight.mean(outputs)
    share = noise.uniform(seed, runs, 0, f"observation {sight.row.id}")
    if sight.channel.kind == "count":
        return _poisson(mean, share) / sight.scale
    group = sight.bias_group
    if group is not None and group not in known:
        known = {**known, group: noise.normal(seed, runs, 0, f"bias {group}")}
    error = bias_of(sight, outputs, known) + sight.noise(outputs) * _student_quantile(share)
    if sight.channel.kind == "relative":
        found: Floats = np.where(mean > _SMALLEST, mean * np.exp(error), mean)
    else:
        found = np.maximum(mean + error, 0.0)
    return found / sight.scale


def _student_quantile(share: Floats) -> Floats:
    from scipy import stats  # late: it takes a second to load

    return np.asarray(stats.t.ppf(share, DEGREES_OF_FREEDOM), dtype=np.float64)


def _poisson(mean: Floats, share: Floats) -> Floats:
    from scipy import stats

    return np.asarray(stats.poisson.ppf(share, np.maximum(mean, 0.0)), dtype=np.float64)
