"""Negative rows of a table as arrays, for estimates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from volteface.model.dates import PartialDate
from volteface.reference.breaks import Break, BreakTable
from volteface.reference.groups import ALL, TieGroup
from volteface.reference.settings import Shrinkage

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Texts = NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Breaks side by side: whole months observed, and whether restored at their end."""

    months: Floats
    restored: Bools
    tie: Texts
    group: Texts
    cluster: Texts
    pair: Texts

    def __len__(self) -> int:
        return len(self.months)

    def take(self, rows: NDArray[np.intp] | Bools) -> Cohort:
        """Return the rows at these places, or where true; a place may stand more than once."""
        return Cohort(
            months=self.months[rows],
            restored=self.restored[rows],
            tie=self.tie[rows],
            group=self.group[rows],
            cluster=self.cluster[rows],
            pair=self.pair[rows],
        )

    def belongs(self, place: TieGroup) -> Bools:
        """Return which rows are of the group of ``place`` (all rows where it is ``all``)."""
        return np.full(len(self), True) if place.group == ALL else self.group == place.group


def cohort(table: BreakTable) -> Cohort:
    """Return the negative rows of ``table``, censored at the month up to which it was seen."""
    return cohort_of(table.negative(), table.observed_until)


def cohort_of(rows: tuple[Break, ...], until: PartialDate) -> Cohort:
    """Return ``rows`` as arrays; those without restoration are censored at ``until``."""
    return Cohort(
        months=np.array([row.months_observed(until) for row in rows], dtype=np.float64),
        restored=np.array([row.restoration_date is not None for row in rows], dtype=np.bool_),
        tie=np.array([row.tie for row in rows], dtype=np.str_),
        group=np.array([row.group for row in rows], dtype=np.str_),
        cluster=np.array([row.cluster for row in rows], dtype=np.str_),
        pair=np.array(["-".join(map(str, sorted(row.pair))) for row in rows], dtype=np.str_),
    )


def weights(rows: Cohort, place: TieGroup, shrinkage: Shrinkage) -> Floats:
    """Return what each row counts in the estimate for ``place``.

    Rows of the tie itself count 1, the n other rows of its group min(1, group_cases / n) each,
    the m rows of other groups min(1, all_cases / m) each: a power prior with fixed prior sizes,
    so that a tie with few cases leans on its group and a group with few on all. Weighing rows
    down by the size of their cluster scored worse when clusters were left out.
    Source: Ibrahim & Chen (2000), Power prior distributions for regression models, Statistical
    Science 15(1), with one power for each layer.
    """
    group = rows.belongs(place)
    own = group if place.tie is None else rows.tie == place.tie
    result = own.astype(np.float64)
    for layer, cases in ((group & ~own, shrinkage.group_cases), (~group, shrinkage.all_cases)):
        result[layer] = min(1.0, cases / max(1, int(layer.sum())))
    return result
