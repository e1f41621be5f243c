from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.samples import changed_claim, claim
from volteface.briefing.clauses import is_plural, told
from volteface.briefing.names import date_words, later, listed, name
from volteface.briefing.pressing import is_warm
from volteface.briefing.tables import load_phrases, load_rules, load_words
from volteface.codebook.event_types import load_event_types
from volteface.codebook.tie_kinds import load_tie_kinds
from volteface.model.claim import Quantity
from volteface.model.dates import PartialDate


def test_every_tie_kind_and_event_type_of_the_codebook_can_be_worded():
    phrases = load_phrases()
    assert set(load_tie_kinds()) <= set(phrases)
    types = {one.type for one in load_event_types()}
    assert types <= set(phrases)


@pytest.mark.parametrize(
    ("stands", "expected"),
    [
        ({"change": None}, "France withdrew people from Niger"),
        ({}, "France began withdrawing people from Niger"),
        ({"change": "ends"}, "France withdrew people from Niger"),
        ({"change": None, "time_frame": "ongoing"}, "France is withdrawing people from Niger"),
        ({"change": None, "time_frame": "planned"}, "France plans to withdraw people from Niger"),
        (
            {"change": None, "time_frame": "demanded"},
            "France is called on to withdraw people from Niger",
        ),
        (
            {"change": None, "time_frame": "predicted"},
            "France is expected to withdraw people from Niger",
        ),
        ({"change": None, "polarity": "denied"}, "France did not withdraw people from Niger"),
        ({"change": None, "certainty": "possible"}, "France may have withdrawn people from Niger"),
        ({"change": None, "certainty": "probable"}, "France apparently withdrew people from Niger"),
        (
            {"change": None, "polarity": "denied", "time_frame": "planned"},
            "France does not plan to withdraw people from Niger",
        ),
        (
            {"change": None, "time_frame": "conditional"},
            "France could withdraw people from Niger, on a condition that the report names",
        ),
    ],
)
def test_a_clause_says_how_its_claim_stands(stands, expected):
    assert told(changed_claim("w/1", **stands)) == expected


@pytest.mark.parametrize("time_frame", ["planned", "demanded", "predicted", "conditional"])
@pytest.mark.parametrize("polarity", ["affirmed", "denied"])
def test_what_has_not_happened_is_never_told_in_the_past(time_frame, polarity):
    text = told(changed_claim("w/1", change=None, time_frame=time_frame, polarity=polarity))
    assert "withdrew" not in text


@pytest.mark.parametrize(
    ("type_", "unit", "expected"),
    [
        ("RETREAT", "person", "France withdrew people from Niger (1,500 soldiers)"),
        ("RETREAT", "tonne", "France withdrew people from Niger"),
        ("CONSULT", "person", "France held talks with Niger"),
    ],
)
def test_an_act_on_people_says_how_many(type_, unit, expected):
    number = Quantity(unit=unit, value=1500.0, text="1,500 soldiers")
    mode = "withdraw_support" if type_ == "RETREAT" else None
    told_ = changed_claim("w/1", type=type_, mode=mode, change=None, quantity=number)
    assert told(told_) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2,000 soldiers", "France trained forces of Niger (2,000 soldiers)"),
        ("2,000 migrants", "France trained forces of Niger"),
    ],
)
def test_a_number_of_other_people_is_not_that_of_the_tie(words, expected):
    number = Quantity(unit="person", value=2000.0, text=words)
    tie = {"kind": "tie", "type": "training", "mode": None, "change": None}
    assert told(changed_claim("w/1", **tie, quantity=number, time_frame="past")) == expected


def test_who_goes_is_no_link():
    assert not is_warm(changed_claim("w/1", mode=None))
    assert is_warm(changed_claim("w/1", mode="release"))


def test_sanctions_part_two_states_and_their_end_does_not():
    sanctions = changed_claim("w/1", kind="tie", type="sanctions", mode=None)
    assert [is_warm(replace(sanctions, change=change)) for change in ("begins", "ends")] == [
        False,
        True,
    ]


def test_a_falling_tie_is_told_by_its_noun():
    assert (
        told(changed_claim("p/3")) == "aid from France for Niger declined"
        or told(changed_claim("p/3")) == "aid from France to Niger declined"
    )


def test_plural_nouns_take_plural_verbs():
    oil = claim(
        "x",
        "French aid to Niger fell by half",
        kind="level",
        type="oil_supply",
        change="falls",
        time_frame="ongoing",
    )
    assert told(oil) == "oil deliveries from Niger to France are declining"


def test_a_view_without_change_says_no_more_than_what_it_is_about():
    view = changed_claim("w/2", kind="outlook", change=None)
    assert told(view) == "it is open what becomes of the alliance between Niger and France"


def test_balancing_names_both_patrons():
    view = changed_claim(
        "w/2", change=None, time_frame="ongoing", others=(changed_claim("w/5").source,)
    )
    assert told(view) == "Niger may balance between France and Russia"


def test_an_unnamed_actor_is_called_so():
    force = claim("x", "Niger demanded that France close its base", source=None, type="ASSAULT")
    assert told(force) == "an actor not named used force against France or its people"


def test_a_type_without_phrase_and_a_cause_yield_no_clause():
    assert told(changed_claim("p/2", type="NOTHING")) is None
    assert told(changed_claim("p/2", kind="cause")) is None


def test_names_and_dates_read_as_running_text():
    assert [name(code) for code in ("NLD", "ARE", "NER", "COD")] == [
        "the Netherlands",
        "the United Arab Emirates",
        "Niger",
        "the Democratic Republic of the Congo",
    ]
    assert name(None) == "a state that is not known"
    assert listed(["a"]) == "a"
    assert date_words(None) == "date not told"
    assert date_words(PartialDate(year=2026)) == "2026"
    assert later(PartialDate(month=1), 12) == "12 months after the break"


def test_word_tables_are_complete():
    assert set(load_words().changes) == set(load_words().stages)
    assert all(rule.text.endswith(".") for rule in load_rules().values())


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("gas", False),
        ("arms", True),
        ("payments", True),
        ("oil deliveries from Venezuela to Cuba", True),
        ("the treaty with its neighbours", False),
    ],
)
def test_whether_a_noun_phrase_is_plural_is_told_by_its_head(noun, expected):
    assert is_plural(noun) is expected
