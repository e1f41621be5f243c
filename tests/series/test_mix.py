"""The mix of a dyad's events is scored against its own past, and only against that."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.errors import SeriesError
from volteface.series.mix import conflict_log_odds, mix_scores

COUNTS = st.lists(st.integers(0, 500), min_size=6, max_size=6)


def test_equal_counts_have_even_odds_whatever_their_number() -> None:
    counts = np.array([0.0, 1.0, 1000.0])
    assert conflict_log_odds(counts, counts).tolist() == [0.0, 0.0, 0.0]


def test_the_z_is_that_of_a_log_odds_ratio_worked_by_hand() -> None:
    # Before 30 and 10, now 10 and 30; log((30.5/10.5) / (10.5/30.5)) = 2.1328, and the standard
    # error is sqrt(2/30.5 + 2/10.5) = .50599.
    z = mix_scores(np.array([30.0, 10.0]), np.array([10.0, 30.0]))
    assert z[1] == pytest.approx(2.1328 / 0.50599, abs=2e-3)


def test_the_past_is_added_up_over_all_earlier_periods() -> None:
    split = mix_scores(np.array([10.0, 20.0, 5.0]), np.array([4.0, 6.0, 9.0]))
    whole = mix_scores(np.array([30.0, 5.0]), np.array([10.0, 9.0]))
    assert split[2] == pytest.approx(whole[1])


def test_more_conflict_than_before_is_positive_and_swapping_sides_turns_the_sign() -> None:
    calm, tense = np.array([[9.0, 9.0, 2.0]]), np.array([[1.0, 2.0, 9.0]])
    z = mix_scores(calm, tense)
    assert z[0, 2] > 2
    np.testing.assert_allclose(mix_scores(tense, calm), -z)


def test_allowing_for_restless_years_makes_every_score_smaller() -> None:
    calm, tense = np.array([90.0, 70.0, 20.0]), np.array([10.0, 20.0, 90.0])
    strict, easy = mix_scores(calm, tense), mix_scores(calm, tense, spread=0.5)
    assert (np.abs(easy[1:]) < np.abs(strict[1:])).all()


def test_quiet_counts_have_a_z_of_mean_zero_and_spread_one() -> None:
    generator = np.random.default_rng(4)
    tense = generator.binomial(200, 0.3, (20_000, 5)).astype(float)
    z = mix_scores(200 - tense, tense)[:, -1]
    assert z.mean() == pytest.approx(0, abs=0.03)
    assert z.std() == pytest.approx(1, abs=0.03)


def test_what_cannot_be_scored_is_unknown() -> None:
    z = mix_scores(np.array([0.0, 5.0, 0.0, 4.0]), np.array([0.0, 1.0, 0.0, 2.0]))
    assert np.isnan(z).tolist() == [True, True, True, False]
    z = mix_scores(np.array([3.0, 5.0, 4.0]), np.array([1.0, 1.0, 2.0]), earliest=2)
    assert np.isnan(z).tolist() == [True, True, False]


@given(COUNTS, COUNTS, COUNTS, st.integers(1, 5))
def test_no_period_reads_a_later_one(a: list[int], b: list[int], c: list[int], cut: int) -> None:
    calm, tense, other = (np.array(one, dtype=float) for one in (a, b, c))
    changed = np.r_[tense[:cut], other[cut:]]
    np.testing.assert_array_equal(
        mix_scores(calm, tense)[:cut],
        mix_scores(np.r_[calm[:cut], other[cut:]], changed)[:cut],
    )


@pytest.mark.parametrize(
    ("calm", "tense", "told"),
    [
        ([1.0, 2.0], [1.0], r"shape \(2,\), conflict \(1,\)"),
        ([1.0, -2.0], [1.0, 1.0], r"cooperation at \(1,\) is -2"),
        ([1.0, 2.0], [np.nan, 1.0], r"conflict at \(0,\) is nan"),
    ],
)
def test_counts_that_are_none_are_refused(calm: list[float], tense: list[float], told: str) -> None:
    with pytest.raises(SeriesError, match=told):
        mix_scores(np.array(calm), np.array(tense))


def test_a_negative_spread_or_no_earlier_period_is_refused() -> None:
    counts = np.array([1.0, 2.0])
    with pytest.raises(SeriesError, match="spread is -1"):
        mix_scores(counts, counts, spread=-1.0)
    with pytest.raises(SeriesError, match="earliest 0"):
        mix_scores(counts, counts, earliest=0)
