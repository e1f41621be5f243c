"""Simulation-based calibration: does a fit recover what made the data, as often as it claims?

Truths are drawn from the prior, data are made from them and fitted, and each truth is ranked
among the posterior draws. If sampler and model agree the ranks are uniform.
Source: Talts, Betancourt, Simpson, Vehtari & Gelman (2018), arXiv:1804.06788.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from volteface.scenarios.calibration.chains import ChainSettings
from volteface.scenarios.calibration.channels import Floats
from volteface.scenarios.calibration.predictive import observed
from volteface.scenarios.calibration.problem import Problem
from volteface.scenarios.calibration.tempered import Settings, sample

Integers = npt.NDArray[np.int64]
# A truth (1, unknown), and the problem with data that it made.
Made: TypeAlias = tuple[Floats, Problem]


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
    settings: Settings | ChainSettings,
    replications: int,
    *,
    draws: int = 99,
    progress: Callable[[int], None] | None = None,
) -> Ranks:
    """Return the ranks of ``replications`` truths; each is fitted with ``settings``.

    Posterior draws are thinned to ``draws``, evenly over the particles, or over the one chain that
    each truth has.
    """
    names = problem.unknowns.parameters
    made = [_made(problem, settings.seed, number) for number in range(replications)]
    ranks = np.empty((replications, len(names)), dtype=np.int64)
    fits = (
        _chains(made, settings)
        if isinstance(settings, ChainSettings)
        else _particles(made, settings)
    )
    for number, ((truth, _), z) in enumerate(zip(made, fits, strict=True)):
        kept = z[np.linspace(0, len(z) - 1, draws).astype(int)]
        ranks[number] = (kept[:, : len(names)] < truth[:, : len(names)]).sum(axis=0)
        if progress is not None:
            progress(number + 1)
    return Ranks(parameters=names, ranks=ranks, draws=draws)


def _particles(made: Sequence[Made], settings: Settings) -> Iterator[Floats]:
    for number, (_, problem) in enumerate(made):
        own = replace(settings, seed=settings.seed + 1000 + number)
        yield sample(problem.log_likelihood, problem.unknowns.size, own).z


def _chains(made: Sequence[Made], settings: ChainSettings) -> Iterator[Floats]:
    """Fit all truths at once, one chain each."""
    from volteface.scenarios.calibration.density import row_values
    from volteface.scenarios.calibration.nuts import sample_each

    values = np.array([row_values(problem.sights) for _, problem in made])
    yield from sample_each(made[0][1], values, replace(settings, chains=len(made))).z


def _made(problem: Problem, seed: int, number: int) -> Made:
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
