from ledger.made import claim, report
from volteface.ledger.build import build_ledger
from volteface.ledger.disagreements import bounds, find_disagreements, in_words
from volteface.model.case import Case
from volteface.model.claim import Quantity

OUTLETS = {"r1": "Wire", "r2": "Courier"}


def killed(id, report_id, **number):
    return claim(id, "USA>CUB", "ASSAULT", report_id=report_id, quantity=number)


def test_two_numbers_of_one_thing_stand_side_by_side():
    (one,) = find_disagreements(
        (killed("a", "r1", value=32), killed("b", "r2", low=40)), {}, OUTLETS
    )
    assert one.sides == (
        ("32 people – Wire", ("a",)),
        ("more than 40 people – Courier", ("b",)),
    )


def test_numbers_that_can_both_be_right_are_no_disagreement():
    told = (killed("a", "r1", value=45), killed("b", "r2", low=40))
    assert find_disagreements(told, {}, OUTLETS) == ()


def test_one_voice_that_tells_two_numbers_does_not_disagree_with_itself():
    told = (killed("a", "r1", value=32), killed("b", "r1", value=20))
    assert find_disagreements(told, {}, OUTLETS) == ()


def test_a_denial_stands_beside_what_it_denies():
    (one,) = find_disagreements(
        (
            claim("a", "CUB>VEN", "RETREAT"),
            claim("b", "CUB>VEN", "RETREAT", polarity="denied", speaker="official CUB"),
        ),
        {},
        OUTLETS,
    )
    assert [ids for _, ids in one.sides] == [("a",), ("b",)]
    assert one.sides[1][0] == "denied – official CUB, in Wire"


def test_who_denies_an_expulsion_does_not_deny_an_arrest():
    told = (
        claim("a", "BOL>CUB", "COERCE", mode="arrest"),
        claim("b", "BOL>CUB", "COERCE", mode="deport", polarity="denied", speaker="official BOL"),
    )
    assert find_disagreements(told, {}, OUTLETS) == ()


def test_a_denial_alone_is_no_disagreement():
    told = (claim("b", "CUB>VEN", "RETREAT", polarity="denied", speaker="official CUB"),)
    assert find_disagreements(told, {}, OUTLETS) == ()


def test_a_quantity_without_number_has_no_bounds():
    assert bounds(Quantity(unit="person")) is None
    assert in_words(Quantity(unit="person", low=10, high=20)) == "10 to 20 people"


def test_a_ledger_of_nothing_is_empty():
    ledger = build_ledger(Case(title="", focal=None, partner=None), (report(),), ())
    assert (ledger.events, ledger.ties, ledger.causes, ledger.disagreements) == ((), (), (), ())
