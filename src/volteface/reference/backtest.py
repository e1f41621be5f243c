"""What the reference class would have said of each scored row, had it not held its dispute.

For a row at h months, the fit sees no row of its cluster and none of its pair of states. Rivals
beside the estimate: the base rate (share lasting among the other scored rows still broken at h)
and that share within the row's group of ties, shrunk to the base rate as ten cases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from volteface.reference.breaks import Break, BreakTable
from volteface.reference.cohort import Bools, Cohort, cohort_of
from volteface.reference.groups import tie_group
from volteface.reference.settings import Shrinkage, load_settings
from volteface.reference.survival import shrunk_curve

GROUP_SHARE_PRIOR_CASES = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Probabilities of *lasting* for one scored row still broken after ``elapsed_months``."""

    id: str
    cluster: str
    group: str
    elapsed_months: int
    lasting: bool
    estimate: float
    base_rate: float
    group_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """The negative rows of a table, as breaks and as arrays, and which of them are scored."""

    breaks: tuple[Break, ...]
    rows: Cohort
    lasting: Bools
    scored: Bools
    horizon_months: int


def predictions(
    table: BreakTable,
    elapsed_months: int,
    shrinkage: Shrinkage | None = None,
    horizon_months: int | None = None,
) -> tuple[Prediction, ...]:
    """Return one prediction for each scored row not restored by ``elapsed_months``.

    ``shrinkage`` is the packaged one unless told. A row is lasting if it was not restored by
    ``horizon_months``, unless told the 120 months of the target; scored rows have all been seen so
    long. Rows after the last scored year enter the fit, censored where open, and are never
    predicted.
    """
    shrinkage = shrinkage or load_settings().shrinkage
    material = _material(table, horizon_months or load_settings().lasting_after_months)
    at_risk = material.scored & broken_after(material.rows, elapsed_months)
    return tuple(
        _predict(material, int(place), at_risk, elapsed_months, shrinkage)
        for place in np.flatnonzero(at_risk)
    )


def broken_after(rows: Cohort, elapsed_months: int) -> Bools:
    """Return which rows were not restored by ``elapsed_months`` (0: in the break's month)."""
    return ~rows.restored | (rows.months > elapsed_months)


def others(rows: Cohort, place: int) -> Bools:
    """Return which rows share neither the cluster nor the pair of the row at ``place``."""
    result: Bools = (rows.cluster != rows.cluster[place]) & (rows.pair != rows.pair[place])
    return result


def _material(table: BreakTable, horizon_months: int) -> _Scored:
    rows = table.negative()
    cohort = cohort_of(rows, table.observed_until)
    is_target = horizon_months == load_settings().lasting_after_months
    told = np.array([row.outcome == "lasting" for row in rows], dtype=np.bool_)
    return _Scored(
        breaks=rows,
        rows=cohort,
        lasting=told if is_target else broken_after(cohort, horizon_months),
        horizon_months=horizon_months,
        scored=np.array([row.scored and row.outcome != "open" for row in rows], dtype=np.bool_),
    )


def _predict(
    material: _Scored, place: int, at_risk: Bools, elapsed_months: int, shrinkage: Shrinkage
) -> Prediction:
    row = material.breaks[place]
    kept = others(material.rows, place)
    curve = shrunk_curve(material.rows.take(kept), tie_group(row.tie), shrinkage)
    restored = curve.restored_by(material.horizon_months, elapsed_months)
    rivals = material.lasting[kept & at_risk]
    base = float(rivals.mean()) if len(rivals) else 0.5
    same = material.lasting[kept & at_risk & (material.rows.group == row.group)]
    prior = GROUP_SHARE_PRIOR_CASES
    return Prediction(
        id=row.id,
        cluster=row.cluster,
        group=row.group,
        elapsed_months=elapsed_months,
        lasting=bool(material.lasting[place]),
        estimate=base if restored is None else 1 - restored,
        base_rate=base,
        group_share=float((same.sum() + prior * base) / (len(same) + prior)),
    )
