"""Gathering while running: means, quantiles, exceedances and their Monte Carlo errors.

Blocks of shape (outputs, months, lanes) are added in order of trajectory and let go; memory does
not grow with the number of runs. An event is turned into "has it happened by this month".
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from volteface.scenarios.engine import Array
from volteface.scenarios.program import Output
from volteface.scenarios.quantiles import POINTS, Quantiles

SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
OVER_RUN = ("mean", "highest", "lowest")
_MEMORY = 192_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What was gathered of one output, by month and then over the run (``OVER_RUN``).

    ``quantiles`` is of shape (shares, columns) as are ``quantile_errors``, without rows for an
    output that is a share of runs; ``exceedance`` of shape (thresholds, columns). Errors are Monte
    Carlo standard errors.
    """

    output: Output
    runs: int
    mean: Array
    mean_error: Array
    quantiles: Array
    quantile_errors: Array
    exceedance: Array


class Gather:
    """Takes blocks of values of ``outputs`` over ``months`` months."""

    def __init__(self, outputs: tuple[Output, ...], months: int) -> None:
        self.outputs, self.months = outputs, months
        self.runs = 0
        columns = months + len(OVER_RUN)
        exact = _MEMORY // (16 * columns * max(1, len(outputs)))
        self._rows = [_Row(one, columns, min(16 * POINTS, exact)) for one in outputs]

    def add(self, values: Array) -> None:
        """Add a block of shape (outputs, months, lanes)."""
        for row, block in zip(self._rows, values, strict=True):
            row.add(block)
        self.runs += values.shape[2]

    def measures(self) -> tuple[Measure, ...]:
        """Return what was gathered, output by output."""
        return tuple(row.measure() for row in self._rows) if self.runs else ()


class _Row:
    """What is gathered of one output; a block of it fits a core's own cache."""

    def __init__(self, output: Output, columns: int, exact: int) -> None:
        self.output = output
        self.runs = 0
        self.mean = np.zeros(columns)
        self.squares = np.zeros(columns)
        self.above = np.zeros((len(output.thresholds), columns))
        self.quantiles = None if output.is_share else Quantiles(columns, exact)

    def add(self, block: Array) -> None:
        if self.output.is_event:
            block = happened(block)
        columns, lanes = len(self.mean), block.shape[1]
        if self.quantiles is None:
            whole = np.empty((columns, lanes), dtype=block.dtype)
        else:
            whole = self.quantiles.room(lanes, block.dtype)
        with_run(block, whole)
        self._merge(whole, lanes)
        for number, threshold in enumerate(self.output.thresholds):
            self.above[number] += np.count_nonzero(whole > threshold, axis=1)
        if self.quantiles is not None:
            self.quantiles.settle()

    def measure(self) -> Measure:
        found, errors = self._with_errors()
        deviation = np.sqrt(self.squares / max(1, self.runs - 1))
        return Measure(
            output=self.output,
            runs=self.runs,
            mean=self.mean,
            mean_error=deviation / np.sqrt(self.runs),
            quantiles=found,
            quantile_errors=errors,
            exceedance=self.above / self.runs,
        )

    def _merge(self, whole: Array, lanes: int) -> None:
        """Merge means and sums of squares (Chan, Golub and LeVeque, 1979)."""
        mean = whole.mean(axis=1)
        away = whole - mean[:, None]
        squares = np.einsum("cl,cl->c", away, away)
        total = self.runs + lanes
        delta = mean - self.mean
        self.mean += delta * (lanes / total)
        self.squares += squares + np.square(delta) * (self.runs * lanes / total)
        self.runs = total

    def _with_errors(self) -> tuple[Array, Array]:
        """Return quantiles, and half the stretch between those one standard error to each side."""
        if self.quantiles is None:
            return np.empty((0, len(self.mean))), np.empty((0, len(self.mean)))
        shares = np.array(SHARES)
        off = np.sqrt(shares * (1 - shares) / self.runs)
        asked = np.concatenate([shares, np.clip(shares - off, 0, 1), np.clip(shares + off, 0, 1)])
        parts = self.quantiles.at(asked).reshape(len(self.mean), 3, len(SHARES))
        return parts[:, 0].T, ((parts[:, 2] - parts[:, 1]) / 2).T


def happened(block: Array) -> Array:
    """Return a test by month and lane as 1 from the first month on in which it holds."""
    held = np.not_equal(block, 0)
    for before, now in pairwise(held):  # faster than accumulate along the months
        np.logical_or(before, now, out=now)
    return held.astype(block.dtype)


def with_run(block: Array, whole: Array) -> None:
    """Write ``block`` (months, lanes) into ``whole``, with the rows of ``OVER_RUN`` below it."""
    months = len(block)
    whole[:months] = block
    np.mean(block, axis=0, out=whole[months])
    np.max(block, axis=0, out=whole[months + 1])
    np.min(block, axis=0, out=whole[months + 2])


def probability_error(probability: Array, runs: int) -> Array:
    """Return the Monte Carlo standard error of a probability from ``runs`` runs.

    >>> round(float(probability_error(np.array(0.5), 10_000)), 4)
    0.005
    """
    return np.asarray(np.sqrt(probability * (1 - probability) / runs))


def runs_needed(probability: float, within: float = 0.01) -> int:
    """Return the runs after which ``probability`` is known to ± ``within`` (95 %).

    >>> runs_needed(0.5)
    9604
    """
    return int(np.ceil(probability * (1 - probability) * (1.959964 / within) ** 2))
