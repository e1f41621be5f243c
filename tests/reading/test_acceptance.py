"""Which findings are given out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reading.test_evidence import finding, report_of
from volteface.reading.acceptance import Acceptance, Chances


@pytest.fixture(scope="module")
def acceptance() -> Acceptance:
    return Acceptance()


def test_a_fact_pays_for_what_is_unborne_and_dearer_for_what_is_false(
    acceptance: Acceptance,
) -> None:
    fact = finding("MLI", "FRA", 0.8)
    assert acceptance.gives_out(fact, Chances(right=0.3, borne=0.9, false=0.0))
    assert not acceptance.gives_out(fact, Chances(right=0.3, borne=0.1, false=0.0))
    assert not acceptance.gives_out(fact, Chances(right=0.3, borne=0.9, false=0.2))


def test_what_has_not_happened_cannot_be_taken_for_a_fact(acceptance: Acceptance) -> None:
    planned = replace(finding("MLI", "FRA", 0.8), has_happened=False)
    assert acceptance.gives_out(planned, Chances(right=0.2, borne=0.0, false=1.0))
    assert not acceptance.gives_out(planned, Chances(right=0.01, borne=1.0, false=0.0))


def test_chosen_drafts_keep_their_sentence_and_carry_their_score(acceptance: Acceptance) -> None:
    sure, unsure = finding("MLI", "FRA", 0.99), finding("RUS", "FRA", 0.04)
    chosen = list(acceptance.choose(report_of([sure], [], [sure, unsure], [sure])))
    assert [len(drafts) for drafts in chosen] == [1, 0, 1, 1]
    assert all(0 < (d.score or 0) <= 1 for drafts in chosen for d in drafts)


def test_a_word_tells_a_second_thing_of_the_same_two_only_where_it_is_likely_itself(
    acceptance: Acceptance,
) -> None:
    told = [finding("MLI", "FRA", 0.99), finding("FRA", "MLI", 0.9, "arms")]
    told += [finding("MLI", "FRA", 0.9, name) for name in ("AGREE", "SUPPORT", "aid", "trade")]
    (chosen,) = acceptance.choose(report_of(told))
    assert sum((draft.score or 0) < 0.4 for draft in chosen) <= 1


def test_a_report_without_findings_gives_out_nothing(acceptance: Acceptance) -> None:
    assert list(acceptance.choose(report_of([], []))) == [[], []]
