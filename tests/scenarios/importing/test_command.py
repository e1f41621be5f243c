"""The command reads a model, runs it, and writes its results."""

from __future__ import annotations

import csv
from pathlib import Path

from scenarios.importing.models import TIMES
from volteface.cli.codes import Exit
from volteface.cli.model_import import model_import


def test_results_are_written_with_a_row_for_each_time(tmp_path: Path) -> None:
    model, out = tmp_path / "tank.mdl", tmp_path / "out.csv"
    model.write_text("Tank = INTEG(-1, 10) ~~|\n" + TIMES.format(start=0, stop=2, dt=1))
    assert model_import(model, out) == Exit.OK
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["Tank"]) for row in rows] == [10, 9, 8]
    assert [float(row["Time"]) for row in rows] == [0, 1, 2]
