from dataclasses import replace

import pytest

from ledger.made import claim, report
from volteface.assessment.affected import most_affected
from volteface.assessment.assess import assess
from volteface.assessment.elapsed import elapsed_months
from volteface.assessment.indicators import find_indicators, load_signs
from volteface.ledger.build import build_ledger
from volteface.model.case import Break, Case
from volteface.model.dates import PartialDate

BREAK = Break(date=PartialDate(year=2026, month=1), of="act")
CASE = Case(title="", focal="VEN", partner="CUB", outside=("USA",), break_=BREAK)
CLAIMS = (
    claim("a", "CUB>VEN", "security_personnel"),
    claim("b", "CUB>VEN", "security_personnel", kind="presence", change="falls"),
    claim("c", "VEN>USA", "CONSULT"),
    claim("d", "USA>VEN", "pressure", kind="level", change="rises"),
)


def assessed(case=CASE, claims=CLAIMS, reports=None):
    reports = reports or (report(published="2026-04-02"),)
    return assess(case, build_ledger(case, reports, claims), claims, reports)


def told_by(reports):
    """Return the claims as each of the reports tells them."""
    return tuple(
        replace(one, id=f"{one.id}{home.id}", report_id=home.id)
        for home in reports
        for one in CLAIMS
    )


def test_the_answer_is_the_record_of_the_kind_of_tie_most_affected():
    found = assessed()
    assert found.kind_group == "personnel, structural ties"
    assert found.headline.horizon_months == 24
    assert [one.horizon_months for one in found.outlooks] == [12, 24, 36, 120]
    assert found.headline.low <= found.headline.restored <= found.headline.high
    assert found.headline.cases >= 30


def test_the_chance_of_restoration_grows_with_the_horizon():
    restored = [one.restored for one in assessed().outlooks]
    assert restored == sorted(restored)


def test_one_case_gives_one_interval():
    assert assessed().outlooks == assessed().outlooks


def test_an_answer_is_possible_when_the_date_of_the_break_is_unknown():
    found = assessed(Case(title="", focal="VEN", partner="CUB"))
    assert found.confidence == "low"
    assert "the date of the break is not told" in found.confidence_reasons


def test_an_answer_is_possible_when_nothing_at_all_is_told():
    found = assessed(Case(title="", focal=None, partner=None), ())
    assert found.kind_group == "all kinds of ties"
    assert found.indicators == ()


def test_horizons_that_have_passed_are_left_out():
    found = assessed(reports=(report(published="2028-07"),))
    assert [one.horizon_months for one in found.outlooks] == [36, 120]
    assert found.headline.horizon_months == 36


def test_a_break_longer_ago_than_the_class_tells_still_has_an_answer():
    old = Case(
        title="",
        focal="EGY",
        partner="SUN",
        break_=Break(date=PartialDate(year=1972, month=7), of="act"),
    )
    assert assessed(old).headline.horizon_months == 120


def test_three_graded_sources_without_gaps_give_high_confidence():
    reports = tuple(
        report(f"r{n}", outlet=f"Paper {n}", published="2026-04-02", reliability="B")
        for n in (1, 2, 3)
    )
    found = assessed(claims=told_by(reports), reports=reports)
    assert found.confidence == "high"
    assert found.confidence_reasons[0] == "3 independent sources"


def test_sources_that_nobody_graded_give_no_high_confidence():
    reports = tuple(report(f"r{n}", outlet=f"Paper {n}", published="2026-04-02") for n in (1, 2, 3))
    assert assessed(claims=told_by(reports), reports=reports).confidence == "moderate"


def test_a_report_on_other_states_is_no_source():
    others = (*CLAIMS, claim("x", "NER>FRA", "REJECT", report_id="r2"))
    found = assessed(claims=others, reports=(report(published="2026-04-02"), report("r2")))
    assert found.confidence_reasons[0] == "1 independent source"
    assert found.headline == assessed().headline


def test_time_is_counted_only_up_to_when_the_broken_tie_is_told_to_be_back():
    old = replace(CASE, break_=Break(date=PartialDate(year=2009, month=4), of="act"))
    cut = claim("a", "VEN>CUB", "oil_supply", change="ends", time="2009-04")
    back = claim("b", "VEN>CUB", "oil_supply", change="begins", time="2010-01")
    held, returned = assessed(old, (cut,)), assessed(old, (cut, back))
    assert [one.horizon_months for one in held.outlooks] == [120]
    assert [one.horizon_months for one in returned.outlooks] == [12, 24, 36, 120]
    assert "the broken tie is told to have begun again by 2010-01, time is counted up to then" in (
        returned.confidence_reasons
    )


def test_the_score_of_the_estimate_stands_beside_the_base_rate_with_its_n():
    score = assessed().score
    assert score["Brier score"] < score["Brier score of the base rate"]
    assert score["breaks"] > 100


def test_nearest_cases_tell_what_became_of_them():
    nearest = assessed().nearest
    assert nearest
    assert all(one.outcome and one.differs for one in nearest)


def test_indicators_have_a_direction_and_their_claims():
    found = {one.name: one for one in find_indicators(CLAIMS, CASE)}
    talks = found["talks or visits between the focal state and the outside power"]
    assert (talks.points_to, talks.claims) == ("lasting", ("c",))
    assert found["a tie only reduced or suspended"].points_to == "temporary"


@pytest.mark.parametrize(
    ("change", "points_to"),
    [("begins", {"lasting"}), ("rises", {"lasting"}), ("ends", {"temporary"})],
)
def test_an_embargo_that_begins_is_no_restoration_and_its_end_is_no_loss(change, points_to):
    embargo = (claim("x", "CUB>VEN", "embargo", change=change),)
    assert {one.points_to for one in find_indicators(embargo, CASE)} == points_to
    found = build_ledger(CASE, (report(),), embargo)
    is_hit = most_affected(CASE, found, embargo) == "embargo"
    assert is_hit is (change != "ends")


def test_a_planned_accord_is_no_indicator():
    planned = (claim("x", "VEN>USA", "AGREE", time_frame="planned"),)
    assert find_indicators(planned, CASE) == ()


def test_every_sign_tells_its_reason():
    assert all(sign.reason for sign in load_signs())
    assert len({sign.name for sign in load_signs()}) == len(load_signs())


@pytest.mark.parametrize(
    ("broken", "as_of", "months"),
    [
        ("2026-01", "2026-04-02", 3),
        ("XXXX-11", "2026-02", 3),
        ("2026-05", "2026-04", 0),
        ("2026", "2026-04", None),
        ("2026-01", None, None),
    ],
)
def test_elapsed_time_runs_to_the_latest_report(broken, as_of, months):
    break_ = Break(date=PartialDate.parse(broken), of="act")
    assert elapsed_months(break_, PartialDate.parse(as_of) if as_of else None) == months
