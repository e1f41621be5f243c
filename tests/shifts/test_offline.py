"""Shifts found looking back: where, how large, and none where nothing changed."""

import itertools

import numpy as np
import pytest

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.shifts.costs import count_cost, regression_cost
from volteface.shifts.offline import COSTS, Setting, change_points, find_shifts
from volteface.shifts.partition import kept, optimal_partition


def series_of(values: np.ndarray) -> Series:
    dates = tuple(f"{1900 + i // 12}-{i % 12 + 1:02d}" for i in range(len(values)))
    return Series(name="s", dates=dates, values=values)


def test_the_partition_is_the_best_of_all_partitions_of_a_small_series() -> None:
    generator = np.random.default_rng(3)
    y = np.r_[generator.normal(0, 1, 7), generator.normal(4, 1, 6)][None]
    cost = regression_cost(np.zeros_like(y), y, np.ones_like(y), 1e-3, False, 3)
    penalty = 2.0
    [found] = optimal_partition(kept(cost), cost.shape, 3, np.array([penalty]))

    def total(places: tuple[int, ...]) -> float:
        edges = (0, *places, 13)
        ends = itertools.pairwise(edges)
        return sum(float(cost.ending_at(b)[0, a]) for a, b in ends) + penalty * len(places)

    def splits(start: int) -> list[tuple[int, ...]]:
        rest = [(cut, *more) for cut in range(start + 3, 11) for more in splits(cut)]
        return [(), *rest]

    assert total(found) == pytest.approx(min(total(one) for one in splits(0)), abs=1e-5)


def test_what_a_cut_gains_is_the_negative_binomial_log_likelihood_ratio() -> None:
    counts, size = np.array([[3.0, 5.0, 4.0, 9.0, 12.0, 9.0]]), 2.0
    cost = count_cost(counts, np.ones_like(counts), np.array([size]))

    def log_likelihood(values: np.ndarray) -> float:
        rate = values.mean()
        return float((values * np.log(rate) - (values + size) * np.log(rate + size)).sum())

    expected = sum(log_likelihood(one) for one in (counts[0, :3], counts[0, 3:]))
    expected -= log_likelihood(counts[0])
    gain = cost.ending_at(6)[0, 0] - cost.ending_at(3)[0, 0] - cost.ending_at(6)[0, 3]
    assert gain == pytest.approx(expected, rel=1e-4)


def test_costs_between_places_are_those_to_an_end() -> None:
    counts = np.random.default_rng(2).poisson(3.0, (2, 20)).astype(float)
    exposure = np.linspace(1, 2, 40).reshape(2, 20)
    cost = count_cost(counts, exposure, np.array([2.0, 5.0]))
    expected = cost.ending_at(15)[1, [0, 4, 9]]
    found = cost.between(1, np.array([0, 4, 9]), np.array([15, 15, 15]))
    assert found == pytest.approx(expected)
    assert cost.rows(np.array([1])).ending_at(15)[0, [0, 4, 9]] == pytest.approx(expected)


@pytest.mark.parametrize("name", COSTS)
def test_every_cost_finds_a_plain_drop_and_its_size(name: str) -> None:
    generator = np.random.default_rng(5)
    values = generator.poisson(np.r_[np.full(60, 40.0), np.full(60, 10.0)]).astype(float)
    [shifts] = find_shifts([series_of(values)], Setting(cost=name))
    assert any(abs(int(one.date[:4]) - 1905) <= 1 and one.direction == "down" for one in shifts)
    drop = next(one for one in shifts if one.direction == "down")
    assert drop.low <= drop.date <= drop.high
    assert -35 < drop.size < -25
    assert 0.5 < drop.probability <= 0.999
    assert drop.detected is None


@pytest.mark.parametrize("name", COSTS)
def test_nothing_is_found_in_a_level_series(name: str) -> None:
    values = np.random.default_rng(8).poisson(20.0, 200).astype(float)
    assert change_points(values[None], None, Setting(cost=name)) == ((),)


def test_wandering_values_do_not_pass_for_shifts_one_after_the_other() -> None:
    generator = np.random.default_rng(2)
    path = generator.standard_normal(400)
    for date in range(1, 400):
        path[date] += 0.9 * path[date - 1]
    [found] = change_points(path[None])
    [eager] = change_points(path[None], None, Setting(passes=0))
    assert len(found) < len(eager)


def test_gaps_are_no_values_and_an_outlier_is_no_shift() -> None:
    values = np.tile([1.0, 2.0], 40)
    values[20:26] = np.nan
    values[50] = 40.0
    assert change_points(values[None]) == ((),)


def test_growing_exposure_is_not_growing_relations() -> None:
    exposure = np.linspace(10, 100, 120)
    counts = np.random.default_rng(4).poisson(0.2 * exposure).astype(float)
    one = Series(
        name="s",
        dates=tuple(str(1800 + i) for i in range(120)),
        values=counts,
        exposure=exposure,
    )
    [shifts] = find_shifts([one], Setting(cost="counts"))
    assert shifts == ()


def test_a_short_series_has_no_shift() -> None:
    assert list(find_shifts([series_of(np.array([1.0, 9.0, 1.0]))])) == [()]


def test_a_setting_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="cost must be one of"):
        Setting(cost="sine")  # type: ignore[arg-type]  # wrong on purpose


def test_a_return_to_normal_is_told_as_lasting_against_the_dip_before_it() -> None:
    generator = np.random.default_rng(3)
    level = np.r_[np.full(60, 90.0), np.full(12, 30.0), np.full(78, 90.0)]
    [shifts] = find_shifts([series_of(level + generator.normal(0, 6, 150))])
    dip, back = shifts
    assert dip.lasting is not None
    assert back.lasting is not None
    assert dip.lasting < 0.1
    assert back.lasting > 0.9


def test_what_is_no_count_is_not_taken_for_one() -> None:
    with pytest.raises(SeriesError, match="not counts"):
        list(find_shifts([series_of(np.linspace(-1, 1, 40))], Setting(cost="counts")))
