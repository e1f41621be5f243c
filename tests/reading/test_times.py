from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.model.dates import PartialDate
from volteface.reading.times import find_times

MARCH = PartialDate(year=2026, month=3, day=10)


def told(text: str, year: int | None = None, published: PartialDate | None = None) -> list[str]:
    return [time.start or "" for _, time in find_times(text, year, published)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("on 12 January 2026", "2026-01-12"),
        ("on the 3rd of May 2024", "2024-05-03"),
        ("on January 12, 2026", "2026-01-12"),
        ("on Dec. 5 2023", "2023-12-05"),
        ("in January 2026", "2026-01"),
        ("in Sept. 2023", "2023-09"),
        ("in 1992", "1992"),
        ("since the summer of 2019", "2019"),
        ("in March", "XXXX-03"),
        ("on 12 January", "XXXX-01-12"),
    ],
)
def test_a_date_is_known_as_far_as_it_is_told(text: str, date: str) -> None:
    assert told(text) == [date]


def test_a_date_without_a_year_takes_the_one_that_is_handed_in() -> None:
    assert told("on 12 January", year=2026) == ["2026-01-12"]
    assert told("in March 1999", year=2026) == ["1999-03"]


@pytest.mark.parametrize(
    "text",
    [
        "they may leave",
        "the long march home",
        "2000 barrels were shipped",
        "2026 troops",
        "31 February 2026",
        "about 300 men",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("last year", "2025"),
        ("this year", "2026"),
        ("next year", "2027"),
        ("last month", "2026-02"),
        ("next month", "2026-04"),
    ],
)
def test_last_year_is_counted_from_the_day_of_the_report(text: str, date: str) -> None:
    assert told(text, published=MARCH) == [date]


def test_last_month_in_january_is_december_of_the_year_before() -> None:
    assert told("last month", published=PartialDate(year=2026, month=1)) == ["2025-12"]


def test_last_year_of_an_undated_report_is_unknown() -> None:
    assert told("last year") == []


def test_december_in_a_report_of_january_is_the_month_just_past() -> None:
    january = PartialDate(year=2026, month=1, day=9)
    assert told("in December", 2026, january) == ["2025-12"]
    assert told("on 30 December", 2026, january) == ["2025-12-30"]
    assert told("in May", 2026, january) == ["2026-05"]
    assert told("in December 2026", 2026, january) == ["2026-12"]


def test_several_dates_come_in_the_order_of_the_text() -> None:
    assert told("signed in 2000, renewed in May 2010 and left last year", None, MARCH) == [
        "2000",
        "2010-05",
        "2025",
    ]


def test_the_words_of_a_date_are_kept() -> None:
    ((offset, time),) = find_times("Guards left on January 12, 2026.")
    assert (offset, time.text, time.precision) == (15, "January 12, 2026", "day")


@given(st.text(alphabet="0123456789 JanuaryMy.,of-", max_size=40))
def test_no_text_makes_a_date_that_no_calendar_has(text: str) -> None:
    for offset, time in find_times(text, 2026, MARCH):
        assert text[offset:].startswith(time.text[:1])
        assert str(PartialDate.parse(time.start or "")) == time.start
