"""Who vouches for a claim."""

from __future__ import annotations

import pytest

from reading.told import Read


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Cuban guards left Caracas.", "narrator", None),
        ("The Kremlin said Cuban guards had left Caracas.", "official", "RUS"),
        ("Cuban guards left Caracas, the foreign minister of Venezuela said.", "official", "VEN"),
        ("“Cuban guards left Caracas,” the ministry in Havana said.", "official", "CUB"),
        ("As the Kremlin announced, Cuban guards left Caracas.", "official", "RUS"),
        ("Cuban guards have left Caracas, analysts said.", "analyst", None),
        ("According to analysts, Cuban guards left Caracas.", "analyst", None),
        ("Cuban guards left Caracas, two officials said.", "unnamed", None),
        ("According to two sources, Cuban guards left Caracas.", "unnamed", None),
        ("Reports indicate that Cuban guards left Caracas.", "media", None),
        ("Residents said Cuban guards had left Caracas.", "witness", None),
        ("A document shows that Cuban guards left Caracas.", "document", None),
        ("Venezuela denied reports that Cuban guards had left Caracas.", "official", "VEN"),
    ],
)
def test_the_voice_of_a_claim_is_heard(read: Read, text: str, kind: str, code: str | None) -> None:
    speaker = read(text).the("CUB>VEN", "RETREAT").speaker
    assert (speaker.kind, speaker.code) == (kind, code)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("According to two sources, Cuban guards left Caracas.", "two sources"),
        ("Venezuela's oil minister said Cuban guards left Caracas.", "Venezuela's oil minister"),
        ("Cuban guards left Caracas, the Kremlin said.", "the Kremlin"),
    ],
)
def test_the_words_of_a_speaker_are_those_of_the_text(read: Read, text: str, words: str) -> None:
    assert read(text).the("CUB>VEN", "RETREAT").speaker.text == words


def test_the_innermost_voice_speaks_through_the_outer_one(read: Read) -> None:
    text = "The minister said aides had told him that Cuban guards had left Caracas."
    claim = read(text).the("CUB>VEN", "RETREAT")
    assert claim.speaker.kind == "unnamed"
    assert [voice.kind for voice in claim.via] == ["official"]


def test_speaking_is_no_act_of_diplomacy(read: Read) -> None:
    told = read("The Kremlin said Russian soldiers had left Syria.")
    assert {c.type for c in told.all} == {"RETREAT"}


def test_a_person_keeps_the_office_that_was_told_first(read: Read) -> None:
    text = (
        "Maria Lopez, a researcher at an institute, watched Venezuela. "
        "Lopez said Cuban guards had left Caracas."
    )
    assert read(text).the("CUB>VEN", "RETREAT").speaker.kind == "analyst"
