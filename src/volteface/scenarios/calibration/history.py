"""History matching: rule out parts of the prior that no noise could bring near the facts.

For each row the distance between the runs and the observation is divided by all that could
explain it: noise, bias of the source, chance within the run. A draw of the parameters is ruled
out where its third-largest such distance exceeds 3 (Pukelsheim's three-sigma rule; the largest
two are forgiven, as one odd row must not decide).
Source: Craig, Goldstein, Seheult & Smith (1997); Vernon, Goldstein & Bower (2010), Bayesian
Analysis 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from volteface.errors import CalibrationError
from volteface.scenarios.calibration.channels import (
    DEGREES_OF_FREEDOM,
    Floats,
    Outputs,
    Sight,
)

CUT_OFF = 3.0
FORGIVEN = 2
# The box around what is left is widened by this much (standard deviations of the prior).
_MARGIN = 0.25
_FEWEST_LEFT = 20
_FLOOR = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What history matching left: share of the draws, and bounds of each parameter.

    Bounds are standard normal figures of the prior; ``worst`` holds for each row id the smallest
    implausibility that any draw reached: above 3 the model cannot explain the row at all.
    """

    draws: int
    share_left: float
    low: Floats
    high: Floats
    worst: dict[str, float]


def implausibility(sight: Sight, outputs: Outputs, chance: float) -> Floats:
    """Return the distance of runs to one row, in standard deviations, one figure a run.

    ``chance`` is the standard deviation of the output between runs of one parameter draw.
    """
    value, mean = sight.row.value * sight.scale, sight.mean(outputs)
    if sight.channel.kind == "count":
        return np.abs(value - mean) / np.sqrt(np.maximum(mean, _FLOOR) + chance**2)
    if sight.channel.kind == "relative":
        mean, value = np.log(np.maximum(mean, _FLOOR)), np.log(max(value, _FLOOR))
    noise = sight.noise(outputs)
    bias = sight.spread(sight.channel.bias, outputs) if sight.channel.bias else 0.0
    heavy = DEGREES_OF_FREEDOM / (DEGREES_OF_FREEDOM - 2)
    return np.abs(value - mean) / np.sqrt(heavy * noise**2 + bias**2 + chance**2)


def chance_of(sight: Sight, outputs: Outputs, repeats: int) -> float:
    """Return the standard deviation between runs that share parameters.

    Runs lie in groups of ``repeats`` with one parameter draw each.
    """
    mean = sight.mean(outputs)
    if sight.channel.kind == "relative":
        mean = np.log(np.maximum(mean, _FLOOR))
    return float(np.sqrt(np.mean(np.var(mean.reshape(-1, repeats), axis=1, ddof=1))))


def match(distances: Sequence[tuple[str, Floats]], z: Floats) -> Match:
    """Return what is left of the parameter draws ``z`` (draws, parameters) given distances by row.

    Raises CalibrationError where too few are left to say where the bounds lie; the message names
    the rows that no draw comes near.
    """
    table = np.array([distance for _, distance in distances])
    forgiven = min(FORGIVEN, len(table) - 1)
    decisive = np.sort(table, axis=0)[-1 - forgiven]
    left: npt.NDArray[np.bool_] = decisive <= CUT_OFF
    worst = {name: float(distance.min()) for name, distance in distances}
    if left.sum() < _FEWEST_LEFT:
        far = [name for name, value in worst.items() if value > CUT_OFF]
        raise CalibrationError(
            f"only {int(left.sum())} of {len(z)} prior draws come near the facts; "
            f"rows that none explains: {', '.join(far) or 'none alone'}; widen the priors"
        )
    return Match(
        draws=len(z),
        share_left=float(left.mean()),
        low=z[left].min(axis=0) - _MARGIN,
        high=z[left].max(axis=0) + _MARGIN,
        worst=worst,
    )
