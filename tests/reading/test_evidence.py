"""What the rest of a sentence and of a report says of a finding."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.model.claim import Party
from volteface.reading.drafts import Draft
from volteface.reading.evidence import FEATURES, Evidence, Findings, features
from volteface.reading.records import Weight
from volteface.reading.syntax import Sentence, Token, kids_of

ELSEWHERE = "strongest of this type and these sides elsewhere"
SHARE = "share of what else it tells that is between these two"
NEAR = "sum between these two in the two sentences before and after"
OTHERWISE = "strongest between them that stands otherwise"
WIDTH = 1280  # of the heads' states of word, source and target
STRENGTHS = st.lists(
    st.lists(st.tuples(st.sampled_from("ABC"), st.floats(0.05, 0.9)), max_size=4), max_size=6
)


def _sentence(length: int = 6) -> Sentence:
    tokens = tuple(
        Token(i, "x", 2 * i, 2 * i + 1, "x", "NOUN", "NN", "", i - 1, "dep", "O")
        for i in range(length)
    )
    return Sentence(0, 0, 2 * length, tokens, kids_of([t.head for t in tokens]))


def finding(source: str, target: str, probability: float, name: str = "SANCTION") -> Evidence:
    return Evidence(
        draft=Draft(
            anchor=_sentence().tokens[0],
            rule="heads",
            kind="event",
            type=name,
            source=Party(code=source),
            target=Party(code=target),
        ),
        weight=Weight(
            in_sentence=probability,
            at_word=probability,
            sides=0.0,
            turned=-5.0,
            undone=0.1,
            voice=0.9,
            kind=0.9,
            group=probability,
            group_at_word=probability,
            states=np.zeros(WIDTH, np.float32),
        ),
        by_rule=False,
        by_heads=True,
        named=2,
        tied=1,
        has_happened=True,
        by_tree=True,
    )


def _column(report: list[Findings], name: str) -> list[float]:
    return [float(x) for x in features(report)[:, FEATURES.index(name)]]


def report_of(*sentences: list[Evidence]) -> list[Findings]:
    return [Findings(_sentence(), found) for found in sentences]


def test_a_report_without_findings_has_a_table_of_the_same_width() -> None:
    assert features(report_of([], [])).shape == (0, len(FEATURES))


def test_what_is_told_elsewhere_speaks_for_a_finding_and_its_own_strength_does_not() -> None:
    report = report_of(
        [finding("MLI", "FRA", 0.8)],
        [finding("MLI", "FRA", 0.5), finding("RUS", "MLI", 0.2)],
    )
    assert _column(report, ELSEWHERE) == pytest.approx([0.5, 0.8, 0.0])
    assert _column(report, SHARE) == pytest.approx([0.5 / 1.5, 0.8 / 1.5, 0.0], abs=1e-5)


def test_the_order_of_sides_does_not_matter_to_what_is_between_two_and_does_to_a_tie() -> None:
    report = report_of([finding("MLI", "FRA", 0.8)], [finding("FRA", "MLI", 0.5)])
    assert _column(report, SHARE) == pytest.approx([0.5 / 1.3, 0.8 / 1.3], abs=1e-5)
    assert _column(report, ELSEWHERE) == [0.0, 0.0]


def test_only_the_two_sentences_before_and_after_are_near() -> None:
    report = report_of(*([finding("MLI", "FRA", 0.5)] for _ in range(5)))
    assert _column(report, NEAR) == pytest.approx([1.0, 1.5, 2.0, 1.5, 1.0])


def test_a_finding_the_other_way_round_or_undone_stands_otherwise() -> None:
    done, turned = finding("MLI", "FRA", 0.8), finding("FRA", "MLI", 0.3)
    undone = replace(finding("MLI", "FRA", 0.4, "AGREE"), has_happened=False)
    assert _column(report_of([done, turned]), OTHERWISE) == pytest.approx([0.3, 0.8])
    assert _column(report_of([done, undone]), OTHERWISE) == pytest.approx([0.4, 0.8])
    assert _column(report_of([done, finding("MLI", "FRA", 0.6, "AGREE")]), OTHERWISE) == [0.0, 0.0]


@given(STRENGTHS)
def test_sums_over_a_report_are_those_counted_one_by_one(
    told: list[list[tuple[str, float]]],
) -> None:
    report = report_of(*([finding(who, "FRA", p) for who, p in row] for row in told))
    every = [(n, who, p) for n, row in enumerate(told) for who, p in row]
    whole = sum(p for _, _, p in every) + 1e-6
    rest = [
        [(m, p) for j, (m, who, p) in enumerate(every) if j != i and who == every[i][1]]
        for i in range(len(every))
    ]
    assert _column(report, SHARE) == pytest.approx(
        [sum(p for _, p in others) / whole for others in rest], abs=1e-5
    )
    assert _column(report, ELSEWHERE) == pytest.approx(
        [max((p for _, p in others), default=0.0) for others in rest], abs=1e-5
    )
    near = [
        sum(p for m, p in others if m != every[i][0] and abs(m - every[i][0]) <= 2)
        for i, others in enumerate(rest)
    ]
    assert _column(report, NEAR) == pytest.approx(near, abs=1e-5)
    assert np.isfinite(features(report)).all()
