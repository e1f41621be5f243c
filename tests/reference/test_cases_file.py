"""Anybody's breaks are read by the columns readable at the break; wrong rows are named."""

from pathlib import Path

import pytest

from volteface.errors import CasesError
from volteface.reference.cases_file import read_cases

HEADER = "id,ccode_a,ccode_b,break_date,valence,tie,cluster,scored,outcome,resolution_date\n"


def written(folder: Path, rows: str, header: str = HEADER) -> Path:
    path = folder / "cases.csv"
    path.write_text(header + rows, encoding="utf-8")
    return path


def test_positive_rows_are_passed_over_and_wrong_ones_kept_with_their_reason(
    tmp_path: Path,
) -> None:
    rows = (
        "a,2,40,1961-01,negative,diplomatic,cuba,yes,lasting,2015-07\n"
        "b,2,40,2015-07,positive,thaw,cuba,no,lasting,\n"
        "c,2,40,1960-10,negative,friendship,cuba,yes,lasting,\n"
        "d,2,40,1960-10,negative,embargo,cuba,yes,temporary,\n"
    )
    read = read_cases(written(tmp_path, rows))
    assert [one.id for one in read.cases] == ["a"]
    assert read.cases[0].is_lasting(120)
    assert "row 4 (c): tie is 'friendship'" in read.rejected[0]
    assert "row 5 (d): outcome is temporary" in read.rejected[1]


def test_breaks_after_the_last_scored_year_are_not_scored(tmp_path: Path) -> None:
    row = "a,2,40,2016-01,negative,embargo,cuba,yes,open,\n"
    assert not read_cases(written(tmp_path, row)).cases[0].scored


def test_covariates_are_read_under_our_names(tmp_path: Path) -> None:
    header = HEADER.replace("\n", ",talks\n")
    row = "a,2,40,1961-01,negative,embargo,cuba,yes,lasting,,1962-03\n"
    assert read_cases(written(tmp_path, row, header)).cases[0].covariates.cells == {
        "talks": "1962-03"
    }


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match="ccode_a or cow_a"):
        read_cases(written(tmp_path, "a,embargo,c\n", "id,tie,cluster\n"))
