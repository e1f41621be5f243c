from ledger.made import claim
from volteface.ledger.ties import Context, build_ties
from volteface.model.case import Break, Case
from volteface.model.dates import PartialDate

BREAK = Break(date=PartialDate(year=2026, month=1), of="act")
CASE = Case(title="", focal="VEN", partner="CUB", outside=("USA",), break_=BREAK)
CONTEXT = Context(case=CASE, published={}, sources={})


def test_a_standing_tie_is_before_and_its_fall_is_now():
    ties = build_ties(
        (
            claim("a", "VEN>CUB", "oil_supply", time_frame="past"),
            claim("b", "VEN>CUB", "oil_supply", kind="level", change="falls"),
        ),
        CONTEXT,
    )
    (tie,) = ties
    assert (tie.provider, tie.recipient) == ("VEN", "CUB")
    assert (tie.before, tie.now, tie.change) == ("provided", "reduced", "falls")
    assert (tie.claims_before, tie.claims_now) == (("a",), ("b",))


def test_what_nobody_tells_is_none():
    (tie,) = build_ties((claim("a", "CUB>VEN", "intelligence"),), CONTEXT)
    assert (tie.now, tie.change, tie.residual) == (None, None, None)


def test_an_end_beside_people_who_stay_leaves_a_residual():
    (tie,) = build_ties(
        (
            claim("a", "CUB>VEN", "security_personnel", change="ends"),
            claim("b", "CUB>VEN", "security_personnel", kind="presence", change="holds"),
        ),
        CONTEXT,
    )
    assert (tie.change, tie.residual) == ("falls", "less than before")


def test_denied_demanded_and_planned_claims_never_change_a_level():
    standing = claim("a", "CUB>VEN", "medical_personnel")
    open_claims = (
        claim("b", "CUB>VEN", "medical_personnel", change="ends", polarity="denied"),
        claim("c", "CUB>VEN", "medical_personnel", change="ends", time_frame="demanded"),
        claim("d", "CUB>VEN", "medical_personnel", change="falls", time_frame="planned"),
    )
    (tie,) = build_ties((standing, *open_claims), CONTEXT)
    assert tie.change is None
    assert tie.claims_now == ()


def test_what_is_dated_before_the_break_is_before():
    (tie,) = build_ties(
        (claim("a", "CUB>VEN", "medical_personnel", change="begins", time="2003-04"),), CONTEXT
    )
    assert tie.claims_before == ("a",)
    assert tie.now is None


def test_an_event_lowers_only_the_ties_that_its_words_name():
    (oil, doctors) = build_ties(
        (
            claim("a", "VEN>CUB", "oil_supply"),
            claim("b", "CUB>VEN", "medical_personnel"),
            claim(
                "c", "VEN>CUB", "SANCTION", mode="discontinue", quote="Caracas ended the oil deal"
            ),
        ),
        CONTEXT,
    )[::-1]
    assert oil.claims_now == ("c",)
    assert doctors.claims_now == ()


def test_ties_of_the_pair_come_first_from_the_partner():
    ties = build_ties(
        (
            claim("a", "USA>MEX", "trade"),
            claim("b", "VEN>CUB", "oil_supply"),
            claim("c", "CUB>VEN", "intelligence"),
        ),
        CONTEXT,
    )
    assert [tie.provider for tie in ties] == ["CUB", "VEN", "USA"]


def test_mutual_ties_told_from_either_side_are_one():
    ties = build_ties(
        (
            claim("a", "VEN>CUB", "alliance"),
            claim("b", "CUB>VEN", "alliance", change="falls"),
        ),
        CONTEXT,
    )
    assert len(ties) == 1
