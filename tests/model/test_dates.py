import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.model.dates import PartialDate

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    year = draw(st.none() | st.integers(0, 9999))
    month = draw(st.none() | st.integers(1, 12))
    day = None if month is None else draw(st.none() | st.integers(1, _DAYS[month - 1]))
    return PartialDate(year=year, month=month, day=day)


@given(partial_dates())
def test_a_date_comes_back_from_its_own_text(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2026-01-03", "day"),
        ("XXXX-01-03", "day"),
        ("2026-01", "month"),
        ("XXXX-01", "month"),
        ("2026", "year"),
        ("XXXX", "unknown"),
    ],
)
def test_the_precision_is_the_finest_part_that_is_known(text: str, precision: str) -> None:
    assert PartialDate.parse(text).precision == precision


def test_spaces_around_a_date_do_not_matter() -> None:
    assert PartialDate.parse(" 2026-01\n") == PartialDate(year=2026, month=1)


@pytest.mark.parametrize("text", ["", "January 2026", "2026-1", "26-01-03", "2026/01/03", "03-01"])
def test_what_is_no_date_is_refused_with_an_example_of_one(text: str) -> None:
    with pytest.raises(ValueError, match="expected a date such as 2026-01-03"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-04-31", "2026-02-30", "2026-01-00"])
def test_a_month_or_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"(month|day) must be 1–\d+"):
        PartialDate.parse(text)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="day 3 needs a month"):
        PartialDate(year=2026, day=3)


def test_the_29th_of_february_stands_where_the_year_is_unknown() -> None:
    assert str(PartialDate(month=2, day=29)) == "XXXX-02-29"


def test_dates_sort_with_their_unknown_parts_first() -> None:
    texts = ["2026-01-03", "2026", "2025-12-31", "XXXX-05", "2026-01"]
    dates = sorted((PartialDate.parse(t) for t in texts), key=lambda date: date.sort_key)
    assert [str(d) for d in dates] == ["XXXX-05", "2025-12-31", "2026", "2026-01", "2026-01-03"]
