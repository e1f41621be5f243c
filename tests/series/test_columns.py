"""Columns are found by any of their names; what cannot be read is said with row and column."""

from pathlib import Path

import numpy as np
import pytest

from volteface.errors import SeriesError
from volteface.series.columns import Column, columns_of, read_columns

YEAR = Column(name="year", accepted=("year", "session_year"))
VALUE = Column(name="value", accepted=("value", "TIV delivered"))
NOTE = Column(name="note", accepted=("note",), required=False)


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_names_are_matched_without_case_and_the_first_accepted_one_wins(tmp_path: Path) -> None:
    table = read_columns(written(tmp_path, "Session_Year,YEAR,value\n1,1990,2\n"), [YEAR, VALUE])
    assert table.whole("year") == [1990]
    assert table.headers["year"] == "YEAR"


def test_a_header_below_lines_of_title_is_found_and_rows_keep_their_numbers(
    tmp_path: Path,
) -> None:
    text = 'Transfers, all\n\n"Figures, in millions"\nyear,value\n1990,5\n1991,many\n'
    table = read_columns(written(tmp_path, text), [YEAR, VALUE])
    with pytest.raises(SeriesError, match="row 6, column value: 'many' is no number"):
        table.numbers("value")


def test_tabs_separate_cells_as_commas_do(tmp_path: Path) -> None:
    table = read_columns(written(tmp_path, "year\tvalue\n1990\t1.5\n"), [YEAR, VALUE])
    assert table.numbers("value").tolist() == [1.5]


def test_empty_cells_and_codes_of_missing_values_are_gaps(tmp_path: Path) -> None:
    text = "year,value\n1990,\n1991,NA\n1992,-9\n1993,0\n\n"
    table = read_columns(written(tmp_path, text), [YEAR, VALUE])
    values = table.numbers("value", missing=(-9,))
    assert np.isnan(values).tolist() == [True, True, True, False]


def test_another_encoding_is_tried_where_one_is_offered(tmp_path: Path) -> None:
    path = written(tmp_path, "year,value,note\n1990,1,Türkiye\n", encoding="latin-1")
    table = read_columns(path, [YEAR, VALUE, NOTE], encodings=("utf-8-sig", "latin-1"))
    assert table.texts("note") == ["Türkiye"]
    with pytest.raises(SeriesError, match="save it as UTF-8"):
        read_columns(path, [YEAR, VALUE])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("year,amount\n1990,1\n", "row 1: no column value or TIV delivered; found year, amount"),
        ("", "no column year"),
        ("year,value\n", "no rows below the header"),
        ("year,value\n1990\n", "row 2: 1 cells where the header has 2"),
    ],
)
def test_a_table_that_cannot_serve_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SeriesError, match=told):
        read_columns(written(tmp_path, text), [YEAR, VALUE])


@pytest.mark.parametrize(
    ("cell", "told"), [("1990.5", "'1990.5'; write a whole"), ("", "''; write a whole")]
)
def test_a_year_must_be_a_whole_number(cell: str, told: str) -> None:
    table = columns_of([{"year": cell, "value": 1}], [YEAR, VALUE], "rows")
    with pytest.raises(SeriesError, match=told):
        table.whole("year")


def test_text_of_numbers_has_no_needless_decimals_and_optional_cells_may_miss() -> None:
    rows = [{"year": 2.0, "value": 1.5, "note": None}, {"year": float("nan"), "value": "NA"}]
    table = columns_of(rows, [YEAR, VALUE, NOTE], "rows")
    assert table.texts("year") == ["2", ""]
    assert table.texts("value") == ["1.5", "NA"]
    assert table.optional("value") == ["1.5", ""]
    assert table.optional("absent") == ["", ""]


def test_an_infinite_number_is_refused() -> None:
    table = columns_of([{"year": 1990, "value": "inf"}], [YEAR, VALUE], "rows")
    with pytest.raises(SeriesError, match="row 1, column value: not a finite number"):
        table.numbers("value")


def test_parquet_reads_like_csv(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "table.parquet"
    parquet.write_table(pyarrow.table({"year": [1990.0, 1991.0], "value": [1.5, None]}), path)
    table = read_columns(path, [YEAR, VALUE])
    assert table.texts("year") == ["1990", "1991"]
    assert np.isnan(table.numbers("value")[1])
    with pytest.raises(SeriesError, match="header: no column note"):
        read_columns(path, [Column(name="note", accepted=("note",))])


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    for name in ("none.csv", "none.parquet"):
        with pytest.raises(SeriesError, match="cannot be read"):
            read_columns(tmp_path / name, [YEAR])
