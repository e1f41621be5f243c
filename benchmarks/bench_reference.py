"""Print how well the reference class tells lasting from temporary breaks, beside simple rivals.

    python benchmarks/bench_reference.py [--shared FOLDER] [--resamples N] [--seed N]

Every scored row is predicted from rows of other disputes and other pairs. With --shared (or
VOLTEFACE_SHARED) naming a folder that holds data/shift/breaks.csv, that table is scored too.
"""

from __future__ import annotations

import argparse
import csv
import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from volteface.codebook.tables import read_table
from volteface.model.dates import PartialDate
from volteface.reference.backtest import Prediction, predictions
from volteface.reference.breaks import Break, BreakTable, load_breaks, outcome_of
from volteface.reference.score import (
    ELAPSED_MONTHS,
    FORECASTS,
    calibration,
    compare,
    gain,
    score,
)
from volteface.reference.settings import Shrinkage, load_settings

GRID = tuple(
    Shrinkage(group_cases=group, all_cases=everything)
    for group in (0.0, 10.0, 20.0, 40.0)
    for everything in (0.0, 5.0, 10.0)
)
# The other table names states and codes West Germany before 1990 by its own number.
WEST_GERMANY = "260"
HORIZONS = (12, 24, 36)


def main() -> None:
    """Print the scores of the packaged table and, where there is one, of the other."""
    options = _options()
    table = load_breaks()
    generator = np.random.default_rng(options.seed)
    _print_table("packaged breaks.csv", table, generator, options.resamples)
    _print_grid(table)
    path = Path(options.shared or "") / "data" / "shift" / "breaks.csv"
    if options.shared and path.is_file():
        _print_table("data/shift/breaks.csv", _other_table(path), generator, options.resamples)
        _print_held_out(table, _other_table(path))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", default=os.environ.get("VOLTEFACE_SHARED"))
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _print_table(
    name: str, table: BreakTable, generator: np.random.Generator, resamples: int
) -> None:
    negative = len(table.negative())
    scored = sum(row.scored for row in table.breaks)
    print(f"\n{name}: {len(table.breaks)} rows, {negative} negative, {scored} scored")
    print(f"sha256 {table.sha256}")
    for elapsed in ELAPSED_MONTHS:
        _print_scores(predictions(table, elapsed), elapsed, generator, resamples)
    for horizon in HORIZONS:
        print(
            f"\nrestored within {horizon} months of the break or not, asked at the break:", end=""
        )
        _print_scores(predictions(table, 0, horizon_months=horizon), 0, generator, resamples)


def _print_scores(
    rows: tuple[Prediction, ...], elapsed: int, generator: np.random.Generator, resamples: int
) -> None:
    share = np.mean([row.lasting for row in rows])
    found = [score(rows, forecast) for forecast in FORECASTS]
    print(f"\nnot restored after {elapsed // 12} years: N = {len(rows)}, "
          f"{found[0].clusters} clusters, share lasting {share:.2f}")  # fmt: skip
    for result in found:
        shown = "  -  " if result.auc is None or result.forecast == "base_rate" else result.auc
        print(f"  {result.forecast:<12} Brier {result.brier:.4f}  log {result.log_score:.4f}"
              f"  AUC {shown if isinstance(shown, str) else format(shown, '.3f')}")  # fmt: skip
    for rival in FORECASTS[1:]:
        better = gain(rows, rival, generator, resamples)
        print(f"  gain over {rival}: {better.value:+.4f} [{better.low:+.4f}, {better.high:+.4f}]")
    for band in calibration(rows):
        print(f"    {band.low:.1f}-{band.high:.1f}  N {band.cases:4d}"
              f"  said {band.mean_probability:.2f}  came {band.share_lasting:.2f}")  # fmt: skip


def _print_grid(table: BreakTable) -> None:
    chosen = load_settings().shrinkage
    print(f"\nshrinkage, mean Brier over 0-3 years (packaged: {chosen}):")
    for candidate, value in compare(table, GRID):
        print(f"  group {candidate.group_cases:4.0f}  all {candidate.all_cases:4.0f}  {value:.5f}")


def _print_held_out(own: BreakTable, other: BreakTable) -> None:
    """Print scores of the other table's rows with the rows that only ours holds in the fit too."""
    known = {row.id for row in other.breaks}
    added = tuple(row for row in own.negative() if row.id not in known)
    both = replace(other, breaks=(*added, *other.negative()))
    print("\nrows of data/shift/breaks.csv, rows that only ours holds in the fit too")
    for elapsed in ELAPSED_MONTHS:
        rows = tuple(row for row in predictions(both, elapsed) if row.id in known)
        shown = [f"{name} {score(rows, name).brier:.4f}" for name in FORECASTS]
        print(f"  after {elapsed // 12} years: N = {len(rows)}, Brier {', '.join(shown)}")


def _other_table(path: Path) -> BreakTable:
    content = path.read_bytes()
    codes = {row["cow"]: row["code"] for row in read_table("states.csv", ("code", "cow"))}
    codes[WEST_GERMANY] = "DEU"
    until = load_settings().observed_until
    rows = csv.DictReader(content.decode("utf-8").splitlines())
    return BreakTable(
        breaks=tuple(_other_break(row, codes, until) for row in rows),
        sha256=sha256(content).hexdigest(),
        observed_until=until,
    )


def _other_break(row: dict[str, str], codes: dict[str, str], until: PartialDate) -> Break:
    date = PartialDate.parse(row["break_date"])
    end = row["resolution_date"]
    restored = PartialDate.parse(end) if end else None
    return Break(
        id=row["id"],
        state_a=codes[row["ccode_a"]],
        state_b=codes[row["ccode_b"]],
        cow_a=int(row["ccode_a"]),
        cow_b=int(row["ccode_b"]),
        date=date,
        valence=row["valence"],
        tie=row["tie"],
        cluster=row["cluster"],
        scored=row["scored"] == "yes",
        direction=None,
        who_broke=None,
        what=row["what"],
        outcome=outcome_of(date, restored, until),
        restoration_date=restored,
        confidence=row["confidence"],
        recorded_in="",
    )


if __name__ == "__main__":
    main()
