"""The No-U-Turn sampler on a fit whose density has a gradient (extra ``bayes``).

Source: Hoffman & Gelman (2014), J. Mach. Learn. Res. 15; as NumPyro runs it (Phan, Pradhan &
Jankowiak 2019, arXiv:1912.11554). All chains are one vectorised run: on small models a gradient
of many chains costs little more than of one. Where the density has kinks the paths lose some
energy at them, which costs acceptance and no correctness: steps are still reversible and keep
volume.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer.hmc import hmc

from volteface.errors import CalibrationError
from volteface.scenarios.calibration.chains import Chains, ChainSettings, Round, Watching
from volteface.scenarios.calibration.channels import Floats
from volteface.scenarios.calibration.density import (
    bounded,
    check_continuous,
    log_density,
    row_values,
)
from volteface.scenarios.calibration.problem import Problem

_ROUND = 25
_START_SPREAD = 0.5


def sample_chains(
    problem: Problem, settings: ChainSettings, watching: Watching | None = None
) -> Chains:
    """Return the posterior's draws.

    Raises CalibrationError where the observed outputs jump with the unknowns, or where a path kept
    is of other settings.
    """
    values = np.tile(row_values(problem.sights), (settings.chains, 1))
    found = sample_each(problem, values, settings, watching)
    held = found.z[:, :, : len(problem.unknowns.parameters)]
    several = held.shape[2] > 0
    return Chains(
        z=found.z,
        divergences=found.divergences,
        r_hat=float(np.max(split_gelman_rubin(held))) if several else 1.0,
        effective=float(np.min(effective_sample_size(held))) if several else float("nan"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Draws ``z`` (chain, draw, unknown), and how many paths diverged."""

    z: Floats
    divergences: int


def sample_each(
    problem: Problem,
    values: Floats,
    settings: ChainSettings,
    watching: Watching | None = None,
) -> Drawn:
    """Return the draws of chains that each see their own row ``values`` (chain, row).

    The values are in the outputs' units; see ``density.row_values``.
    """
    check_continuous(problem)
    watching = watching or Watching()
    with jax.enable_x64(True):
        kernel = _Kernel(problem, settings)
        run = _resumed(watching.checkpoint, kernel, values) or _Run.started(kernel, values)
        asked = settings.warmup + settings.draws
        while run.done < asked:
            run.go_on(kernel, values, min(_ROUND, asked - run.done))
            if watching.checkpoint is not None:
                run.write(watching.checkpoint)
            if watching.progress is not None:
                watching.progress(run.told(asked, settings.warmup))
        x = run.x[:, settings.warmup :]
        z = np.asarray(bounded(problem, jnp.asarray(x)), dtype=np.float64)
    return Drawn(z=z, divergences=int(run.diverging[:, settings.warmup :].sum()))


class _Kernel:
    """One iteration of all chains, compiled: the start of a chain and some iterations on."""

    def __init__(self, problem: Problem, settings: ChainSettings) -> None:
        self.settings, self.unknowns = settings, problem.unknowns.size
        density = log_density(problem)

        def potential(values: Any) -> Callable[[Any], Any]:
            return lambda x: -density(x, values)

        kernel: tuple[Any, Any] = hmc(potential_fn_gen=potential, algo="NUTS")
        init, step = kernel

        def start(x: Any, key: Any, values: Any) -> Any:
            return init(
                x,
                settings.warmup,
                target_accept_prob=settings.acceptance,
                max_tree_depth=settings.depth,
                model_args=(values,),
                rng_key=key,
            )

        def iterate(state: Any, values: Any, count: int) -> Any:
            each: Callable[..., Any] = jax.vmap(lambda one, seen: step(one, (seen,)))

            def one(held: Any, _: None) -> Any:
                after = each(held, values)
                return after, (after.z, after.diverging, after.accept_prob, after.num_steps)

            return jax.lax.scan(one, state, None, length=count)

        self._start = jax.jit(jax.vmap(start))
        self.iterate = jax.jit(iterate, static_argnums=2)

    def start(self, values: Floats) -> Any:
        """Return the chains' states before the first iteration."""
        return self._start(*self._begun(), values)

    def like(self, values: Floats) -> Any:
        """Return the shapes of the states, to put kept ones into."""
        return jax.eval_shape(self._start, *self._begun(), values)

    def _begun(self) -> tuple[Floats, Any]:
        chains, seed = self.settings.chains, self.settings.seed
        generator = np.random.default_rng([seed, 5])
        x = _START_SPREAD * generator.standard_normal((chains, self.unknowns))
        return x, jax.random.split(jax.random.PRNGKey(seed), chains)


class _Run:
    """The chains as far as they are: state, and what was drawn so far, arrays (chain, draw, …)."""

    def __init__(self, state: Any, kept: tuple[Any, Any, Any, Any]) -> None:
        self.state = state
        self.x, self.diverging, self.accepted, self.steps = kept

    @classmethod
    def started(cls, kernel: _Kernel, values: Floats) -> _Run:
        chains = len(values)
        none = np.zeros((chains, 0))
        empty = np.zeros((chains, 0, kernel.unknowns))
        return cls(kernel.start(values), (empty, none.astype(bool), none, none.astype(np.int64)))

    @property
    def done(self) -> int:
        return int(self.x.shape[1])

    def go_on(self, kernel: _Kernel, values: Floats, count: int) -> None:
        self.state, found = kernel.iterate(self.state, values, count)
        new = [np.swapaxes(np.asarray(one), 0, 1) for one in found]
        old = (self.x, self.diverging, self.accepted, self.steps)
        self.x, self.diverging, self.accepted, self.steps = (
            np.concatenate(pair, axis=1) for pair in zip(old, new, strict=True)
        )

    def told(self, asked: int, warmup: int) -> Round:
        return Round(
            done=self.done,
            asked=asked,
            accepted=float(self.accepted[:, -_ROUND:].mean()),
            steps=float(self.steps[:, -_ROUND:].mean()),
            divergences=int(self.diverging[:, warmup:].sum()),
        )

    def write(self, path: Path) -> None:
        leaves: dict[str, Any] = {
            f"state{n}": np.asarray(one) for n, one in enumerate(jax.tree.leaves(self.state))
        }
        partial = path.with_name(path.name + ".part")
        with partial.open("wb") as stream:
            np.savez(
                stream,
                x=self.x,
                diverging=self.diverging,
                accepted=self.accepted,
                steps=self.steps,
                **leaves,
            )
        partial.replace(path)


def _resumed(path: Path | None, kernel: _Kernel, values: Floats) -> _Run | None:
    if path is None or not path.exists():
        return None
    wanted = kernel.like(values)
    leaves, tree = jax.tree.flatten(wanted)
    with np.load(path, allow_pickle=False) as kept:
        names = [f"state{number}" for number in range(len(leaves))]
        fits = all(name in kept for name in ("x", *names)) and all(
            kept[name].shape == leaf.shape for name, leaf in zip(names, leaves, strict=True)
        )
        if not fits:
            raise CalibrationError(
                f"{path}: holds another run; give the same settings, or remove the file"
            )
        state = jax.tree.unflatten(tree, [jnp.asarray(kept[name]) for name in names])
        return _Run(state, (kept["x"], kept["diverging"], kept["accepted"], kept["steps"]))
