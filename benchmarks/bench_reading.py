"""Print how well reports are read, set by set, and whether each bar of bars.toml is met.

    VOLTEFACE_SHARED=FOLDER python benchmarks/bench_reading.py [--only NAME …] [--out FILE.json]

FOLDER holds the scorers (tools/) and the seed report (seed/). VOLTEFACE names the command to score.
Ends with 1 where a bar is not met, with 0 where all are or where something that it needs is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import tomllib
from pathlib import Path

from gold_sets import GoldSet, gold_sets
from scorers import Scores, agreement, missing, score_cases, score_reading

_SHOWN = (
    ("recall_full", "full"),
    ("key_full_rate", "key full"),
    ("false_rate", "false"),
    ("spurious_rate", "spurious"),
    ("unsupported_rate", "unsupp."),
    ("bad_offset", "offsets"),
    ("pair", "pair"),
    ("outside", "outside"),
    ("month", "month"),
)


def main() -> int:
    """Score every set, print the table, and return the exit code."""
    options = _options()
    shared = Path(os.environ["VOLTEFACE_SHARED"]) if os.environ.get("VOLTEFACE_SHARED") else None
    lacking = missing(shared)
    if lacking or shared is None:
        print(f"skipped, not there: {lacking}")
        return 0
    sets = [s for s in gold_sets(shared) if not options.only or s.name in options.only]
    results = {gold.name: _score(gold, shared / "tools") for gold in sets}
    _print_table(sets, results)
    _print_agreement(sets, shared / "tools")
    if options.out:
        options.out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return _print_bars(results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="*", default=[], help="names of sets, such as seed held")
    parser.add_argument("--out", type=Path, help="write all scores here as JSON")
    return parser.parse_args()


def _score(gold: GoldSet, tools: Path) -> Scores:
    print(f"reading {gold.name} ({len(gold.pairs)} reports) …", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        scores = score_reading(gold, tools, Path(folder))
    return {"sha256": gold.sha256, "reports": len(gold.pairs)} | scores | score_cases(gold, tools)


def _print_table(sets: list[GoldSet], results: dict[str, Scores]) -> None:
    print(f"{'set':<15}{'reports':>8}{'claims':>8}" + "".join(f"{h:>10}" for _, h in _SHOWN))
    for name, scores in results.items():
        cells = "".join(f"{_cell(scores.get(key)):>10}" for key, _ in _SHOWN)
        print(f"{name:<15}{scores['reports']:>8}{scores['gold']:>8}{cells}")
    print("\nsha256 of the gold files")
    for gold in sets:
        print(f"  {gold.name:<15}{gold.sha256}")
    misses = [miss for scores in results.values() for miss in scores["misses"]]
    if misses:
        print("\npair, outside power or month not found as in the gold", *misses, sep="\n")


def _print_agreement(sets: list[GoldSet], tools: Path) -> None:
    """Print how far the example case's two annotations agree, where both are there."""
    by_name = {gold.name: gold for gold in sets}
    first, second = by_name.get("example"), by_name.get("example-second")
    if first is None or second is None:
        print("\nagreement of two annotators on the example case: no second annotation is there")
        return
    print("\nagreement on the example case: each annotation scored against the other")
    for name, one, other in (("second → first", first, second), ("first → second", second, first)):
        with tempfile.TemporaryDirectory() as folder:
            scores = agreement(one, other, tools, Path(folder))
        shown = (f"{head} {_cell(scores.get(key))}" for key, head in _SHOWN[:5])
        print(f"  {name}: {', '.join(shown)}")


def _print_bars(results: dict[str, Scores]) -> int:
    bars = tomllib.loads(Path(__file__).with_name("bars.toml").read_text("utf-8"))
    failed = 0
    print("\nbars")
    for name in (n for n in bars if n in results):
        for side, limits in bars[name].items():
            for key, limit in limits.items():
                is_met = _is_met(results[name].get(key), side, limit)
                failed += not is_met
                verdict = "met" if is_met else "NOT MET"
                sign = "≥" if side == "at_least" else "≤"
                print(
                    f"  {name:<15}{key:<18}{_cell(results[name].get(key)):>8}  {sign} {limit:<6}{verdict}"
                )
    return 1 if failed else 0


def _is_met(value: float | None, side: str, limit: float) -> bool:
    """Return whether a score holds its bar; what was not measured does not."""
    if value is None:
        return False
    return value >= limit if side == "at_least" else value <= limit


def _cell(value: object) -> str:
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
