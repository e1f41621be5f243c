from __future__ import annotations

import pytest

from reading.told import Parsed
from volteface.reading.frames import Frame, find_frames
from volteface.reading.nouns import Nouns


def frame_of(nouns: Nouns, word: str) -> Frame:
    return next(f for f in find_frames(nouns) if f.anchor.text == word)


def words(nouns: Nouns, places: list[int]) -> list[str]:
    return [nouns.sentence.tokens[i].text for i in places]


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        ("Mali expelled diplomats.", "expelled", ["Mali"], ["diplomats"]),
        ("Diplomats were expelled by Mali.", "expelled", ["Mali"], ["Diplomats"]),
        ("Mali agreed to expel diplomats.", "expel", ["Mali"], ["diplomats"]),
        ("France asked Mali to expel diplomats.", "expel", ["Mali"], ["diplomats"]),
        ("Guards who left Caracas returned.", "left", ["Guards"], ["Caracas"]),
    ],
)
def test_a_verb_finds_who_acts_and_on_whom(
    parsed: Parsed, text: str, verb: str, subjects: list[str], objects: list[str]
) -> None:
    (nouns,) = parsed(text)
    frame = frame_of(nouns, verb)
    assert words(nouns, frame.subjects) == subjects
    assert words(nouns, frame.objects) == objects


def test_a_passive_is_marked_as_one(parsed: Parsed) -> None:
    (nouns,) = parsed("Diplomats were expelled by Mali.")
    assert frame_of(nouns, "expelled").is_passive


def test_a_month_after_by_is_not_who_did_it(parsed: Parsed) -> None:
    (nouns,) = parsed("The guards were expelled by January.")
    assert frame_of(nouns, "expelled").subjects == []


def test_a_preposition_keeps_the_nouns_that_it_marks(parsed: Parsed) -> None:
    (nouns,) = parsed("Turkey imposed sanctions on Israel.")
    assert words(nouns, frame_of(nouns, "imposed").prep("on", "against")) == ["Israel"]


def test_the_noun_of_an_act_is_a_frame_of_its_own(parsed: Parsed) -> None:
    (nouns,) = parsed("The departure of Cuban guards surprised Caracas.")
    assert frame_of(nouns, "departure").is_noun
