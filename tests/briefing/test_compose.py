from __future__ import annotations

import re
from dataclasses import replace

import pytest

from briefing.samples import ASSESSMENT, CASE, CLAIMS, LEDGER, changed_claim, outlook, sample
from volteface.briefing.answer import chance
from volteface.briefing.sentence import Row, Sentence
from volteface.briefing.tables import load_rules
from volteface.model.claim import Party
from volteface.model.ledger import Ledger

ORDER = [
    "answer",
    "judgments",
    "ties",
    "happened",
    "unrealised",
    "pressure",
    "effects",
    "signposts",
    "precedents",
    "sources",
    "unknown",
    "recompute",
]
EMPTY = Ledger(events=(), ties=(), causes=(), disagreements=())


def texts(key, **changed):
    return [one.text for one in sample(**changed).section(key).sentences()]


def test_sections_stand_in_the_order_of_the_method():
    assert [section.key for section in sample().sections] == ORDER


def test_a_sentence_without_evidence_is_refused():
    with pytest.raises(ValueError, match="no evidence"):
        Sentence(text="Something happened.")
    with pytest.raises(ValueError, match="no evidence"):
        Row(cells=("x",))


@pytest.mark.parametrize("changed", [{}, {"claims": (), "ledger": EMPTY}])
def test_every_sentence_and_row_rests_on_known_claims_or_rules(changed):
    brief = sample(**changed)
    known = {claim.id for claim in brief.claims}
    parts = [one for section in brief.sections for one in section.sentences()]
    parts += [row for section in brief.sections for table in section.tables for row in table.rows]
    for one in parts:
        assert set(one.claims) <= known
        assert set(one.rules) <= set(load_rules())
        assert one.claims or one.rules


def test_the_headline_gives_word_figure_interval_and_number_in_one_sentence():
    headline = texts("answer")[1]
    assert headline == (
        "It is likely (75 %; 90 % interval 70–80 %; 60 historical breaks in 40 disputes) that what was "
        "broken off is not restored within 24 months of the break, that is, that the break is lasting."
    )


def test_confidence_stands_in_a_sentence_of_its_own():
    sentences = texts("answer")
    assert [("onfidence" in one) for one in sentences] == [False, False, True, False]
    assert "%" not in sentences[2]


@pytest.mark.parametrize(
    ("probability", "start"),
    [
        (0.02, "There is almost no chance (2 %) that"),
        (0.1, "It is very unlikely (10 %) that"),
        (0.5, "There is a roughly even chance (50 %) that"),
        (0.97, "It is almost certain (97 %) that"),
        (1.0, "It is almost certain (over 99 %) that"),
    ],
)
def test_a_chance_is_told_in_words_and_figures(probability, start):
    assert chance(probability, "it lasts", "").startswith(start)


def test_what_happened_holds_no_denied_demanded_or_planned_claim():
    told = [c for one in sample().section("happened").items for c in one.claims]
    happened = {claim.id for claim in CLAIMS if claim.happened}
    assert told
    assert set(told) <= happened


def test_demands_plans_and_denials_are_told_as_such_with_their_speaker():
    said = texts("unrealised")
    assert any(
        one.startswith("The ministry said that Niger did not expel people of France")
        for one in said
    )
    assert any("Niger asks France to end a service to Niger" in one for one in said)
    assert any("France plans to have diplomatic relations with Niger" in one for one in said)


def test_a_disputed_event_is_marked():
    assert sample().section("happened").items[0].text.endswith("; this is disputed.")


def test_each_event_names_who_reports_it_and_shows_its_words():
    first = sample().section("happened").items[0]
    assert first.text.startswith("10 October 2023: France began withdrawing")
    assert "(Wire)" in first.text
    assert first.quotes == ("w/1",)


def test_every_signpost_has_a_date_and_a_rule():
    items = sample().section("signposts").items
    assert len(items) >= 3
    for one in items:
        assert re.search(r"by the end of \w+ 20\d\d", one.text)
        assert "signposts" in one.rules


def test_signposts_without_any_date_count_from_the_reports():
    case = replace(CASE, break_=None)
    reports = tuple(replace(report, published=None) for report in sample().reports)
    said = texts("signposts", case=case, reports=reports)
    assert any("within 6 months of the reports" in one for one in said)


def test_what_is_missing_is_told_as_unknown():
    case = replace(CASE, break_=None, outside=())
    said = " ".join(texts("unknown", case=case))
    assert "No date of the break is told." in said
    assert "No date is told of 1 of 2 events." in said
    assert "No outside power was found" in " ".join(texts("pressure", case=case))


def test_the_chain_names_cause_effect_and_the_words_that_join_them():
    (first, *_) = texts("effects")
    assert first.startswith(
        "The supply of electricity in Niger declined; named as its cause (“because”): "
    )
    assert "aid from France to Niger declined" in first


def test_what_could_not_be_read_is_named_among_the_sources():
    class Refused:
        where = "scan.pdf"
        reason = "scan.pdf needs a password; hand in an open copy."

    assert any("Not read: scan.pdf" in one for one in texts("sources", refused=(Refused(),)))


def test_a_case_without_name_is_called_by_its_pair():
    assert sample(case=replace(CASE, title="wire.txt")).title == (
        "Niger and France: a break, temporary or lasting"
    )


def test_an_unknown_section_is_refused_with_the_known_ones():
    with pytest.raises(KeyError, match="answer, judgments"):
        sample().section("nothing")


def test_a_single_outlook_is_enough():
    alone = replace(ASSESSMENT, outlooks=(), headline=outlook(36, 0.5))
    (table,) = sample(assessment=alone).section("answer").tables
    assert [row.cells[0] for row in table.rows] == ["36 months"]


def test_ties_with_others_stand_in_a_table_of_their_own():
    helped = changed_claim("p/3", id="p/4", source=Party(code="RUS"), change=None)
    tie = replace(LEDGER.ties[0], provider="RUS", change=None, claims_now=("p/4",))
    made = sample(ledger=replace(LEDGER, ties=(*LEDGER.ties, tie)), claims=(*CLAIMS, helped))
    captions = [table.caption for table in made.section("ties").tables]
    assert captions == ["Ties between Niger and France", "Ties with others"]
