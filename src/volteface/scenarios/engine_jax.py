"""The differentiable engine: a program as one function of its parameters (extra ``bayes``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from volteface.scenarios import jax_noise
from volteface.scenarios.compiled_size import check_size
from volteface.scenarios.draws import draw_parameters
from volteface.scenarios.engine import Array, Given, Lanes
from volteface.scenarios.noise import check_trajectories, seed_key
from volteface.scenarios.plan import Plan, Step, plan
from volteface.scenarios.program import Draw, Operation, Program

Values = list[Any]
Noise = Mapping[Draw, Any]
Paths = Callable[..., jax.Array]
_KEPT = 8

_OPERATIONS: dict[Operation, Callable[..., Any]] = {
    "add": jnp.add, "sub": jnp.subtract, "mul": jnp.multiply, "div": jnp.divide,
    "pow": jnp.power, "neg": jnp.negative, "min": jnp.minimum, "max": jnp.maximum,
    "exp": jnp.exp, "log": jnp.log, "sqrt": jnp.sqrt, "abs": jnp.abs, "floor": jnp.floor,
    "logistic": jax.nn.sigmoid, "lt": jnp.less, "le": jnp.less_equal, "gt": jnp.greater,
    "ge": jnp.greater_equal, "eq": jnp.equal, "ne": jnp.not_equal, "and": jnp.logical_and,
    "or": jnp.logical_or, "not": jnp.logical_not,
}  # fmt: skip


class JaxEngine:
    """Runs programs through XLA in double precision; agrees with the default engine to 1e-12."""

    name = "jax"

    def __init__(self) -> None:
        self._made: dict[object, tuple[Program, Any]] = {}

    def run(
        self,
        program: Program,
        lanes: Lanes,
        outputs: tuple[str, ...] | None = None,
        parameters: Given | None = None,
    ) -> Array:
        """Return the ``outputs`` (symbols), of shape (outputs, months, lanes); see ``Engine``."""
        check_trajectories(lanes.first, lanes.first + lanes.count - 1)
        values = draw_parameters(program, lanes, parameters)
        with jax.enable_x64(True):
            key = np.array(seed_key(lanes.seed), dtype=np.uint64)
            found = self._compiled(program, outputs)(values, key, lanes.trajectories)
            return np.asarray(found, dtype=np.float64)

    def _compiled(self, program: Program, outputs: tuple[str, ...] | None) -> Any:
        key = (id(program), outputs)
        if key not in self._made:
            check_size(len(plan(program).monthly), self.name)
            while len(self._made) >= _KEPT:
                self._made.pop(next(iter(self._made)))
            self._made[key] = (program, jax.jit(paths_of(program, outputs)))
        return self._made[key][1]


def paths_of(program: Program, outputs: tuple[str, ...] | None = None) -> Paths:
    """Return ``program`` as a pure function that JAX can compile and differentiate.

    The function takes the parameters (name to a number or an array of lanes), the seed's key
    (``noise.seed_key`` as an array of 64-bit words) and the trajectories' numbers; it returns the
    ``outputs`` (default: the program's), of shape (outputs, months, lanes). A fourth argument maps
    draws to arrays (months, lanes) that replace the keyed ones. It must be called with 64-bit
    numbers on: ``with jax.enable_x64(True)``. Choices and tests have gradient zero.
    """
    wanted = program.symbols if outputs is None else outputs
    made = plan(program)

    def paths(
        parameters: Mapping[str, Any], key: Any, trajectories: Any, noise: Noise | None = None
    ) -> jax.Array:
        return _Paths(program, made, wanted, noise or {}).run(parameters, key, trajectories)

    return paths


class _Paths:
    """One trace of a program: what is worked out before the months, and the step of a month."""

    def __init__(self, program: Program, made: Plan, wanted: tuple[str, ...], noise: Noise) -> None:
        self.program, self.plan, self.noise = program, made, noise
        self.wanted = [made.symbols[name] for name in wanted]

    def run(self, parameters: Mapping[str, Any], key: Any, trajectories: Any) -> jax.Array:
        shape = trajectories.shape
        before: Values = [None] * self.plan.size
        for slot, value in self.plan.constants.items():
            before[slot] = jnp.asarray(value, dtype=jnp.float64)
        for one in self.program.parameters:
            before[self.plan.symbols[one.name]] = jnp.asarray(
                parameters[one.name], dtype=jnp.float64
            )
        _follow(self.plan.before, before)
        start = {
            one.name: jnp.broadcast_to(before[self.plan.initial[one.name]], (one.months, *shape))
            for one in self.program.carried
        }
        given = (self.tables(), self.draws(key, trajectories))

        def month(past: Any, now: Any) -> Any:
            return self.month(list(before), past, now, shape)

        _, found = jax.lax.scan(month, start, given, length=self.program.months)
        return jnp.swapaxes(found, 0, 1)

    def tables(self) -> dict[str, jax.Array]:
        return {one.name: jnp.asarray(one.values) for one in self.program.tables}

    def draws(self, key: Any, trajectories: Any) -> list[jax.Array]:
        keyed = [draw for draw in self.plan.draws if draw not in self.noise]
        names = list(dict.fromkeys(draw.name for draw in keyed))
        levels = jax_noise.uniforms(key, trajectories, self.program.months, names) if names else ()
        made = {
            draw: levels[names.index(draw.name)]
            if draw.kind == "uniform"
            else jax_noise.normal_quantile(levels[names.index(draw.name)])
            for draw in keyed
        }
        return [self.noise[draw] if draw in self.noise else made[draw] for draw in self.plan.draws]

    def month(self, values: Values, past: Any, now: Any, shape: tuple[int, ...]) -> Any:
        """Return (the histories after this month, the outputs of this month)."""
        tables, draws = now
        for name, value in tables.items():
            values[self.plan.symbols[name]] = value
        for slot, draw in zip(self.plan.draws.values(), draws, strict=True):
            values[slot] = draw
        for (name, months), slot in self.plan.previous.items():
            values[slot] = past[name][-months]
        _follow(self.plan.monthly, values)
        after = {
            name: jnp.concatenate([kept[1:], self.lanes(values, name, shape)[None]])
            for name, kept in past.items()
        }
        row = [jnp.broadcast_to(_real(values[slot]), shape) for slot in self.wanted]
        return after, jnp.stack(row) if row else jnp.zeros((0, *shape))

    def lanes(self, values: Values, name: str, shape: tuple[int, ...]) -> jax.Array:
        return jnp.broadcast_to(_real(values[self.plan.symbols[name]]), shape)


def _follow(steps: tuple[Step, ...], values: Values) -> None:
    """Work out every step in order, writing into ``values``."""
    for step in steps:
        inputs = [values[one] for one in step.inputs]
        if step.op == "where":
            values[step.out] = jnp.where(inputs[0] != 0, _real(inputs[1]), _real(inputs[2]))
        elif step.op in {"and", "or", "not"}:
            values[step.out] = _OPERATIONS[step.op](*(one != 0 for one in inputs))
        else:
            values[step.out] = _OPERATIONS[step.op](*map(_real, inputs))


def _real(value: Any) -> Any:
    """Return a test as 1.0 or 0.0, any other value as it is."""
    return value.astype(jnp.float64) if value.dtype == jnp.bool_ else value
