"""The commands that others call: their machine form is fixed."""

import json
from pathlib import Path

import numpy as np
import pytest

from volteface.cli.app import run
from volteface.cli.codes import Exit

KEYS = [
    "series",
    "date",
    "low",
    "high",
    "direction",
    "size",
    "probability",
    "lasting",
    "lasting_path",
    "detected",
]


@pytest.fixture
def halved(tmp_path: Path) -> Path:
    counts = np.random.default_rng(2).poisson(np.r_[np.full(120, 12), np.full(60, 4)])
    rows = [f"{2000 + i // 12}-{i % 12 + 1:02d},{n}" for i, n in enumerate(counts)]
    path = tmp_path / "counts.csv"
    path.write_text("date,value\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("options", [[], ["--online"]])
def test_a_shift_is_one_line_of_the_fixed_form(
    halved: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["shifts", str(halved), "--format", "jsonl", *options]) == Exit.OK
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert list(first) == KEYS
    assert first["direction"] == "down"
    assert first["series"] == "counts"
    assert abs(int(first["date"][:4]) - 2010) <= 1
    assert (first["detected"] is not None) == bool(options)
    assert first["lasting_path"][-1][1] == first["lasting"]


def test_a_table_says_when_there_is_no_shift(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "flat.csv"
    path.write_text("date,value\n" + "\n".join(f"{1900 + i},5" for i in range(40)) + "\n")
    assert run(["shifts", str(path)]) == Exit.OK
    assert "no shift found" in capsys.readouterr().out


def test_a_wrong_table_is_an_unreadable_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("day,number\n1,2\n")
    assert run(["shifts", str(path)]) == Exit.UNREADABLE
    assert "no column date and value" in capsys.readouterr().err


def test_other_peoples_cases_are_scored_in_the_fixed_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "id,ccode_a,ccode_b,break_date,valence,tie,cluster,scored,outcome,resolution_date\n"
    rows = (
        "x1,500,501,1976-07,negative,diplomatic,made-up-1,yes,temporary,1978-01\n"
        "x2,100,130,1981-01,negative,embargo,made-up-2,yes,lasting,\n"
    )
    path = tmp_path / "cases.csv"
    path.write_text(header + rows, encoding="utf-8")
    page = tmp_path / "page.html"
    assert run(["backtest", "--cases", str(path), "--json", "--html", str(page)]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert [(c["id"], c["horizon"]) for c in told["cases"]] == [
        ("x1", 0),
        ("x1", 1),
        ("x2", 0),
        ("x2", 1),
        ("x2", 2),
        ("x2", 3),
    ]
    assert {"n", "brier", "log_score", "base_brier", "auc"} <= set(told["horizons"]["1"])
    assert all(0 < c["probability"] < 1 for c in told["cases"])
    assert "Reliability" in page.read_text(encoding="utf-8")
