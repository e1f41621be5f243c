"""Chains that follow gradients: the exact posterior, no divergences, uniform ranks, resumed runs."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from scenarios.calibration.small_case import FIRST, LEVEL, drift, row, seen
from volteface.errors import CalibrationError
from volteface.scenarios.calibration.chains import ChainSettings, Round, Watching
from volteface.scenarios.calibration.channels import DEGREES_OF_FREEDOM, Channel, sights
from volteface.scenarios.calibration.problem import Problem, problem_of
from volteface.scenarios.calibration.ranks import simulation_ranks

jax = pytest.importorskip("jax", reason="the extra `bayes` is not installed")
pytest.importorskip("numpyro", reason="the extra `bayes` is not installed")

density = import_module("volteface.scenarios.calibration.density")
nuts = import_module("volteface.scenarios.calibration.nuts")

UNBIASED = Channel(series="level", output="level", kind="additive", noise=0.5)
KINDS = (
    LEVEL,
    Channel(series="events", output="rate", kind="count"),
    Channel(series="ratio", output="rate", kind="relative", noise=0.2, bias=0.3),
)
SHORT = ChainSettings(chains=4, warmup=100, draws=200, seed=3)


def two_months() -> Problem:
    """Return the small model held against a row of each of two months."""
    return problem_of(drift(2), seen(row("a", 0, 0.0), row("b", 1, 0.0), months=2))


def test_the_density_is_that_of_the_other_methods_but_for_a_constant() -> None:
    rows = (
        row("a", 0, 11.0, low=9.0, high=14.0), row("b", 3, 9.0, source="B", confidence="low"),
        row("c", 1, 2.0, series="events"), row("d", 2, 2.5, series="ratio"),
    )  # fmt: skip
    problem = problem_of(drift(), sights(rows, KINDS, FIRST, 6)[0])
    z = np.random.default_rng(2).standard_normal((5, problem.unknowns.size))
    with jax.enable_x64(True):
        told = density.log_density(problem)
        values = density.row_values(problem.sights)
        found = np.array([float(told(one, values)) for one in z]) + 0.5 * (z**2).sum(axis=1)
    gap = found - problem.log_likelihood(z)
    assert gap == pytest.approx(np.full(5, gap[0]), abs=1e-10)


def test_the_posterior_is_the_exact_one_and_no_path_diverges() -> None:
    problem = problem_of(drift(1), sights((row("a", 0, 12.0),), (UNBIASED,), FIRST, 1)[0])
    found = nuts.sample_chains(problem, SHORT)
    level = 10 + 2 * found.z[..., 0] + 0.3 * found.z[..., 1]
    # The level is N(10, 4.09) a priori and seen with Student's noise of 0.5: by quadrature.
    grid = np.linspace(0, 20, 20_001)
    weight = stats.norm.pdf(grid, 10, np.sqrt(4.09)) * stats.t.pdf(
        (12 - grid) / 0.5, DEGREES_OF_FREEDOM
    )
    mean = np.average(grid, weights=weight)
    spread = np.sqrt(np.average((grid - mean) ** 2, weights=weight))
    assert found.divergences == 0
    assert found.r_hat < 1.03
    assert level.mean() == pytest.approx(mean, abs=0.12)
    assert level.std() == pytest.approx(spread, abs=0.1)


def test_bounds_of_history_matching_are_kept() -> None:
    problem = two_months()
    bounded = problem.within(np.array([0.5]), np.array([1.0]))
    x = np.array([[-9.0, 0, 0, 0], [0.0, 0, 0, 0], [9.0, 0, 0, 0]])
    with jax.enable_x64(True):
        z = np.asarray(density.bounded(bounded, x))
    low, high = stats.norm.cdf([0.5, 1.0])
    assert z[:, 0] == pytest.approx([0.5, stats.norm.ppf((low + high) / 2), 1.0], abs=1e-6)


def test_ranks_of_chains_are_uniform() -> None:
    # Simulation-based calibration, Talts et al. (2018): 120 truths, one chain each, all at once.
    settings = ChainSettings(warmup=100, draws=200, seed=5)
    found = simulation_ranks(two_months(), settings, 120, draws=19)
    assert found.parameters == ("start",)
    assert min(found.uniformity(bins=5).values()) > 0.01


def test_stopped_chains_go_on_as_if_they_had_not_been_stopped(tmp_path: Path) -> None:
    quick = ChainSettings(chains=2, warmup=30, draws=30, seed=4)
    whole = nuts.sample_chains(two_months(), quick)

    def stop(_: Round) -> None:
        raise KeyboardInterrupt

    kept = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        nuts.sample_chains(two_months(), quick, Watching(progress=stop, checkpoint=kept))
    done: list[int] = []
    watching = Watching(progress=lambda one: done.append(one.done), checkpoint=kept)
    again = nuts.sample_chains(two_months(), quick, watching)
    assert done == [50, 60]
    assert np.array_equal(again.z, whole.z)
    with pytest.raises(CalibrationError, match="another run"):
        nuts.sample_chains(two_months(), ChainSettings(chains=3, warmup=30, draws=30), watching)


def test_an_output_that_jumps_is_refused_with_its_name() -> None:
    lot = Channel(series="level", output="chosen", kind="additive", noise=0.5)
    problem = problem_of(drift(2), sights((row("a", 0, 1.0),), (lot,), FIRST, 2)[0])
    with pytest.raises(CalibrationError, match=r"jump .*uniform\(lot\).*--method smc"):
        nuts.sample_chains(problem, SHORT)


@pytest.mark.parametrize("wrong", [{"chains": 0}, {"warmup": 5}, {"acceptance": 0.2}])
def test_settings_that_cannot_work_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(CalibrationError):
        ChainSettings(**wrong)  # type: ignore[arg-type]  # wrong on purpose
