"""Votes agree beyond what the shares of yes, abstain and no would give by chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.series.alignment import (
    agreement_beyond_chance,
    ideal_point_distance,
    vote_agreement,
)
from volteface.series.votes import RollCalls

NAN = float("nan")
ONE = np.array([1.0, 1.0, 3.0, 2.0])
OTHER = np.array([1.0, 3.0, 3.0, 2.0])
VOTES = st.lists(
    st.tuples(st.sampled_from([1.0, 2.0, 3.0]), st.sampled_from([1.0, 2.0, 3.0])),
    min_size=2,
    max_size=40,
)


def test_pi_and_kappa_of_four_votes_are_as_counted_by_hand() -> None:
    # observed 4/4 = 1; shares (1/2, 1/4, 1/4) and (1/4, 1/4, 1/2), their mean (3/8, 1/4, 3/8)
    # expected: pi twice the variance .75 = 1.5; kappa .6875 + .6875 + .5² = 1.625
    assert agreement_beyond_chance(ONE, OTHER) == pytest.approx(1 - 1 / 1.5)
    assert agreement_beyond_chance(ONE, OTHER, "kappa") == pytest.approx(1 - 1 / 1.625)


def test_votes_that_are_always_contrary_agree_less_than_chance() -> None:
    assert agreement_beyond_chance(np.array([1.0, 3.0]), np.array([3.0, 1.0])) == -1


def test_only_calls_at_which_both_voted_count() -> None:
    one, other = np.r_[ONE, NAN, 1.0], np.r_[OTHER, 1.0, NAN]
    assert agreement_beyond_chance(one, other) == agreement_beyond_chance(ONE, OTHER)


@pytest.mark.parametrize("votes", [np.array([1.0, 1.0]), np.array([NAN, NAN])])
def test_who_never_chooses_shows_no_agreement(votes: np.ndarray) -> None:
    assert agreement_beyond_chance(votes, votes) is None


@given(VOTES)
@settings(max_examples=60, deadline=None)
def test_kappa_with_squared_distances_is_lins_concordance(votes: list[tuple[float, float]]) -> None:
    # Fleiss & Cohen (1973): 2·cov / (var + var + squared difference of means)
    one, other = np.array(votes).T
    spread = one.var() + other.var() + (one.mean() - other.mean()) ** 2
    found = agreement_beyond_chance(one, other, "kappa")
    if spread == 0:
        assert found is None
    else:
        covariance = ((one - one.mean()) * (other - other.mean())).mean()
        assert found == pytest.approx(2 * covariance / spread)


@given(VOTES)
@settings(max_examples=60, deadline=None)
def test_agreement_is_the_same_both_ways_and_never_above_one(
    votes: list[tuple[float, float]],
) -> None:
    one, other = np.array(votes).T
    found = agreement_beyond_chance(one, other)
    assert found == agreement_beyond_chance(other, one) or found == pytest.approx(
        agreement_beyond_chance(other, one)
    )
    assert found is None or found <= 1


def test_independent_votes_agree_about_as_chance() -> None:
    generator = np.random.default_rng(3)
    one, other = generator.choice([1.0, 2.0, 3.0], p=[0.7, 0.2, 0.1], size=(2, 20000))
    assert agreement_beyond_chance(one, other) == pytest.approx(0, abs=0.02)


def test_agreement_is_told_by_year_with_gaps_where_votes_are_few() -> None:
    votes = np.column_stack([np.r_[ONE, 1.0, NAN, ONE], np.r_[OTHER, 3.0, NAN, ONE]])
    dates = ("1990-10-01",) * 4 + ("1991-10-01", "1991-10-02") + ("1993",) * 4
    calls = RollCalls(states=("USA", "CUB"), dates=dates, votes=votes, source="votes")
    found = vote_agreement(calls, "USA", "CUB", least_votes=4)
    assert found.dates == ("1990", "1991", "1992", "1993")
    assert found.values[[0, 3]] == pytest.approx([1 / 3, 1])
    assert np.isnan(found.values[1:3]).all()
    assert (found.unit, found.source) == ("agreement beyond chance", "votes")
    assert "Häge 2011" in (found.computed or "")


def test_a_state_without_votes_is_named() -> None:
    calls = RollCalls(states=("USA",), dates=("1990",), votes=np.array([[1.0]]))
    with pytest.raises(SeriesError, match="no votes of 'CUB'; states are USA"):
        vote_agreement(calls, "USA", "CUB")


def test_other_votes_than_three_are_refused() -> None:
    with pytest.raises(ValueError, match="1 yes, 2 abstain, 3 no"):
        RollCalls(states=("USA",), dates=("1990",), votes=np.array([[8.0]]))
    with pytest.raises(ValueError, match="expected"):
        RollCalls(states=("USA", "CUB"), dates=("1990",), votes=np.array([[1.0]]))


def test_votes_at_other_calls_cannot_be_compared() -> None:
    with pytest.raises(SeriesError, match="the same calls"):
        agreement_beyond_chance(ONE, OTHER[:2])


def test_the_distance_of_ideal_points_is_a_gap_where_either_is_missing() -> None:
    one = Series(name="USA", dates=("1990", "1991"), values=np.array([2.0, 2.5]), unit="point")
    other = Series(name="CUB", dates=("1991", "1992"), values=np.array([-1.5, -1.0]), unit="point")
    found = ideal_point_distance(one, other)
    assert found.dates == ("1990", "1991", "1992")
    assert np.isnan(found.values).tolist() == [True, False, True]
    assert found.values[1] == 4
    assert "smoothed" in (found.computed or "")
