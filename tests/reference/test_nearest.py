"""The nearest historical cases."""

from volteface.model.dates import PartialDate
from volteface.reference.breaks import Break, load_breaks
from volteface.reference.nearest import became, nearest


def row(row_id: str) -> Break:
    return next(found for found in load_breaks().breaks if found.id == row_id)


def test_the_same_states_and_tie_come_first() -> None:
    first = nearest(load_breaks(), ["military_personnel"], ["EGY", "SUN"])[0]
    assert first.row.what.startswith("Sadat orders")
    assert first.similarity == 7
    assert first.shared == ("same tie: personnel", "same state: EGY", "same state: SUN")


def test_differences_are_named() -> None:
    found = nearest(load_breaks(), ["oil_supply"], ["CUB", "VEN"], n=10)
    for case in found:
        assert case.row.tie == "oil" or f"another tie: {case.row.tie}" in case.differences
        assert case.differences[-1] == f"broken in {case.row.date}"


def test_one_dispute_is_named_once() -> None:
    found = nearest(load_breaks(), ["recognition"], ["CHN"], n=20)
    clusters = [case.row.cluster for case in found]
    assert len(set(clusters)) == len(clusters) == 20


def test_a_region_breaks_the_tie_between_equals() -> None:
    regions = {"NER": "Sahel", "MLI": "Sahel", "FRA": "Europe"}
    plain = nearest(load_breaks(), ["basing"], ["NER"], n=1)[0]
    near = nearest(load_breaks(), ["basing"], ["NER"], n=1, regions=regions)[0]
    assert near.similarity >= plain.similarity
    assert any(
        shared == "same region: MLI"
        for case in nearest(load_breaks(), ["basing"], ["NER"], n=50, regions=regions)
        for shared in case.shared
    )


def test_positive_rows_are_never_named() -> None:
    found = nearest(load_breaks(), ["oil_supply", "patronage"], ["CUB", "VEN"], n=100)
    assert all(case.row.valence == "negative" for case in found)


def test_what_became_is_told_in_months_or_years() -> None:
    until = PartialDate.parse("2025-09")
    assert became(row("B036"), until) == "restored after 14 months"
    assert became(row("B270"), until) == "restored within the month"
    assert became(row("B008"), until) == "not restored by 2025-09, 53 years on"
