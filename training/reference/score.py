"""Replay the packaged breaks at several horizons and write ``data/reference/scores.csv``.

python training/reference/score.py
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

import volteface
from volteface.reference.breaks import load_breaks
from volteface.reference.covariates import load_covariates
from volteface.reference.hazard import LANDMARKS
from volteface.reference.instances import instances
from volteface.reference.replay import record_of, replay
from volteface.reference.score import brier, log_score
from volteface.reference.scores import COLUMNS, TABLE

HORIZONS = (12, 24, 36, 60, 120)


def main() -> None:
    """Write the table."""
    table = load_breaks()
    rows = instances(table, load_covariates())
    record = record_of(rows)
    path = Path(volteface.__file__).parent / "data" / "reference" / TABLE
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for horizon in HORIZONS:
            found = list(replay(rows, record, limit=horizon))
            for years in LANDMARKS:
                some = [one for one in found if one.horizon == years]
                if some:
                    lasting = np.array([one.lasting for one in some])
                    own = np.array([one.estimate for one in some])
                    base = np.array([one.base_rate for one in some])
                    writer.writerow([
                        12 * years, horizon, len(some), len({one.cluster for one in some}),
                        *(f"{value:.4f}" for value in (
                            brier(own, lasting), brier(base, lasting),
                            log_score(own, lasting), log_score(base, lasting))),
                        table.sha256,
                    ])  # fmt: skip


if __name__ == "__main__":
    main()
