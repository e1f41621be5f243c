"""Scenario discovery finds a planted box, tells it in words, and refuses what has no box."""

import numpy as np
import pytest

from volteface.errors import ScenarioError
from volteface.scenarios.boxes import Limit, find_box


def uniform(count: int = 4000) -> np.ndarray:
    return np.random.default_rng(1).uniform(size=(count, 4))


def test_a_planted_box_is_found_with_its_limits() -> None:
    values = uniform()
    inside = (values[:, 0] < 0.4) & (values[:, 2] > 0.6)
    box = find_box(values, ("a", "b", "c", "d"), inside)
    assert [limit.parameter for limit in box.limits] == ["a", "c"]
    assert box.limits[0].high == pytest.approx(0.4, abs=0.03)
    assert box.limits[1].low == pytest.approx(0.6, abs=0.03)
    assert box.density > 0.93
    assert box.coverage > 0.93
    assert box.base_rate == pytest.approx(0.16, abs=0.02)


def test_noise_about_a_box_does_not_hide_it() -> None:
    values = uniform()
    chance = np.where(values[:, 1] < 0.3, 0.9, 0.1)
    met = np.random.default_rng(2).uniform(size=len(values)) < chance
    box = find_box(values, ("a", "b", "c", "d"), met)
    assert [limit.parameter for limit in box.limits] == ["b"]
    assert box.density == pytest.approx(0.9, abs=0.05)


def test_a_box_is_denser_than_the_whole() -> None:
    values = uniform(500)
    met = values.sum(axis=1) > 2.4
    box = find_box(values, ("a", "b", "c", "d"), met)
    assert box.density > met.mean()
    assert 0 < box.mass < 1


def test_what_is_met_always_or_never_has_no_box() -> None:
    for met in (np.zeros(50, dtype=bool), np.ones(50, dtype=bool)):
        with pytest.raises(ScenarioError, match="in none of the runs, or in all"):
            find_box(uniform(50), ("a", "b", "c", "d"), met)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(parameter="oil.cap", low=None, high=12.0), "oil.cap at most 12 kb/d"),
        (Limit(parameter="oil.cap", low=3.5, high=None), "oil.cap at least 3.5 kb/d"),
        (Limit(parameter="oil.cap", low=3.5, high=12.0), "oil.cap from 3.5 to 12 kb/d"),
    ],
)
def test_limits_are_told_in_words(limit: Limit, words: str) -> None:
    assert limit.words("kb/d") == words
