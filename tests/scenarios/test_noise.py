"""Noise is a function of its four labels, is Philox4x32-10, and has the right distribution."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import kstest

from volteface.scenarios import noise
from volteface.scenarios.normal_quantile import normal_quantile

ALL_ONES = 0xFFFF_FFFF

# Counter, key and output as published with the reference implementation (Random123, kat_vectors).
KNOWN_ANSWERS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ALL_ONES,) * 4, (ALL_ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN_ANSWERS)
def test_philox_gives_the_published_known_answers(counter, key, expected):
    assert tuple(int(word) for word in noise.philox(counter, key)) == expected


def test_philox_works_on_many_counters_at_once():
    first = np.array([counter[0] for counter, _, _ in KNOWN_ANSWERS[:1]] * 3, dtype=np.uint64)

    words = noise.philox((first, 0, 0, 0), (0, 0))

    assert all(
        (word == answer).all() for word, answer in zip(words, KNOWN_ANSWERS[0][2], strict=True)
    )


def test_a_uniform_is_made_of_the_labelled_blocks_as_documented():
    seed, trajectory, month, name = (5 << 32) | 9, 1234, 6, "cargo"
    label = noise.name_key(name)
    low, high = label & ALL_ONES, label >> 32
    leading = noise.philox((trajectory, 2, low, high), (9, 5))[2]
    trailing = noise.philox((trajectory, 3, low, high), (9, 5))[2]

    expected = ((int(leading) << 20 | int(trailing) >> 12) + 0.5) / 2**52

    assert noise.uniform(seed, [trajectory], month, name).tolist() == [expected]


def test_a_parameter_takes_both_words_from_one_block():
    label = noise.name_key("cap")
    words = noise.philox((8, noise.PARAMETER_BLOCK, label & ALL_ONES, label >> 32), (3, 0))

    expected = ((int(words[0]) << 20 | int(words[1]) >> 12) + 0.5) / 2**52

    assert noise.uniform(3, [8], noise.PARAMETER_MONTH, "cap").tolist() == [expected]


def test_the_hash_of_a_name_never_changes():
    # Little-endian BLAKE2b of eight bytes; results kept by users depend on it.
    assert noise.name_key("cargo") == 0xC44B31B5AA4D15A2


def test_another_process_draws_the_same():
    code = (
        "from volteface.scenarios import noise;print(noise.normal(3, [0, 7], 11, 'grid').tolist())"
    )
    path = {"PYTHONHASHSEED": "77", "PYTHONPATH": ":".join(sys.path)}

    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path
    )

    assert told.stdout.strip() == str(noise.normal(3, [0, 7], 11, "grid").tolist())


@given(
    seed=st.integers(0, 2**64 - 1),
    wanted=st.lists(st.integers(0, ALL_ONES), min_size=1, max_size=20),
    month=st.integers(-1, 400),
)
def test_a_draw_does_not_depend_on_who_is_drawn_with_it(seed, wanted, month):
    together = noise.uniform(seed, wanted, month, "oil")

    alone = [noise.uniform(seed, [index], month, "oil")[0] for index in wanted]

    assert together.tolist() == alone


@given(months=st.integers(0, 13), lanes=st.integers(0, 5))
def test_all_months_together_equal_month_by_month(months, lanes):
    paths = noise.uniforms(4, range(lanes), months, "oil")

    assert paths.shape == (months, lanes)
    for month in range(months):
        assert paths[month].tolist() == noise.uniform(4, range(lanes), month, "oil").tolist()


def test_many_lanes_equal_few_lanes():
    many = noise.normals(1, range(10_000), 5, "oil")

    assert many[:, 8_000:8_010].tolist() == noise.normals(1, range(8_000, 8_010), 5, "oil").tolist()


@pytest.mark.parametrize(
    "other",
    [(2, 0, 0, "oil"), (1, 1, 0, "oil"), (1, 0, 1, "oil"), (1, 0, 4, "oil"), (1, 0, 0, "coal"),
     (1 << 32, 0, 0, "oil"), (1, 0, noise.PARAMETER_MONTH, "oil")],
)  # fmt: skip
def test_every_label_changes_the_draw(other):
    seed, trajectory, month, name = other

    assert noise.uniform(seed, [trajectory], month, name) != noise.uniform(1, [0], 0, "oil")


def test_a_parameter_draw_belongs_to_no_month():
    drawn = noise.uniform(1, [0], noise.PARAMETER_MONTH, "oil")

    assert drawn not in noise.uniforms(1, [0], 400, "oil")


def test_uniforms_never_reach_zero_or_one():
    smallest, largest = 0.5 / 2**52, (2**52 - 0.5) / 2**52

    assert smallest > 0.0
    assert largest < 1.0
    assert np.isfinite(normal_quantile(np.array([smallest, largest]))).all()


@pytest.mark.parametrize("name", ["oil", "grid", "préstamo"])
def test_draws_have_their_distribution(name):
    draws = noise.uniforms(11, range(2_000), 25, name)

    # Expected false alarm rate: 1 in 10,000 for each of six checks at a fixed seed.
    assert kstest(draws.ravel(), "uniform").pvalue > 1e-4
    assert kstest(normal_quantile(draws).ravel(), "norm").pvalue > 1e-4


def test_months_and_neighbouring_trajectories_are_uncorrelated():
    draws = noise.normals(5, range(20_000), 8, "oil")

    between_months = np.corrcoef(draws) - np.eye(8)
    between_neighbours = np.corrcoef(draws[0, :-1], draws[0, 1:])[0, 1]

    # Five standard errors of a correlation over 20,000 pairs.
    assert np.abs(between_months).max() < 5 / np.sqrt(20_000)
    assert abs(between_neighbours) < 5 / np.sqrt(20_000)


def test_two_names_are_uncorrelated():
    oil, coal = (noise.normals(5, range(20_000), 1, name)[0] for name in ("oil", "coal"))

    assert abs(np.corrcoef(oil, coal)[0, 1]) < 5 / np.sqrt(20_000)


def test_normals_are_the_quantiles_of_the_uniforms():
    levels = noise.uniforms(8, range(5_000), 4, "oil")

    np.testing.assert_allclose(noise.normals(8, range(5_000), 4, "oil"), ndtri(levels), atol=5e-15)


def test_the_normal_quantile_is_exact_in_both_far_tails():
    # 1.959963984540054 and 6.361340902404056: tables of the normal distribution at 2.5 % and 1e-10.
    figures = normal_quantile(np.array([0.025, 0.5, 0.975, 1e-10]))

    np.testing.assert_allclose(
        figures, [-1.959963984540054, 0.0, 1.959963984540054, -6.361340902404056], rtol=1e-14
    )
    tails = np.r_[np.logspace(-300, -1, 500), 1 - np.logspace(-15, -1, 200)]
    np.testing.assert_allclose(normal_quantile(tails), ndtri(tails), rtol=2e-15)


def test_the_normal_quantile_keeps_the_shape_it_is_given():
    grid = np.array([[0.01, 0.3], [0.7, 0.999]])

    assert normal_quantile(grid).tolist() == [normal_quantile(row).tolist() for row in grid]


@pytest.mark.parametrize(
    ("seed", "trajectories", "month"),
    [(-1, [0], 0), (2**64, [0], 0), (0, [-1], 0), (0, [2**32], 0), (0, [0], -2)],
)
def test_labels_out_of_range_are_refused(seed, trajectories, month):
    with pytest.raises(ValueError, match=r"expected|within"):
        noise.uniform(seed, trajectories, month, "oil")
