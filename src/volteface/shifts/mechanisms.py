"""Whether a break reverts or stays: two mechanisms compared as each value arrives."""

from __future__ import annotations

import numpy as np

from volteface.model.series import Series
from volteface.shifts.costs import Floats
from volteface.shifts.dispersion import lag_one, negative_binomial_size

PRIOR_LASTING = 0.5
FEWEST_BEFORE = 4
_LONGEST_BEFORE, _LONGEST_AFTER = 60, 120  # dates on either side that are looked at
_HALF_LIVES = np.geomspace(1, 48, 12)  # dates: how fast a reverting break is undone
_SIZES = np.linspace(-2.5, 2.5, 101)  # sizes, in units of the largest departure seen
_LEAST_SHARE = 0.02


def lasting_path(
    series: Series, place: int, prior: float = PRIOR_LASTING, since: int = 0
) -> tuple[tuple[str, float], ...]:
    """Return date and P(the break at ``place`` stays) after each value from there on.

    Reverting: x_t = μ₀ + δ·exp(-(t - τ)/θ) + noise; absorbing: x_t = μ₀ + δ + noise, compared by
    marginal likelihood, over δ (flat on a grid) and θ (flat in log, half-lives of 1–48 dates),
    with ``prior`` as chance of the second. Noise is negative-binomial for counts, else Gaussian;
    its level and spread are those of up to 60 dates before, none earlier than ``since``
    (where the level before the break began), and log-likelihoods are multiplied by
    1 - ρ, ρ the lag-one correlation there. Gaps add nothing. Empty where fewer than 4 values
    stand before. Source: the two mechanisms of intervention analysis, Box & Tiao (1975), JASA 70.
    """
    start = max(since, place - _LONGEST_BEFORE)
    stop = min(len(series), place + _LONGEST_AFTER)
    exposure = np.ones(len(series)) if series.exposure is None else series.exposure
    exposure = exposure / exposure.mean()
    before, after = series.values[start:place], series.values[place:stop]
    seen = ~np.isnan(before)
    if seen.sum() < FEWEST_BEFORE or np.isnan(after).all():
        return ()
    past = before / exposure[start:place]
    rest = past - past[seen].mean()
    share = 1 - float(lag_one(rest[None])[0])
    if series.is_count:
        table = _count_terms(past[seen], after, exposure[place:stop])
    else:
        table = _gaussian_terms(past[seen], after / exposure[place:stop])
    total = np.cumsum(table, axis=2) * share
    reverting = _log_mean(_log_mean(total[1:], 1), 0)
    odds = np.log(prior / (1 - prior)) + _log_mean(total[0], 0) - reverting
    chance = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
    return tuple(
        (series.dates[place + step], round(float(one), 4))
        for step, one in enumerate(chance)
        if not np.isnan(after[step])
    )


def _shares(dates: int) -> Floats:
    """Return the share of the break left at each date, shape (1 + half-lives, dates)."""
    steps = np.arange(dates)
    return np.concatenate([np.ones((1, dates)), 0.5 ** (steps / _HALF_LIVES[:, None])])


def _gaussian_terms(past: Floats, after: Floats) -> Floats:
    """Return log-likelihood terms, shape (mechanisms, sizes, dates)."""
    level, spread = past.mean(), max(past.std(ddof=1), 1e-9 * (1 + np.abs(past).max()))
    away = after - level
    sizes = _SIZES * max(np.nanmax(np.abs(away)), spread)
    expected = _shares(len(after))[:, None, :] * sizes[None, :, None]
    return np.where(np.isnan(away), 0.0, -0.5 * ((np.nan_to_num(away) - expected) / spread) ** 2)


def _count_terms(past: Floats, after: Floats, exposure: Floats) -> Floats:
    """Return log-likelihood terms; the rate is kept above 2 % of what it was."""
    level = max(float(past.mean()), 0.5 / len(past))
    size = float(negative_binomial_size(np.array(level), np.array(past.var(ddof=1))))
    away = after / exposure - level
    sizes = _SIZES * max(float(np.nanmax(np.abs(away))), level / 4)
    rate = level + _shares(len(after))[:, None, :] * sizes[None, :, None]
    mean = np.maximum(rate, _LEAST_SHARE * level) * exposure
    count = np.nan_to_num(after)
    terms = count * np.log(mean) - (count + size) * np.log(mean + size)
    return np.where(np.isnan(after), 0.0, terms)


def _log_mean(values: Floats, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    mean: Floats = np.log(np.mean(np.exp(values - top), axis=axis)) + np.squeeze(top, axis=axis)
    return mean
