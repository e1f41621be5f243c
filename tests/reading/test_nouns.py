from __future__ import annotations

import pytest

from reading.told import Parsed
from volteface.reading.nouns import Nouns


def owners(nouns: Nouns, word: str) -> list[str | None]:
    index = next(t.index for t in nouns.sentence.tokens if t.text == word)
    return [p.code for p in nouns.owners(index)]


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Cuban guards left.", "guards", ["CUB"]),
        ("Cuba's guards left.", "guards", ["CUB"]),
        ("The guards of Cuba left.", "guards", ["CUB"]),
        ("Mali and Burkina Faso waited.", "Mali", ["MLI", "BFA"]),
        ("Cuban advisers and doctors left.", "doctors", ["CUB"]),
        ("The foreign minister of Niger resigned.", "minister", ["NER"]),
        ("Russia withdrew its soldiers.", "its", ["RUS"]),
        ("Russia withdrew its soldiers.", "soldiers", ["RUS"]),
        ("Guards left.", "Guards", []),
    ],
)
def test_a_noun_phrase_belongs_to_the_actor_that_it_names(
    parsed: Parsed, text: str, word: str, codes: list[str]
) -> None:
    assert owners(parsed(text)[0], word) == codes


def test_both_countries_are_the_two_that_the_report_is_about(parsed: Parsed) -> None:
    nouns = parsed("Ethiopia fought Eritrea. Both countries signed a treaty.")
    assert sorted(c or "" for c in owners(nouns[1], "countries")) == ["ERI", "ETH"]


def test_a_phrase_that_refers_to_itself_ends(parsed: Parsed) -> None:
    (nouns,) = parsed("It said its allies and their allies left it to itself.")
    for token in nouns.sentence.tokens:
        nouns.owners(token.index)


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Cuban doctors left.", "doctors", "medical_personnel"),
        ("Cuban bodyguards left.", "bodyguards", "security_personnel"),
        ("French soldiers left.", "soldiers", "military_personnel"),
        ("Gas supplies fell.", "supplies", "gas_supply"),
        ("Oil shipments fell.", "shipments", "oil_supply"),
        ("The naval base closed.", "base", "basing"),
    ],
)
def test_a_noun_stands_for_a_kind_of_tie(parsed: Parsed, text: str, word: str, kind: str) -> None:
    (nouns,) = parsed(text)
    index = next(t.index for t in nouns.sentence.tokens if t.text == word)
    assert nouns.kind(index) == kind


@pytest.mark.parametrize(
    ("text", "word", "sector"),
    [
        ("Fuel shortages worsened.", "shortages", "fuel"),
        ("Blackouts spread.", "Blackouts", "electricity"),
    ],
)
def test_a_shortage_belongs_to_a_sector(parsed: Parsed, text: str, word: str, sector: str) -> None:
    (nouns,) = parsed(text)
    index = next(t.index for t in nouns.sentence.tokens if t.text == word)
    assert nouns.sectors(index)[:1] == (sector,)
