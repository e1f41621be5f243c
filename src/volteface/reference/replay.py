"""History replayed: each break predicted at 0–3 years from breaks of other disputes and pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from volteface.reference.cohort import Bools
from volteface.reference.groups import tie_group
from volteface.reference.hazard import LANDMARKS, HazardModel, Spells, pair_name, spells
from volteface.reference.instances import Instance, features
from volteface.reference.settings import load_settings

_PRIOR_CASES = 10.0  # the group's share is shrunk to the base rate as so many cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """Probabilities of *lasting* for one break still broken after ``horizon`` years.

    ``estimate`` is the hazard model's, ``base_rate`` the share lasting among the breaks fitted
    that lasted as long, ``group_share`` that share within the group of ties, shrunk.
    """

    id: str
    cluster: str
    group: str
    month: int
    horizon: int
    lasting: bool
    estimate: float
    base_rate: float
    group_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The breaks that models are fitted to: years at risk and the model of all of them.

    ``full`` and ``whole[True]`` are with covariates, ``plain`` and ``whole[False]`` without.
    """

    rows: tuple[Instance, ...]
    full: Spells
    plain: Spells
    whole: dict[bool, HazardModel]
    models: dict[tuple[str, str, int, bool], HazardModel] = field(default_factory=dict)

    def model_for(self, one: Instance, before: int | None = None) -> HazardModel:
        """Return the model fitted without the cluster and the pair of ``one``.

        With ``before``, a month counted from year 0, on breaks whose ten years were over by then.
        A break without any coded covariate is answered by a model that has none (reduced-feature
        model, Saar-Tsechansky & Provost 2007, JMLR 8).
        """
        has_some = bool(one.covariates.cells)
        key = (one.cluster, pair_name(one), before or 0, has_some)
        if key not in self.models:
            table = self.full if has_some else self.plain
            kept = (table.cluster != one.cluster) & (table.pair != pair_name(one))
            if before is not None:
                kept &= table.month + load_settings().lasting_after_months <= before
            start = self.whole[has_some].weights if before is None else None
            self.models[key] = table.fit(kept, start)
        return self.models[key]


def record_of(rows: Sequence[Instance]) -> Record:
    """Return ``rows`` made ready to fit."""
    full, plain = spells(rows), spells(rows, with_covariates=False)
    whole = {True: full.fit(), False: plain.fit()}
    return Record(rows=tuple(rows), full=full, plain=plain, whole=whole)


def replay(
    cases: Iterable[Instance],
    record: Record,
    tell: Callable[[Instance], None] | None = None,
    limit: int | None = None,
) -> Iterator[Replayed]:
    """Yield a prediction for each scored case at 0, 1, 2 and 3 years while it is broken.

    Left out of each fit: every row of the case's cluster and every row of its pair. A case whose
    end is not known yet is left out, and nothing after its horizon is read but to score it.
    ``tell`` hears of each case before it is predicted. A break is lasting if it was not restored
    by ``limit`` months, the 120 of the target unless told.
    """
    limit = limit or load_settings().lasting_after_months
    for one in cases:
        lasting = one.is_lasting(limit)
        if lasting is None or not one.scored:
            continue
        if tell:
            tell(one)
        for years in LANDMARKS:
            if one.is_broken_after(12 * years) and 12 * years < limit:
                yield _predict(one, (years, limit), lasting, record)


def _predict(one: Instance, asked: tuple[int, int], lasting: bool, record: Record) -> Replayed:
    years, limit = asked
    model = record.model_for(one)
    known = features(one, 12 * years, record.rows, bool(one.covariates.cells))
    group = tie_group(one.tie).group
    base, share = _rivals(one, asked, record.rows)
    return Replayed(
        id=one.id,
        cluster=one.cluster,
        group=group,
        month=one.month,
        horizon=years,
        lasting=lasting,
        estimate=model.lasting(known, 12 * years, limit),
        base_rate=base,
        group_share=share,
    )


def _rivals(
    one: Instance, asked: tuple[int, int], rows: tuple[Instance, ...]
) -> tuple[float, float]:
    years, limit = asked
    group = tie_group(one.tie).group
    others = [
        row
        for row in rows
        if row.scored
        and row.cluster != one.cluster
        and row.pair != one.pair
        and row.is_broken_after(12 * years)
    ]
    lasted: Bools = np.array([bool(row.is_lasting(limit)) for row in others], dtype=np.bool_)
    same = np.array([tie_group(row.tie).group == group for row in others], dtype=np.bool_)
    base = float(lasted.mean()) if others else 0.5
    share = (float(lasted[same].sum()) + _PRIOR_CASES * base) / (int(same.sum()) + _PRIOR_CASES)
    return base, share
