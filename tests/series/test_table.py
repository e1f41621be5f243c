"""Series are read from a table; what cannot be read is said with its row."""

from pathlib import Path

import numpy as np
import pytest

from volteface.errors import SeriesError
from volteface.series.table import read_series


def written(folder: Path, text: str) -> Path:
    path = folder / "flows.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_series_takes_the_name_of_its_file_and_keeps_its_gaps(tmp_path: Path) -> None:
    [one] = read_series(written(tmp_path, "date,value\n2024-02,\n2024-01,3.5\n"))
    assert one.name == "flows"
    assert one.dates == ("2024-01", "2024-02")
    assert one.values[0] == 3.5
    assert np.isnan(one.values[1])


def test_several_series_keep_their_own_exposure(tmp_path: Path) -> None:
    rows = "series,date,value,exposure\na,2024,1,10\nb,2024,2,20\nb,2025,0,40\n"
    first, second = read_series(written(tmp_path, rows))
    assert (first.name, second.name) == ("a", "b")
    assert second.exposure is not None
    assert second.exposure.tolist() == [20.0, 40.0]
    assert second.is_count


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("day,value\n2024,1\n", "row 1: no column date"),
        ("date,value\n2024-13,1\n", "row 2: date is '2024-13'"),
        ("date,value\n2024,1\n2024,2\n", "row 3: 2024 stands twice"),
        ("date,value\n2024,many\n", "row 2: value is 'many'"),
        ("date,value,exposure\n2024,1,0\n", "row 2: exposure is 0"),
        ("date,value\n", "no rows"),
        ("date,value\n2024,1,234\n", "row 2: more cells"),
        ("date,value\n2024,1\n2025-03,2\n", "mixes dates"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SeriesError, match=told):
        read_series(written(tmp_path, text))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SeriesError, match="cannot be read"):
        read_series(tmp_path / "none.csv")
