"""The table of historical breaks and its checks."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from volteface.codebook.tie_kinds import load_tie_kinds
from volteface.errors import CodebookError
from volteface.model.dates import PartialDate
from volteface.reference.breaks import COLUMNS, load_breaks, month_number, outcome_of
from volteface.reference.groups import ALL, GROUPS, load_groups, tie_group, ties
from volteface.reference.settings import load_settings

ROW = {
    "id": "T1",
    "state_a": "EGY",
    "state_b": "SUN",
    "cow_a": "651",
    "cow_b": "365",
    "date": "1972-07",
    "valence": "negative",
    "tie": "personnel",
    "cluster": "egypt",
    "scored": "yes",
    "direction": "SUN>EGY",
    "who_broke": "EGY",
    "what": "Advisers sent home",
    "outcome": "lasting",
    "restoration_date": "",
    "confidence": "high",
    "recorded_in": "press of the time",
}


def write(folder: Path, *rows: dict[str, str]) -> Path:
    """Write rows, each with the cells of ROW where not told, and return the file's path."""
    path = folder / "breaks.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS)
        writer.writeheader()
        writer.writerows({**ROW, **row} for row in rows)
    return path


def test_the_table_holds_at_least_two_hundred_breaks_with_ids_of_their_own() -> None:
    rows = load_breaks().breaks
    assert len(load_breaks().negative()) >= 200
    assert len({row.id for row in rows}) == len(rows)


def test_no_row_is_restored_before_it_broke() -> None:
    spans = [row.months_to_restoration for row in load_breaks().breaks]
    assert min(span for span in spans if span is not None) >= 0


def test_rows_lie_between_1945_and_the_month_last_seen() -> None:
    last = month_number(load_breaks().observed_until)
    assert all(month_number(row.date) <= last for row in load_breaks().breaks)
    assert min(row.date.year or 0 for row in load_breaks().breaks) >= 1945


def test_only_cut_ties_broken_by_the_last_scored_year_are_scored() -> None:
    for row in load_breaks().breaks:
        expected = row.valence == "negative" and (row.date.year or 0) <= 2014
        assert row.scored == expected, row.id


def test_no_scored_row_is_open() -> None:
    assert all(row.outcome != "open" for row in load_breaks().breaks if row.scored)


def test_no_break_is_told_twice() -> None:
    told = Counter((row.pair, str(row.date), row.tie) for row in load_breaks().negative())
    assert [key for key, times in told.items() if times > 1] == []


def test_one_state_has_one_code_of_each_kind_but_for_its_successors() -> None:
    codes: dict[str, set[int]] = {}
    for row in load_breaks().breaks:
        codes.setdefault(row.state_a, set()).add(row.cow_a)
        codes.setdefault(row.state_b, set()).add(row.cow_b)
    assert {state for state, found in codes.items() if len(found) > 1} <= {"DEU", "YEM"}


@pytest.mark.parametrize("tie", ["personnel", "oil", "arms", "aid", "alliance", "embargo"])
def test_thin_kinds_hold_at_least_fifteen_scored_rows(tie: str) -> None:
    assert sum(row.tie == tie and row.scored for row in load_breaks().breaks) >= 15


def test_every_kind_of_tie_and_every_tie_of_the_table_has_its_place() -> None:
    assert set(load_tie_kinds()) <= set(load_groups())
    assert {row.tie for row in load_breaks().negative()} <= ties()
    assert tie_group("domestic").group == ALL
    for group in GROUPS:
        assert tie_group(group).group == group
    assert tie_group("structural").tie is None
    assert tie_group("diplomatic").tie == "diplomatic"


def test_ties_named_by_the_codebook_agree_with_the_table_of_groups() -> None:
    for kind in load_tie_kinds().values():
        if kind.breaks_csv:
            assert tie_group(kind.kind).tie == kind.breaks_csv


def test_an_unknown_tie_is_refused() -> None:
    with pytest.raises(CodebookError, match="friendship"):
        tie_group("friendship")


@pytest.mark.parametrize(
    ("restored", "until", "outcome"),
    [
        ("1982-07", "2025-09", "temporary"),
        ("1982-08", "2025-09", "lasting"),
        (None, "1982-07", "lasting"),
        (None, "1982-06", "open"),
    ],
)
def test_the_outcome_turns_at_120_months(restored: str | None, until: str, outcome: str) -> None:
    end = PartialDate.parse(restored) if restored else None
    assert outcome_of(PartialDate.parse("1972-07"), end, PartialDate.parse(until)) == outcome


def test_a_date_known_to_the_year_counts_as_its_july() -> None:
    assert month_number(PartialDate.parse("1992")) == month_number(PartialDate.parse("1992-07"))


def test_a_sound_row_is_read(tmp_path: Path) -> None:
    (row,) = load_breaks(write(tmp_path, {})).breaks
    assert (row.group, row.months_to_restoration) == ("structural", None)
    assert row.months_observed(PartialDate.parse("1973-08")) == 13


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"restoration_date": "1971-01"}, "before it broke"),
        ({"restoration_date": "1973-01"}, "by its dates it is temporary"),
        ({"date": "1972-13"}, "month must be"),
        ({"tie": "friendship"}, "has no group"),
        ({"scored": "no"}, "scored is False"),
        ({"direction": "USA>EGY"}, "direction"),
        ({"who_broke": "USA"}, "who_broke"),
        ({"state_b": "EGY"}, "two different"),
        ({"outcome": "perhaps"}, "outcome is 'perhaps'"),
        ({"cluster": ""}, "empty: cluster"),
        ({"cow_a": "x"}, "invalid literal"),
    ],
)
def test_a_damaged_row_is_named(tmp_path: Path, cells: dict[str, str], message: str) -> None:
    path = write(tmp_path, {"id": "T0"}, cells)
    with pytest.raises(CodebookError, match=message) as caught:
        load_breaks(path)
    assert "row 3" in str(caught.value)


def test_all_damaged_rows_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="3 rows cannot be used"):
        load_breaks(write(tmp_path, {"tie": "x"}, {"tie": "y"}))


def test_a_missing_column_and_a_missing_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "short.csv").write_text("id,date\n1,1972\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="columns missing: state_a"):
        load_breaks(tmp_path / "short.csv")
    with pytest.raises(CodebookError, match="cannot be read"):
        load_breaks(tmp_path / "absent.csv")


def test_the_settings_name_the_printed_horizons() -> None:
    assert load_settings().horizons_months == (12, 24, 36, 120)
