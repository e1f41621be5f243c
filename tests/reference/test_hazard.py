"""The restoration hazard: what it reads, when, and what it says of made-up breaks."""

from dataclasses import replace

import numpy as np
import pytest

from volteface.reference.covariates import Covariates, covariates_of, load_covariates
from volteface.reference.hazard import HazardModel, ridge_logistic, spells, years_at_risk
from volteface.reference.instances import Instance, features
from volteface.reference.replay import record_of, replay
from volteface.reference.replay_score import horizon_score, reliability

UNTIL = 2025 * 12


def broken(number: int, restored: int | None, tie: str = "oil") -> Instance:
    """Return break ``number``, each of a pair and dispute of its own, in January 1960."""
    return Instance(
        id=f"T{number}",
        cow_a=40 + 2 * number,
        cow_b=41 + 2 * number,
        month=1960 * 12,
        tie=tie,
        cluster=f"c{number}",
        breaker=None,
        restored=None if restored is None else 1960 * 12 + restored,
        observed_until=UNTIL,
        scored=True,
    )


def test_nothing_that_came_after_the_horizon_is_read() -> None:
    cells = Covariates(cells={"talks": "1961-06", "leader_broke": "1963", "pressure": "1959-11"})
    one = replace(broken(1, 50), covariates=cells)
    at_break, after_two = (features(one, months, ()) for months in (0, 24))
    assert at_break["pressure"] == 1
    assert "talks" not in at_break
    assert after_two["talks"] == 1
    assert after_two["leader_broke"] == -1  # known in 1963 only


def test_a_year_without_a_month_is_not_read_too_early() -> None:
    cells = Covariates(cells={"talks": "1961"})
    assert cells.known(1960 * 12, 20)["talks"] == -1  # September 1961
    assert cells.known(1960 * 12, 23)["talks"] == 1


def test_how_it_ended_changes_no_feature() -> None:
    one = broken(1, 50)
    assert features(one, 24, ()) == features(replace(one, restored=None), 24, ())


def test_a_cell_outside_the_guideline_is_refused() -> None:
    with pytest.raises(ValueError, match="occasion is 'love'"):
        covariates_of({"occasion": "love"})
    with pytest.raises(ValueError, match="talks is 'soon'"):
        covariates_of({"talks": "soon"})


def test_packaged_covariates_name_known_breaks_only() -> None:
    from volteface.reference.breaks import load_breaks

    assert set(load_covariates()) <= {row.id for row in load_breaks().breaks}


def test_years_at_risk_end_with_the_restoration_or_what_was_seen() -> None:
    assert years_at_risk(broken(1, 20), 0) == [(0, False), (1, True)]
    censored = replace(broken(1, None), observed_until=1960 * 12 + 30)
    assert years_at_risk(censored, 1) == [(1, False)]


def test_without_penalty_the_weights_are_the_log_odds() -> None:
    x = np.array([[1.0, 0.0]] * 4 + [[1.0, 1.0]] * 4)
    y = np.array([1.0, 0, 0, 0, 1, 1, 1, 0])
    weights, _ = ridge_logistic(x, y, np.zeros(2))
    assert weights == pytest.approx([np.log(1 / 3), np.log(9)], abs=1e-4)


def test_a_constant_hazard_leaves_its_power() -> None:
    weights = np.zeros(6)
    weights[0] = np.log(0.2 / 0.8)
    model = HazardModel(names=(), weights=weights, covariance=np.zeros((6, 6)))
    assert model.lasting({}, 0) == pytest.approx(0.8**10)
    assert model.lasting({}, 30, 36) == pytest.approx(0.8**0.5)  # half of the third year is left
    low, high = model.interval({}, 0, 120)
    assert low == pytest.approx(high)


def test_a_kind_that_always_comes_back_is_told_from_one_that_never_does() -> None:
    rows = [broken(k, 10 if k % 2 else None, "oil" if k % 2 else "recognition") for k in range(60)]
    model = spells(rows).fit()
    oil, recognition = (model.lasting(features(rows[k], 0, rows), 0) for k in (1, 0))
    assert oil < 0.4
    assert recognition > 0.6


def test_a_replayed_break_is_not_scored_on_its_dispute_or_pair() -> None:
    rows = [broken(k, 10 if k % 2 else None) for k in range(40)]
    asked = rows[0]
    twin = replace(rows[1], cluster=asked.cluster)
    same_pair = replace(rows[2], cow_a=asked.cow_a, cow_b=asked.cow_b)
    clean = next(replay([asked], record_of([asked, *rows[3:]])))
    with_kin = next(replay([asked], record_of([asked, twin, same_pair, *rows[3:]])))
    assert clean.estimate == pytest.approx(with_kin.estimate, abs=0.02)
    assert clean.base_rate == with_kin.base_rate


def test_cases_over_by_the_horizon_are_left_out() -> None:
    rows = [broken(k, 18 if k % 2 else None) for k in range(20)]
    found = list(replay(rows[1:2], record_of(rows)))
    assert [one.horizon for one in found] == [0, 1]


def test_scores_are_those_worked_by_hand() -> None:
    rows = [broken(k, 18 if k % 2 else None) for k in range(30)]
    found = [one for one in replay(rows, record_of(rows)) if one.horizon == 0]
    score = horizon_score(found)
    by_hand = np.mean([(one.estimate - one.lasting) ** 2 for one in found])
    assert score.brier == pytest.approx(float(by_hand))
    assert sum(band.n for band in reliability(found)) == score.n == 30
