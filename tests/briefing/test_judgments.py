from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.samples import (
    ASSESSMENT,
    CASE,
    CLAIMS,
    FRANCE,
    LEDGER,
    NIGER,
    REPORTS,
    changed_claim,
    sample,
)
from volteface.briefing.clauses import told
from volteface.briefing.material import Material
from volteface.briefing.voices import voice_of
from volteface.briefing.weight import drawn_ties, support
from volteface.cases.titles import title_of
from volteface.model.case import Break
from volteface.model.claim import Speaker
from volteface.model.dates import PartialDate
from volteface.model.ledger import Ledger


def material(claims=CLAIMS, ledger=LEDGER):
    return Material(case=CASE, reports=REPORTS, claims=claims, ledger=ledger, assessment=ASSESSMENT)


def with_claim(id_, **changed):
    new = changed_claim(id_, **changed)
    return tuple(new if one.id == id_ else one for one in CLAIMS)


def alone():
    """Return a brief of the sample's first report by itself."""
    claims = tuple(one for one in CLAIMS if one.report_id == "wire.txt")
    empty = Ledger(events=LEDGER.events[:1], ties=(), causes=(), disagreements=())
    return sample(reports=REPORTS[:1], claims=claims, ledger=empty)


def test_key_judgments_are_few_and_each_rests_on_something():
    items = sample().section("judgments").items
    assert 4 <= len(items) <= 7
    assert all(one.claims or one.rules for one in items)
    assert items[0].text == (
        "It is likely (75 %) that the break between Niger and France outlasts 24 months, "
        "by the record of past breaks of its kind."
    )


def test_key_judgments_repeat_no_sentence_of_the_ties():
    brief = sample()
    key = {one.text for one in brief.section("judgments").items}
    assert not key & {one.text for one in brief.section("ties").items}


def test_what_is_left_of_the_partner_is_one_sentence():
    said = [one.text for one in sample().section("judgments").items]
    assert "Of what France kept up in Niger, aid has been cut back (“paper.txt”)." in said


def test_the_signs_name_the_states_and_say_where_none_points():
    said = [one.text for one in sample().section("judgments").items]
    assert any(
        one.startswith("The strongest sign of a lasting break is talks with Russia") for one in said
    )
    assert any("none points to a temporary one" in one for one in said)


@pytest.mark.parametrize(
    "changed",
    [
        {"score": 0.3},
        {"certainty": "possible"},
        {"source": NIGER, "target": FRANCE},
        {"time_frame": "planned"},
        {"speaker": Speaker(kind="analyst", text="Analysts")},
    ],
)
def test_a_tie_without_a_firm_claim_in_its_direction_is_not_drawn(changed):
    assert drawn_ties(material()) == LEDGER.ties
    assert drawn_ties(material(claims=with_claim("p/3", **changed))) == ()


def test_of_two_directions_in_one_report_the_better_supported_is_drawn():
    back = changed_claim("p/3", id="p/9", source=NIGER, target=FRANCE, score=0.6)
    tie = replace(LEDGER.ties[0], provider="NER", recipient="FRA", claims_now=("p/9",))
    ledger = replace(LEDGER, ties=(tie, *LEDGER.ties))
    assert drawn_ties(material(claims=(*CLAIMS, back), ledger=ledger)) == LEDGER.ties


def test_support_grows_with_claims_and_a_rule_is_sure():
    weak = changed_claim("p/3", score=0.5)
    assert support((weak, weak)) == pytest.approx(0.75)
    assert support((changed_claim("p/3", score=None),)) == 1.0


def test_a_single_report_is_named_once():
    brief = alone()
    facts = [one.text for key in ("happened", "ties") for one in brief.section(key).items]
    assert facts
    assert not any("Wire" in one for one in facts)
    assert "rests on Wire alone" in brief.section("answer").lead[0].text
    assert "1 report and" in brief.to_html()
    assert "1 reports" not in brief.to_html() + brief.to_markdown()


@pytest.mark.parametrize(
    ("text", "code", "who"),
    [
        ("its defence ministry", "NER", "the defence ministry of Niger"),
        ("their officials", "NER", "officials of Niger"),
        ("its officials", None, "officials"),
        ("we", "NER", "officials of Niger"),
        ("the ministry", "NER", "the ministry"),
    ],
)
def test_whose_ministry_speaks_is_told_where_the_words_say_its(text, code, who):
    spoken = changed_claim("w/1", speaker=Speaker(kind="official", text=text, code=code))
    assert voice_of(spoken, REPORTS[0]).inside == who


def test_of_two_outside_powers_the_one_that_acts_is_named():
    both = replace(material(), case=replace(CASE, outside=("RUS", "USA")))
    talks = both.known(("w/5",))
    assert both.outside_words() == "Russia and the United States"
    assert both.outside_words(talks) == "Russia"


def test_a_view_names_its_holder():
    said = [one.text for one in alone().section("judgments").items]
    assert any(one.startswith("Open: Analysts judge that the alliance") for one in said)


def test_a_demand_names_who_makes_it_where_that_is_told():
    demand = changed_claim("p/2b")
    assert told(demand) == "France is called on to end a service to Niger"
    assert told(demand, "Niger") == "Niger asks France to end a service to Niger"


@pytest.mark.parametrize(
    ("date", "title"),
    [
        (PartialDate(month=1), "Niger and France, January (year not told)"),
        (PartialDate(year=2023, month=7), "Niger and France, July 2023"),
        (PartialDate(year=2023), "Niger and France, 2023"),
        (PartialDate(), "Niger and France"),
    ],
)
def test_a_case_found_in_a_report_is_called_by_pair_and_month(date, title):
    assert title_of(replace(CASE, break_=Break(date=date, of="trigger"))) == title
