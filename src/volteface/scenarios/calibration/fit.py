"""The whole fit: rows up to the cut, history matching, sampling, a posterior."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from volteface.errors import CalibrationError
from volteface.scenarios.calibration.chains import Chains, ChainSettings, Round, Watching
from volteface.scenarios.calibration.channels import Channel, Floats, Sight, for_fit, sights
from volteface.scenarios.calibration.history import Match, chance_of, implausibility, match
from volteface.scenarios.calibration.posterior import Posterior
from volteface.scenarios.calibration.problem import Problem, problem_of
from volteface.scenarios.calibration.tempered import Settings, Stage, sample
from volteface.scenarios.observations import Row, before, counted
from volteface.scenarios.program import Program

_MATCH_DRAWS = 400
_MATCH_REPEATS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What a fit is held against: ``rows`` of a table whose hash is ``sha256``, up to ``until``."""

    rows: tuple[Row, ...]
    until: date
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """Who is told how far a fit is, and where it is kept so that it can go on."""

    progress: Callable[[Stage], None] | None = None
    drawn: Callable[[Round], None] | None = None
    chained: Callable[[Chains], None] | None = None
    matched: Callable[[Match], None] | None = None
    remarked: Callable[[str], None] | None = None
    checkpoint: Path | None = None


def calibrate(
    program: Program,
    channels: Sequence[Channel],
    data: Data,
    settings: Settings | ChainSettings | None = None,
    reporting: Reporting | None = None,
) -> Posterior:
    """Return the posterior of ``program`` given the rows that end by the cut.

    ``program`` must run from its start to the month of the cut. Rows that start before the
    program does are left out. The kind of the settings chooses the method: tempered particles, or
    chains that follow gradients. Raises CalibrationError where no row is left, where the prior
    cannot have given them, or where chains are asked for and there is no gradient.
    """
    told = reporting or Reporting()
    sampling = settings or Settings()
    problem = problem_of(program, fitted_sights(program, channels, data), seed=sampling.seed)
    found = history_match(problem, sampling.seed)
    if told.matched is not None:
        told.matched(found)
    bounded = problem.within(found.low, found.high)
    fit = (
        _by_chains(bounded, sampling, told)
        if isinstance(sampling, ChainSettings)
        else _by_particles(bounded, sampling, told)
    )
    return Posterior(
        z=fit.z,
        unknowns=problem.unknowns,
        model_sha256=program.sha256,
        facts_sha256=data.sha256,
        until=data.until,
        start=program.start,
        rows=len(problem.sights),
        log_evidence=fit.log_evidence,
        share_left=found.share_left,
        seed=sampling.seed,
        method=fit.method,
        divergences=fit.divergences,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """Draws of all unknowns, and what the method tells of them."""

    z: Floats
    method: str
    log_evidence: float | None = None
    divergences: int | None = None


def _by_particles(problem: Problem, settings: Settings, told: Reporting) -> _Fit:
    stage = sample(
        problem.log_likelihood,
        problem.unknowns.size,
        settings,
        progress=told.progress,
        checkpoint=told.checkpoint,
    )
    return _Fit(z=stage.z, method="smc", log_evidence=stage.log_evidence)


def _by_chains(problem: Problem, settings: ChainSettings, told: Reporting) -> _Fit:
    try:
        from volteface.scenarios.calibration.nuts import sample_chains
    except ImportError as error:
        raise CalibrationError(
            f"--method nuts needs NumPyro ({error}); install it with pip install 'volteface[bayes]'"
        ) from error
    watching = Watching(progress=told.drawn, checkpoint=told.checkpoint)
    chains = sample_chains(problem, settings, watching)
    if told.chained is not None:
        told.chained(chains)
    return _Fit(z=chains.thinned(settings.kept), method="nuts", divergences=chains.divergences)


def fitted_sights(program: Program, channels: Sequence[Channel], data: Data) -> tuple[Sight, ...]:
    """Return the rows that enter the fit, through their channels."""
    first = first_day(program)
    rows = [r for r in before(counted(data.rows, data.until), data.until) if r.start >= first]
    seen, _ = sights(rows, channels, first, program.months)
    used = for_fit(seen)
    if not used:
        raise CalibrationError(
            f"no row from {first} to {data.until} belongs to a series that the model observes: "
            f"{', '.join(channel.series for channel in channels) or 'it observes none'}"
        )
    return used


def first_day(program: Program) -> date:
    """Return the first day of the program's run."""
    year, month = program.start.split("-")[:2]
    return date(int(year), int(month), 1)


def history_match(problem: Problem, seed: int) -> Match:
    """Return what history matching leaves of the parameters' prior."""
    generator = np.random.default_rng([seed, 3])
    draws = generator.standard_normal((_MATCH_DRAWS, problem.unknowns.size))
    held = len(problem.unknowns.parameters)
    repeated = generator.standard_normal((_MATCH_DRAWS * _MATCH_REPEATS, problem.unknowns.size))
    repeated[:, :held] = np.repeat(draws[:, :held], _MATCH_REPEATS, axis=0)
    outputs = problem.run(repeated)
    distances = []
    for sight in problem.sights:
        chance = chance_of(sight, outputs, _MATCH_REPEATS)
        every = implausibility(sight, outputs, chance)
        # The mean of a draw's runs stands for the draw.
        distances.append((sight.row.id, every.reshape(-1, _MATCH_REPEATS).mean(axis=1)))
    return match(distances, draws[:, :held])
