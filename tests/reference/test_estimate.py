"""Estimates asked of the packaged table."""

from dataclasses import replace

import numpy as np
import pytest

from volteface.codebook.tie_kinds import load_tie_kinds
from volteface.errors import CodebookError
from volteface.reference.breaks import load_breaks
from volteface.reference.estimate import Question, ReferenceEstimate, estimate, estimates


def ask(name: str, horizon: int, elapsed: int = 0, seed: int = 1) -> ReferenceEstimate:
    question = Question(name=name, horizon_months=horizon, elapsed_months=elapsed)
    return estimate(question, load_breaks(), np.random.default_rng(seed), resamples=60)


@pytest.mark.parametrize("kind", list(load_tie_kinds()))
def test_every_kind_of_tie_gets_a_probability_inside_its_interval(kind: str) -> None:
    found = ask(kind, 24)
    assert found.low is not None
    assert found.probability is not None
    assert found.high is not None
    assert 0 <= found.low <= found.probability <= found.high <= 1
    assert found.cases >= found.clusters > 0


def test_the_printed_horizons_rise_with_time() -> None:
    found = estimates("security_personnel", 0, load_breaks(), np.random.default_rng(1))
    assert [row.horizon_months for row in found] == [12, 24, 36, 120]
    chances = [row.probability or 0 for row in found]
    assert chances == sorted(chances)


def test_horizons_already_gone_by_are_not_asked() -> None:
    found = estimates("oil_supply", 24, load_breaks(), np.random.default_rng(1))
    assert [row.horizon_months for row in found] == [36, 120]


def test_fewer_cases_are_left_as_time_goes_by() -> None:
    assert ask("embargo", 120, 60).cases < ask("embargo", 120, 12).cases < ask("embargo", 120).cases


def test_the_same_seed_gives_the_same_interval() -> None:
    assert ask("arms", 36, seed=7) == ask("arms", 36, seed=7)
    assert ask("arms", 36, seed=7) != ask("arms", 36, seed=8)


def test_lasting_is_what_restoration_leaves() -> None:
    found = ask("oil", 120)
    assert found.probability is not None
    assert found.probability_lasting == 1 - found.probability


def test_positive_rows_change_nothing() -> None:
    table = load_breaks()
    alone = replace(table, breaks=table.negative())
    question = Question(name="treaty", horizon_months=36)
    one = estimate(question, table, np.random.default_rng(1), resamples=30)
    two = estimate(question, alone, np.random.default_rng(1), resamples=30)
    assert one == two


def test_months_out_of_order_and_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError, match="horizon above 0"):
        Question(name="oil", horizon_months=12, elapsed_months=13)
    with pytest.raises(CodebookError, match="friendship"):
        ask("friendship", 12)
