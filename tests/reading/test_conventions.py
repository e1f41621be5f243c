"""The conventions of what counts as a claim, each on sentences about real states."""

from __future__ import annotations

import pytest

from reading.told import Read


def test_people_who_leave_are_the_source_whoever_made_them_leave(read: Read) -> None:
    told = read("Russian border guards left Yerevan because Armenia asked them to.")
    assert told.the("RUS>ARM", "RETREAT").happened
    assert told.the("ARM>RUS", "REQUEST").happened
    assert told.the("RUS>ARM", "CAUSE", "cause").cue == "because"


def test_a_departure_that_has_begun_is_told_by_unnamed_officials(read: Read) -> None:
    text = "Two officials in Niamey said that French soldiers have started to leave Niger."
    claim = read(text).the("FRA>NER", "RETREAT")
    assert (claim.change, claim.polarity, claim.certainty) == ("begins", "affirmed", "certain")
    assert claim.speaker.kind == "unnamed"


def test_who_agrees_to_leave_has_agreed_and_not_yet_left(read: Read) -> None:
    told = read("Cuba agreed to expel the German ambassador.")
    assert told.happened() == {"CUB>DEU AGREE"}


def test_who_refuses_has_refused_and_done_nothing_else(read: Read) -> None:
    told = read("Cuba refused to expel the German ambassador.")
    assert told.happened() == {"CUB>DEU REJECT"}


def test_who_threatens_has_threatened_and_the_cut_is_conditional(read: Read) -> None:
    told = read("Russia threatened to cut gas supplies to Armenia.")
    assert told.happened() == {"RUS>ARM THREATEN"}
    assert told.the("RUS>ARM", "gas_supply").time_frame == "conditional"


def test_what_failed_to_come_was_not_delivered(read: Read) -> None:
    told = read("Venezuela failed to deliver oil to Cuba.")
    assert told.the("VEN>CUB", "oil_supply").polarity == "denied"
    assert told.happened() == set()


def test_what_was_suspended_has_fallen_and_not_ended(read: Read) -> None:
    claim = read("Venezuela suspended oil shipments to Cuba.").the("VEN>CUB", "oil_supply")
    assert claim.change == "falls"


def test_a_vote_for_a_departure_demands_it(read: Read) -> None:
    told = read("Parliament in Cuba voted for the expulsion of the German ambassador.")
    assert told.the("CUB>DEU", "SANCTION").time_frame == "demanded"
    assert "CUB>DEU SANCTION" not in told.happened()


def test_what_is_wanted_of_another_is_a_request_and_a_demanded_act(read: Read) -> None:
    told = read("Ankara wants Russia to lift its ban on tomatoes.")
    assert told.happened() == {"TUR>RUS REQUEST"}
    assert told.the("RUS>TUR", "CONCEDE").time_frame == "demanded"


def test_two_who_act_together_make_two_claims_from_one_sentence(read: Read) -> None:
    told = read("Mali and Burkina Faso expelled the French ambassador.")
    first, second = told.the("MLI>FRA", "SANCTION"), told.the("BFA>FRA", "SANCTION")
    assert first.sentence == second.sentence


@pytest.mark.parametrize("both", ["Both countries", "The two countries"])
def test_both_countries_are_the_pair(read: Read, both: str) -> None:
    told = read(f"Ethiopia and Eritrea are neighbours. {both} signed a treaty in 2018.")
    claim = told.the("ETH>ERI", "AGREE")
    assert claim.time
    assert claim.time.start == "2018"


@pytest.mark.parametrize(
    "text",
    [
        "The Cuban bodyguards of the president were replaced by Venezuelan officers.",
        "Cuban bodyguards have been replaced by Venezuelan soldiers.",
        "Venezuela replaced the Cuban bodyguards of the president with its own officers.",
    ],
)
def test_people_are_replaced_and_never_the_persons_whom_they_protect(read: Read, text: str) -> None:
    told = read(text)
    assert told.the("CUB>VEN", "RETREAT").mode == "replace"
    assert not told.has("VEN>CUB", "RETREAT")


def test_they_who_were_replaced_are_those_told_of_before(read: Read) -> None:
    told = read(
        "Russian guards protected the president of Mali. They were replaced by Malian soldiers."
    )
    assert told.the("RUS>MLI", "RETREAT").mode == "replace"


def test_more_than_fifty_is_a_lower_bound_of_who_stays(read: Read) -> None:
    claim = read("More than 50 Cuban doctors remain in Venezuela.").the(
        "CUB>VEN", "medical_personnel"
    )
    assert claim.kind == "presence"
    assert claim.quantity
    assert (claim.quantity.value, claim.quantity.low, claim.quantity.unit) == (None, 50, "person")


def test_those_who_stay_are_a_stock_and_no_departure(read: Read) -> None:
    told = read("About 300 French instructors stayed behind in Niger.")
    claim = told.the("FRA>NER", "training")
    assert (claim.kind, claim.change) == ("presence", "holds")
    assert claim.quantity
    assert claim.quantity.value == 300
    assert not told.has("FRA>NER", "RETREAT")


def test_a_question_is_only_an_outlook(read: Read) -> None:
    (claim,) = read("Will Russian soldiers leave Syria?").all
    assert (claim.kind, claim.certainty) == ("outlook", "possible")


def test_a_promise_of_goods_is_a_planned_tie(read: Read) -> None:
    told = read("Iran promised to supply oil to Syria.")
    assert told.the("IRN>SYR", "oil_supply").time_frame == "planned"


def test_an_armed_group_has_a_name_and_no_code(read: Read) -> None:
    source = read("JNIM attacked Mali.").the(">MLI", "ASSAULT").source
    assert source
    assert (source.code, source.name) == (None, "Jama'at Nusrat al-Islam wal-Muslimin")


def test_the_day_that_is_told_is_kept(read: Read) -> None:
    claim = read("Cuban guards left Caracas on 12 January 2026.").the("CUB>VEN", "RETREAT")
    assert claim.time
    assert (claim.time.start, claim.time.precision) == ("2026-01-12", "day")


def test_a_date_behind_a_semicolon_is_that_of_another_act(read: Read) -> None:
    told = read(
        "In June 2019, after a long quarrel over money and men, France expelled two Malian diplomats; "
        "in August 2019 Mali closed its airspace."
    )
    claim = told.the("FRA>MLI", "SANCTION")
    assert claim.time
    assert claim.time.start == "2019-06"
