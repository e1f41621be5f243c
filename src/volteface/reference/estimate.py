"""The chance that a severed tie is restored, from historical breaks of its kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from volteface.reference.breaks import BreakTable
from volteface.reference.cohort import Cohort, cohort
from volteface.reference.groups import TieGroup, tie_group
from volteface.reference.settings import Shrinkage, load_settings
from volteface.reference.survival import cluster_resamples, shrunk_curve

INTERVAL_PERCENT = (5.0, 95.0)
_FEWEST_RESAMPLES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceEstimate:
    """P(restored by ``horizon_months`` | not restored by ``elapsed_months``), since the break.

    ``low`` and ``high`` end the 90 % interval (5th and 95th percentile over resampled clusters).
    ``cases`` and ``clusters`` are the breaks of the tie (or of the whole group where ``tie`` is
    None) still seen broken after ``elapsed_months``; ``group_cases`` those of its group.
    Probabilities are None where no case lasted so long.
    """

    name: str
    tie: str | None
    group: str
    horizon_months: int
    elapsed_months: int
    probability: float | None
    low: float | None
    high: float | None
    cases: int
    clusters: int
    group_cases: int
    table_sha256: str

    @property
    def probability_lasting(self) -> float | None:
        """The chance that it is *not* restored by the horizon."""
        return None if self.probability is None else 1 - self.probability


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the reference class; times are months since the break.

    ``name`` is a tie of the breaks table, a kind of tie of the codebook, a group or ``all``.
    Raises ValueError unless 0 <= elapsed <= horizon and horizon > 0.
    """

    name: str
    horizon_months: int
    elapsed_months: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.elapsed_months <= self.horizon_months or self.horizon_months == 0:
            raise ValueError(
                "months must be 0 <= elapsed <= horizon and horizon above 0, "
                f"got {self.elapsed_months} and {self.horizon_months}"
            )


def estimate(
    question: Question,
    table: BreakTable,
    generator: np.random.Generator,
    resamples: int = 400,
    shrinkage: Shrinkage | None = None,
) -> ReferenceEstimate:
    """Return the answer to ``question`` from the negative rows of ``table``.

    A Kaplan–Meier curve shrunk to the tie's group and to all ties, with an interval by
    resampling clusters (see ``volteface.reference.survival``); ``generator`` draws, so that one
    seed gives one interval. Raises CodebookError for an unknown name.

    >>> from volteface.reference.breaks import load_breaks
    >>> question = Question(name="oil_supply", horizon_months=24)
    >>> found = estimate(question, load_breaks(), np.random.default_rng(1), resamples=50)
    >>> found.group, found.low <= found.probability <= found.high
    ('structural', True)
    """
    place = tie_group(question.name)
    rows, shrinkage = cohort(table), shrinkage or load_settings().shrinkage

    def restored(drawn: Cohort) -> float | None:
        curve = shrunk_curve(drawn, place, shrinkage)
        return curve.restored_by(question.horizon_months, question.elapsed_months)

    draws = cluster_resamples(rows, restored, generator, resamples)
    low, high = _interval(draws.tolist())
    at_risk = rows.take(rows.months > question.elapsed_months)
    own = at_risk.take(_own(at_risk, place))
    return ReferenceEstimate(
        name=question.name,
        tie=place.tie,
        group=place.group,
        horizon_months=question.horizon_months,
        elapsed_months=question.elapsed_months,
        probability=restored(rows),
        low=low,
        high=high,
        cases=len(own),
        clusters=len(set(own.cluster.tolist())),
        group_cases=int(at_risk.belongs(place).sum()),
        table_sha256=table.sha256,
    )


def estimates(
    name: str, elapsed_months: int, table: BreakTable, generator: np.random.Generator
) -> tuple[ReferenceEstimate, ...]:
    """Return the answers for ``name`` at every packaged horizon later than ``elapsed_months``."""
    return tuple(
        estimate(
            Question(name=name, horizon_months=horizon, elapsed_months=elapsed_months),
            table,
            generator,
        )
        for horizon in load_settings().horizons_months
        if horizon > elapsed_months
    )


def _own(rows: Cohort, place: TieGroup) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return rows.belongs(place) if place.tie is None else rows.tie == place.tie


def _interval(draws: list[float]) -> tuple[float | None, float | None]:
    if len(draws) < _FEWEST_RESAMPLES:
        return None, None
    low, high = np.percentile(draws, INTERVAL_PERCENT)
    return float(low), float(high)
