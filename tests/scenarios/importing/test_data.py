"""Data beside a model: spreadsheets, delimited files, and tables over time."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.importing.models import TIMES, all_of, last, vensim
from volteface.scenarios.importing import ImportedModelError, import_model, run
from volteface.scenarios.importing.lookup import Lookup


def test_constants_come_from_a_delimited_file(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("x,1,2\ny,3,4\n")
    text = """fuel: oil, gas ~~|
row[fuel] = GET DIRECT CONSTANTS('in.csv', ',', 'B2') ~~|
column[fuel] = GET DIRECT CONSTANTS('in.csv', ',', 'C1*') ~~|"""
    results = vensim(tmp_path, text)
    assert (last(results, "row[oil]"), last(results, "row[gas]")) == (3, 4)
    assert (last(results, "column[oil]"), last(results, "column[gas]")) == (2, 4)


def test_a_spreadsheet_gives_constants_by_cell_and_by_name(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from openpyxl.workbook.defined_name import DefinedName

    book = openpyxl.Workbook()
    book.active.title = "Sheet"
    book.active.append([0, 1, 2])
    book.active.append([10, 20, 40])
    book.defined_names["prices"] = DefinedName("prices", attr_text="Sheet!$A$2:$C$2")
    book.save(tmp_path / "in.xlsx")
    text = """price := GET DIRECT DATA('in.xlsx', 'Sheet', '1', 'A2') ~~|
first = GET DIRECT CONSTANTS('in.xlsx', 'Sheet', 'prices') ~~|"""
    results = vensim(tmp_path, text, dt=0.5, stop=2)
    assert all_of(results, "price") == [10, 15, 20, 30, 40]
    assert last(results, "first") == 10


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportedModelError, match=r"line 2: the file 'no.xlsx' is not beside"):
        vensim(tmp_path, "x = GET XLS CONSTANTS('no.xlsx', 'S', 'A1') ~~|")


def test_values_over_time_are_handed_in_as_a_table(tmp_path: Path) -> None:
    model = tmp_path / "model.mdl"
    times = TIMES.format(start=0, stop=2, dt=1)
    model.write_text("load ~~|\nheld :HOLD BACKWARD: ~~|\ntwice = 2*load ~~|\n" + times)
    table = tmp_path / "data.csv"
    table.write_text("Time,load,held\n0,1,5\n2,3,9\n")
    results = run(import_model(model, table))
    assert all_of(results, "twice") == [2, 4, 6]
    assert all_of(results, "held") == [5, 5, 9]


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("interpolate", [1, 2, 3]),
        ("extrapolate", [0, 2, 4]),
        ("hold backward", [1, 1, 3]),
        ("look forward", [1, 3, 3]),
    ],
)
def test_points_are_read_between_and_beyond_as_told(reading: str, expected: list[float]) -> None:
    lookup = Lookup(x=(1.0, 3.0), y=(1.0, 3.0), reading=reading)  # type: ignore[arg-type]  # parametrised text
    assert [lookup(0.0), lookup(2.0), lookup(4.0)] == expected
