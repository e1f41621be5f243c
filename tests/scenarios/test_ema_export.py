"""Archives for the EMA workbench hold what its `load_results` looks for."""

from __future__ import annotations

import csv
import io
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest

from volteface.errors import ScenarioError
from volteface.scenarios.ema_export import write_ema_archive

PARAMETERS = {
    "oil.cap": np.array([20.5, 0.1, 30.0]),
    "lag": np.array([1, 2, 3]),
    "side": list("aba"),
}
OUTCOMES = {
    "days of cover": np.array([3.0, 0.1 + 0.2, 5.0]),
    "load": np.arange(12.0).reshape(3, 4),
    "by sector": np.arange(24.0).reshape(3, 4, 2),
}


def members(path: Path) -> dict[str, bytes]:
    """The files of an archive."""
    with tarfile.open(path, "r:gz") as archive:
        found = {name: archive.extractfile(name) for name in archive.getnames()}
        return {name: file.read() for name, file in found.items() if file is not None}


def test_each_experiment_is_a_row_with_the_workbenchs_own_columns(tmp_path: Path) -> None:
    path = tmp_path / "runs.tar.gz"
    write_ema_archive(path, PARAMETERS, OUTCOMES)
    rows = list(csv.DictReader(io.StringIO(members(path)["experiments.csv"].decode())))
    assert [float(row["oil.cap"]) for row in rows] == [20.5, 0.1, 30.0]
    assert {"scenario", "policy", "model"} <= set(rows[0])


def test_the_metadata_name_kind_file_and_type(tmp_path: Path) -> None:
    path = tmp_path / "runs.tar.gz"
    write_ema_archive(path, PARAMETERS, OUTCOMES)
    files = members(path)
    metadata = json.loads(files["metadata.json"])
    assert metadata["outcomes"] == [
        ["ScalarOutcome", "days of cover", "days of cover.cls"],
        ["ArrayOutcome", "load", "load.csv"],
        ["ArrayOutcome", "by sector", "by sector.npy"],
    ]
    assert metadata["experiments"]["oil.cap"] == "float64"
    assert metadata["experiments"]["lag"] == "int64"
    assert metadata["experiments"]["side"] == "object"


def test_numbers_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "runs.tar.gz"
    write_ema_archive(path, PARAMETERS, OUTCOMES)
    files = members(path)
    cover = [float(line) for line in files["days of cover.cls"].decode().split()]
    assert cover == OUTCOMES["days of cover"].tolist()
    sectors = np.load(io.BytesIO(files["by sector.npy"]), allow_pickle=False)
    assert (sectors == OUTCOMES["by sector"]).all()


def test_the_workbench_reads_it(tmp_path: Path) -> None:
    workbench = pytest.importorskip("ema_workbench", exc_type=ImportError)
    path = tmp_path / "runs.tar.gz"
    write_ema_archive(path, PARAMETERS, OUTCOMES)
    experiments, outcomes = workbench.load_results(str(path))
    assert list(experiments["lag"]) == [1, 2, 3]
    assert (outcomes["load"] == OUTCOMES["load"]).all()


@pytest.mark.parametrize(
    ("parameters", "outcomes"),
    [
        (PARAMETERS, {}),
        (PARAMETERS, {"x": np.zeros(2)}),
        ({"p": np.zeros((3, 2))}, {"x": np.zeros(3)}),
        (PARAMETERS, {"../x": np.zeros(3)}),
    ],
)
def test_what_does_not_fit_is_refused(
    tmp_path: Path, parameters: dict[str, object], outcomes: dict[str, object]
) -> None:
    with pytest.raises(ScenarioError):
        write_ema_archive(tmp_path / "runs.tar.gz", parameters, outcomes)  # type: ignore[arg-type]  # wrong on purpose
