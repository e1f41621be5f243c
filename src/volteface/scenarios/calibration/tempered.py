"""Tempered sequential Monte Carlo over unknowns that are standard normal a priori.

The particles start in the prior; the likelihood is let in by degrees, each chosen so that half of
the particles stay effective; after each the particles are resampled and moved.
Source: Del Moral, Doucet & Jasra (2006), J. R. Stat. Soc. B 68; the moves are preconditioned
Crank–Nicolson steps about the particles' own mean and spread (Cotter, Roberts, Stuart & White
2013, Stat. Sci. 28), corrected for the prior, on a random part of the unknowns at a time. They
need no gradient, so a model with kinks (min, max, where) is fitted like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from volteface.errors import CalibrationError

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
LogLikelihood = Callable[[Floats], Floats]
Progress = Callable[["Stage"], None]

# Acceptance rates between which a step length is left as it is.
_ACCEPT_LOW, _ACCEPT_HIGH = 0.15, 0.35
_STEP_FACTOR = 1.15
# Shares of the unknowns that are moved at once, drawn anew at each move.
_SHARES = (0.02, 0.05, 0.1, 0.25, 1.0)
_SMALLEST_SPREAD = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How long and how finely to sample; raises CalibrationError for sizes that cannot work."""

    particles: int = 1000
    moves: int = 60
    last_moves: int = 200
    effective: float = 0.5
    seed: int = 1

    def __post_init__(self) -> None:
        if self.particles < 10 or self.moves < 1:
            raise CalibrationError(
                f"needs at least 10 particles and 1 move, got {self.particles} and {self.moves}"
            )
        if not 0.1 <= self.effective <= 0.95:
            raise CalibrationError(f"effective share must be .1 to .95, got {self.effective}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The particles after one degree of tempering.

    ``z`` has shape (particles, unknowns); ``exponent`` 0 is the prior, 1 the posterior;
    ``accepted`` is the mean share of moves taken; ``log_evidence`` the running estimate;
    ``steps`` the step length of each share of unknowns moved.
    """

    number: int
    exponent: float
    z: Floats
    log_likelihood: Floats
    log_evidence: float
    accepted: float
    steps: Floats


def sample(
    log_likelihood: LogLikelihood,
    unknowns: int,
    settings: Settings,
    *,
    progress: Progress | None = None,
    checkpoint: Path | None = None,
) -> Stage:
    """Return particles of the posterior.

    ``log_likelihood`` maps (particles, unknowns) to one figure a particle; minus infinity rules
    a particle out. With ``checkpoint`` each stage is written there, and a run that finds the file
    goes on from it. Raises CalibrationError when no particle is possible.
    """
    stage = _resume(checkpoint, unknowns, settings) or _start(log_likelihood, unknowns, settings)
    while stage.exponent < 1.0:
        stage = _next_stage(stage, log_likelihood, settings)
        if checkpoint is not None:
            _write(stage, checkpoint, settings)
        if progress is not None:
            progress(stage)
    return stage


def _start(log_likelihood: LogLikelihood, unknowns: int, settings: Settings) -> Stage:
    generator = np.random.default_rng([settings.seed, 0])
    z = generator.standard_normal((settings.particles, unknowns))
    fit = log_likelihood(z)
    if not np.isfinite(fit).any():
        raise CalibrationError("no draw from the prior can have given these observations")
    return Stage(
        number=0,
        exponent=0.0,
        z=z,
        log_likelihood=fit,
        log_evidence=0.0,
        accepted=1.0,
        steps=np.full(len(_SHARES), 0.5),
    )


def _next_stage(stage: Stage, log_likelihood: LogLikelihood, settings: Settings) -> Stage:
    generator = np.random.default_rng([settings.seed, stage.number + 1])
    exponent = next_exponent(stage.log_likelihood, stage.exponent, settings.effective)
    logs = (exponent - stage.exponent) * stage.log_likelihood
    top = logs.max()
    weights = np.exp(logs - top)
    chosen = systematic(weights / weights.sum(), generator.random())
    moved = replace(
        stage,
        number=stage.number + 1,
        exponent=exponent,
        z=stage.z[chosen],
        log_likelihood=stage.log_likelihood[chosen],
        log_evidence=stage.log_evidence + float(top + np.log(weights.mean())),
    )
    moves = settings.last_moves if exponent == 1.0 else settings.moves
    return _moved(moved, log_likelihood, generator, moves)


def next_exponent(log_likelihood: Floats, exponent: float, effective: float) -> float:
    """Return the largest exponent up to 1 that keeps ``effective`` of the particles effective."""

    def share(candidate: float) -> float:
        logs = (candidate - exponent) * log_likelihood
        weights = np.exp(logs - logs.max())
        return float(weights.sum() ** 2 / (weights**2).sum() / len(weights))

    if share(1.0) >= effective:
        return 1.0
    low, high = exponent, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if share(middle) >= effective else (low, middle)
    return max(low, exponent + 1e-9)


def systematic(weights: Floats, start: float) -> npt.NDArray[np.intp]:
    """Return particle numbers resampled by ``weights`` (sum 1) with one uniform draw ``start``.

    >>> systematic(np.array([0.5, 0.0, 0.5, 0.0]), 0.5).tolist()
    [0, 0, 2, 2]
    """
    places = (np.arange(len(weights)) + start) / len(weights)
    return np.minimum(np.searchsorted(np.cumsum(weights), places), len(weights) - 1)


def _moved(
    stage: Stage, log_likelihood: LogLikelihood, generator: np.random.Generator, moves: int
) -> Stage:
    z, fit, steps = stage.z.copy(), stage.log_likelihood.copy(), stage.steps.copy()
    taken = []
    for move in range(moves):
        centre, spread = _reference(z)
        which = move % len(_SHARES)
        mask: Bools = np.asarray(generator.random(z.shape[1]) < _SHARES[which])
        mask[generator.integers(z.shape[1])] = True
        proposed = _proposal(z, (centre, spread), mask, steps[which], generator)
        new_fit = log_likelihood(proposed)
        gain = stage.exponent * (new_fit - fit)
        gain += _correction(proposed, centre, spread, mask) - _correction(z, centre, spread, mask)
        accept = np.log(generator.random(len(z))) < np.where(np.isfinite(new_fit), gain, -np.inf)
        z[accept], fit[accept] = proposed[accept], new_fit[accept]
        taken.append(float(accept.mean()))
        steps[which] = _adapted(steps[which], taken[-1])
    return replace(stage, z=z, log_likelihood=fit, accepted=float(np.mean(taken)), steps=steps)


def _reference(z: Floats) -> tuple[Floats, Floats]:
    """Return the mean and spread of each unknown, held within the prior's own."""
    return z.mean(axis=0), np.clip(z.std(axis=0), _SMALLEST_SPREAD, 1.0)


def _proposal(
    z: Floats,
    reference: tuple[Floats, Floats],
    mask: Bools,
    step: float,
    generator: np.random.Generator,
) -> Floats:
    """Return a Crank–Nicolson step about the reference; reversible in that normal law."""
    centre, spread = reference
    kept = np.sqrt(1 - step * step)
    fresh = centre + kept * (z - centre) + step * spread * generator.standard_normal(z.shape)
    return np.where(mask, fresh, z)


def _correction(z: Floats, centre: Floats, spread: Floats, mask: Bools) -> Floats:
    """Return log prior less log reference, one figure a particle, over the moved unknowns."""
    terms = (((z - centre) / spread) ** 2 - z**2)[:, mask]
    half: Floats = 0.5 * terms.sum(axis=1)
    return half


def _adapted(step: float, accepted: float) -> float:
    if accepted < _ACCEPT_LOW:
        return max(step / _STEP_FACTOR, 0.01)
    return min(step * _STEP_FACTOR, 0.95) if accepted > _ACCEPT_HIGH else step


def _write(stage: Stage, path: Path, settings: Settings) -> None:
    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as stream:
        np.savez(
            stream,
            number=stage.number,
            exponent=stage.exponent,
            z=stage.z,
            log_likelihood=stage.log_likelihood,
            log_evidence=stage.log_evidence,
            accepted=stage.accepted,
            steps=stage.steps,
            seed=settings.seed,
        )
    partial.replace(path)


def _resume(path: Path | None, unknowns: int, settings: Settings) -> Stage | None:
    if path is None or not path.exists():
        return None
    with np.load(path, allow_pickle=False) as kept:
        if "z" not in kept:
            raise CalibrationError(
                f"{path}: holds a run of another method; give --method nuts, or remove the file"
            )
        if kept["z"].shape != (settings.particles, unknowns) or int(kept["seed"]) != settings.seed:
            raise CalibrationError(
                f"{path}: holds another run ({kept['z'].shape[0]} particles of "
                f"{kept['z'].shape[1]} unknowns, seed {int(kept['seed'])}); "
                "give the same settings, or remove the file"
            )
        return Stage(
            number=int(kept["number"]),
            exponent=float(kept["exponent"]),
            z=kept["z"],
            log_likelihood=kept["log_likelihood"],
            log_evidence=float(kept["log_evidence"]),
            accepted=float(kept["accepted"]),
            steps=kept["steps"],
        )
