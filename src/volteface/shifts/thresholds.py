"""The level at which an online watch alarms, from simulated series without a change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from volteface.model.series import Direction
from volteface.shifts.costs import Floats
from volteface.shifts.dispersion import negative_binomial_size
from volteface.shifts.noise import Noise, count_log_ratio, gaussian_log_ratio

Watched = Literal["falls", "rises", "both"]

FALL, RISE = 0.5, 2.0
_MEAN_STEP, _SIZE_STEP, _HELD_STEP = np.log(1.3), np.log(1.5), np.log(1.4)
_HELD = 120  # dates of a usual baseline, kept as they are
_LATENT_STEP, _CORRELATION_STEP = 0.1, 0.1
_LARGEST_MEAN = 1e6
_HALVINGS = 12
_UNCERTAINTY = 0.9  # of an autocorrelation fitted to about ten years of months
_LARGEST_CORRELATION = 0.97
_SMOOTHED_SIDE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is watched for, and how often it may alarm without cause.

    ``chance`` is that of any false alarm within ``horizon`` dates of watching (one in five within
    ten years of months, unless told). ``watched``: falls (tuned to a halving of the rate), rises
    (to a doubling), or both, which share the chance. ``baseline`` is how many dates are held as
    the baseline, half of the series (at most 120) where None.
    """

    watched: Watched = "both"
    chance: float = 0.2
    horizon: int = 120
    baseline: int | None = None
    simulations: int = 2000
    seed: int = 20260103

    def __post_init__(self) -> None:
        if self.watched not in ("falls", "rises", "both"):
            raise ValueError(f"watched must be falls, rises or both, got {self.watched!r}")
        if not 0 < self.chance < 1 or self.horizon < 1 or self.simulations < 100:
            raise ValueError(
                "expected 0 < chance < 1, horizon >= 1 and simulations >= 100, got "
                f"{self.chance}, {self.horizon} and {self.simulations}"
            )
        if self.baseline is not None and self.baseline < 12:
            raise ValueError(f"baseline must be at least 12 dates, got {self.baseline}")

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions watched."""
        both: tuple[Direction, ...] = ("down", "up")
        return {"falls": both[:1], "rises": both[1:], "both": both}[self.watched]

    @property
    def factors(self) -> tuple[float, ...]:
        """What the rate is multiplied by, for each direction."""
        return tuple(FALL if one == "down" else RISE for one in self.directions)


def threshold(noise: Noise, held: int, watch: Watch) -> Floats:
    """Return the CUSUM levels, one for each date of the horizon, that make an alarm.

    Without a change any is passed with ``watch.chance``, each date's with like chance: since a
    CUSUM starts at 0, the level rises over the first dates. After the horizon the last holds. Series with the noise's own dispersion and autocorrelation are simulated, the baseline of
    ``held`` dates included: each simulated baseline is fitted anew, so that not knowing the true
    level counts. Noise is rounded to steps of 10–40 %, so that like series share a simulation.
    """
    rounded = max(12, round(_HELD * _geometric(held / _HELD, _HELD_STEP)))
    return _simulated(_rounded(noise), rounded, watch)


def _rounded(noise: Noise) -> Noise:
    if noise.size is None:
        steps = round(noise.correlation / _CORRELATION_STEP) * _CORRELATION_STEP
        return Noise(mean=0.0, size=None, spread=1.0, latent=0.0, correlation=steps)
    latent = round(noise.latent / _LATENT_STEP) * _LATENT_STEP
    return Noise(
        mean=float(_geometric(min(noise.mean, _LARGEST_MEAN), _MEAN_STEP)),
        size=float(_geometric(noise.size, _SIZE_STEP)),
        spread=1.0,
        latent=latent,
        correlation=round(noise.correlation / _CORRELATION_STEP) * _CORRELATION_STEP * (latent > 0),
    )


def _geometric(value: float, step: float) -> float:
    return float(np.exp(round(np.log(value) / step) * step))


@lru_cache(maxsize=4096)
def _simulated(noise: Noise, held: int, watch: Watch) -> Floats:
    generator = np.random.default_rng(watch.seed)
    shape = (watch.simulations, held + watch.horizon)
    values = simulate(noise, shape, generator, _UNCERTAINTY)
    base, rest = values[:, :held], values[:, held:]
    mean = base.mean(axis=1, keepdims=True)
    variance = base.var(axis=1, ddof=1, keepdims=True)
    highest = np.zeros(rest.shape)
    for factor in watch.factors:
        if noise.size is None:
            spread = np.sqrt(np.maximum(variance, 1e-12))
            terms = gaussian_log_ratio((rest - mean) / spread, factor)
        else:
            level = np.maximum(mean, 0.05)
            size = negative_binomial_size(level, variance)
            terms = count_log_ratio(rest, level, size, factor)
        highest = np.maximum(highest, cusum(terms))
    return levels_of(highest, watch.chance)


def cusum(terms: Floats) -> Floats:
    """Return S_t = max(0, S_(t-1) + terms_t) along the last axis. Source: Page (1954)."""
    total = np.cumsum(terms, axis=-1)
    result: Floats = total - np.minimum(np.minimum.accumulate(total, axis=-1), 0.0)
    return result


def levels_of(paths: Floats, chance: float) -> Floats:
    """Return the level for each date that ``chance`` of the ``paths`` pass at some date.

    The same share of paths lies above it at each date, but for a running mean over 13 dates; it
    never falls. The share is found by halving the interval.
    """
    ordered = np.sort(paths, axis=0)
    low, high = 0.0, chance
    for _ in range(_HALVINGS):
        share = (low + high) / 2
        level = _smooth(ordered[int((1 - share) * (len(paths) - 1))])
        passed = float((paths > level).any(axis=1).mean())
        low, high = (share, high) if passed < chance else (low, share)
    return level


def _smooth(level: Floats) -> Floats:
    side = min(_SMOOTHED_SIDE, len(level) - 1)
    padded = np.pad(level, side, mode="reflect", reflect_type="odd") if side else level
    mean = np.convolve(padded, np.ones(2 * side + 1) / (2 * side + 1), mode="valid")
    rising: Floats = np.maximum.accumulate(mean)
    return rising


def simulate(
    noise: Noise, shape: tuple[int, int], generator: np.random.Generator, uncertainty: float = 0.0
) -> Floats:
    """Return series of ``shape`` (series, dates) with this noise and no change.

    ``uncertainty`` is the standard deviation of the log of the latent variance, and of the
    inverse hyperbolic tangent of the correlation, from one series to the next.
    """
    spread = generator.standard_normal((2, shape[0], 1)) * uncertainty
    rho = np.tanh(np.arctanh(noise.correlation) + spread[0] * (noise.correlation > 0))
    path = _ar1(np.clip(rho, 0.0, _LARGEST_CORRELATION), shape, generator)
    if noise.size is None:
        return np.asarray(noise.mean + noise.spread * path)
    variance = noise.latent * np.exp(spread[1])
    rate = noise.mean * np.exp(np.sqrt(variance) * path - variance / 2)
    share = np.maximum((1 + 1 / noise.size) / np.exp(variance) - 1, 1e-6)
    mixed = generator.gamma(1 / share, rate * share)
    return np.asarray(generator.poisson(mixed), dtype=np.float64)


def _ar1(rho: Floats, shape: tuple[int, int], generator: np.random.Generator) -> Floats:
    """Return AR(1) paths with mean 0 and variance 1, a correlation for each, shape (series, 1)."""
    path = generator.standard_normal(shape)
    scale = np.sqrt(1 - rho * rho)[:, 0]
    for date in range(1, shape[1]):
        path[:, date] = rho[:, 0] * path[:, date - 1] + scale * path[:, date]
    return path
