"""Biased sources are brought together; the interval holds the truth as often as it says."""

import numpy as np
import pytest

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.series.flows import BIAS_SPREAD, PRIOR_NOISE, pooled_flow

NAN = float("nan")


def source(name: str, values: list[float], unit: str = "kbd", first: int = 2000) -> Series:
    dates = tuple(str(first + place) for place in range(len(values)))
    return Series(name=name, dates=dates, values=np.array(values), unit=unit, source=name)


def test_a_source_that_tells_twice_as_much_is_found_beside_an_unbiased_one() -> None:
    truth = np.exp(np.sin(np.arange(200.0)))
    told = [source("customs", list(truth)), source("ships", list(2 * truth))]
    pooled = pooled_flow(told, unbiased="customs")
    assert pooled.bias["customs"] == 1
    assert pooled.bias["ships"] == pytest.approx(2, rel=0.01)
    assert pooled.estimate.values == pytest.approx(truth, rel=0.01)


def test_one_value_of_two_sources_is_shared_as_the_ridge_says() -> None:
    # one date, two sources log 2 apart: the reduced equation is (1/2 + v/s²)·b = d/2
    pooled = pooled_flow([source("a", [1.0]), source("b", [2.0])], unbiased="a")
    ratio = pooled.noise**2 / BIAS_SPREAD**2
    expected = np.exp(0.5 * np.log(2) / (0.5 + ratio))
    assert pooled.bias["b"] == pytest.approx(expected, rel=1e-3)


def test_a_source_with_few_values_is_taken_to_be_less_biased() -> None:
    long = pooled_flow([source("a", [10.0] * 20), source("b", [30.0] * 20)], unbiased="a")
    short = pooled_flow([source("a", [10.0] * 20), source("b", [30.0])], unbiased="a")
    assert 1 < short.bias["b"] < long.bias["b"] < 3


def test_without_an_unbiased_source_the_bias_is_shared_about_one() -> None:
    pooled = pooled_flow([source("a", [10.0] * 30), source("b", [40.0] * 30)])
    assert pooled.estimate.values == pytest.approx(20.0)
    assert pooled.bias["a"] * pooled.bias["b"] == pytest.approx(1)


def test_a_single_source_keeps_its_values_with_an_interval_of_bias_and_noise() -> None:
    pooled = pooled_flow([source("a", [10.0, NAN, 20.0])])
    assert pooled.estimate.values[[0, 2]] == pytest.approx([10, 20])
    assert np.isnan(pooled.estimate.values[1])
    assert pooled.noise == pytest.approx(PRIOR_NOISE)
    spread = np.log(pooled.high.values[0] / 10) / 1.6449
    assert spread == pytest.approx(np.hypot(PRIOR_NOISE, BIAS_SPREAD), rel=1e-3)


def test_gaps_stay_gaps_and_sources_are_kept_as_they_were() -> None:
    told = [source("a", [1.0, NAN, NAN]), source("b", [NAN, NAN, 3.0])]
    pooled = pooled_flow(told)
    assert np.isnan(pooled.estimate.values).tolist() == [False, True, False]
    assert np.isnan(pooled.high.values).tolist() == [False, True, False]
    assert pooled.sources == tuple(told)


def test_no_flow_is_no_flow_and_a_told_zero_pulls_down() -> None:
    pooled = pooled_flow([source("a", [8.0, 8.0, 0.0]), source("b", [8.0, 0.0, 0.0])])
    assert pooled.estimate.values[2] == 0
    assert pooled.low.values[2] == 0
    assert pooled.high.values[2] > 0
    assert pooled.estimate.values[1] < pooled.estimate.values[0]


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    generator = np.random.default_rng(7)
    covered = []
    for _ in range(60):
        truth = generator.normal(3, 0.5, 40)
        bias = generator.normal(0, BIAS_SPREAD, 3)
        logs = truth + bias[:, None] + generator.normal(0, 0.2, (3, 40))
        told = [source(str(place), list(np.exp(row))) for place, row in enumerate(logs)]
        pooled = pooled_flow(told, level=0.9)
        low, high = np.log(pooled.low.values), np.log(pooled.high.values)
        covered.append(np.mean((low <= truth) & (truth <= high)))
    # dates of one run share their bias: 60 runs put the standard error near .03
    assert np.mean(covered) == pytest.approx(0.9, abs=0.08)


def test_every_series_says_unit_source_and_how() -> None:
    pooled = pooled_flow([source("a", [1.0]), source("b", [2.0])])
    for one in (pooled.estimate, pooled.low, pooled.high):
        assert (one.unit, one.source) == ("kbd", "a; b")
        assert "2 sources pooled on logs" in (one.computed or "")


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ([], "no series"),
        ([source("a", [1.0]), source("b", [1.0], unit="t")], "units differ"),
        ([source("a", [1.0]), source("a", [2.0])], "a name stands twice"),
        ([source("a", [-1.0])], "below 0"),
        ([source("a", [0.0, NAN])], "no value above 0"),
    ],
)
def test_sources_that_cannot_be_pooled_are_refused(told: list[Series], message: str) -> None:
    with pytest.raises(SeriesError, match=message):
        pooled_flow(told)


def test_the_unbiased_source_must_be_one_of_them() -> None:
    with pytest.raises(SeriesError, match="unbiased is 'c'; the sources are a"):
        pooled_flow([source("a", [1.0])], unbiased="c")
