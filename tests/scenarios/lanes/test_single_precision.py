"""The compiled single-precision functions are as good as they say, over their whole range."""

from importlib import import_module

import numpy as np
import pytest
from scipy.special import ndtri

numba = pytest.importorskip("numba", reason="the extra `fast` is not installed")
single = import_module("volteface.scenarios.lanes.single")
double = import_module("volteface.scenarios.lanes.double")

SPREAD = np.concatenate([-np.geomspace(1e-6, 80.0, 400), [0.0], np.geomspace(1e-6, 80.0, 400)])


@numba.njit
def each(function, values):
    found = np.empty_like(values)
    for place in range(len(values)):
        found[place] = function(values[place])
    return found


@numba.njit
def each_draw(function, leading, trailing, found):
    for place in range(len(leading)):
        found[place] = function(leading[place], trailing[place])


def test_exponentials_are_good_to_single_precision():
    values = SPREAD.astype(np.float32)

    np.testing.assert_allclose(each(single.exp, values), np.exp(values.astype(float)), rtol=2e-7)


def test_exponentials_are_held_where_they_would_overflow():
    held = each(single.exp, np.array([-1000.0, 1000.0], dtype=np.float32))

    np.testing.assert_allclose(held, [np.exp(-87.0), np.exp(88.0)], rtol=1e-5)


def test_logarithms_are_good_to_single_precision():
    values = np.geomspace(1e-30, 1e30, 2_001).astype(np.float32)

    np.testing.assert_allclose(
        each(single.log, values), np.log(values.astype(float)), rtol=2e-7, atol=1e-7
    )


def test_the_logarithm_of_nothing_is_minus_infinity_and_of_less_not_a_number():
    at_zero, below = each(single.log, np.array([0.0, -1.0], dtype=np.float32))

    assert at_zero == -np.inf
    assert np.isnan(below)


def test_logistics_keep_to_nothing_and_one():
    values = SPREAD.astype(np.float32)

    found = each(single.logistic, values)

    np.testing.assert_allclose(found, 1 / (1 + np.exp(-values.astype(float))), atol=2e-7)
    assert ((found >= 0) & (found <= 1)).all()


@pytest.mark.parametrize("module", [single, double])
@pytest.mark.parametrize(
    ("base", "exponent", "expected"),
    [(2.0, 10.0, 1024.0), (9.0, 0.5, 3.0), (0.0, 2.0, 0.0), (0.0, 0.0, 1.0), (5.0, 0.0, 1.0),
     (2.0, -1.0, 0.5)],
)  # fmt: skip
def test_powers_are_those_of_the_books(module, base, exponent, expected):
    found = module.power(module.REAL(base), module.REAL(exponent))

    assert found == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("module", [single, double])
@pytest.mark.parametrize(("value", "expected"), [(1.7, 1.0), (-1.2, -2.0), (3.0, 3.0)])
def test_floors_go_down(module, value, expected):
    @numba.njit
    def lowered(real):
        return module_floor(real)

    module_floor = module.floor

    assert lowered(module.REAL(value)) == expected


def test_draws_are_the_quantiles_of_their_words():
    chance = np.random.default_rng(1)
    words = np.concatenate([
        chance.integers(0, 2**32, 20_000, dtype=np.uint32),
        np.array([0, 1, 2**31 - 1, 2**31, 2**32 - 2, 2**32 - 1], dtype=np.uint32),
    ])  # fmt: skip
    shares = (words.astype(float) + 0.5) / 2**32
    found = np.empty(len(words), dtype=np.float32)

    each_draw(single.normal, words, words, found)
    np.testing.assert_allclose(found, ndtri(shares), atol=3e-6)

    each_draw(single.uniform, words, words, found)
    np.testing.assert_allclose(found, shares, atol=6e-8)
    assert found.min() > 0
    assert found.max() < 1


def test_double_precision_draws_use_both_words():
    leading, trailing = np.array([2**31, 7], dtype=np.uint32), np.array([0, 2**32 - 1], np.uint32)
    found = np.empty(2)

    each_draw(double.uniform, leading, trailing, found)

    assert found.tolist() == [0.5 + 0.5 / 2**52, (7 * 2**20 + 2**20 - 0.5) / 2**52]
