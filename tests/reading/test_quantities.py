from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.reading.quantities import find_quantities


def told(text: str) -> list[tuple[float | None, float | None, float | None, str]]:
    return [(q.value, q.low, q.high, q.unit) for _, q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("about 300 instructors", 300, "person"),
        ("1,500 French troops", 1500, "person"),
        ("two dozen doctors", 24, "person"),
        ("twelve soldiers", 12, "person"),
        ("55,000 barrels a day", 55_000, "barrel/day"),
        ("80 kb/d", 80, "kilobarrel/day"),
        ("2 million barrels", 2e6, "barrel"),
        ("12 million cubic metres a day", 12e6, "m3/day"),
        ("200 megawatts", 200, "MW"),
        ("33.5 percent", 33.5, "percent"),
        ("40%", 40, "percent"),
        ("three tankers", 3, "ship"),
        ("$2.5 billion", 2.5e9, "USD"),
        ("€300 million", 3e8, "EUR"),
        ("20,000 tonnes", 20_000, "tonne"),
        ("a 702-strong brigade", 702, "person"),
        ("twenty-five diplomats", 25, "person"),
        ("two hundred and fifty troops", 250, "person"),
        ("half a million barrels", 500_000, "barrel"),
        ("a hundred thousand barrels a day", 100_000, "barrel/day"),
        ("four hundred thousand people", 400_000, "person"),
        ("18 billion euros", 18e9, "EUR"),
        ("in 1992 and 30 soldiers", 30, "person"),
    ],
)
def test_a_number_with_a_unit_is_a_quantity(text: str, value: float, unit: str) -> None:
    assert told(text) == [(value, None, None, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("more than 50 doctors", 50, None),
        ("at least 50 doctors", 50, None),
        ("no fewer than 50 doctors", 50, None),
        ("no more than 50 doctors", None, 50),
        ("up to 50 doctors", None, 50),
        ("fewer than 50 doctors", None, 50),
        ("200 to 300 doctors", 200, 300),
        ("between 200 and 300 doctors", 200, 300),
        ("as many as 50 doctors", None, 50),
    ],
)
def test_a_bound_or_a_range_is_kept_as_told(
    text: str, low: float | None, high: float | None
) -> None:
    assert told(text) == [(None, low, high, "person")]


@pytest.mark.parametrize(
    "text",
    ["several thousand soldiers", "a few hundred men", "dozens of doctors", "some hundred men"],
)
def test_a_vague_number_is_no_quantity(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["no number here", "in 1992", "the 3rd of May", "page 7"])
def test_a_bare_number_is_no_quantity(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "four people with knowledge of the matter",
        "two diplomats familiar with the talks",
        "the first flight in nine days for Cuban personnel",
        "on 8 April Somali security men took the bags",
        "on January 3 American commandos landed",
    ],
)
def test_people_who_tell_and_days_are_no_people_told_of(text: str) -> None:
    assert [unit for *_, unit in told(text)] == []


def test_each_number_counts_once_and_in_order() -> None:
    assert [
        unit for *_, unit in told("30 tankers brought 2 million barrels worth $90 million")
    ] == [
        "ship",
        "barrel",
        "USD",
    ]


@given(st.integers(1, 999_999))
def test_a_number_is_read_with_or_without_its_commas(number: int) -> None:
    plain, grouped = told(f"{number} soldiers"), told(f"{number:,} soldiers")
    assert plain == grouped == [(float(number), None, None, "person")]


@given(st.text(alphabet="0123456789,.$€ %bmnkoverpdtundilas-", max_size=60))
def test_offset_and_words_of_a_quantity_stand_in_the_text(text: str) -> None:
    for offset, quantity in find_quantities(text):
        assert quantity.text
        assert quantity.text in text[offset:]
        assert (quantity.value is None) != (quantity.low is None and quantity.high is None)
