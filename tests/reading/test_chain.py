"""From a report's text to its claims."""

from __future__ import annotations

import json
from importlib.resources import files

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reading.told import Read
from volteface.model.report import Report
from volteface.reading.chain import Reading, context_of, read_report
from volteface.reading.mentions import mentions_of
from volteface.reading.parsing import parse_text

SCHEMA = json.loads(files("volteface").joinpath("data", "claim.schema.json").read_text("utf-8"))
SENTENCES = (
    "Cuban guards left Caracas on 12 January, two officials said.",
    "Venezuela suspended oil shipments to Cuba because of unpaid bills.",
    "“They left because we asked them to,” the foreign minister of Mali told reporters.",
    "Mali and Burkina Faso expelled the French ambassador.",
    "Both countries denied it!",
    "Will Russian soldiers leave Syria?",
    "More than 50 Cuban doctors remain in Venezuela.",
    "Fuel shortages worsened in Cuba",
    "Share this story",
    "Serbia balances between Russia and the European Union.",
    "— Niger: “no comment” …",
    "The soldiers were replaced by others.",
)
TEXTS = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "\r\n\n", "", "\t"])),
    max_size=5,
).map(lambda parts: "".join(f"{sentence}{gap}" for sentence, gap in parts))
SLOW = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SLOW
@given(TEXTS)
def test_every_claim_quotes_the_text_and_never_turns_on_itself(read: Read, text: str) -> None:
    for claim in read(text).all:
        assert claim.quote == text[claim.start : claim.end]
        assert claim.quote in claim.sentence
        assert claim.sentence in text
        source, target = claim.source, claim.target
        assert not (source and target and source.code and source.code == target.code)
        Draft202012Validator(SCHEMA).validate(claim.to_dict())


@SLOW
@given(TEXTS)
def test_claims_have_numbers_of_their_own_and_causes_name_claims_that_exist(
    read: Read, text: str
) -> None:
    claims = read(text).all
    ids = [claim.id for claim in claims]
    assert len(set(ids)) == len(ids)
    assert {cause for claim in claims for cause in claim.caused_by} <= set(ids)


@SLOW
@given(TEXTS)
def test_the_same_text_gives_the_same_claims(read: Read, text: str) -> None:
    assert read(text).all == read(text).all


def test_a_text_without_news_has_no_claims(read: Read) -> None:
    assert read("").all == ()
    assert read("The weather was fine. Nobody left.").all == ()


def test_claims_come_in_the_order_of_the_text(read: Read) -> None:
    told = read("Cuban guards left Caracas. Mali expelled the French ambassador.")
    assert [c.type for c in told.all] == ["RETREAT", "SANCTION"]
    assert [c.id for c in told.all] == ["r-1", "r-2"]


def test_furniture_makes_no_claims(rules: Reading) -> None:
    text = "Cuban guards left Caracas. Read also: Mali expelled the French ambassador."
    start = text.index("Read")
    report = Report(id="r", text=text)
    assert [c.type for c in read_report(report, rules, [(start, len(text))])] == ["RETREAT"]


def test_a_report_is_about_the_two_states_that_it_names_most(rules: Reading) -> None:
    text = "Cuba left Venezuela. Cuba waits. Russia saw it."
    sentences = parse_text(text, rules.parser)
    context = context_of(mentions_of(sentences, rules.gazetteer))
    assert (context.pair, context.home) == (("CUB", "VEN"), "CUB")


def test_a_claim_by_rule_has_no_score(read: Read) -> None:
    assert read("Cuban guards left Caracas.").all[0].score is None
