"""Scores of a forecast given as draws: CRPS, interval coverage, gaps to persistence and prior."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from volteface.errors import ObservationError
from volteface.scenarios.observations import Row

Floats = npt.NDArray[np.float64]
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class RowScore:
    """How one observed row compares with its forecast; figures in the row's own unit.

    ``low80`` and ``high80`` hold 80 % of the draws between them. ``crps_persistence`` is the
    distance to the series' last value before the cut, None where it had none; ``crps_prior`` is
    the model's own before it was fitted, None where that was not run.
    """

    id: str
    series: str
    observed: float
    median: float
    low80: float
    high80: float
    crps: float
    crps_persistence: float | None
    crps_prior: float | None

    @property
    def is_covered(self) -> bool:
        """Whether the 80 % interval holds what was observed, its ends included."""
        return self.low80 <= self.observed <= self.high80


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores of all rows, and the rows (``unmatched``, by id) that the model cannot speak about.

    ``remarks`` say why a row is left out, where its writer may not have meant it to be.
    """

    rows: tuple[RowScore, ...]
    unmatched: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def crps(self) -> float | None:
        """Mean CRPS; None without rows. Units are mixed as the rows' are: compare, do not quote."""
        return _mean([row.crps for row in self.rows])

    @property
    def crps_persistence(self) -> float | None:
        """Mean distance to the last value, over the rows that have one."""
        return _mean([r.crps_persistence for r in self.rows if r.crps_persistence is not None])

    @property
    def crps_prior(self) -> float | None:
        """Mean CRPS before the fit, over the rows that have one."""
        return _mean([row.crps_prior for row in self.rows if row.crps_prior is not None])

    @property
    def coverage80(self) -> float | None:
        """Share of rows within their 80 % interval; None without rows."""
        return _mean([float(row.is_covered) for row in self.rows])

    def record(self) -> dict[str, Any]:
        """Return the scores as plain values for JSON."""
        names = ("id", "series", "observed", "median", "low80", "high80", "crps",
                 "crps_persistence", "crps_prior")  # fmt: skip
        return {
            "rows": [{name: getattr(row, name) for name in names} for row in self.rows],
            "crps": self.crps,
            "crps_persistence": self.crps_persistence,
            "crps_prior": self.crps_prior,
            "coverage80": self.coverage80,
            "n": len(self.rows),
            "unmatched": list(self.unmatched),
        }


def crps(draws: Floats, observed: float) -> float:
    """Return the continuous ranked probability score of ``draws`` (lower is better).

    Mean distance of the draws to ``observed`` less half their mean distance to each other, with
    the fair (unbiased) second term; one draw scores its distance. Raises ObservationError for
    no draws or for draws that are not finite.
    Source: Gneiting & Raftery (2007), J. Am. Stat. Assoc. 102; fair form: Ferro (2014).

    >>> round(crps(np.array([0.0, 1.0]), 0.0), 3)
    0.0
    """
    if draws.size == 0 or not np.isfinite(draws).all():
        raise ObservationError(f"needs finite draws, got {draws.size} of which some are not")
    near = float(np.mean(np.abs(draws - observed)))
    count = draws.size
    if count == 1:
        return near
    ranks = 2.0 * np.arange(1, count + 1) - count - 1
    spread = 2.0 * float(ranks @ np.sort(draws)) / (count * (count - 1))
    return near - 0.5 * spread


def score_row(row: Row, draws: Floats, last: Row | None, prior: Floats | None = None) -> RowScore:
    """Return the score of ``draws`` of one row's value, in the row's unit."""
    low, median, high = np.quantile(draws, (LOW, 0.5, HIGH))
    return RowScore(
        id=row.id,
        series=row.series,
        observed=row.value,
        median=float(median),
        low80=float(low),
        high80=float(high),
        crps=crps(draws, row.value),
        crps_persistence=None if last is None else abs(last.value - row.value),
        crps_prior=None if prior is None else crps(prior, row.value),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Share of a rival's score that is saved (1 perfect, 0 no better) with its 90 % interval."""

    value: float
    low: float
    high: float
    rows: int


def skill(
    scores: Sequence[tuple[float, float, str]],
    generator: np.random.Generator,
    resamples: int = 2000,
) -> Skill | None:
    """Return the skill over a rival from (score, rival's score, group) of each row.

    Scores are first divided by the rival's mean in their series, so that megawatts do not drown
    shares; the interval is a bootstrap over groups (rows of one day stand or fall together).
    None without rows, or where the rival is never wrong.
    """
    groups = sorted({group for _, _, group in scores})
    own = np.array([sum(s for s, _, g in scores if g == group) for group in groups])
    rival = np.array([sum(r for _, r, g in scores if g == group) for group in groups])
    if not groups or rival.sum() <= 0:
        return None
    chosen = generator.integers(0, len(groups), (resamples, len(groups)))
    rivals = rival[chosen].sum(axis=1)
    ratios = 1 - own[chosen].sum(axis=1)[rivals > 0] / rivals[rivals > 0]
    low, high = np.quantile(ratios, (0.05, 0.95))
    return Skill(
        value=float(1 - own.sum() / rival.sum()),
        low=float(low),
        high=float(high),
        rows=len(scores),
    )


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None
