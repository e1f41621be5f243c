from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reading.told import Parsed
from volteface.reading.chain import drafts_from_rules
from volteface.reading.signs import SIGNS, find_signs, number_of


@given(st.text())
def test_every_sign_has_a_number_below_the_size_of_the_table(sign: str) -> None:
    assert 0 <= number_of(sign) < SIGNS
    assert number_of(sign) == number_of(sign)


def test_each_word_has_its_signs_sorted_and_once(parsed: Parsed) -> None:
    (nouns,) = parsed("Cuba denied that its guards had left Caracas.")
    signs = find_signs(nouns, drafts_from_rules(nouns))
    assert len(signs.numbers) == len(signs.stances) == len(nouns.sentence.tokens)
    assert all(row == sorted(set(row)) and row for row in signs.numbers)


def test_a_word_tells_its_lemma_and_what_a_rule_found_there(parsed: Parsed) -> None:
    (nouns,) = parsed("Cuban guards left Caracas.")
    signs = find_signs(nouns, drafts_from_rules(nouns)).numbers
    assert number_of("lemma:leave") in signs[2]
    assert number_of("rule:RETREAT") in signs[2]
    assert number_of("rule near:RETREAT") in signs[1]


def test_a_small_word_has_no_stance(parsed: Parsed) -> None:
    (nouns,) = parsed("The guards left.")
    stances = find_signs(nouns, []).stances
    assert [stance is None for stance in stances] == [True, False, False, True]
