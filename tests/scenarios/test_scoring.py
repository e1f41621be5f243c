"""Scores: CRPS against its closed forms, coverage, and skill with an interval."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.errors import ObservationError
from volteface.scenarios.observations import Row
from volteface.scenarios.scoring import Scores, crps, score_row, skill


def observed(value: float = 1.0) -> Row:
    from datetime import date

    day = date(2026, 1, 15)
    return Row(id="r", series="s", start=day, end=day, value=value)


def test_crps_of_a_normal_law_is_its_closed_form() -> None:
    # Gneiting & Raftery (2007), eq. 21: sigma (z (2 Phi(z) − 1) + 2 phi(z) − 1/√pi).
    draws = np.random.default_rng(1).normal(2.0, 3.0, 200_000)
    for value in (2.0, 5.0, -4.0):
        z = (value - 2.0) / 3.0
        phi, cumulative = (
            math.exp(-z * z / 2) / math.sqrt(2 * math.pi),
            0.5 * math.erfc(-z / 2**0.5),
        )
        exact = 3.0 * (z * (2 * cumulative - 1) + 2 * phi - 1 / math.sqrt(math.pi))
        assert crps(draws, value) == pytest.approx(exact, abs=0.02)


def test_a_point_forecast_scores_its_distance() -> None:
    assert crps(np.array([3.0]), 5.0) == 2.0
    assert crps(np.full(10, 3.0), 5.0) == pytest.approx(2.0)


def test_crps_by_sorting_equals_the_mean_over_all_pairs() -> None:
    draws = np.random.default_rng(2).exponential(size=40)
    pairs = np.abs(draws[:, None] - draws[None, :]).sum() / (40 * 39)
    assert crps(draws, 0.7) == pytest.approx(np.abs(draws - 0.7).mean() - pairs / 2)


@given(st.floats(-5, 5), st.floats(0.1, 4))
def test_the_law_that_made_the_data_scores_best(shift: float, width: float) -> None:
    generator = np.random.default_rng(3)
    truths = generator.standard_normal(300)
    draws = generator.standard_normal(500)
    own = np.mean([crps(draws, t) for t in truths])
    other = np.mean([crps(shift + width * draws, t) for t in truths])
    assert own <= other + 0.02


@pytest.mark.parametrize("draws", [[], [1.0, math.nan], [math.inf, 0.0]])
def test_draws_that_are_no_numbers_are_refused(draws: list[float]) -> None:
    with pytest.raises(ObservationError, match="finite draws"):
        crps(np.array(draws), 0.0)


def test_a_row_tells_interval_median_and_rivals() -> None:
    draws = np.linspace(0.0, 10.0, 1001)
    found = score_row(observed(9.5), draws, observed(4.0), prior=np.array([0.0]))
    assert (found.median, found.low80, found.high80) == pytest.approx((5.0, 1.0, 9.0))
    assert (found.crps_persistence, found.crps_prior) == (5.5, 9.5)
    assert not found.is_covered


def test_the_record_has_the_keys_that_others_read() -> None:
    row = score_row(observed(5.0), np.linspace(0.0, 10.0, 101), observed(4.0))
    record = Scores(rows=(row,), unmatched=("F9",)).record()
    assert {"rows", "crps", "crps_persistence", "coverage80", "n", "unmatched"} <= set(record)
    assert {"id", "observed", "median", "low80", "high80", "crps", "crps_persistence"} <= set(
        record["rows"][0]
    )
    assert (record["n"], record["coverage80"], record["unmatched"]) == (1, 1.0, ["F9"])
    assert record["crps_prior"] is None


def test_no_rows_have_no_scores() -> None:
    record = Scores(rows=(), unmatched=()).record()
    assert (record["crps"], record["coverage80"], record["n"]) == (None, None, 0)


def test_skill_is_the_share_of_the_rivals_score_that_is_saved() -> None:
    rows = [(1.0, 2.0, "a"), (1.0, 2.0, "b"), (2.0, 4.0, "c")]
    found = skill(rows, np.random.default_rng(1))
    assert found is not None
    assert (found.value, found.low, found.high, found.rows) == pytest.approx((0.5, 0.5, 0.5, 3))


def test_rows_of_one_group_stand_or_fall_together() -> None:
    generator = np.random.default_rng(4)
    pairs = [(float(own), 1.0) for own in generator.uniform(0, 2, 40)]
    apart = skill([(a, b, str(n)) for n, (a, b) in enumerate(pairs)], np.random.default_rng(1))
    grouped = skill(
        [(a, b, str(n // 20)) for n, (a, b) in enumerate(pairs)], np.random.default_rng(1)
    )
    assert apart is not None
    assert grouped is not None
    assert apart.value == pytest.approx(grouped.value)
    assert len({grouped.low, grouped.high}) == 2


def test_there_is_no_skill_over_a_rival_that_is_never_wrong() -> None:
    assert skill([(1.0, 0.0, "a")], np.random.default_rng(1)) is None
    assert skill([], np.random.default_rng(1)) is None
