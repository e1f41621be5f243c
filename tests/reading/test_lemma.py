import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.reading.parser.lemma import apply_rule, lemma_rule

WORDS = st.text(min_size=1, max_size=15) | st.text("aelnsvtingEIL’İß", min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_the_rule_of_a_word_makes_its_lemma(form: str, lemma: str) -> None:
    assert apply_rule(form, lemma_rule(form, lemma)) == lemma


@pytest.mark.parametrize(
    ("form", "lemma", "rule"),
    [
        ("leaving", "leave", "k|3|e"),
        ("Leaving", "leave", "l|3|e"),
        ("troops", "troop", "k|1|"),
        ("RUSSIA", "Russia", "c|0|"),
        ("went", "go", "W|go"),
        ("guard", "guard", "k|0|"),
        ("are", "be", "W|be"),
    ],
)
def test_a_rule_says_how_to_change_the_end_of_a_word(form: str, lemma: str, rule: str) -> None:
    assert lemma_rule(form, lemma) == rule


def test_a_rule_learnt_from_one_word_serves_another() -> None:
    assert apply_rule("withdrawing", lemma_rule("sending", "send")) == "withdraw"
