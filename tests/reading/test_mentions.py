from __future__ import annotations

from itertools import pairwise

import pytest

from reading.told import Parsed
from volteface.reading.mentions import Mention, party_of


def states_among(mentions: tuple[Mention, ...]) -> list[str]:
    return list(dict.fromkeys(m.entry.code for m in mentions if m.entry.code))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Cuban guards left Caracas.", ["CUB", "VEN"]),
        ("The Kremlin praised Burkina Faso.", ["RUS", "BFA"]),
        ("The US left Iraq.", ["USA", "IRQ"]),
        ("Cuba told Cuban guards to leave Cuba.", ["CUB"]),
        ("Nobody left.", []),
    ],
)
def test_names_become_the_codes_of_their_states(
    parsed: Parsed, text: str, codes: list[str]
) -> None:
    assert states_among(parsed(text)[0].mentions) == codes


def test_mentions_do_not_overlap_and_stand_in_order(parsed: Parsed) -> None:
    text = "The Central African Republic and South Sudan met the European Union in South Africa."
    mentions = parsed(text)[0].mentions
    assert [m.entry.code for m in mentions] == ["CAF", "SSD", "EUU", "ZAF"]
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_the_head_of_a_mention_is_one_of_its_own_words(parsed: Parsed) -> None:
    (nouns,) = parsed(
        "Troops of the Central African Republic left the Democratic Republic of Congo."
    )
    assert all(m.start <= m.head < m.end for m in nouns.mentions)


def test_the_words_of_a_party_stand_at_its_offsets(parsed: Parsed) -> None:
    text = "Yesterday Burkina Faso met France."
    (nouns,) = parsed(text)
    for mention in nouns.mentions:
        party = party_of(mention, nouns.sentence)
        assert text[party.start : party.end] == party.text


def test_a_bird_in_small_letters_is_no_state(parsed: Parsed) -> None:
    assert parsed("They ate turkey from china.")[0].mentions == ()


def test_moscow_is_soviet_in_a_report_about_the_soviet_union(parsed: Parsed) -> None:
    text = "The Soviet Union armed Egypt. Moscow sent Soviet advisers. Egypt expelled them."
    assert [states_among(n.mentions) for n in parsed(text)] == [["SUN", "EGY"], ["SUN"], ["EGY"]]


def test_moscow_is_russian_where_russia_is_named_more_often(parsed: Parsed) -> None:
    text = "Russia armed Egypt. Moscow sent Russian advisers, as the Soviet Union once did."
    assert "SUN" not in states_among(parsed(text)[1].mentions[:1])


def test_santiago_is_cuban_in_a_report_that_does_not_name_chile(parsed: Parsed) -> None:
    text = "Cuba has no fuel, and in Santiago people cook with charcoal."
    assert states_among(parsed(text)[0].mentions) == ["CUB"]
    text = "Chile quarrelled with Cuba. Havana recalled its envoy from Santiago."
    assert states_among(parsed(text)[1].mentions) == ["CUB", "CHL"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cuba closed its embassy. Castro gave no reason.", "CUB"),
        ("Honduras left Taiwan. Castro gave no reason.", "HND"),
        ("Soviet troops left Kabul. Shevardnadze praised them.", "SUN"),
        ("Nobody knew why. Castro gave no reason.", "HND"),  # the later in office
        ("Cuba and Cuban guards left Venezuela. Rodríguez gave no reason.", "VEN"),
        ("Cuba's Bruno Rodríguez flew to Venezuela. Rodríguez gave no reason.", "CUB"),
    ],
)
def test_a_name_that_leaders_share_is_that_of_whom_the_report_is_about(
    parsed: Parsed, text: str, code: str
) -> None:
    assert states_among(parsed(text)[1].mentions) == [code]
