"""The density of a fit as a function that JAX can differentiate (extra ``bayes``).

The same likelihood as ``channels.log_likelihood``, for all rows at once: a row's mean, noise and
bias are linear in the outputs by month, so one matrix each gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
from jax.scipy import special

from volteface.errors import CalibrationError
from volteface.scenarios.calibration.channels import (
    DEGREES_OF_FREEDOM,
    LOG_SMALLEST,
    SMALLEST,
    Floats,
    Level,
    Sight,
)
from volteface.scenarios.calibration.problem import Problem
from volteface.scenarios.engine_jax import paths_of
from volteface.scenarios.jax_draws import from_normal
from volteface.scenarios.program import Draw
from volteface.scenarios.smoothness import Form, settled, shape_of

LogDensity = Callable[[Any, Any], jax.Array]

# All noise is handed in, so nothing is drawn by key.
_NO_KEY, _ONE_LANE = np.zeros(2, dtype=np.uint64), np.zeros(1, dtype=np.uint64)


def check_continuous(problem: Problem) -> Form:
    """Return whether the problem is smooth or kinked; raises CalibrationError where it jumps."""
    found = shape_of(problem.program, problem.outputs)
    if found.form is Form.JUMPING:
        line = problem.program.lines.get(found.cause or "")
        where = f"line {line}, {found.cause}" if line else str(found.cause)
        raise CalibrationError(
            f"the observed outputs jump with what is fitted ({where}), so there is no gradient to "
            "follow; fit with --method smc, which needs none"
        )
    return found.form


def log_density(problem: Problem) -> LogDensity:
    """Return the log density of ``x`` (unknown,) given the rows' ``values``, but for a constant.

    ``x`` is standard normal a priori; ``unbounded`` turns it into the problem's unknowns. Values
    are in the outputs' units (``row_values``), so that other data can be put in without another
    compilation. To be called with 64-bit numbers on.
    """
    program, unknowns = settled(problem.program, problem.outputs), problem.unknowns
    paths, rows = paths_of(program, problem.outputs), _Rows(problem)
    fitted = {one.name: one for one in program.parameters}
    fixed = {
        n: one.distribution.numbers[0] for n, one in fitted.items() if one.distribution.is_fixed
    }
    # No lot is left that decides anything, so any figure will do for it.
    lots = {
        one: np.full((program.months, 1), 0.5) for one in program.draws if one.kind == "uniform"
    }

    def density(x: Any, values: Any) -> jax.Array:
        z = bounded(problem, x)
        drawn = {
            name: from_normal(fitted[name], z[place])
            for place, name in enumerate(unknowns.parameters)
            if name in fitted
        }
        held = z[unknowns.noise_start : unknowns.bias_start].reshape(-1, unknowns.months, 1)
        noise = {Draw("normal", name): held[row] for row, name in enumerate(unknowns.noise)}
        found = paths({**fixed, **drawn}, _NO_KEY, _ONE_LANE, {**noise, **lots})[:, :, 0]
        fit = rows.log_likelihood(found.reshape(-1), z[unknowns.bias_start :], values)
        return fit - 0.5 * jnp.sum(x * x)

    return density


def bounded(problem: Problem, x: Any) -> Any:
    """Return the unknowns of ``x``: parameters put between the bounds of history matching.

    A standard normal figure goes to that of the cut-off normal law which has the same share below
    it.
    """
    if problem.low is None or problem.high is None:
        return x
    count = len(problem.unknowns.parameters)
    low, high = (special.ndtr(jnp.asarray(one)) for one in (problem.low, problem.high))
    inside = special.ndtri(low + (high - low) * special.ndtr(x[..., :count]))
    return jnp.concatenate([inside, x[..., count:]], axis=-1)


def row_values(sights: Sequence[Sight]) -> Floats:
    """Return the rows' values in the outputs' units."""
    return np.array([sight.row.value * sight.scale for sight in sights])


@dataclass(frozen=True, slots=True)
class _Linear:
    """Figures of rows as ``constant + matrix @ outputs``, outputs by name and month in one row."""

    constant: Floats
    matrix: Floats

    def at(self, outputs: jax.Array) -> jax.Array:
        return jnp.asarray(self.constant) + jnp.asarray(self.matrix) @ outputs


class _Rows:
    """The rows of a problem as matrices."""

    def __init__(self, problem: Problem) -> None:
        sights = problem.sights
        self.mean = _linear(problem, [sight.channel.output for sight in sights])
        self.noise = _linear(problem, [sight.channel.noise for sight in sights])
        self.spread = _linear(problem, [sight.channel.bias or 0.0 for sight in sights])
        self.widening = np.array([sight.widening for sight in sights])
        self.range = np.array([sight.range_spread for sight in sights])
        self.is_count = _are(sights, "count")
        self.is_relative = _are(sights, "relative")
        groups = problem.unknowns.biases
        self.bias = np.array([groups.index(s.bias_group) if s.bias_group else -1 for s in sights])

    def log_likelihood(self, outputs: jax.Array, biases: Any, values: Any) -> jax.Array:
        mean = self.mean.at(outputs)
        told = _poisson(jnp.where(self.is_count, mean, 1.0), values)
        measured = self._student(jnp.where(self.is_count, 1.0, mean), outputs, (biases, values))
        return jnp.sum(jnp.where(self.is_count, told, measured))

    def _student(self, mean: jax.Array, outputs: jax.Array, given: tuple[Any, Any]) -> jax.Array:
        biases, values = given
        own = jnp.where(self.is_count, 1.0, self.noise.at(outputs) * self.widening)
        noise = jnp.hypot(own, self.range)
        padded = jnp.append(biases, 0.0)
        bias = padded[self.bias] * self.spread.at(outputs)
        seen = jnp.where(self.is_relative, _log(values), values)
        away = seen - jnp.where(self.is_relative, _log(mean), mean) - bias
        nu = DEGREES_OF_FREEDOM
        heavy = -(nu + 1) / 2 * jnp.log1p((away / noise) ** 2 / nu)
        return heavy - jnp.log(noise)


def _poisson(mean: jax.Array, values: Any) -> jax.Array:
    rate = jnp.maximum(mean, SMALLEST)
    return jnp.asarray(values * jnp.log(rate) - rate)


def _log(values: Any) -> jax.Array:
    return jnp.log(jnp.maximum(values, LOG_SMALLEST))


def _are(sights: Sequence[Sight], kind: str) -> npt.NDArray[np.bool_]:
    return np.array([sight.channel.kind == kind for sight in sights])


def _linear(problem: Problem, levels: Sequence[Level]) -> _Linear:
    """Return figures of the rows, each a number or the mean of an output over the row's months."""
    months = problem.program.months
    constant = np.zeros(len(levels))
    matrix = np.zeros((len(levels), len(problem.outputs) * months))
    for row, (level, sight) in enumerate(zip(levels, problem.sights, strict=True)):
        if not isinstance(level, str):
            constant[row] = level
            continue
        start = problem.outputs.index(level) * months
        for month, weight in zip(sight.months, sight.weights, strict=True):
            matrix[row, start + month] = weight
    return _Linear(constant, matrix)
