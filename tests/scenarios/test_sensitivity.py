"""Sensitivity: indices of functions whose indices are known, and what chance adds."""

from dataclasses import replace

import numpy as np
import pytest

from scenarios.small_programs import program_of
from volteface.errors import ScenarioError
from volteface.scenarios.program import (
    Apply,
    Distribution,
    Draw,
    Number,
    Parameter,
    Program,
    Symbol,
)
from volteface.scenarios.sensitivity import Options, parameter_quantiles, sensitivity

pytest.importorskip("SALib")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


def uniform(name: str) -> Parameter:
    return Parameter(
        name=name, unit="", distribution=Distribution(kind="uniform", numbers=(0.0, 1.0))
    )


def linear() -> Program:
    """y = 4 a + 2 b + c + noise; the variances of the terms are as 16 : 4 : 1."""
    terms = Apply("add", (Apply("mul", (Number(4.0), Symbol("a"))),
                          Apply("mul", (Number(2.0), Symbol("b")))))  # fmt: skip
    whole = Apply("add", (Apply("add", (terms, Symbol("c"))), Draw("normal", "push")))
    return program_of({"y": whole}, parameters=tuple(uniform(n) for n in "abcd"))


def test_sobol_indices_of_a_sum_are_its_shares_of_variance() -> None:
    found = sensitivity(linear(), "y", Options(samples=512, paths=2))
    totals = {one.parameter: one.total for one in found.influences}
    assert list(totals) == ["a", "b", "c"]  # in order; d does not lead to y
    assert totals == pytest.approx({"a": 16 / 21, "b": 4 / 21, "c": 1 / 21}, abs=0.03)
    assert sum(one.first for one in found.influences) == pytest.approx(1.0, abs=0.05)


def test_runs_share_their_noise_and_chance_is_told_apart() -> None:
    found = sensitivity(linear(), "y", Options(samples=64, paths=8))
    # Mean of 14 months of standard normal noise against 21/12 of the parameters.
    assert found.chance == pytest.approx((1 / 14) / (1 / 14 + 21 / 12), abs=0.04)
    values = parameter_quantiles(linear(), found)
    left = found.values - values @ np.array([4.0, 2.0, 1.0])
    assert np.ptp(left) < 1e-9


def test_morris_effects_of_a_sum_are_its_coefficients() -> None:
    found = sensitivity(linear(), "y", Options(method="morris", samples=20, paths=1))
    effects = {one.parameter: one.total for one in found.influences}
    assert effects == pytest.approx({"a": 4.0, "b": 2.0, "c": 1.0}, abs=0.01)


def test_pawn_ranks_the_same() -> None:
    found = sensitivity(linear(), "y", Options(method="pawn", samples=600, paths=1))
    assert [one.parameter for one in found.influences] == ["a", "b", "c"]


def test_a_parameter_of_another_unit_weighs_by_its_distribution() -> None:
    wide = replace(uniform("c"), distribution=Distribution(kind="normal", numbers=(0.0, 10.0)))
    program = replace(linear(), parameters=(uniform("a"), uniform("b"), wide))
    found = sensitivity(program, "y", Options(samples=256, paths=1))
    assert found.influences[0].parameter == "c"
    assert found.influences[0].total > 0.9


def test_an_outcome_that_is_not_there_is_refused() -> None:
    with pytest.raises(ScenarioError, match="no such name"):
        sensitivity(linear(), "x")


def test_an_outcome_that_hangs_on_nothing_uncertain_is_refused() -> None:
    program = program_of({"y": Draw("normal", "push")}, parameters=(uniform("a"),))
    with pytest.raises(ScenarioError, match="no uncertain parameter"):
        sensitivity(program, "y")
