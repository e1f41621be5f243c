"""Tables of facts: what a row counts for, which side of a cut it lies on, what came last."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.errors import ObservationError
from volteface.scenarios.observations import (
    Row,
    before,
    counted,
    from_day,
    last_before,
    month_number,
    month_start,
    read_rows,
    with_shares,
)

HEAD = "id,series,start,end,value,low,high,unit,source,confidence,use\n"


def row(name: str, start: str, end: str | None = None, value: float = 1.0, **more: object) -> Row:
    day = date.fromisoformat(start)
    last = date.fromisoformat(end) if end else day
    made = Row(id=name, series="s", start=day, end=last, value=value)
    return replace(made, **more)  # type: ignore[arg-type]  # keywords of several types


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "facts.csv"
    path.write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_a_row_that_straddles_the_cut_lies_on_neither_side() -> None:
    rows = [row("year", "2025-01-01", "2026-12-31"), row("old", "2025-12-31"),
            row("new", "2026-01-01")]  # fmt: skip
    assert [r.id for r in before(rows, date(2025, 12, 31))] == ["old"]
    assert [r.id for r in from_day(rows, date(2026, 1, 1))] == ["new"]


def test_a_period_weighs_its_months_by_days() -> None:
    weights = row("r", "2024-01-17", "2024-03-10").month_weights(date(2024, 1, 1))
    # 15 days of January, 29 of February (a leap year), 10 of March.
    assert weights == pytest.approx({0: 15 / 54, 1: 29 / 54, 2: 10 / 54})


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 2000))
def test_weights_of_a_period_sum_to_one(start: date, days: int) -> None:
    end = date.fromordinal(start.toordinal() + days)
    weights = Row(id="r", series="s", start=start, end=end, value=1.0).month_weights(start)
    assert sum(weights.values()) == pytest.approx(1.0)
    assert list(weights) == list(range(month_number(end, start) + 1))


@given(st.integers(-500, 500), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_months_are_counted_back_to_where_they_came_from(number: int, first: date) -> None:
    assert month_number(month_start(number, first), first) == number


def test_collapses_are_counted_by_month_and_quiet_months_between_are_zero() -> None:
    events = [row("a", "2024-10-18", series="grid_collapse"),
              row("b", "2024-10-20", series="grid_collapse"),
              row("c", "2025-01-02", series="grid_collapse")]  # fmt: skip
    found = {r.id: r.value for r in counted(events)}
    assert found == {
        "grid_collapses:2024-10": 2.0, "grid_collapses:2024-11": 0.0,
        "grid_collapses:2024-12": 0.0, "grid_collapses:2025-01": 1.0,
    }  # fmt: skip


def test_a_month_that_the_table_counts_itself_is_not_counted_again() -> None:
    events = [row("a", "2025-01-02", series="grid_collapse")]
    own = row("own", "2025-01-01", "2025-01-31", value=3.0, series="grid_collapses")
    assert [r.id for r in counted([*events, own])] == ["own"]


def test_an_unfinished_month_is_not_said_to_be_quiet() -> None:
    events = [row("a", "2025-01-02", series="grid_collapse")]
    found = counted(events, date(2025, 3, 15))
    assert [r.id for r in found] == ["grid_collapses:2025-01", "grid_collapses:2025-02"]


def test_the_share_off_is_load_shed_over_demand_of_the_same_day_and_source() -> None:
    shed = row("F94", "2022-10-15", value=1121.0, series="UNE_peak_load_shed", source="UNE")
    demand = row("F92", "2022-10-15", value=3100.0, series="UNE_peak_demand", source="UNE")
    other = replace(demand, id="x", source="EFE")
    found = with_shares([shed, demand, other])
    assert [(r.id, r.is_used) for r in found[3:]] == [("F94/F92", False)]
    assert found[3].value == pytest.approx(0.3616, abs=1e-4)


def test_of_rows_that_end_together_the_shortest_period_came_last() -> None:
    rows = [row("day", "2025-12-31"), row("year", "2025-01-01", "2025-12-31"),
            row("later", "2026-01-02")]  # fmt: skip
    found = last_before(rows, "s", date(2025, 12, 31))
    assert found is not None
    assert found.id == "day"
    assert last_before(rows, "unknown", date(2025, 12, 31)) is None


def test_a_row_of_the_file_keeps_its_range_and_whether_it_is_used(tmp_path: Path) -> None:
    path = table(tmp_path, "F1,oil,2025-01-01,2025-12-31,37,28,45,kb/d,Kpler,medium,no",
                 "F2,constant,,,25.3,,,MW,derived,high,yes")  # fmt: skip
    (found,) = read_rows(path)
    assert (found.low, found.high, found.source, found.is_used) == (28.0, 45.0, "Kpler", False)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("F1,oil,2025-13-01,2025-12-31,37,,,kb/d,K,high,yes", "line 2, column start"),
        ("F1,oil,2025-01-01,2025-12-31,many,,,kb/d,K,high,yes", "line 2, column value"),
        ("F1,oil,2025-02-01,2025-01-31,37,,,kb/d,K,high,yes", "before 2025-02-01"),
        ("F1,oil,2025-02-01,2025-02-28,nan,,,kb/d,K,high,yes", "must be a number"),
    ],
)
def test_a_damaged_row_is_refused_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(ObservationError, match=told):
        read_rows(table(tmp_path, line))


def test_a_table_without_a_needed_column_says_which(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("id,series,start,end,value\n", encoding="utf-8")
    with pytest.raises(ObservationError, match="no column unit, source"):
        read_rows(path)


def test_a_table_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(HEAD.encode() + b"\xff\xfe\x00")
    with pytest.raises(ObservationError, match="not UTF-8"):
        read_rows(path)
