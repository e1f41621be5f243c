"""How a series varies about its level while nothing changes, for monitoring and simulation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from volteface.shifts.costs import Floats
from volteface.shifts.dispersion import negative_binomial_size

_LAGS = 8
_CORRELATIONS = np.arange(0.3, 0.91, 0.05)
_LEAST_MEAN = 0.05
_LONG_LEAN = 0.8  # the correlation of months that a lean over all lags is weighed by
_GAUSSIAN_STEP = 1.0  # a shift of one standard deviation is what a Gaussian watch is tuned to


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Level and spread of a baseline, and how it leans on the past.

    For counts ``mean`` is the rate at exposure 1 and ``size`` the negative-binomial size of the
    counts as they are seen; ``latent`` is the variance of log-rates that move as an AR(1) with
    correlation ``correlation``. For other series ``spread`` is the standard deviation and
    ``size`` None.
    """

    mean: float
    size: float | None
    spread: float
    latent: float
    correlation: float

    def log_ratio(self, values: Floats, exposure: Floats, factor: float) -> Floats:
        """Return log f(value | changed) - log f(value | not), elementwise.

        Counts: the rate is multiplied by ``factor``. Others: the level moves one standard
        deviation down where ``factor`` < 1, up where it is > 1.
        """
        if self.size is None:
            return gaussian_log_ratio((values - self.mean) / self.spread, factor)
        return count_log_ratio(values, self.mean * exposure, self.size, factor)


def gaussian_log_ratio(away: Floats, factor: float) -> Floats:
    """Return the log-likelihood ratio of a level one standard deviation lower (higher).

    ``away`` is the distance to the baseline in standard deviations; lower where ``factor`` < 1.
    """
    step = _GAUSSIAN_STEP if factor > 1 else -_GAUSSIAN_STEP
    return step * (away - step / 2)


def count_log_ratio(
    counts: Floats, mean: Floats | float, size: Floats | float, factor: float
) -> Floats:
    """Return the negative-binomial log-likelihood ratio of mean·factor against mean."""
    ratio: Floats = counts * np.log(factor) - (counts + size) * np.log(
        (size + mean * factor) / (size + mean)
    )
    return ratio


def noise_of(values: Floats, exposure: Floats, is_count: bool) -> Noise:
    """Return the noise of a baseline by moments; gaps (NaN) are left out.

    Source: autocovariances of a Poisson mixed with a log-Gaussian AR(1), Davis, Dunsmuir & Wang
    (2000), Biometrika 87: γ_k = mean²·(exp(s²·ρ^k) - 1).
    """
    seen = ~np.isnan(values)
    rates = (values / exposure)[seen]
    mean, variance = float(rates.mean()), max(float(rates.var(ddof=1)), 1e-300)
    moves = _autocovariances(np.where(seen, values / exposure - mean, np.nan))
    if not is_count:
        correlation = float(np.clip(moves[0] / variance, 0.0, 0.95))
        spread = max(np.sqrt(variance), 1e-9 * (1 + abs(mean)))
        return Noise(mean=mean, size=None, spread=spread, latent=0.0, correlation=correlation)
    mean = max(mean, _LEAST_MEAN)
    leans = _leans(moves / variance, len(rates))
    share, correlation = _fit_ar1(moves, variance, len(rates)) if leans else (0.0, 0.0)
    return Noise(
        mean=mean,
        size=float(negative_binomial_size(np.array(mean), np.array(variance))),
        spread=float(np.sqrt(max(variance, mean))),
        latent=float(np.log1p(share / mean**2)),
        correlation=correlation,
    )


def _autocovariances(away: Floats) -> Floats:
    """Return the autocovariances at lags 1–8 (as many as there are), divided by all values."""
    lags = range(1, min(_LAGS, len(away) - 1) + 1)
    return np.array([np.nansum(away[lag:] * away[:-lag]) / len(away) for lag in lags])


def _leans(correlations: Floats, count: int) -> bool:
    """Tell whether counts lean on the past: by more than one standard error, 1/√count.

    Either the first autocorrelation does, or all of them weighed as those of a slow AR(1), which
    finds a weak lean that lasts; what a mean taken from the same values costs them is given back.
    """
    weight = _LONG_LEAN ** np.arange(1, len(correlations) + 1)
    long = float((correlations + 1 / count) @ weight / np.sqrt((weight**2).sum()))
    first = float(correlations[0])
    return bool(max(first, long) > 1 / np.sqrt(count))


def _fit_ar1(moves: Floats, variance: float, count: int) -> tuple[float, float]:
    """Return variance and correlation of the AR(1) that fits the autocovariances best.

    A mean taken from the same ``count`` values draws every autocovariance down by about its own
    variance, c·(1 + ρ)/(1 - ρ)/count for the AR(1) part and white/count for the rest: both are
    allowed for. Least squares over a grid of ρ.
    """
    lag = np.arange(1, len(moves) + 1)
    fits = []
    for rho in _CORRELATIONS:
        shape = rho**lag * (1 - lag / count) - (1 + rho) / (1 - rho) / count
        share = max(float((moves * shape).sum() / (shape**2).sum()), 0.0)
        lost = max(variance - share, 0.0) / count
        fits.append((float(((moves + lost - share * shape) ** 2).sum()), share, float(rho)))
    _, share, correlation = min(fits)
    return share, correlation
