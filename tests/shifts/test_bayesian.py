"""Run lengths: the recursion is Bayes' rule over all ways to change, and changes are seen."""

import itertools

import numpy as np
import pytest
from scipy.special import betaln

from volteface.shifts.bayesian import chance_of_change

SIZE, HAZARD = 2.0, 0.1


def test_the_chance_is_bayes_rule_over_every_set_of_changes() -> None:
    counts = np.array([6.0, 4.0, 5.0, 5.0, 1.0, 0.0, 2.0])
    held, mean = 4, 5.0
    first, second = 1 + SIZE, mean

    def evidence(values: np.ndarray) -> float:
        posterior = betaln(first + SIZE * len(values), second + values.sum())
        return float(posterior - betaln(first, second))

    weights = {}
    for changes in itertools.product((False, True), repeat=3):
        edges = [0, *(held + k for k, changed in enumerate(changes) if changed), len(counts)]
        prior = np.prod([HAZARD if changed else 1 - HAZARD for changed in changes])
        runs = itertools.pairwise(edges)
        weights[changes] = prior * np.exp(sum(evidence(counts[a:b]) for a, b in runs))
    unchanged = weights[(False, False, False)]
    expected = 1 - unchanged / sum(weights.values())
    found = chance_of_change(counts, np.ones(7), held, SIZE, HAZARD)
    assert found[-1] == pytest.approx(expected)


def test_a_gap_leaves_only_the_prior_of_a_change() -> None:
    counts = np.array([6.0, 4.0, 5.0, np.nan, np.nan])
    found = chance_of_change(counts, np.ones(5), 3, SIZE, HAZARD)
    assert found == pytest.approx([HAZARD, 1 - (1 - HAZARD) ** 2])


def test_twice_the_exposure_with_twice_the_counts_is_no_change() -> None:
    generator = np.random.default_rng(4)
    exposure = np.r_[np.ones(60), np.full(24, 2.0)]
    counts = generator.poisson(8 * exposure).astype(float)
    with_exposure, without = (
        chance_of_change(counts, one, 60, 50.0, 0.01)[-1] for one in (exposure, np.ones(84))
    )
    assert with_exposure < 0.2
    assert without > 0.9
