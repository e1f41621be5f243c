"""Leaving out: no prediction may see its own dispute or pair, and no score the later rows."""

from dataclasses import replace

import numpy as np
import pytest

from volteface.model.dates import PartialDate
from volteface.reference.backtest import others, predictions
from volteface.reference.breaks import Break, BreakTable, load_breaks
from volteface.reference.cohort import cohort


def flipped(row: Break) -> Break:
    """Return the row with the opposite outcome."""
    if row.outcome == "temporary":
        return replace(row, outcome="lasting", restoration_date=None)
    year = row.date.year or 0
    return replace(
        row, outcome="temporary", restoration_date=PartialDate(year=year + 1, month=row.date.month)
    )


def small_table() -> BreakTable:
    """Return every third row of the packaged table, to keep the test short."""
    table = load_breaks()
    return replace(table, breaks=table.negative()[::3])


@pytest.mark.parametrize("elapsed", [0, 24])
def test_what_became_of_a_dispute_never_moves_its_own_predictions(elapsed: int) -> None:
    table = small_table()
    before = {row.id: row for row in predictions(table, elapsed)}
    for cluster in sorted({row.cluster for row in before.values()})[:25]:
        changed = replace(
            table,
            breaks=tuple(
                flipped(row) if row.cluster == cluster and row.scored else row
                for row in table.breaks
            ),
        )
        for row in predictions(changed, elapsed):
            if row.cluster == cluster and row.id in before:
                known = before[row.id]
                assert row.estimate == pytest.approx(known.estimate, abs=1e-12)
                assert row.base_rate == pytest.approx(known.base_rate, abs=1e-12)
                assert row.group_share == pytest.approx(known.group_share, abs=1e-12)


def test_the_fit_of_a_row_holds_neither_its_cluster_nor_its_pair() -> None:
    rows = cohort(load_breaks())
    for place in range(0, len(rows), 7):
        kept = rows.take(others(rows, place))
        assert rows.cluster[place] not in kept.cluster
        assert rows.pair[place] not in kept.pair


def test_the_same_pair_is_known_whichever_state_is_named_first() -> None:
    table = load_breaks()
    row = table.negative()[0]
    turned = replace(
        row, state_a=row.state_b, state_b=row.state_a, cow_a=row.cow_b, cow_b=row.cow_a
    )
    rows = cohort(replace(table, breaks=(row, turned)))
    assert rows.pair[0] == rows.pair[1]


def test_rows_of_later_years_are_never_scored() -> None:
    years = {row.id: row.date.year or 0 for row in load_breaks().breaks}
    assert max(years[row.id] for row in predictions(load_breaks(), 0)) <= 2014


def test_rows_resolved_by_then_are_left_out() -> None:
    spans = {row.id: row.months_to_restoration for row in load_breaks().breaks}
    for elapsed in (0, 12, 36):
        for row in predictions(load_breaks(), elapsed):
            months = spans[row.id]
            assert months is None or months > elapsed


def test_predictions_are_probabilities() -> None:
    found = np.array([row.estimate for row in predictions(load_breaks(), 12)])
    assert ((found > 0) & (found < 1)).all()
