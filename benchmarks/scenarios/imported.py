"""Print how many SDXorg test models the importer reads and how near they come to their outputs.

    python benchmarks/scenarios/imported.py [--shared FOLDER] [--show]

Needs --shared (or VOLTEFACE_SHARED) naming a folder that holds data/scenario/sdxorg. Every file
counts as a model of its own; a model agrees where every number of every column of the canonical
output is within 1e-4 of it (relative, or absolute where the output is below 1 in size).
Canonical outputs hold six digits. Nothing is tuned on single models.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from volteface.scenarios.importing import (
    ImportedModelError,
    Results,
    import_model,
    run,
)
from volteface.scenarios.importing.datafile import column_key, read_table

TOLERANCE = 1e-4
BAR_MODELS, BAR_SHARE = 60, 0.95
PEER = "PySD: 130 of 137 test models (its own count, Vensim and XMILE together)"
SUFFIXES = frozenset({".mdl", ".xmile", ".stmx"})
# Vensim reads these from outside the model; a test with such a table hands it in.
DATA = "data.tab"
# Second models of their folders: the output beside them is that of the first.
WITHOUT_OUTPUT = frozenset({"model_to_generate_data.mdl", "test_get_time_value.mdl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a model did: `gap` is the largest one to its canonical output, None where not run."""

    path: Path
    gap: float | None
    columns: int
    message: str

    @property
    def agrees(self) -> bool:
        return self.gap is not None and self.gap <= TOLERANCE


def main() -> None:
    options = _options()
    folder = Path(options.shared or "") / "data" / "scenario" / "sdxorg"
    if not options.shared or not folder.is_dir():
        print("skipped: VOLTEFACE_SHARED names no folder with data/scenario/sdxorg")
        return
    pairs = [(path, output) for path in _models(folder) if (output := _output(path))]
    print(f"{len(pairs)} models with canonical output, sha256 {_hash(pairs)[:16]}")
    started = time.process_time()
    outcomes = [_outcome(path, output) for path, output in pairs]
    _print(outcomes, folder, options.show)
    print(f"{time.process_time() - started:.1f} s of processor time")
    print(PEER)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", default=os.environ.get("VOLTEFACE_SHARED"))
    parser.add_argument("--show", action="store_true", help="name every model that fails")
    return parser.parse_args()


def _models(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in SUFFIXES and path.name not in WITHOUT_OUTPUT
    )


def _output(model: Path) -> Path | None:
    """The canonical output beside a model."""
    for name in ("output.tab", "output.csv"):
        if (model.parent / name).is_file():
            return model.parent / name
    return None


def _hash(pairs: list[tuple[Path, Path]]) -> str:
    found = sha256()
    for model, output in pairs:
        found.update(model.read_bytes() + output.read_bytes())
    return found.hexdigest()


def _outcome(path: Path, output: Path) -> Outcome:
    data = path.parent / DATA
    try:
        results = run(import_model(path, data if data.is_file() else None))
    except ImportedModelError as error:
        return Outcome(path=path, gap=None, columns=0, message=str(error))
    return _compared(path, results, output)


def _compared(path: Path, results: Results, output: Path) -> Outcome:
    header, rows = read_table(output)
    at = {key: column for column, key in enumerate(results.columns)}
    if len(rows) != len(results.values):
        message = f"{len(results.values)} rows for {len(rows)}"
        return Outcome(path=path, gap=float("inf"), columns=0, message=message)
    missing = [label for label in header if column_key(label) not in at]
    if missing:
        message = f"{len(missing)} of {len(header)} columns missing, first {missing[0]!r}"
        return Outcome(path=path, gap=float("inf"), columns=0, message=message)
    worst, where = 0.0, ""
    for column, label in enumerate(header):
        own = at[column_key(label)]
        for row, mine in zip(rows, results.values[:, own], strict=True):
            wanted = row[column] if column < len(row) else None
            gap = 0.0 if wanted is None else abs(mine - wanted) / max(abs(wanted), 1.0)
            if not gap <= worst:
                worst, where = gap, f"{label}: {mine:g} for {wanted:g}"
    return Outcome(path=path, gap=worst, columns=len(header), message=where or "exact")


def _print(outcomes: list[Outcome], folder: Path, show: bool) -> None:
    ran = [outcome for outcome in outcomes if outcome.gap is not None]
    agreeing = [outcome for outcome in ran if outcome.agrees]
    print(f"read and run: {len(ran)}; within {TOLERANCE:g} of the output: {len(agreeing)}")
    for suffix in sorted(SUFFIXES):
        own = [outcome for outcome in outcomes if outcome.path.suffix == suffix]
        print(f"  {suffix:<7} {sum(o.agrees for o in own):>4} of {len(own)}")
    share = len(agreeing) / len(ran)
    passed = len(agreeing) >= BAR_MODELS and share >= BAR_SHARE
    print(f"of those run {share:.1%} agree (bar: ≥ {BAR_MODELS} models, ≥ {BAR_SHARE:.0%}): "
          f"{'passed' if passed else 'missed'}")  # fmt: skip
    _print_reasons([outcome for outcome in outcomes if outcome.gap is None])
    if show:
        for outcome in outcomes:
            if not outcome.agrees:
                shown = outcome.path.relative_to(folder)
                print(f"  {shown}: {outcome.gap} {outcome.message}", file=sys.stderr)


def _print_reasons(refused: list[Outcome]) -> None:
    """Why models were not run, without names and lines."""
    causes = [re.sub(r"'[^']*'", "…", outcome.message.split(": ", 1)[-1]) for outcome in refused]
    print(f"not run: {len(refused)}")
    for cause, count in Counter(causes).most_common():
        print(f"  {count:>3}  {cause}")


if __name__ == "__main__":
    main()
