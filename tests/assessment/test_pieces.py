"""The sum in log-odds: pieces add up, evidence counts once, unknown parties are no error."""

import math

import pytest

from volteface.assessment.pieces import (
    lasting_forms,
    log_odds,
    pieces_of,
    weighed,
)
from volteface.assessment.prior import at_break, packaged_model, past_breaks
from volteface.model.assessment import Indicator
from volteface.model.case import Case

TIMES = (3, 24)


def sign(covariate: str | None, *claims: str) -> Indicator:
    return Indicator(
        name=f"sign of {covariate}", points_to="temporary", claims=claims, covariate=covariate
    )


def test_the_pieces_sum_to_the_log_odds_of_the_headline() -> None:
    known = {"tie oil": 1.0, "group structural": 1.0}
    signs = {"talks": sign("talks", "a"), "replaced": sign("replaced", "b")}
    pieces = pieces_of(packaged_model(), known, signs, TIMES, past_breaks())
    everything = known | dict.fromkeys(signs, 1.0)
    expected = log_odds(packaged_model().lasting(everything, *TIMES))
    assert sum(one.log_odds for one in pieces) == pytest.approx(expected)
    assert pieces[0].cases == len(past_breaks())


def test_signs_of_the_same_act_count_once_with_all_their_claims() -> None:
    sources = {"a": "one", "b": "two", "c": "three"}
    found = weighed([sign("talks", "a"), sign("talks", "b", "a")], past_breaks(), sources)
    assert list(found) == ["talks"]
    assert found["talks"].claims == ("a", "b")


def test_a_sign_that_one_of_several_sources_tells_has_no_weight_yet() -> None:
    sources = {"a": "one", "b": "two"}
    assert weighed([sign("talks", "a")], past_breaks(), sources) == {}
    assert "talks" in weighed([sign("talks", "a")], past_breaks(), {"a": "one"})


def test_a_sign_that_no_past_break_was_coded_for_has_no_weight() -> None:
    assert weighed([sign(None, "a"), sign("declared:never", "a")], past_breaks(), {"a": "x"}) == {}


def test_a_partial_return_makes_a_lasting_break_less_likely() -> None:
    pieces = pieces_of(packaged_model(), {}, {"partial": sign("partial")}, (12, 120), past_breaks())
    assert pieces[1].log_odds < 0


def test_a_party_that_is_no_state_is_answered_by_its_group() -> None:
    case = Case(title="x", focal="VEN", partner="QQQ")
    assert at_break(case, "oil_supply") == {"group structural": 1.0, "tie oil": 1.0}


def test_lasting_breaks_are_counted_by_what_they_became() -> None:
    forms = lasting_forms("all", past_breaks(), 120)
    assert set(forms) == {"hedge", "rupture", "realignment"}
    assert sum(forms.values()) > 100


def test_log_odds_of_certainty_stay_finite() -> None:
    assert log_odds(1.0) == pytest.approx(math.log(999))
