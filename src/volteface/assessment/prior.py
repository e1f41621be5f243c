"""The case as a row of the reference class, and the model that answers for it."""

from __future__ import annotations

from functools import cache

from volteface.codebook.states import state
from volteface.errors import CodebookError
from volteface.model.case import Case
from volteface.reference.breaks import load_breaks, month_number
from volteface.reference.covariates import load_covariates
from volteface.reference.groups import ALL, tie_group
from volteface.reference.hazard import HazardModel, spells
from volteface.reference.instances import Instance, features, instances

_NO_CODE = -1  # of a party that is no state of the Correlates of War list


@cache
def past_breaks() -> tuple[Instance, ...]:
    """Return the packaged breaks with their covariates."""
    return instances(load_breaks(), load_covariates())


@cache
def packaged_model() -> HazardModel:
    """Return the restoration hazard fitted to all packaged breaks."""
    return spells(past_breaks()).fit()


def at_break(case: Case, kind: str) -> dict[str, float]:
    """Return what the model may know of ``case`` at its break, with its most affected ``kind``.

    Kind of tie and its group, regions, powers, and earlier breaks of the pair; what the codebook
    has no number for is left out.
    """
    tie = None if kind == ALL else tie_group(kind).tie
    codes = [_cow(code) for code in (case.focal, case.partner)]
    if _NO_CODE in codes or tie is None:
        group = tie_group(kind).group
        return {} if group == ALL else {f"group {group}": 1.0, f"tie {tie}": 1.0}
    rows = past_breaks()
    date = case.break_.date if case.break_ else None
    month = month_number(date) if date is not None and date.year else rows[0].observed_until
    one = Instance(
        id="",
        cow_a=codes[0],
        cow_b=codes[1],
        month=month,
        tie=tie,
        cluster="",
        breaker=None,
        restored=None,
        observed_until=month,
        scored=False,
    )
    return features(one, 0, rows, with_covariates=False)


def _cow(code: str | None) -> int:
    try:
        return state(code or "").cow or _NO_CODE
    except CodebookError:
        return _NO_CODE
