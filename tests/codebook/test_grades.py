"""Admiralty grades and their printed rules."""

import pytest

from volteface.codebook.grades import credibility, load_grades, reliability
from volteface.errors import CodebookError


def test_all_twelve_grades_have_a_printed_rule() -> None:
    grades = load_grades()
    assert set(grades) == set("ABCDEF123456")
    assert all(grade.rule for grade in grades.values())


def test_only_f_and_6_cannot_be_judged() -> None:
    assert {name for name, grade in load_grades().items() if not grade.judged} == {"F", "6"}


def test_a_source_nobody_graded_is_f() -> None:
    assert reliability(None).grade == "F"
    assert reliability("B").label == "Usually reliable"


@pytest.mark.parametrize("wrong", ["", "G", "b", "AB"])
def test_what_is_no_letter_from_a_to_f_is_refused(wrong: str) -> None:
    with pytest.raises(CodebookError, match="A to F"):
        reliability(wrong)


@pytest.mark.parametrize(
    ("sources", "contradicted", "grade"),
    [
        (0, False, "6"),
        (1, False, "3"),
        (2, False, "2"),
        (3, False, "1"),
        (7, False, "1"),
        (0, True, "5"),
        (1, True, "4"),
        (2, True, "3"),
        (5, True, "3"),
    ],
)
def test_credibility_follows_corroboration_and_contradiction(
    sources: int, contradicted: bool, grade: str
) -> None:
    assert credibility(sources, contradicted).grade == grade


def test_one_unnamed_voice_cannot_be_judged() -> None:
    assert credibility(1, False, is_attributed=False).grade == "6"
    assert credibility(2, False, is_attributed=False).grade == "2"


def test_more_denials_than_tellers_is_improbable() -> None:
    assert credibility(2, True, contradicting_sources=3).grade == "5"
    assert credibility(2, True, contradicting_sources=2).grade == "3"


def test_counts_must_agree_with_each_other() -> None:
    with pytest.raises(ValueError, match="contradicting_sources"):
        credibility(1, False, contradicting_sources=2)
    with pytest.raises(ValueError, match="independent_sources"):
        credibility(-1, False)
