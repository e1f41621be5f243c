"""ICD 203 words for probabilities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.codebook.estimative import band_for, load_estimative, word_for


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.01, "almost no chance"),
        (0.03, "almost no chance"),
        (0.1, "very unlikely"),
        (0.3, "unlikely"),
        (0.5, "roughly even chance"),
        (0.6, "likely"),
        (0.9, "very likely"),
        (0.97, "almost certain"),
        (0.99, "almost certain"),
    ],
)
def test_words_are_those_of_the_directive(probability: float, word: str) -> None:
    assert word_for(probability) == word


@pytest.mark.parametrize(
    ("boundary", "word"),
    [
        (0.05, "very unlikely"),
        (0.20, "unlikely"),
        (0.45, "roughly even chance"),
        (0.55, "roughly even chance"),
        (0.80, "likely"),
        (0.95, "very likely"),
    ],
)
def test_a_shared_end_takes_the_weaker_word(boundary: float, word: str) -> None:
    assert word_for(boundary) == word
    assert word_for(boundary + 1e-12) == word


@given(st.floats(0, 1))
def test_complements_get_mirrored_bands(probability: float) -> None:
    bands = load_estimative()
    here, there = bands.index(band_for(probability)), bands.index(band_for(1 - probability))
    assert here + there == len(bands) - 1


def test_the_end_bands_go_on_to_nought_and_one() -> None:
    assert word_for(0) == "almost no chance"
    assert word_for(1) == "almost certain"


def test_the_band_is_printed_in_per_cent() -> None:
    assert band_for(0.03).percent == "01–05 %"


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        word_for(wrong)
