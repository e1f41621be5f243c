"""How a claim stands: what has happened, and what is only denied, wished, planned or feared."""

from __future__ import annotations

import pytest

from reading.told import Read

LEFT = "Cuban guards left Caracas"


@pytest.mark.parametrize(
    ("text", "time_frame"),
    [
        ("Cuban guards left Caracas.", "past"),
        ("Cuban guards have left Caracas.", "past"),
        ("Cuban guards are leaving Caracas.", "ongoing"),
        ("Cuban guards not only left Caracas but also flew home.", "past"),
        ("Havana did not deny that Cuban guards had left Caracas.", "past"),
    ],
)
def test_what_is_told_as_done_or_under_way_has_happened(
    read: Read, text: str, time_frame: str
) -> None:
    claim = read(text).the("CUB>VEN", "RETREAT")
    assert (claim.polarity, claim.time_frame, claim.happened) == ("affirmed", time_frame, True)


@pytest.mark.parametrize(
    "text",
    [
        "Cuban guards did not leave Caracas.",
        "Cuban guards never left Caracas.",
        "No Cuban guards left Caracas.",
        "Cuban guards have not begun to leave Caracas.",
        "It is not true that Cuban guards have left Caracas.",
        "Cuba denied that its guards had left Caracas.",
        "Venezuela denied reports that Cuban guards had left Caracas.",
    ],
)
def test_a_denial_never_comes_out_as_happened(read: Read, text: str) -> None:
    told = read(text)
    assert told.the("CUB>VEN", "RETREAT").polarity == "denied"
    assert "CUB>VEN RETREAT" not in told.happened()


@pytest.mark.parametrize(
    ("told", "time_frame"),
    [
        ("plans to expel", "planned"),
        ("decided to expel", "planned"),
        ("agreed to expel", "planned"),
        ("wants to expel", "planned"),
        ("considered expelling", "planned"),
        ("is set to expel", "planned"),
        ("will expel", "planned"),
        ("'s parliament voted to expel", "planned"),
        ("threatened to expel", "conditional"),
        ("is likely to expel", "predicted"),
        ("is expected to expel", "predicted"),
        ("could expel", "predicted"),
        ("should expel", "demanded"),
    ],
)
def test_what_is_planned_or_threatened_or_foreseen_has_not_happened(
    read: Read, told: str, time_frame: str
) -> None:
    text = f"Cuba {told} the German ambassador.".replace("Cuba 's", "Cuba's")
    claim = read(text).the("CUB>DEU", "SANCTION")
    assert (claim.polarity, claim.time_frame, claim.happened) == ("affirmed", time_frame, False)


@pytest.mark.parametrize(
    "told",
    [
        "refused to expel",
        "failed to expel",
        "ruled out expelling",
        "stopped short of expelling",
        "has no plans to expel",
        "is unlikely to expel",
        "did not expel",
    ],
)
def test_what_was_refused_or_ruled_out_or_not_done_is_denied(read: Read, told: str) -> None:
    claim = read(f"Cuba {told} the German ambassador.").the("CUB>DEU", "SANCTION")
    assert (claim.polarity, claim.happened) == ("denied", False)


@pytest.mark.parametrize(
    "text",
    [
        "The United States demanded that Cuban guards leave Caracas.",
        "The United States wants Cuban guards to leave Caracas.",
        "The United States asked Cuban guards to leave Caracas.",
        "Washington said Cuban guards should leave Caracas.",
    ],
)
def test_what_another_state_asks_for_is_demanded(read: Read, text: str) -> None:
    assert read(text).the("CUB>VEN", "RETREAT").time_frame == "demanded"


@pytest.mark.parametrize(
    "text",
    [
        "If the talks fail, Cuban guards will leave Caracas.",
        "Cuban guards will leave Caracas unless they are paid.",
        "Cuban guards could leave Caracas if they are not paid.",
    ],
)
def test_what_hangs_on_an_if_is_conditional(read: Read, text: str) -> None:
    claim = read(text).the("CUB>VEN", "RETREAT")
    assert (claim.time_frame, claim.polarity) == ("conditional", "affirmed")


@pytest.mark.parametrize(
    ("text", "certainty", "hedge"),
    [
        ("Cuban guards left Caracas.", "certain", None),
        ("Cuban guards reportedly left Caracas.", "probable", "reportedly"),
        ("Cuban guards are believed to have left Caracas.", "probable", "believed"),
        ("Cuban guards appear to have left Caracas.", "probable", "appear"),
        ("Cuban guards may have left Caracas.", "possible", "may"),
        ("Cuban guards could leave Caracas.", "possible", "could"),
        ("Washington fears that Cuban guards will leave Caracas.", "possible", "fears"),
    ],
)
def test_a_weakening_word_lowers_the_certainty_and_is_kept(
    read: Read, text: str, certainty: str, hedge: str | None
) -> None:
    claim = read(text).the("CUB>VEN", "RETREAT")
    assert claim.certainty == certainty
    assert (claim.hedge.text if claim.hedge else None) == hedge


def test_an_open_question_is_an_outlook_that_is_only_possible(read: Read) -> None:
    claim = read("Will Cuban guards leave Caracas?").the("CUB>VEN", "RETREAT")
    assert (claim.kind, claim.time_frame, claim.certainty) == ("outlook", "predicted", "possible")


def test_what_is_done_no_longer_does_not_go_on(read: Read) -> None:
    text = "Cuban guards no longer protect the president of Venezuela."
    assert "CUB>VEN security_personnel" not in read(text).happened()


def test_what_is_called_for_is_demanded(read: Read) -> None:
    told = read("Iraq called for the withdrawal of American soldiers.")
    assert told.the("IRQ>USA", "REQUEST").happened
    assert told.the("USA>IRQ", "RETREAT").time_frame == "demanded"
