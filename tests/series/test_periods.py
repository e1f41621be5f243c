"""Months and years follow each other without a hole, and gaps stay gaps."""

import numpy as np
import pytest

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.series.periods import covered_mask, month_of, months, one_unit, side_by_side, yearly


def series(name: str, dates: tuple[str, ...], values: list[float], unit: str = "t") -> Series:
    return Series(name=name, dates=dates, values=np.array(values), unit=unit)


def test_months_cross_the_year() -> None:
    assert months("2024-12-31", "2025-01-01") == ("2024-12", "2025-01")


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(SeriesError, match="ends before it begins"):
        months("2025-01", "2024-12")


@pytest.mark.parametrize("date", ["2024", "2024-13", "January", "2024-1"])
def test_a_date_without_month_is_refused(date: str) -> None:
    with pytest.raises(SeriesError, match="write a month"):
        month_of(date)


def test_cover_may_come_in_several_spells() -> None:
    spells = [("2024-01", "2024-01"), ("2024-03", "2024-04")]
    mask = covered_mask(months("2024-01", "2024-04"), spells)
    assert mask.tolist() == [True, False, True, True]


def test_years_between_are_gaps() -> None:
    dates, values = yearly({1992: 1.0, 1990: 2.0})
    assert dates == ("1990", "1991", "1992")
    assert np.isnan(values).tolist() == [False, True, False]


def test_series_of_other_dates_stand_side_by_side_with_gaps() -> None:
    dates, table = side_by_side(
        [series("a", ("1990", "1991"), [1, 2]), series("b", ("1992",), [3])]
    )
    assert dates == ("1990", "1991", "1992")
    assert np.isnan(table).tolist() == [[False, False, True], [True, True, False]]


def test_years_and_months_are_not_mixed() -> None:
    with pytest.raises(SeriesError, match="mixed"):
        side_by_side([series("a", ("1990",), [1]), series("b", ("1990-01",), [1])])


def test_units_must_agree() -> None:
    with pytest.raises(SeriesError, match="a in t, b in kg; convert"):
        one_unit([series("a", ("1990",), [1]), series("b", ("1990",), [1], unit="kg")])
