"""Scores against values worked out by hand, and the floor that the packaged table must hold."""

import numpy as np
import pytest

from volteface.reference.backtest import Prediction, predictions
from volteface.reference.breaks import load_breaks
from volteface.reference.score import (
    ELAPSED_MONTHS,
    auc,
    brier,
    calibration,
    compare,
    gain,
    log_score,
    score,
)
from volteface.reference.settings import Shrinkage, load_settings

# The table on which the floors below were measured; a changed table asks for new floors.
TABLE_SHA256 = "f464f8613294f4a4fcb05e7332d5c79223843b72f3d56b2732d94dfea4663ca7"
HIGHEST_BRIER = {0: 0.230, 12: 0.229, 24: 0.229, 36: 0.219}


def prediction(number: int, estimate: float, lasting: bool, cluster: str = "c") -> Prediction:
    return Prediction(
        id=f"T{number}",
        cluster=cluster,
        group="structural",
        elapsed_months=0,
        lasting=lasting,
        estimate=estimate,
        base_rate=0.5,
        group_share=0.5,
    )


def test_scores_are_as_worked_out_by_hand() -> None:
    probability, lasting = np.array([0.8, 0.4, 0.5]), np.array([True, False, True])
    assert brier(probability, lasting) == pytest.approx((0.04 + 0.16 + 0.25) / 3)
    expected = -(np.log(0.8) + np.log(0.6) + np.log(0.5)) / 3
    assert log_score(probability, lasting) == pytest.approx(expected)
    assert auc(probability, lasting) == 1.0


def test_equal_probabilities_count_half() -> None:
    assert auc(np.array([0.5, 0.5]), np.array([True, False])) == 0.5


def test_there_is_no_auc_where_one_outcome_is_absent() -> None:
    assert auc(np.array([0.5, 0.4]), np.array([True, True])) is None


def test_certainty_that_fails_costs_much_but_not_everything() -> None:
    assert log_score(np.array([1.0]), np.array([False])) == pytest.approx(-np.log(1e-3))


def test_calibration_counts_every_row_once() -> None:
    rows = [prediction(0, 0.1, False), prediction(1, 0.15, True), prediction(2, 1.0, True)]
    bands = calibration(rows)
    assert [(band.low, band.cases) for band in bands] == [(0.0, 2), (0.8, 1)]
    assert bands[0].mean_probability == pytest.approx(0.125)
    assert bands[0].share_lasting == 0.5


def test_the_gain_is_the_difference_of_brier_scores() -> None:
    rows = [prediction(0, 0.9, True, "x"), prediction(1, 0.2, False, "y")]
    found = gain(rows, "base_rate", np.random.default_rng(1), resamples=200)
    assert found.value == pytest.approx(0.25 - (0.01 + 0.04) / 2)
    assert found.low <= found.value <= found.high


def test_an_unknown_forecast_is_refused() -> None:
    with pytest.raises(ValueError, match="forecast must be one of"):
        score([prediction(0, 0.5, True)], "oracle")


def test_the_floor_was_measured_on_the_table_that_is_packaged() -> None:
    assert load_breaks().sha256 == TABLE_SHA256


@pytest.mark.parametrize("elapsed", ELAPSED_MONTHS)
def test_the_estimate_keeps_its_floor_and_beats_its_rivals(elapsed: int) -> None:
    rows = predictions(load_breaks(), elapsed)
    own = score(rows, "estimate")
    assert own.cases >= 300
    assert own.brier <= HIGHEST_BRIER[elapsed]
    assert own.brier < score(rows, "group_share").brier < score(rows, "base_rate").brier


def test_the_packaged_shrinkage_is_no_worse_than_its_neighbours() -> None:
    packaged = load_settings().shrinkage
    rivals = [Shrinkage(group_cases=0, all_cases=0), Shrinkage(group_cases=80, all_cases=40)]
    best, _ = compare(load_breaks(), [packaged, *rivals])[0]
    assert best == packaged
