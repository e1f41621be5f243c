"""Reads a gold set with the command ``volteface`` and scores it with the project's two scorers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gold_sets import GoldSet

Scores = dict[str, Any]
SCORERS = ("score_reading.py", "score_cases.py")
_CASE_LINE = re.compile(r"pair (\d+)/(\d+), outside power (\d+)/(\d+), month (\d+)/(\d+)")


def command() -> str:
    """Return the command to run: $VOLTEFACE, the one beside this Python, or the one on the path."""
    beside = Path(sys.executable).with_name("volteface")
    return os.environ.get("VOLTEFACE") or (str(beside) if beside.exists() else "volteface")


def missing(shared: Path | None) -> str | None:
    """Return what is not there of command and scorers, or None."""
    if shutil.which(command()) is None:
        return f"the command {command()}: install the project or set VOLTEFACE"
    if shared is None:
        return "the scorers: set VOLTEFACE_SHARED to the folder that holds tools/ and seed/"
    absent = [str(p) for name in SCORERS if not (p := shared / "tools" / name).is_file()]
    return ", ".join(absent) or None


def score_reading(gold: GoldSet, tools: Path, work: Path) -> Scores:
    """Return the reading scores of a set; texts and claims are written into ``work``."""
    texts, claims = work / "texts", work / "claims"
    texts.mkdir(parents=True)
    claims.mkdir()
    pairs = [(g, _text(report, texts)) for g, report in gold.pairs]
    _write_claims([report for _, report in gold.pairs], claims)
    return _scored(pairs, claims, tools)


def agreement(first: GoldSet, second: GoldSet, tools: Path, work: Path) -> Scores:
    """Return the second annotator's claims scored as a reader's against the first's."""
    texts, claims = work / "texts", work / "claims"
    texts.mkdir(parents=True)
    claims.mkdir()
    others = {gold.stem: gold for gold, _ in second.pairs}
    shared = [(gold, report) for gold, report in first.pairs if gold.stem in others]
    for gold, _ in shared:
        _write_lines(claims / f"{gold.stem}.jsonl", _as_claims(others[gold.stem]))
    return _scored([(g, _text(report, texts)) for g, report in shared], claims, tools)


def score_cases(gold: GoldSet, tools: Path) -> Scores:
    """Return the shares of reports whose pair, outside power and month were found, and the misses."""
    files = [str(path) for pair in gold.pairs for path in pair]
    call = [sys.executable, str(tools / "score_cases.py"), *files]
    done = subprocess.run(call, capture_output=True, text=True, env=_environment(), check=False)
    match = _CASE_LINE.search(done.stdout)
    if match is None:
        raise SystemExit(f"score_cases.py failed on {gold.name}: {done.stderr[-400:]}")
    n = [int(x) for x in match.groups()]
    shares = {"pair": _share(*n[:2]), "outside": _share(*n[2:4]), "month": _share(*n[4:])}
    return shares | {"misses": [x for x in done.stdout.splitlines() if x.startswith("  ")]}


def _share(right: int, asked: int) -> float | None:
    return round(right / asked, 3) if asked else None


def _scored(pairs: Sequence[tuple[Path, Path]], claims: Path, tools: Path) -> Scores:
    files = [str(path) for pair in pairs for path in pair]
    call = [sys.executable, str(tools / "score_reading.py"), *files]
    done = subprocess.run(
        [*call, "--pred-dir", str(claims), "--json"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"score_reading.py failed: {done.stderr[-400:]}")
    scores: Scores = json.loads(done.stdout)
    return scores


def _text(report: Path, folder: Path) -> Path:
    """Return a file with the text that offsets refer to."""
    path = folder / f"{report.stem}.txt"
    path.write_bytes(_run("read", "--text", str(report)))
    return path


def _write_claims(reports: Sequence[Path], folder: Path) -> None:
    """Read all reports in one process and write a file of claims for each."""
    found: dict[str, list[Scores]] = defaultdict(list)
    for line in _run("read", *map(str, reports), "--format", "jsonl").decode().splitlines():
        claim = json.loads(line)
        found[claim["report_id"]].append(claim)
    for report in reports:
        _write_lines(folder / f"{report.stem}.jsonl", found[report.name])


def _write_lines(path: Path, claims: Sequence[Scores]) -> None:
    path.write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in claims), "utf-8")


def _as_claims(gold: Path) -> list[Scores]:
    return [
        claim
        | {
            "type": claim["type"][0],
            "quote": claim["sentence"],
            "source": {"code": claim["source"]},
            "target": {"code": claim["target"]},
            "speaker": {"kind": claim["speaker_kind"]},
        }
        for claim in json.loads(gold.read_text("utf-8"))["claims"]
    ]


def _run(*arguments: str) -> bytes:
    done = subprocess.run([command(), *arguments], capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace")[-400:]
        raise SystemExit(
            f"volteface {' '.join(arguments)[:200]} ended with {done.returncode}: {said}"
        )
    return done.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "VOLTEFACE": command()}
