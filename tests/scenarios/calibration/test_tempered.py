"""Tempered sampling: exact answers in a normal model, resumed runs, impossible data."""

from pathlib import Path

import numpy as np
import pytest

from volteface.errors import CalibrationError
from volteface.scenarios.calibration.tempered import (
    Floats,
    Settings,
    Stage,
    next_exponent,
    sample,
    systematic,
)

NOISE, SEEN = 0.5, 1.2
SMALL = Settings(particles=1500, moves=20, last_moves=40, seed=3)


def seen_once(z: Floats) -> Floats:
    """Log-likelihood of one figure that shows the first unknown with noise of 0.5."""
    found: Floats = -0.5 * ((SEEN - z[:, 0]) / NOISE) ** 2 - np.log(NOISE * np.sqrt(2 * np.pi))
    return found


def test_the_posterior_of_a_normal_model_is_the_exact_one() -> None:
    stage = sample(seen_once, 3, SMALL)
    # Prior N(0, 1): posterior variance 1/(1 + 1/0.25) = 0.2, mean 0.2 * 1.2 / 0.25 = 0.96.
    assert stage.z[:, 0].mean() == pytest.approx(0.96, abs=0.05)
    assert stage.z[:, 0].std() == pytest.approx(np.sqrt(0.2), abs=0.04)
    assert np.abs(stage.z[:, 1:].mean(axis=0)).max() < 0.12
    assert stage.z[:, 1:].std(axis=0) == pytest.approx(1.0, abs=0.1)


def test_the_evidence_of_a_normal_model_is_the_exact_one() -> None:
    exact = -0.5 * SEEN**2 / 1.25 - 0.5 * np.log(2 * np.pi * 1.25)
    assert sample(seen_once, 3, SMALL).log_evidence == pytest.approx(exact, abs=0.1)


def test_a_kink_in_the_likelihood_does_no_harm() -> None:
    def above_one(z: Floats) -> Floats:
        return np.where(z[:, 0] > 1.0, 0.0, -np.inf)

    stage = sample(above_one, 2, SMALL)
    # Mean of a standard normal cut off below 1: phi(1) / (1 - Phi(1)) = 1.5251.
    assert stage.z[:, 0].min() > 1.0
    assert stage.z[:, 0].mean() == pytest.approx(1.525, abs=0.06)
    assert stage.log_evidence == pytest.approx(np.log(0.15866), abs=0.15)


def test_the_same_seed_gives_the_same_particles() -> None:
    quick = Settings(particles=50, moves=3, last_moves=3)
    assert np.array_equal(sample(seen_once, 2, quick).z, sample(seen_once, 2, quick).z)


def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped(tmp_path: Path) -> None:
    def sharp(z: Floats) -> Floats:
        return 400 * seen_once(z)

    quick = Settings(particles=60, moves=3, last_moves=3)
    whole = sample(sharp, 2, quick)

    def stop(stage: Stage) -> None:
        if stage.number == 2:
            raise KeyboardInterrupt

    kept = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        sample(sharp, 2, quick, progress=stop, checkpoint=kept)
    numbers: list[int] = []
    again = sample(sharp, 2, quick, checkpoint=kept, progress=lambda s: numbers.append(s.number))
    assert numbers[0] == 3
    assert np.array_equal(again.z, whole.z)
    assert again.log_evidence == whole.log_evidence


def test_a_file_of_another_run_is_not_taken_up(tmp_path: Path) -> None:
    kept = tmp_path / "run"
    sample(seen_once, 2, Settings(particles=50, moves=1, last_moves=1), checkpoint=kept)
    with pytest.raises(CalibrationError, match="another run"):
        sample(seen_once, 2, Settings(particles=60, moves=1), checkpoint=kept)


def test_a_file_of_another_method_is_not_taken_up(tmp_path: Path) -> None:
    with (tmp_path / "run").open("wb") as stream:
        np.savez(stream, x=np.zeros(3))
    with pytest.raises(CalibrationError, match="another method"):
        sample(seen_once, 2, Settings(particles=50, moves=1), checkpoint=tmp_path / "run")


def test_what_the_prior_cannot_give_is_said() -> None:
    with pytest.raises(CalibrationError, match="no draw from the prior"):
        sample(lambda z: np.full(len(z), -np.inf), 2, Settings(particles=20))


@pytest.mark.parametrize("wrong", [{"particles": 2}, {"moves": 0}, {"effective": 0.99}])
def test_settings_that_cannot_work_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(CalibrationError):
        Settings(**wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_the_next_degree_keeps_the_asked_share_effective() -> None:
    logs = np.random.default_rng(1).normal(0, 30, 2000)
    exponent = next_exponent(logs, 0.0, 0.5)
    weights = np.exp(exponent * (logs - logs.max()))
    assert weights.sum() ** 2 / (weights**2).sum() == pytest.approx(1000, rel=0.01)
    assert next_exponent(np.zeros(10), 0.3, 0.5) == 1.0


def test_resampling_keeps_expected_numbers_to_within_one() -> None:
    weights = np.array([0.31, 0.0, 0.64, 0.05])
    for start in (0.0, 0.37, 0.99):
        counts = np.bincount(systematic(weights, start), minlength=4)
        assert np.abs(counts - 4 * weights).max() < 1
        assert counts[1] == 0
