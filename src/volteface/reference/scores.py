"""How the model did on past breaks, kept with the package: made by training/reference/score.py."""

from __future__ import annotations

from functools import cache

from volteface.reference.tables import read_table

TABLE = "scores.csv"
COLUMNS = (
    "elapsed_months",
    "horizon_months",
    "breaks",
    "disputes",
    "brier",
    "base_brier",
    "log_score",
    "base_log_score",
    "breaks_sha256",
)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return read_table(TABLE, COLUMNS).rows


def score_at(elapsed_months: int, horizon_months: int) -> dict[str, float | int | str]:
    """Return scores of the model on breaks that lasted about as long, asked at the horizon.

    The row with the largest elapsed time and horizon not above those asked (a horizon below the
    smallest takes the smallest). Measures by name, in words.
    """
    rows = [
        (int(row["elapsed_months"]), int(row["horizon_months"]), row)
        for row in _rows()
        if int(row["elapsed_months"]) < horizon_months
    ]
    fits = [one for one in rows if one[0] <= elapsed_months and one[1] <= horizon_months] or rows
    elapsed, horizon, row = max(fits, key=lambda one: one[:2])
    return {
        "Brier score": float(row["brier"]),
        "Brier score of the base rate": float(row["base_brier"]),
        "log score": float(row["log_score"]),
        "log score of the base rate": float(row["base_log_score"]),
        "breaks": int(row["breaks"]),
        "disputes": int(row["disputes"]),
        "months after the break": elapsed,
        "horizon in months": horizon,
    }
