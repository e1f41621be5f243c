"""Quantiles of parameters as functions that JAX can differentiate; 64-bit numbers must be on."""

from __future__ import annotations

import math
from typing import Any

import jax
import jax.numpy as jnp
from jax.scipy import special

from volteface.errors import CalibrationError
from volteface.scenarios.draws import share_below
from volteface.scenarios.program import Distribution, Parameter

_SMALLEST = 1e-15


def from_normal(parameter: Parameter, z: Any) -> jax.Array:
    """Return the parameter at the standard normal figure ``z``; see ``draws.quantile``.

    Raises CalibrationError for a beta distribution, whose quantiles have no gradient here.
    """
    known = parameter.distribution
    if known.kind == "beta":
        raise CalibrationError(
            f"{parameter.name}: a beta distribution has no gradient here; fit with --method smc, "
            "or write it as a triangular one"
        )
    if known.low is None and known.high is None and known.kind in {"normal", "lognormal"}:
        return _placed(known, z)
    return _inverse(known, _share(known, special.ndtr(z)))


def _share(known: Distribution, share: Any) -> jax.Array:
    """Spread the share between those of the cut-offs, and keep it inside 0 and 1."""
    low = 0.0 if known.low is None else share_below(known, known.low)
    high = 1.0 if known.high is None else share_below(known, known.high)
    return jnp.clip(low + (high - low) * share, _SMALLEST, 1 - _SMALLEST)


def _placed(known: Distribution, z: Any) -> jax.Array:
    middle, spread = known.numbers
    if known.kind == "normal":
        return jnp.asarray(middle + spread * z)
    return middle * jnp.exp(math.log(spread) * z)


def _inverse(known: Distribution, share: jax.Array) -> jax.Array:
    numbers = known.numbers
    if known.kind == "uniform":
        return numbers[0] + (numbers[1] - numbers[0]) * share
    if known.kind == "triangular":
        low, mode, high = numbers
        turn = (mode - low) / (high - low)
        rising = low + jnp.sqrt(share * (high - low) * (mode - low))
        falling = high - jnp.sqrt((1 - share) * (high - low) * (high - mode))
        return jnp.where(share < turn, rising, falling)
    return _placed(known, special.ndtri(share))
