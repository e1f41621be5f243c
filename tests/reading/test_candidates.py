from __future__ import annotations

import pytest

from reading.told import Parsed
from volteface.reading.candidates import PATHS, find_candidates, path_between


def test_every_actor_of_a_sentence_is_a_candidate_once(parsed: Parsed) -> None:
    (nouns,) = parsed("Cuban guards left Caracas, and Cuba praised Russia.")
    named = [c.party.code for c in find_candidates(nouns) if c.tokens]
    assert sorted(c or "" for c in named) == ["CUB", "RUS", "VEN"]


def test_the_pair_of_a_report_are_candidates_where_they_are_not_named(parsed: Parsed) -> None:
    nouns = parsed("Cuba left Venezuela. Rain fell.")[1]
    assert sorted((c.party.code, c.tokens, c.in_pair) for c in find_candidates(nouns)) == [
        ("CUB", (), 1),
        ("VEN", (), 2),
    ]


def test_who_only_the_sentence_before_names_is_a_candidate_at_its_words_there(
    parsed: Parsed,
) -> None:
    first, second = parsed("Cuba and Venezuela, Cuba and Venezuela met Peru. They left.")
    found = {c.party.code: c for c in find_candidates(second, find_candidates(first))}
    assert (found["PER"].tokens, found["PER"].in_pair) == ((), 0)
    assert [first.sentence.tokens[i].text for i in found["PER"].earlier] == ["Peru"]


@pytest.mark.parametrize(
    ("trigger", "word", "path"),
    [
        ("imposed", "imposed", "self"),
        ("imposed", "Turkey", "nsubj"),
        ("imposed", "sanctions", "obj"),
        ("sanctions", "Israel", "nmod:on"),
        ("imposed", "Israel", "below other"),
        ("sanctions", "imposed", "governor"),
        ("sanctions", "Turkey", "governor nsubj"),
    ],
)
def test_a_path_tells_where_a_word_stands_from_the_trigger(
    parsed: Parsed, trigger: str, word: str, path: str
) -> None:
    sentence = parsed("Turkey imposed sanctions on Israel.")[0].sentence
    at = {t.text: t.index for t in sentence.tokens}
    assert PATHS[path_between(sentence, at[trigger], at[word])] == path


def test_every_pair_of_words_has_a_path_class(parsed: Parsed) -> None:
    (nouns,) = parsed("Mali and Niger, which left the bloc in 2025, told Togo to wait for them.")
    size = len(nouns.sentence.tokens)
    for trigger in range(size):
        for token in range(size):
            assert 0 <= path_between(nouns.sentence, trigger, token) < len(PATHS)
