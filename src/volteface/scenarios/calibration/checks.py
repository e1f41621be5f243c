"""Predictive checks: would the model, before and after the fit, have shown what was observed?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from volteface.scenarios.calibration.channels import Floats, Sight
from volteface.scenarios.calibration.posterior import Posterior
from volteface.scenarios.calibration.predictive import Futures, posterior_draws, prior_draws
from volteface.scenarios.program import Program

_LOW, _HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How the rows of one series lie among their predictive draws.

    ``prior_inside`` and ``inside`` are shares of rows within the 80 % interval before and after
    the fit; ``place`` is the mean share of draws below a row after the fit: near 0 or 1 the model
    is off in one direction.
    """

    series: str
    rows: int
    prior_inside: float
    inside: float
    place: float


def predictive_checks(
    posterior: Posterior, program: Program, seen: Sequence[Sight], prior_count: int = 1000
) -> tuple[Check, ...]:
    """Return the checks of the fitted rows, one a series, in the order of the rows.

    A fitted row has been seen, so ``inside`` should lie above 80 %; a series far below is one
    that the model cannot bring together with the rest.
    """
    after = posterior_draws(posterior, program, seen, Futures(repeats=1))
    before = prior_draws(program, seen, prior_count)
    names = dict.fromkeys(sight.row.series for sight in seen)
    return tuple(_check(name, seen, before, after) for name in names)


def _check(
    series: str, seen: Sequence[Sight], before: Sequence[Floats], after: Sequence[Floats]
) -> Check:
    places = [number for number, sight in enumerate(seen) if sight.row.series == series]
    values = [seen[number].row.value for number in places]
    return Check(
        series=series,
        rows=len(places),
        prior_inside=_share_inside(values, [before[number] for number in places]),
        inside=_share_inside(values, [after[number] for number in places]),
        place=float(
            np.mean(
                [_place(value, after[number]) for value, number in zip(values, places, strict=True)]
            )
        ),
    )


def _share_inside(values: Sequence[float], draws: Sequence[Floats]) -> float:
    inside = []
    for value, drawn in zip(values, draws, strict=True):
        low, high = np.quantile(drawn, (_LOW, _HIGH))
        inside.append(bool(low <= value <= high))
    return float(np.mean(inside))


def _place(value: float, drawn: Floats) -> float:
    """Return the share of draws below ``value``, equal ones counted half."""
    return float(np.mean(drawn < value) + 0.5 * np.mean(drawn == value))
