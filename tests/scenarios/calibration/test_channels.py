"""What a row says about a run: its likelihood, the bias its source shares, what it may leave out."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from scenarios.calibration.small_case import COUNT, FIRST, LEVEL, row, seen
from volteface.errors import ObservationError
from volteface.scenarios.calibration.channels import (
    DEGREES_OF_FREEDOM,
    Channel,
    bias_groups,
    for_fit,
    log_likelihood,
    sights,
)

RUNS = {"level": np.array([[10.0, 10.0], [12.0, 14.0]]), "rate": np.array([[2.0, 2.0], [0.5, 1.5]])}
NONE: dict[str, np.ndarray] = {}


def unbiased(**more: object) -> Channel:
    return replace(LEVEL, bias=None, **more)  # type: ignore[arg-type]  # fields and fakes of several types


def one(channel: Channel, *rows: object) -> np.ndarray:
    made, _ = sights(rows, (channel,), FIRST, 2)  # type: ignore[arg-type]  # fields and fakes of several types
    return log_likelihood(made, RUNS, NONE)


def test_an_additive_row_has_students_likelihood() -> None:
    found = one(unbiased(), row("r", 1, 11.0))
    expected = stats.t.logpdf(11.0, DEGREES_OF_FREEDOM, loc=[10.0, 14.0], scale=0.5)
    assert found == pytest.approx(expected)


def test_a_relative_row_has_students_likelihood_of_logarithms() -> None:
    found = one(unbiased(kind="relative", noise=0.2), row("r", 0, 11.0))
    scale = np.log(11.0) - np.log([10.0, 12.0])
    assert found == pytest.approx(stats.t.logpdf(scale / 0.2, DEGREES_OF_FREEDOM) - np.log(0.2))


def test_a_count_has_poissons_likelihood() -> None:
    found = one(COUNT, row("r", 1, 2.0, series="events"))
    assert found == pytest.approx(stats.poisson.logpmf(2, [2.0, 1.5]))


def test_a_row_over_two_months_is_held_against_their_mean() -> None:
    both = replace(row("r", 0, 13.0), end=row("s", 1, 0.0).end)
    found = one(unbiased(), both)
    mean = np.array([10.0, (31 * 12 + 28 * 14) / 59])
    assert found == pytest.approx(stats.t.logpdf(13.0, DEGREES_OF_FREEDOM, loc=mean, scale=0.5))


def test_a_row_that_is_trusted_less_has_wider_noise() -> None:
    sure, unsure = (
        one(unbiased(), row("r", 0, 20.0)),
        one(unbiased(), row("r", 0, 20.0, confidence="low")),
    )
    assert (unsure > sure).all()


def test_the_range_that_a_source_gives_widens_its_noise() -> None:
    found = one(unbiased(), row("r", 0, 11.0, low=9.0, high=15.58))
    scale = np.hypot(0.5, 2.0)  # 6.58 / 3.29
    expected = stats.t.logpdf(11.0, DEGREES_OF_FREEDOM, loc=[10.0, 12.0], scale=scale)
    assert found == pytest.approx(expected)


def test_rows_of_one_source_share_its_bias() -> None:
    made = seen(row("a", 0, 11.0), row("b", 1, 11.0), row("c", 1, 11.0, source="B"))
    assert bias_groups(made) == ("level | A", "level | B")
    level = {"level": np.full((2, 6), 10.0)}
    biases = {"level | A": np.array([0.0, 2.5]), "level | B": np.array([0.0, 0.0])}
    # A bias of 2.5 times a spread of 0.4 explains both rows of A.
    plain, moved = log_likelihood(made, level, biases)
    gain = 2 * (stats.t.logpdf(0.0, DEGREES_OF_FREEDOM) - stats.t.logpdf(2.0, DEGREES_OF_FREEDOM))
    assert moved - plain == pytest.approx(gain)


def test_units_are_converted_before_they_are_compared() -> None:
    found = one(unbiased(scale=1000.0), row("r", 0, 0.011))
    assert found == pytest.approx(one(unbiased(), row("r", 0, 11.0)))


def test_a_row_that_others_fix_adds_nothing_to_a_fit() -> None:
    gap = Channel(series="gap", output="level", kind="additive", noise=1.0,
                  implied_by=("level", "events"))  # fmt: skip
    rows = (row("a", 0, 1.0), row("b", 0, 1.0, series="events"), row("c", 0, 1.0, series="gap"),
            row("d", 1, 1.0, series="gap"))  # fmt: skip
    made, _ = sights(rows, (LEVEL, COUNT, gap), FIRST, 2)
    assert [s.row.id for s in for_fit(made)] == ["a", "b", "d"]


def test_a_row_that_is_not_to_be_used_enters_no_fit() -> None:
    assert for_fit(seen(row("plan", 0, 1.0, is_used=False))) == ()


def test_rows_that_the_model_cannot_speak_about_are_named() -> None:
    rows = (row("in", 0, 1.0), row("late", 5, 1.0), row("alien", 0, 1.0, series="price"))
    made, unmatched = sights(rows, (LEVEL,), FIRST, 2)
    assert [s.row.id for s in made] == ["in"]
    assert [r.id for r in unmatched] == ["late", "alien"]


def test_a_confidence_that_is_no_word_of_ours_is_refused() -> None:
    with pytest.raises(ObservationError, match="expected high, medium or low"):
        seen(row("r", 0, 1.0, confidence="certain"))


def test_a_row_in_another_unit_of_the_kind_is_converted_and_in_none_is_left_out() -> None:
    channel = unbiased(scale_of={"percent": 0.01, "share": 1.0}.get)
    rows = (row("a", 0, 1050.0, unit="percent"), row("b", 0, 10.5, unit="share"),
            row("c", 0, 10.5, unit="MW"))  # fmt: skip
    made, unmatched = sights(rows, (channel,), FIRST, 2)
    first, second = (log_likelihood([one], RUNS, NONE) for one in made)
    assert first == pytest.approx(second)
    assert [r.id for r in unmatched] == ["c"]
