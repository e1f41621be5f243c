"""The noise of ``scenarios.noise`` as functions that JAX can compile; 64-bit numbers must be on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from volteface.scenarios.noise import (
    MONTHS_IN_BLOCK,
    MULTIPLIERS,
    ROUNDS,
    WEYL_STEPS,
    name_key,
)
from volteface.scenarios.normal_quantile import (
    CENTRE,
    CENTRE_POLYNOMIALS,
    CENTRE_SQUARED,
    FAR_POLYNOMIALS,
    FAR_TAIL,
    MIDDLE_POLYNOMIALS,
    MIDDLE_SHIFT,
)

_LOW = np.uint64(0xFFFF_FFFF)
_FACTORS = tuple(map(np.uint64, MULTIPLIERS))
_STEPS = tuple(map(np.uint64, WEYL_STEPS))


def uniforms(key: Any, trajectories: Any, months: int, names: Sequence[str]) -> jax.Array:
    """Return the uniform draws of ``names``, of shape (names, months, lanes).

    ``key`` is ``noise.seed_key(seed)`` as an array of two 64-bit words.
    """
    blocks = -(-months // MONTHS_IN_BLOCK)
    labels = np.array([name_key(name) for name in names], dtype=np.uint64).reshape(-1, 1, 1, 1)
    numbers = np.arange(2 * blocks, dtype=np.uint64).reshape(1, blocks, 2, 1)
    words = jnp.stack(
        _philox((trajectories, numbers, labels & _LOW, labels >> np.uint64(32)), key), axis=2
    )
    draws = _uniform(words[:, :, :, 0], words[:, :, :, 1])
    return draws.reshape(len(names), blocks * MONTHS_IN_BLOCK, -1)[:, :months]


def normal_quantile(probability: jax.Array) -> jax.Array:
    """Return the standard normal quantile, by the formula of ``scenarios.normal_quantile``."""
    offset = probability - 0.5
    central = offset * _ratio(CENTRE_POLYNOMIALS, CENTRE_SQUARED - offset * offset)
    distance = jnp.sqrt(-jnp.log(jnp.minimum(probability, 1.0 - probability)))
    middle = _ratio(MIDDLE_POLYNOMIALS, distance - MIDDLE_SHIFT)
    far = _ratio(FAR_POLYNOMIALS, distance - FAR_TAIL)
    size = jnp.where(distance > FAR_TAIL, far, middle)
    return jnp.where(jnp.abs(offset) <= CENTRE, central, jnp.sign(offset) * size)


def _uniform(leading: jax.Array, trailing: jax.Array) -> jax.Array:
    joined = (leading << np.uint64(20)) | (trailing >> np.uint64(12))
    return (joined.astype(jnp.float64) + 0.5) * 2.0**-52


def _philox(counter: tuple[Any, ...], key: Any) -> tuple[jax.Array, ...]:
    """Return the four words of each block; see ``scenarios.noise.philox``."""
    first, second, third, fourth = (jnp.asarray(part, dtype=jnp.uint64) for part in counter)
    low, high = key[0], key[1]
    for _ in range(ROUNDS):
        left, right = first * _FACTORS[0], third * _FACTORS[1]
        first, third = (
            (right >> np.uint64(32)) ^ second ^ low,
            (left >> np.uint64(32)) ^ fourth ^ high,
        )
        second, fourth = right & _LOW, left & _LOW
        low, high = (low + _STEPS[0]) & _LOW, (high + _STEPS[1]) & _LOW
    return first, second, third, fourth


def _ratio(
    polynomials: tuple[tuple[float, ...], tuple[float, ...]], variable: jax.Array
) -> jax.Array:
    above, below = (jnp.polyval(jnp.array(one), variable, unroll=8) for one in polynomials)
    return above / below
