"""What is told to have brought about what: only by an explicit cue."""

from __future__ import annotations

import pytest

from reading.told import Parsed, Read
from volteface.reading.causes import find_links


@pytest.mark.parametrize(
    ("text", "effect", "cause", "cue"),
    [
        ("Guards left because of debts.", "left", "debts", "because of"),
        ("Guards left because Mali asked.", "left", "asked", "because"),
        ("Guards left due to debts.", "left", "debts", "due to"),
        ("Debts triggered blackouts.", "blackouts", "Debts", "triggered"),
        ("Debts forced guards to leave.", "leave", "Debts", "forced"),
        ("The cut was blamed on debts.", "cut", "debts", "blamed"),
    ],
)
def test_a_cue_links_an_effect_with_its_cause(
    parsed: Parsed, text: str, effect: str, cause: str, cue: str
) -> None:
    (link,) = find_links(parsed(text)[0])
    assert (link.effect.text, link.cause.text, link.cue) == (effect, cause, cue)


@pytest.mark.parametrize(
    "text",
    [
        "Guards left after a dispute.",
        "Guards left in January.",
        "Guards left, and doctors stayed.",
        "Guards have stayed since 2004.",
    ],
)
def test_without_a_cue_there_is_no_cause(parsed: Parsed, text: str) -> None:
    assert find_links(parsed(text)[0]) == []


def test_a_cause_claim_names_the_claim_that_brought_it_about(read: Read) -> None:
    told = read(
        "Venezuela stopped oil shipments to Cuba in retaliation for the withdrawal of Cuban guards."
    )
    cause = told.the("VEN>CUB", "CAUSE", "cause")
    assert cause.caused_by == (told.the("CUB>VEN", "RETREAT").id,)
    assert cause.cue == "in retaliation"


def test_a_cause_without_a_claim_of_its_own_is_still_told(read: Read) -> None:
    cause = read("Cuban guards have left Caracas because of unpaid bills.").the(
        "CUB>VEN", "CAUSE", "cause"
    )
    assert (cause.kind, cause.caused_by, cause.cue) == ("cause", (), "because of")
