from ledger.made import claim
from volteface.ledger.causes import build_causes


def chain():
    return (
        claim("oil", "VEN>CUB", "oil_supply", kind="level", change="falls"),
        claim("fuel", ">CUB", "domestic", sector="fuel", change="falls", caused_by=("oil",)),
        claim(
            "power", ">CUB", "domestic", sector="electricity", change="falls", caused_by=("fuel",)
        ),
    )


def test_effects_inside_a_state_are_chained_to_the_tie_that_fell():
    links = build_causes(chain())
    assert [(link.cause, link.effect) for link in links] == [("oil", "fuel"), ("fuel", "power")]


def test_a_cause_comes_before_its_effects_whatever_the_order_of_telling():
    links = build_causes(chain()[::-1])
    assert [(link.cause, link.effect) for link in links] == [("oil", "fuel"), ("fuel", "power")]


def test_two_reports_of_one_link_are_one_link_with_all_claims():
    again = (
        claim("oil2", "VEN>CUB", "oil_supply", kind="level", change="falls", report_id="r2"),
        claim(
            "fuel2", ">CUB", "domestic", sector="fuel", change="falls",
            caused_by=("oil2",), report_id="r2",
        ),
    )  # fmt: skip
    links = build_causes((*chain(), *again))
    assert len(links) == 2
    assert set(links[0].claims) == {"oil", "fuel", "oil2", "fuel2"}


def test_a_cause_that_no_claim_tells_is_given_in_its_words():
    told = (claim("c", "CUB>VEN", "CAUSE", kind="cause", quote="They left over unpaid bills"),)
    (link,) = build_causes(told)
    assert link.cause == "“They left over unpaid bills”"


def test_a_denied_link_is_none():
    told = (claim("c", "CUB>VEN", "CAUSE", kind="cause", polarity="denied"),)
    assert build_causes(told) == ()


def test_causes_in_a_circle_end():
    told = (
        claim("a", ">CUB", "domestic", sector="fuel", caused_by=("b",)),
        claim("b", ">CUB", "domestic", sector="transport", caused_by=("a",)),
    )
    assert len(build_causes(told)) == 2
