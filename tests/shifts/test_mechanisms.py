"""Reverting or absorbing: the path of the probability goes the way of what follows the break."""

import numpy as np
import pytest

from volteface.model.series import Series
from volteface.shifts.mechanisms import lasting_path


def broken(after: np.ndarray) -> Series:
    before = np.random.default_rng(1).normal(10, 1, 36)
    values = np.r_[before, after]
    return Series(name="s", dates=tuple(str(1000 + i) for i in range(len(values))), values=values)


def test_a_level_that_stays_down_is_likely_to_last() -> None:
    path = lasting_path(broken(np.full(24, 4.0)), 36)
    assert len(path) == 24
    assert path[-1][1] > 0.9


def test_a_level_that_comes_back_is_not() -> None:
    path = lasting_path(broken(10 - 6 * 0.5 ** (np.arange(24) / 4)), 36)
    assert path[-1][1] < 0.05


def test_the_first_value_says_nearly_nothing() -> None:
    path = lasting_path(broken(np.full(24, 4.0)), 36)
    assert path[0][1] == pytest.approx(0.5, abs=0.1)


def test_a_gap_adds_nothing_and_has_no_place_in_the_path() -> None:
    after = np.full(12, 4.0)
    after[5:] = np.nan
    path = lasting_path(broken(after), 36)
    assert len(path) == 5


def test_without_a_past_nothing_is_said() -> None:
    assert lasting_path(broken(np.full(5, 4.0)), 2) == ()


def test_counts_are_told_by_their_rate() -> None:
    generator = np.random.default_rng(9)
    stays = np.r_[generator.poisson(9.0, 60), generator.poisson(3.0, 48)].astype(float)
    back = np.r_[
        generator.poisson(9.0, 60), generator.poisson(9 - 7 * 0.5 ** (np.arange(48) / 4))
    ].astype(float)
    dates = tuple(str(1000 + i) for i in range(108))
    ends = [
        lasting_path(Series(name="s", dates=dates, values=one), 60)[-1][1] for one in (stays, back)
    ]
    assert ends[0] > 0.8
    assert ends[1] < 0.2
