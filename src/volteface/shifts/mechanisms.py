"""Whether a break reverts or stays: two mechanisms compared as each value arrives."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from volteface.model.series import Series
from volteface.shifts.costs import Floats
from volteface.shifts.dispersion import lag_one, negative_binomial_size

Numbers = NDArray[np.floating[Any]]

PRIOR_LASTING = 0.5
FEWEST_BEFORE = 4
_LONGEST_BEFORE, _LONGEST_AFTER = 60, 120  # dates on either side that are looked at
_HALF_LIVES = np.geomspace(1, 48, 12)  # dates: how fast a reverting break is undone
_SIZES = np.linspace(-2.5, 2.5, 101)  # sizes, in units of the largest departure seen
_LEAST_SHARE = 0.02
_LARGE_COUNT = 1000


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
    np.cumsum(table, axis=0, out=table)
    table *= share
    chances = _log_mean(table)
    odds = np.log(prior / (1 - prior)) + chances[:, 0] - _log_mean(chances[:, 1:])
    chance = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
    return tuple(
        (series.dates[place + step], round(float(one), 4))
        for step, one in enumerate(chance)
        if not np.isnan(after[step])
    )


def _shares(dates: int) -> Floats:
    """Return the share of the break left at each date, shape (dates, 1 + half-lives)."""
    steps = np.arange(dates)[:, None]
    return np.concatenate([np.ones((dates, 1)), 0.5 ** (steps / _HALF_LIVES)], axis=1)


def _gaussian_terms(past: Floats, after: Floats) -> Floats:
    """Return log-likelihood terms, shape (dates, mechanisms, sizes)."""
    level, spread = past.mean(), max(past.std(ddof=1), 1e-9 * (1 + np.abs(past).max()))
    away = (after - level)[:, None, None]
    sizes = _SIZES * max(np.nanmax(np.abs(away)), spread)
    expected = _shares(len(after))[:, :, None] * sizes
    return np.where(np.isnan(away), 0.0, -0.5 * ((np.nan_to_num(away) - expected) / spread) ** 2)


def _count_terms(past: Floats, after: Floats, exposure: Floats) -> Numbers:
    """Return log-likelihood terms less those without a break, shape (dates, mechanisms, sizes).

    The rate is kept above 2 % of what it was. Single precision does for counts that are not large.
    """
    level = max(float(past.mean()), 0.5 / len(past))
    size = float(negative_binomial_size(np.array(level), np.array(past.var(ddof=1))))
    away = after / exposure - level
    sizes = _SIZES * max(float(np.nanmax(np.abs(away))), level / 4) / level
    is_small = np.nanmax(after) < _LARGE_COUNT
    number: DTypeLike = np.float32 if is_small else np.float64
    rise: Numbers = (_shares(len(after))[:, :, None] * sizes).astype(number)
    np.maximum(rise, _LEAST_SHARE - 1, out=rise)
    seen, expected = ~np.isnan(after), level * exposure
    terms: Numbers = np.log1p(rise)
    terms *= _column(np.where(seen, after, 0.0), number)
    rise *= _column(expected / (expected + size), number)
    np.log1p(rise, out=rise)
    rise *= _column(np.where(seen, after + size, 0.0), number)
    terms -= rise
    return terms


def _column(values: Floats, number: DTypeLike) -> Numbers:
    return values.astype(number)[:, None, None]


def _log_mean(values: Numbers) -> Floats:
    """Return the logarithm of the mean of exp(values) along the last axis; writes over them."""
    top = values.max(axis=-1, keepdims=True)
    values -= top
    np.exp(values, out=values)
    mean: Floats = np.log(values.mean(axis=-1)) + top[..., 0]
    return mean
