"""Simulation-based calibration: does a fit recover what made the data, as often as it claims?

Truths are drawn from the prior, data are made from them and fitted, and each truth is ranked
among the posterior draws. If sampler and model agree the ranks are uniform.
Source: Talts, Betancourt, Simpson, Vehtari & Gelman (2018), arXiv:1804.06788.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from volteface.scenarios.calibration.channels import Floats
from volteface.scenarios.calibration.predictive import observed
from volteface.scenarios.calibration.problem import Problem
from volteface.scenarios.calibration.tempered import Settings, sample

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """Ranks (replication, parameter) of the truths among ``draws`` posterior draws, 0 to draws."""

    parameters: tuple[str, ...]
    ranks: Integers
    draws: int

    def uniformity(self, bins: int = 10) -> dict[str, float]:
        """Return for each parameter the p-value of Pearson's test that its ranks are uniform."""
        from scipy import stats

        found = {}
        for place, name in enumerate(self.parameters):
            share = (self.ranks[:, place] + 0.5) / (self.draws + 1)
            counts, _ = np.histogram(share, bins=bins, range=(0.0, 1.0))
            found[name] = float(stats.chisquare(counts).pvalue)
        return found


def simulation_ranks(
    problem: Problem,
    settings: Settings,
    replications: int,
    *,
    draws: int = 99,
    progress: Callable[[int], None] | None = None,
) -> Ranks:
    """Return the ranks of ``replications`` truths; each is fitted with ``settings``.

    Posterior draws are thinned to ``draws``, evenly over the particles.
    """
    names = problem.unknowns.parameters
    ranks = np.empty((replications, len(names)), dtype=np.int64)
    for number in range(replications):
        truth, made = _made(problem, settings.seed, number)
        stage = sample(
            made.log_likelihood,
            made.unknowns.size,
            replace(settings, seed=settings.seed + 1000 + number),
        )
        kept = stage.z[np.linspace(0, len(stage.z) - 1, draws).astype(int)]
        ranks[number] = (kept[:, : len(names)] < truth[:, : len(names)]).sum(axis=0)
        if progress is not None:
            progress(number + 1)
    return Ranks(parameters=names, ranks=ranks, draws=draws)


def _made(problem: Problem, seed: int, number: int) -> tuple[Floats, Problem]:
    """Return a truth from the prior, and the problem with data that it made."""
    generator = np.random.default_rng([seed, number, 7])
    truth = generator.standard_normal((1, problem.unknowns.size))
    outputs = problem.run(truth)
    known = problem.unknowns.bias_part(truth)
    keyed = seed * 100_003 + number
    remade = tuple(
        replace(
            sight,
            row=replace(sight.row, value=float(observed(sight, outputs, known, keyed)[0])),
        )
        for sight in problem.sights
    )
    return truth, replace(problem, sights=remade)
