"""The whole fit on a small model: exact answers, noise handed in, posterior kept and read."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from scenarios.calibration.small_case import COUNT, FIRST, LEVEL, drift, row, seen
from volteface.errors import CalibrationError
from volteface.scenarios import noise
from volteface.scenarios.calibration.fit import Data, calibrate, history_match
from volteface.scenarios.calibration.history import Match, match
from volteface.scenarios.calibration.paths import needed_only, run_paths
from volteface.scenarios.calibration.posterior import load, save
from volteface.scenarios.calibration.predictive import Futures, posterior_draws, prior_draws
from volteface.scenarios.calibration.problem import problem_of
from volteface.scenarios.calibration.ranks import Ranks, simulation_ranks
from volteface.scenarios.calibration.tempered import Settings
from volteface.scenarios.engine import Lanes
from volteface.scenarios.engine_numpy import NumpyEngine
from volteface.scenarios.program import Draw

QUICK = Settings(particles=300, moves=15, last_moves=40)
LANES = Lanes(seed=4, first=0, count=5)


def test_what_an_output_does_not_need_is_left_out_and_moves_nothing() -> None:
    cut = needed_only(drift(), ["rate"])
    assert [one.name for one in cut.monthly] == ["level", "rate"]
    assert [one.name for one in cut.parameters] == ["start"]
    assert cut.draws == (Draw("normal", "push"),)
    whole = NumpyEngine().run(drift(), LANES, outputs=("rate",))
    assert np.array_equal(NumpyEngine().run(cut, LANES, outputs=("rate",)), whole)


def test_keyed_noise_handed_in_gives_the_keyed_run() -> None:
    push = noise.normals(4, range(5), 6, "push")
    given = run_paths(drift(), ("level",), {}, {Draw("normal", "push"): push}, LANES)["level"]
    assert np.array_equal(given.T, NumpyEngine().run(drift(), LANES, outputs=("level",))[0])


def test_noise_handed_in_for_some_months_is_keyed_after_them() -> None:
    push = np.zeros((2, 5))
    level = run_paths(drift(), ("level",), {}, {Draw("normal", "push"): push}, LANES)["level"]
    assert np.array_equal(level[:, 0], level[:, 1])
    later = 0.3 * noise.normals(4, range(5), 6, "push")[2]
    assert level[:, 2] - level[:, 1] == pytest.approx(later)


def test_a_fit_finds_the_exact_posterior_of_a_normal_model() -> None:
    # One row of 13 in month 0, no bias; Student's noise of 0.5 is near normal at this distance.
    plain = replace(LEVEL, bias=None)
    posterior = calibrate(drift(1), (plain,), _data(row("r", 0, 13.0)), QUICK)
    start = 10 + 2 * posterior.z[:, 0]
    noise_variance = 0.09 + 0.25 * 5 / 3
    exact = 10 + 3 * 4 / (4 + noise_variance)
    assert start.mean() == pytest.approx(exact, abs=0.12)
    assert start.std() < 0.9
    assert posterior.rows == 1


def _data(*rows: object) -> Data:
    return Data(rows=rows, until=date(2025, 6, 30), sha256="facts")  # type: ignore[arg-type]  # keywords of several types


def test_sources_that_differ_pull_the_level_to_between_them() -> None:
    rows = (row("a", 0, 9.0), row("b", 1, 9.0), row("c", 0, 12.0, source="B"),
            row("d", 1, 12.0, source="B"))  # fmt: skip
    posterior = calibrate(drift(2), (LEVEL,), _data(*rows), QUICK)
    biases = posterior.unknowns.bias_part(posterior.z)
    assert biases["level | A"].mean() < -0.3
    assert biases["level | B"].mean() > 0.3


def test_no_row_for_the_model_is_said_with_what_it_observes() -> None:
    with pytest.raises(CalibrationError, match="level, events"):
        calibrate(drift(), (LEVEL, COUNT), _data(row("r", 0, 1.0, series="price")), QUICK)


def test_history_matching_rules_out_what_no_noise_could_explain() -> None:
    problem = problem_of(drift(), seen(*(row(str(m), m, 14.0) for m in range(4))))
    found = history_match(problem, 1)
    assert found.share_left < 0.7
    assert found.low[0] > -1.5  # a start below 7 cannot have led to 14
    assert found.high[0] > 2.0


def test_facts_far_from_all_of_the_prior_are_named() -> None:
    problem = problem_of(drift(), seen(*(row(f"F{m}", m, 90.0) for m in range(4))))
    with pytest.raises(CalibrationError, match="F0, F1, F2, F3"):
        history_match(problem, 1)


def test_one_odd_row_does_not_rule_everything_out() -> None:
    z = np.random.default_rng(1).standard_normal((100, 2))
    near, far = np.zeros(100), np.full(100, 9.0)
    found: Match = match([("odd", far), ("odder", far), ("a", near), ("b", near)], z)
    assert found.share_left == 1.0
    assert found.worst["odd"] == 9.0


def test_a_posterior_is_read_as_it_was_written(tmp_path: Path) -> None:
    posterior = calibrate(drift(2), (LEVEL,), _data(row("r", 0, 11.0)), QUICK)
    save(posterior, tmp_path / "p.npz")
    again = load(tmp_path / "p.npz")
    assert again.z == pytest.approx(posterior.z, abs=4e-3)
    assert replace(again, z=posterior.z) == replace(posterior, z=posterior.z)


def test_a_file_that_is_no_posterior_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.npz").write_text("no", encoding="utf-8")
    with pytest.raises(CalibrationError, match="volteface calibrate"):
        load(tmp_path / "p.npz")


def test_after_the_cut_a_forecast_widens_and_a_known_source_keeps_its_bias() -> None:
    rows = tuple(row(str(m), m, 13.0) for m in range(3))
    posterior = calibrate(drift(3), (LEVEL,), _data(*rows), QUICK)
    asked = seen(
        row("next", 3, 0.0), row("far", 23, 0.0), row("new", 3, 0.0, source="C"), months=24
    )
    near, far, unknown = posterior_draws(posterior, drift(24), asked, Futures(repeats=3))
    assert len(near) == 3 * posterior.draws
    assert near.mean() == pytest.approx(13.0, abs=0.4)
    # Twenty more months of steps of 0.3: variance 1.8 more.
    assert far.var() - near.var() == pytest.approx(1.8, abs=0.9)
    assert unknown.std() > 0.9 * near.std()


def test_the_prior_foretells_without_having_seen_anything() -> None:
    (draws,) = prior_draws(drift(), seen(row("r", 0, 0.0)), 4000)
    spread = np.sqrt(4 + 0.09 + 0.16 + 0.25 * 5 / 3)
    assert (draws.mean(), draws.std()) == pytest.approx((10.0, spread), abs=0.1)


def test_counts_are_foretold_as_whole_numbers() -> None:
    asked = seen(row("n", 0, 0.0, series="events"))
    (draws,) = prior_draws(drift(), asked, 4000)
    assert np.array_equal(draws, np.round(draws))
    assert draws.mean() == pytest.approx(2.0, abs=0.1)


def test_ranks_of_a_right_fit_are_uniform() -> None:
    # Simulation-based calibration, Talts et al. (2018): 80 truths, fitted with few particles.
    problem = problem_of(drift(2), seen(row("a", 0, 0.0), row("b", 1, 0.0), months=2))
    quick = Settings(particles=100, moves=10, last_moves=20, seed=5)
    found = simulation_ranks(problem, quick, 80, draws=19)
    assert found.parameters == ("start",)
    assert min(found.uniformity(bins=5).values()) > 0.01


def test_ranks_of_a_fit_that_is_too_sure_are_not_uniform() -> None:
    ends = np.where(np.arange(200) % 2, 0, 19)[:, None]
    assert Ranks(parameters=("a",), ranks=ends, draws=19).uniformity()["a"] < 1e-6


def test_rows_before_the_run_are_left_out_of_the_fit() -> None:
    old = replace(row("old", 0, 50.0), start=date(2024, 1, 1), end=date(2024, 1, 31))
    posterior = calibrate(drift(2), (LEVEL,), _data(old, row("r", 0, 11.0)), QUICK)
    assert posterior.rows == 1
    assert posterior.start == f"{FIRST:%Y-%m}"
