"""The differentiable engine gives the slopes that differences give."""

from importlib import import_module

import numpy as np
import pytest

from scenarios.small_programs import apply, fixed, program_of
from volteface.scenarios.noise import normals, seed_key
from volteface.scenarios.program import Carried, Draw, Number, Previous, Symbol

jax = pytest.importorskip("jax", reason="the extra `bayes` is not installed")

jax_noise = import_module("volteface.scenarios.jax_noise")
paths_of = import_module("volteface.scenarios.engine_jax").paths_of


def decaying():
    """A stock that keeps the share `kept` each month, is pushed by noise and starts at `start`."""
    pushed = apply("add", apply("mul", Symbol("kept"), Previous("stock")), Draw("normal", "push"))
    return program_of(
        {"stock": pushed},
        (Carried(name="stock", months=1, initial=Symbol("start")),),
        parameters=(fixed("kept", 0.9), fixed("start", 5.0)),
        months=3,
    )


def test_the_slope_of_a_decay_is_that_of_the_books():
    # Without noise the stock after three months is start * kept**3.
    paths = paths_of(decaying())
    with jax.enable_x64(True):
        key, lanes = np.array(seed_key(1), dtype=np.uint64), np.arange(4, dtype=np.uint64)

        def last(values):
            return paths(values, key, lanes)[0, -1].mean()

        slopes = jax.grad(last)({"kept": 0.9, "start": 5.0})

    draws = normals(1, range(4), 3, "push")
    expected = 3 * 5.0 * 0.9**2 + (2 * 0.9 * draws[0] + draws[1]).mean()
    assert float(slopes["start"]) == pytest.approx(0.9**3, rel=1e-12)
    assert float(slopes["kept"]) == pytest.approx(expected, rel=1e-12)


def test_slopes_stay_finite_where_a_logistic_is_flat():
    program = program_of(
        {"steep": apply("logistic", apply("mul", Symbol("a"), Number(1e4)))},
        parameters=(fixed("a", -1.0),),
    )
    paths = paths_of(program)
    with jax.enable_x64(True):
        key, lanes = np.array(seed_key(1), dtype=np.uint64), np.arange(2, dtype=np.uint64)

        slope = jax.grad(lambda values: paths(values, key, lanes).sum())({"a": -1.0})["a"]

    assert float(slope) == 0.0


def test_noise_is_the_same_for_all_names_at_once():
    with jax.enable_x64(True):
        key, lanes = np.array(seed_key(2**40 + 5), dtype=np.uint64), np.arange(50, dtype=np.uint64)
        levels = jax_noise.uniforms(key, lanes, 10, ["oil", "grid"])
        found = np.asarray(jax_noise.normal_quantile(levels))

    for row, name in zip(found, ("oil", "grid"), strict=True):
        np.testing.assert_allclose(row, normals(2**40 + 5, range(50), 10, name), atol=1e-14)
