"""Print how far the two annotations of the example case agree, report by report and in all.

    VOLTEFACE_SHARED=FOLDER python benchmarks/bench_agreement.py

Each annotation is scored against the other as if a reader had given it out. FOLDER holds the scorer
(tools/score_reading.py); where it is not there, that is said and the exit code is 0.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gold_sets import CASE

from volteface.documents.load import load

FIRST, SECOND = CASE / "gold", CASE / "gold-second"
_SHOWN = (("recall_full", "recall_full"), ("key_full_rate", "key_full"))


def main() -> int:
    """Print the table and return the exit code."""
    scorer = Path(os.environ.get("VOLTEFACE_SHARED", "."), "tools", "score_reading.py")
    if not scorer.is_file():
        print(f"skipped, the scorer is not there: {scorer}. Set VOLTEFACE_SHARED to its folder")
        return 0
    stems = sorted(_stems(FIRST) & _stems(SECOND))
    alone = sorted(_stems(FIRST) ^ _stems(SECOND))
    _print_head()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _write(stems, work)
        for name, chosen in [*((stem, [stem]) for stem in stems), ("all", stems)]:
            _print_row(name, [_scores(side, chosen, work, scorer) for side in (FIRST, SECOND)])
    if alone:
        print(f"annotated once only, left out: {', '.join(alone)}")
    return 0


def _stems(golds: Path) -> set[str]:
    return {path.stem for path in golds.glob("*.json")}


def _write(stems: Iterable[str], work: Path) -> None:
    """Write each report's extracted text, and each annotation as claims in a folder of its name."""
    reports = {path.stem: path for path in (CASE / "reports").iterdir()}
    for stem in stems:
        (report,) = load(reports[stem])
        (work / f"{stem}.txt").write_text(report.text, "utf-8", newline="")
        for side in (FIRST, SECOND):
            claims = json.loads((side / f"{stem}.json").read_text("utf-8"))["claims"]
            path = work / side.name / f"{stem}.jsonl"
            path.parent.mkdir(exist_ok=True)
            path.write_text("".join(json.dumps(_as_read(c)) + "\n" for c in claims), "utf-8")


def _as_read(claim: dict[str, Any]) -> dict[str, Any]:
    """Return an annotated claim as a reader would give it out, with the first of its types."""
    return claim | {
        "type": claim["type"][0],
        "quote": claim["sentence"],
        "source": {"code": claim["source"]},
        "target": {"code": claim["target"]},
        "speaker": {"kind": claim["speaker_kind"]},
    }


def _scores(gold: Path, stems: Iterable[str], work: Path, scorer: Path) -> dict[str, Any]:
    """Return the scores of the other annotation's claims against ``gold``."""
    other = SECOND if gold == FIRST else FIRST
    files = [str(p) for stem in stems for p in (gold / f"{stem}.json", work / f"{stem}.txt")]
    call = [sys.executable, str(scorer), *files, "--pred-dir", str(work / other.name), "--json"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"score_reading.py failed on {gold.name}: {done.stderr[-400:]}")
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def _print_head() -> None:
    print("claims of each annotation, and the shares of them that the other has in full")
    print(f"{'':<18}" + "".join(f"{side.name:>36}" for side in (FIRST, SECOND)))
    columns = "".join(f"{head:>12}" for head in ("claims", *(h for _, h in _SHOWN)))
    print(f"{'report':<18}" + columns * 2)


def _print_row(name: str, sides: Iterable[dict[str, Any]]) -> None:
    print(f"{name:<18}" + "".join(_cells(scores) for scores in sides))


def _cells(scores: dict[str, Any]) -> str:
    shares = (scores[key] for key, _ in _SHOWN)
    shown = "".join(f"{'–' if share is None else f'{share:.3f}':>12}" for share in shares)
    return f"{scores['gold']:>12}{shown}"


if __name__ == "__main__":
    sys.exit(main())
