import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from volteface.scenarios.gather import OVER_RUN, SHARES, Gather, probability_error, runs_needed
from volteface.scenarios.program import Output
from volteface.scenarios.quantiles import POINTS, Quantiles


def output(**fields: object) -> Output:
    return Output(name="x", symbol="x", unit="", title="x", **fields)  # type: ignore[arg-type]  # keywords of several types


def gathered(values: np.ndarray, size: int, **fields: object):
    gather = Gather((output(**fields),), values.shape[1])
    for first in range(0, values.shape[2], size):
        gather.add(values[:, :, first : first + size])
    return gather.measures()[0]


@given(st.integers(1, 60), st.integers(1, 25))
@settings(max_examples=25, deadline=None)
def test_few_runs_are_gathered_exactly_whatever_the_blocks(lanes: int, size: int) -> None:
    values = np.random.default_rng(lanes).normal(size=(1, 3, lanes))
    found = gathered(values, size)
    assert found.mean[:3] == pytest.approx(values[0].mean(axis=1))
    assert found.quantiles[:, :3] == pytest.approx(np.quantile(values[0], SHARES, axis=1))


def test_columns_over_the_run_follow_the_months() -> None:
    values = np.array([[[1.0, 5.0], [3.0, 1.0]]])
    found = gathered(values, 2)
    assert OVER_RUN == ("mean", "highest", "lowest")
    assert found.mean.tolist() == [3, 2, 2.5, 4, 1]


def test_standard_errors_are_those_of_the_mean() -> None:
    values = np.random.default_rng(1).normal(size=(1, 1, 400))
    expected = values.std(ddof=1) / 20
    assert gathered(values, 64).mean_error[0] == pytest.approx(expected)


def test_the_error_of_a_median_is_that_of_theory() -> None:
    # For a normal law the median's standard error is sqrt(pi / 2 / n).
    values = np.random.default_rng(2).normal(size=(1, 1, 20_000))
    found = gathered(values, 4096)
    error = found.quantile_errors[SHARES.index(0.5), 0]
    assert error == pytest.approx(np.sqrt(np.pi / 2 / 20_000), rel=0.15)


def test_exceedance_counts_the_runs_above_a_threshold() -> None:
    values = np.arange(10.0).reshape(1, 1, 10)
    found = gathered(values, 3, thresholds=(6.0, 100.0))
    assert found.exceedance[:, 0].tolist() == [0.3, 0]
    error = probability_error(found.exceedance, found.runs)
    assert error[0, 0] == pytest.approx(np.sqrt(0.21 / 10))


def test_an_event_is_counted_from_its_first_month_on() -> None:
    values = np.array([[[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]])
    found = gathered(values, 2, is_event=True, is_share=True)
    assert found.mean[:3].tolist() == [0, 0.5, 0.5]
    assert found.quantiles.shape == (0, 6)


@pytest.mark.parametrize("law", ["normal", "lognormal", "twos"])
def test_thinned_quantiles_stay_within_a_third_of_a_point(law: str) -> None:
    generator = np.random.default_rng(3)
    values = {
        "normal": lambda: generator.normal(size=(2, 120_000)),
        "lognormal": lambda: generator.lognormal(sigma=2, size=(2, 120_000)),
        "twos": lambda: generator.choice([0.0, 1.0], p=[0.3, 0.7], size=(2, 120_000)),
    }[law]()
    kept = Quantiles(2, exact=2 * POINTS)
    for first in range(0, 120_000, 1500):
        kept.add(values[:, first : first + 1500])
    found = kept.at(np.array(SHARES))
    for row, values_of_row in zip(found, values, strict=True):
        low = stats.percentileofscore(values_of_row, row, kind="strict") / 100
        high = stats.percentileofscore(values_of_row, row, kind="weak") / 100
        assert np.all(low - 0.0034 <= SHARES)
        assert np.all(high + 0.0034 >= SHARES)


def test_thinning_does_not_depend_on_the_blocks() -> None:
    values = np.random.default_rng(4).normal(size=(1, 9 * POINTS))
    found = []
    for size in (100, 1000, 9 * POINTS):
        kept = Quantiles(1, exact=POINTS)
        for first in range(0, values.shape[1], size):
            kept.add(values[:, first : first + size])
        found.append(kept.at(np.array(SHARES)))
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], found[2])


def test_nothing_gathered_gives_nothing() -> None:
    assert np.isnan(Quantiles(1).at(np.array([0.5]))).all()
    assert Gather((output(),), 2).measures() == ()


@pytest.mark.parametrize(("chance", "runs"), [(0.5, 9604), (0.1, 3458), (0.0, 0)])
def test_runs_needed_for_a_point_are_those_of_the_binomial(chance: float, runs: int) -> None:
    assert runs_needed(chance) == runs
