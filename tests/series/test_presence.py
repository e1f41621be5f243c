"""Stays add up month by month; what they leave behind fades at three rates."""

import numpy as np
import pytest

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.series.influence import HalfLives, influence
from volteface.series.periods import months
from volteface.series.presence import Stay, presence

SPAN = ("2024-01", "2024-04")
NAN = float("nan")


def persons(values: list[float]) -> Series:
    dates = months("2000-01", "2099-12")[: len(values)]
    return Series(name="advisers", dates=dates, values=np.array(values), unit="person", source="s")


def test_stays_of_one_kind_add_up_and_kinds_stand_apart() -> None:
    stays = [
        Stay(kind="guards", start="2024-01-15", end="2024-02", low=100, high=200, source="a"),
        Stay(kind="guards", start="2024-02", low=50, high=50, source="b"),
        Stay(kind="doctors", start="2024-04", low=1, high=3),
    ]
    found = presence(stays, SPAN)
    assert found["guards"].low.values.tolist() == [100, 150, 50, 50]
    assert found["guards"].high.values.tolist() == [200, 250, 50, 50]
    assert found["doctors"].middle.values.tolist() == [0, 0, 0, 2]
    assert found["guards"].middle.unit == "person"
    assert found["guards"].middle.source == "a; b"
    assert "2 stays" in (found["guards"].middle.computed or "")


def test_months_not_covered_are_gaps_unless_a_stay_is_told() -> None:
    stays = [Stay(kind="guards", start="2024-02", end="2024-02", low=5, high=5)]
    values = presence(stays, SPAN, covered=[("2024-03", "2024-03")])["guards"].low.values
    assert np.isnan(values).tolist() == [True, False, False, True]
    assert values[1:3].tolist() == [5, 0]


def test_persons_of_no_told_number_make_a_gap() -> None:
    stays = [
        Stay(kind="guards", start="2024-02", end="2024-02"),
        Stay(kind="guards", start="2024-01", low=5, high=5),
    ]
    values = presence(stays, SPAN)["guards"].middle.values
    assert np.isnan(values).tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"end": "2023-12"}, "before it starts"),
        ({"low": 5.0}, "give low and high"),
        ({"low": 5.0, "high": 4.0}, "5 to 4 persons"),
        ({"low": -1.0, "high": 4.0}, "-1 to 4 persons"),
    ],
)
def test_a_stay_that_contradicts_itself_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Stay(kind="guards", start="2024-01", **change)  # type: ignore[arg-type]  # one field is wrong on purpose


def test_a_stay_needs_a_month() -> None:
    with pytest.raises(SeriesError, match="write a month"):
        presence([Stay(kind="guards", start="2024")], SPAN)


def test_half_of_each_store_is_left_after_its_half_life() -> None:
    left = influence(persons([0.0] * 180), before=1000.0)
    assert left.advisers.values[5] == pytest.approx(500)
    assert left.procedures.values[59] == pytest.approx(500)
    assert left.trained.values[179] == pytest.approx(500)


def test_a_presence_held_for_ever_fills_each_store_to_itself() -> None:
    held = influence(persons([100.0] * 12), before=100.0)
    assert held.trained.values == pytest.approx(np.full(12, 100.0))


def test_advisers_count_at_once_and_trained_people_late() -> None:
    new = influence(persons([100.0] * 24))
    assert new.advisers.values[-1] > new.procedures.values[-1] > new.trained.values[-1] > 0
    assert new.advisers.values[-1] == pytest.approx(100 * (1 - 2 ** (-24 / 6)))


def test_a_gap_is_left_out_and_hides_a_store_that_hangs_on_it() -> None:
    after = influence(persons([100.0, NAN, NAN, NAN, 0.0]), before=100.0, largest_unknown=0.25)
    assert after.trained.values[:4] == pytest.approx(np.full(4, 100.0))
    # three months weigh 1 - 2^(-1/2) = .293 in a store of half-life 6
    assert np.isnan(after.advisers.values).tolist() == [False, False, False, True, True]


def test_what_came_before_may_be_unknown() -> None:
    found = influence(persons([100.0] * 24), before=None)
    assert np.isnan(found.advisers.values[:11]).all()
    # .75 known: 1 - 2^(-n/6) at n = 12
    assert found.advisers.values[12] == pytest.approx(100)
    assert np.isnan(found.trained.values).all()


def test_skipped_months_and_wrong_half_lives_are_refused() -> None:
    skipped = Series(name="a", dates=("2024-01", "2024-03"), values=np.array([1.0, 2.0]))
    with pytest.raises(SeriesError, match="months are skipped"):
        influence(skipped)
    with pytest.raises(ValueError, match="above 0 months"):
        HalfLives(trained=0)


def test_each_store_says_that_its_half_life_is_assumed() -> None:
    one = influence(persons([1.0]), HalfLives(advisers=3)).advisers
    assert one.computed == "presence fading with a half-life of 3 months (assumed)"
    assert (one.unit, one.source) == ("person", "s")
