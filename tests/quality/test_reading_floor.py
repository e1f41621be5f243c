"""Floors on measured reading scores, pinned with the hash of the gold they were measured on.

Scores come from benchmarks/bench_reading.py; lowering a floor is a decision to be told in a commit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("VOLTEFACE_SHARED") or ROOT.parent / "shared")
SCORER = SHARED / "tools" / "score_reading.py"
COMMAND = Path(sys.executable).with_name("volteface")

needs_scorer = pytest.mark.skipif(
    not (SCORER.exists() and COMMAND.exists()),
    reason="needs the published scorers and the seed report (VOLTEFACE_SHARED) and the command",
)


def _scores(name: str, folder: Path) -> dict[str, Any]:
    out = folder / "scores.json"
    environment = os.environ | {"VOLTEFACE_SHARED": str(SHARED), "VOLTEFACE": str(COMMAND)}
    bench = ROOT / "benchmarks" / "bench_reading.py"
    command = [sys.executable, str(bench), "--only", name, "--out", str(out)]
    subprocess.run(command, env=environment, capture_output=True, check=False)
    scores: dict[str, Any] = json.loads(out.read_text("utf-8"))[name]
    return scores


@needs_scorer
def test_the_seed_report_is_read_as_coded_and_nothing_false_comes_out(tmp_path: Path) -> None:
    scores = _scores("seed", tmp_path)
    assert scores["sha256"].startswith("29a4a32a7949ceff")
    assert scores["key_full_rate"] >= 0.85
    assert scores["false"] == 0
    assert scores["bad_offset"] == 0
    assert scores["pair"] == scores["outside"] == scores["month"] == 1.0


@needs_scorer
def test_plain_reports_never_trained_on_keep_their_floor(tmp_path: Path) -> None:
    scores = _scores("plain", tmp_path)
    assert scores["sha256"].startswith("b376f8d030b0543d")
    assert scores["key_full_rate"] >= 0.55
    assert scores["false_rate"] <= 0.04
    assert scores["spurious_rate"] <= 0.16
    assert scores["unsupported_rate"] <= 0.12
