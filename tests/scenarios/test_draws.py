import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from volteface.scenarios.draws import quantile, share_below
from volteface.scenarios.program import Distribution

SHARES = np.linspace(0.001, 0.999, 101)

LAWS = [
    (Distribution(kind="uniform", numbers=(2.0, 6.0)), stats.uniform(2, 4)),
    (Distribution(kind="triangular", numbers=(2.0, 3.0, 6.0)), stats.triang(0.25, 2, 4)),
    (Distribution(kind="triangular", numbers=(2.0, 2.0, 6.0)), stats.triang(0, 2, 4)),
    (Distribution(kind="normal", numbers=(2.0, 3.0)), stats.norm(2, 3)),
    (Distribution(kind="lognormal", numbers=(2.0, 1.5)), stats.lognorm(np.log(1.5), scale=2)),
    (Distribution(kind="beta", numbers=(2.0, 5.0)), stats.beta(2, 5)),
]


@pytest.mark.parametrize(("ours", "theirs"), LAWS)
def test_quantiles_are_those_of_the_law(ours: Distribution, theirs: object) -> None:
    assert quantile(ours, SHARES) == pytest.approx(theirs.ppf(SHARES))  # type: ignore[attr-defined]  # scipy stubs name no frozen distribution


@pytest.mark.parametrize(("ours", "theirs"), LAWS)
@pytest.mark.parametrize("value", [-1.0, 0.3, 2.5, 3.5, 9.0])
def test_shares_are_those_of_the_law(ours: Distribution, theirs: object, value: float) -> None:
    assert share_below(ours, value) == pytest.approx(theirs.cdf(value))  # type: ignore[attr-defined]  # scipy stubs name no frozen distribution


@given(st.floats(-2, 1), st.floats(1.1, 4))
def test_a_cut_off_law_is_the_truncated_one(low: float, high: float) -> None:
    law = Distribution(kind="normal", numbers=(0.0, 1.0), low=low, high=high)
    assert quantile(law, SHARES) == pytest.approx(stats.truncnorm(low, high).ppf(SHARES), abs=1e-9)
