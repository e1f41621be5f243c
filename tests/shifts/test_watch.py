"""The online watch: false alarms as stated, falls seen soon, alarms that look back only."""

import numpy as np
import pytest

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.shifts.noise import count_log_ratio, noise_of
from volteface.shifts.pooled import pooled
from volteface.shifts.simulated import cusum
from volteface.shifts.thresholds import Watch, levels
from volteface.shifts.watch import first_alarm, watch_series

WATCH = Watch(watched="falls", baseline=120)
DATES = tuple(f"{1900 + i // 12}-{i % 12 + 1:02d}" for i in range(240))


def counts(generator: np.random.Generator, after: float) -> Series:
    mean = np.r_[np.full(120, 8.0), np.full(120, after)]
    values = generator.negative_binomial(3, 3 / (3 + mean)).astype(float)
    return Series(name="s", dates=DATES, values=values)


def test_a_cusum_starts_anew_from_zero() -> None:
    assert cusum(np.array([1.0, -3.0, 2.0, 1.0])).tolist() == [1.0, 0.0, 2.0, 3.0]


def test_the_log_ratio_is_that_of_two_negative_binomials() -> None:
    def log_mass(count: float, mean: float, size: float) -> float:
        return float(count * np.log(mean / (mean + size)) + size * np.log(size / (mean + size)))

    expected = log_mass(3, 4, 2) - log_mass(3, 8, 2)
    assert count_log_ratio(np.array(3.0), 8.0, 2.0, 0.5) == pytest.approx(expected)


def test_false_alarms_come_about_as_often_as_stated() -> None:
    generator = np.random.default_rng(11)
    alarms = [first_alarm(counts(generator, 8.0), 0, 120, WATCH) for _ in range(200)]
    share = np.mean([one is not None for one in alarms])
    assert 0.08 < share < 0.30  # stated .2; four standard errors of 200 runs


def test_a_halving_is_seen_within_three_years_nearly_always() -> None:
    generator = np.random.default_rng(12)
    alarms = [first_alarm(counts(generator, 4.0), 0, 120, WATCH) for _ in range(100)]
    soon = [one is not None and one.place < 156 and one.direction == "down" for one in alarms]
    assert np.mean(soon) > 0.9


def test_an_alarm_does_not_change_with_what_comes_after_it() -> None:
    series = counts(np.random.default_rng(13), 2.0)
    [first, *_] = next(watch_series([series], WATCH))
    later = series.values.copy()
    place = DATES.index(first.detected or "")
    later[place + 1 :] = 50.0
    again = first_alarm(Series(name="s", dates=DATES, values=later), 0, 120, WATCH)
    assert again is not None
    assert DATES[again.place] == first.detected


def test_related_pairs_are_seen_together_sooner_than_alone() -> None:
    generator = np.random.default_rng(14)
    mean = np.r_[np.full(120, 2.0), np.full(120, 1.0)]
    hits = np.zeros(2)
    for _ in range(60):
        group = [
            Series(name=str(k), dates=DATES, values=generator.poisson(mean).astype(float))
            for k in range(5)
        ]
        for place, one in enumerate((group[0], pooled(group, "all"))):
            alarm = first_alarm(one, 0, 120, WATCH)
            hits[place] += alarm is not None and alarm.place < 132
    assert hits[1] > hits[0] + 10


def test_only_counts_are_pooled() -> None:
    level = Series(name="price", dates=("2024",), values=np.array([0.5]))
    with pytest.raises(SeriesError, match="price: only counts"):
        pooled([level], "all")


def test_autocorrelated_counts_are_given_a_higher_level() -> None:
    generator = np.random.default_rng(15)
    path = generator.standard_normal(120)
    for date in range(1, 120):
        path[date] = 0.8 * path[date - 1] + 0.6 * path[date]
    wandering = generator.poisson(20 * np.exp(0.5 * path)).astype(float)
    steady = generator.negative_binomial(4, 4 / 24, 120).astype(float)
    last = np.array([120.0])
    [high], [low] = (
        levels(noise_of(one, np.ones(120), True), 120, WATCH, last) for one in (wandering, steady)
    )
    assert high[0] > 1.5 * low[0]


def test_a_weak_lean_that_lasts_is_noticed_where_the_first_lag_alone_does_not_tell() -> None:
    values = np.tile(np.repeat([9.0, 7.0], 12), 5) + np.tile([0.0, 8.0], 60)  # years, and a zigzag
    noise = noise_of(np.r_[values, 8.0], np.ones(121), True)
    away = values - values.mean()
    assert (away[1:] * away[:-1]).mean() < 0
    assert noise.latent == 0.0


def test_a_watch_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="baseline must be at least 12"):
        Watch(baseline=3)


def test_a_fall_after_a_false_alarm_is_still_seen() -> None:
    generator = np.random.default_rng(21)
    values = generator.poisson(20.0, 240).astype(float)
    values[130:133] = 4.0  # three odd months, then as before
    values[180:] = generator.poisson(6.0, 60)
    series = Series(name="s", dates=DATES, values=values)
    [shifts] = watch_series([series], WATCH)
    assert [one.date[:4] for one in shifts][:1] == ["1910"]
    assert any(one.date == DATES[180] and one.size < -10 for one in shifts)


def test_one_change_makes_one_alarm() -> None:
    generator = np.random.default_rng(22)
    values = np.r_[generator.poisson(12.0, 120), generator.poisson(6.0, 120)].astype(float)
    [shifts] = watch_series([Series(name="s", dates=DATES, values=values)], WATCH)
    assert len(shifts) == 1
    assert shifts[0].direction == "down"
    assert shifts[0].probability > 0.5
