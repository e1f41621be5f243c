from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from volteface.model.claim import (
    Claim,
    ClaimTime,
    Hedge,
    Party,
    Place,
    Quantity,
    Speaker,
    to_record,
)

CUBA, VENEZUELA = Party(code="CUB"), Party(code="VEN")
SCHEMA = json.loads(files("volteface").joinpath("data", "claim.schema.json").read_text("utf-8"))


def made(**more: Any) -> Claim:
    """Return a claim that Cuban guards left Caracas, told in 24 characters."""
    quote = "Cuban guards left Caracas"
    values: dict[str, Any] = {
        "id": "r-1",
        "report_id": "r",
        "sentence": quote,
        "start": 10,
        "end": 10 + len(quote),
        "quote": quote,
        "kind": "event",
        "source": CUBA,
        "target": VENEZUELA,
        "type": "RETREAT",
    }
    return Claim(**values | more)


@pytest.mark.parametrize("time_frame", ["past", "ongoing"])
def test_what_is_affirmed_of_past_or_present_has_happened(time_frame: Any) -> None:
    assert made(time_frame=time_frame).happened


@pytest.mark.parametrize("time_frame", ["planned", "demanded", "predicted", "conditional"])
def test_what_is_planned_demanded_predicted_or_conditional_has_not_happened(
    time_frame: Any,
) -> None:
    assert not made(time_frame=time_frame).happened


@pytest.mark.parametrize("time_frame", ["past", "ongoing", "planned", "conditional"])
def test_what_is_denied_never_counts_as_happened(time_frame: Any) -> None:
    assert not made(polarity="denied", time_frame=time_frame).happened


def test_a_state_cannot_act_on_itself() -> None:
    with pytest.raises(ValueError, match="CUB is source and target at once"):
        made(target=Party(code="CUB"))


def test_two_groups_without_a_code_may_stand_on_both_sides() -> None:
    rebels = made(source=Party(code=None, name="JNIM"), target=Party(code=None, name="GSIM"))
    assert rebels.source != rebels.target


@pytest.mark.parametrize("offsets", [{"end": 11}, {"start": 9}, {"quote": ""}])
def test_offsets_must_hold_exactly_the_quote(offsets: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"claim r-1: offsets .* do not hold"):
        made(**offsets)


def test_a_claim_cannot_be_changed_once_it_is_made() -> None:
    with pytest.raises(FrozenInstanceError):
        made().polarity = "denied"  # type: ignore[misc]  # frozen: the error is what is tested


def test_without_a_voice_the_narrator_vouches() -> None:
    assert made().speaker == Speaker(kind="narrator", text=None, code=None)


def test_the_record_names_its_fields_as_published() -> None:
    quantity = Quantity(unit="person", before=1500, to=1000, text="from 1,500 to 1,000")
    record = made(quantity=quantity, hedge=Hedge(text="may", type="plausibility")).to_dict()
    assert (record["quantity"]["from"], record["quantity"]["to"]) == (1500, 1000)
    assert "before" not in record["quantity"]
    assert record["hedge"] == {"text": "may", "class": "plausibility"}


def test_words_of_a_party_are_left_out_where_there_are_none() -> None:
    assert to_record(CUBA) == {"code": "CUB", "role": None, "name": None}
    said = Party(code="CUB", text="Havana", start=0, end=6)
    assert to_record(said)["text"] == "Havana"


def test_the_record_is_plain_data_that_json_can_hold() -> None:
    record = made(caused_by=("r-2", "r-3"), via=(Speaker(kind="official", code="CUB"),)).to_dict()
    assert record["caused_by"] == ["r-2", "r-3"]
    assert json.loads(json.dumps(record)) == record


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"quantity": Quantity(unit="person", low=50, text="more than 50 guards")},
        {"time": ClaimTime(start="XXXX-01", precision="month", text="January")},
        {"place": Place(name="Caracas", state="VEN")},
        {"hedge": Hedge(text="reportedly", type="hearsay"), "certainty": "probable"},
        {"speaker": Speaker(kind="official", text="the minister", code="CUB"), "cue": "said"},
        {"kind": "judgment", "type": "alliance", "others": (Party(code="USA"),)},
        {"source": None, "kind": "level", "type": "domestic", "sector": "fuel", "change": "falls"},
    ],
)
def test_every_record_keeps_the_published_schema(more: dict[str, Any]) -> None:
    Draft202012Validator(SCHEMA).validate(made(**more).to_dict())
