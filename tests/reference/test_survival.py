"""Kaplan–Meier curves against values worked out by hand, weights, and resampling."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.reference.cohort import Cohort, weights
from volteface.reference.groups import tie_group
from volteface.reference.settings import Shrinkage
from volteface.reference.survival import cluster_resamples, kaplan_meier, shrunk_curve


def cohort_of_ties(ties: list[str], months: list[float], restored: list[bool]) -> Cohort:
    """Return rows of these ties, each in a cluster and pair of its own."""
    return Cohort(
        months=np.array(months),
        restored=np.array(restored),
        tie=np.array(ties),
        group=np.array([tie_group(tie).group for tie in ties]),
        cluster=np.array([f"c{number}" for number in range(len(ties))]),
        pair=np.array([f"p{number}" for number in range(len(ties))]),
    )


def test_the_curve_of_five_rows_is_as_worked_out_by_hand() -> None:
    # 5 at risk, 1 restored at 2; one censored at 3; 3 at risk, 1 at 5; 2 at risk, 1 at 8.
    months = np.array([2.0, 3.0, 5.0, 8.0, 9.0])
    restored = np.array([True, False, True, True, False])
    curve = kaplan_meier(months, restored)
    assert curve.months.tolist() == [2, 5, 8]
    assert curve.survival == pytest.approx([4 / 5, 4 / 5 * 2 / 3, 4 / 5 * 2 / 3 * 1 / 2])
    assert [curve.at(month) for month in (0, 1.9, 2, 7)] == pytest.approx([1, 1, 0.8, 8 / 15])


def test_freireichs_remission_times_give_the_published_curve() -> None:
    """6-MP arm, Freireich et al. (1963), as printed in Cox & Oakes (1984), table 1.1."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    months = np.array([*ended, *censored], dtype=np.float64)
    curve = kaplan_meier(months, np.array([True] * 9 + [False] * 12))
    published = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert curve.survival == pytest.approx(published, abs=5e-4)


def test_a_row_censored_in_a_month_is_still_at_risk_there() -> None:
    curve = kaplan_meier(np.array([4.0, 4.0]), np.array([True, False]))
    assert curve.at(4) == 0.5


def test_censored_rows_alone_leave_the_curve_at_one() -> None:
    curve = kaplan_meier(np.array([4.0, 9.0]), np.array([False, False]))
    assert curve.at(100) == 1
    assert curve.restored_by(100) == 0


def test_weights_count_as_copies_of_a_row() -> None:
    months, restored = np.array([1.0, 2.0, 3.0]), np.array([True, False, True])
    weighted = kaplan_meier(months, restored, np.array([2.0, 1.0, 3.0]))
    copied = kaplan_meier(np.repeat(months, [2, 1, 3]), np.repeat(restored, [2, 1, 3]))
    assert weighted.survival == pytest.approx(copied.survival)


def test_what_is_left_is_conditional_on_the_time_gone_by() -> None:
    curve = kaplan_meier(np.array([2.0, 5.0, 8.0, 9.0]), np.array([True, True, True, False]))
    assert curve.restored_by(8, elapsed=2) == pytest.approx(1 - (1 / 4) / (3 / 4))
    assert curve.restored_by(2, elapsed=2) == 0


def test_nothing_is_said_where_no_case_lasted_so_long() -> None:
    curve = kaplan_meier(np.array([2.0]), np.array([True]))
    assert curve.restored_by(10, elapsed=3) is None


def test_no_rows_and_months_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        kaplan_meier(np.array([]), np.array([], dtype=np.bool_))
    with pytest.raises(ValueError, match="0 <= elapsed <= horizon"):
        kaplan_meier(np.array([2.0]), np.array([True])).restored_by(5, elapsed=6)


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.booleans(), st.floats(0.01, 5)), min_size=1, max_size=40
    )
)
def test_the_curve_falls_from_one_and_stays_in_bounds(
    rows: list[tuple[int, bool, float]],
) -> None:
    months, restored, weight = zip(*rows, strict=True)
    curve = kaplan_meier(np.array(months, dtype=np.float64), np.array(restored), np.array(weight))
    values = np.array([1.0, *curve.survival])
    assert (np.diff(values) <= 1e-12).all()
    assert (values >= -1e-12).all()


def test_other_ties_count_together_as_the_told_number_of_cases() -> None:
    ties = ["oil"] * 2 + ["arms"] * 8 + ["diplomatic"] * 20
    rows = cohort_of_ties(ties, [10.0] * 30, [True] * 30)
    found = weights(rows, tie_group("oil_supply"), Shrinkage(group_cases=4, all_cases=5))
    assert found[:2].tolist() == [1, 1]
    assert found[2:10].sum() == pytest.approx(4)
    assert found[10:].sum() == pytest.approx(5)


def test_no_row_of_another_tie_counts_more_than_one_of_its_own() -> None:
    rows = cohort_of_ties(["oil", "arms"], [1.0, 2.0], [True, True])
    found = weights(rows, tie_group("oil"), Shrinkage(group_cases=50, all_cases=50))
    assert found.tolist() == [1, 1]


def test_without_shrinkage_only_the_own_tie_speaks_and_with_much_all_do() -> None:
    rows = cohort_of_ties(["oil", "oil", "arms", "arms"], [1, 9, 9, 9], [True, False, False, False])
    none, much = Shrinkage(group_cases=0, all_cases=0), Shrinkage(group_cases=99, all_cases=0)
    assert shrunk_curve(rows, tie_group("oil"), none).at(2) == 0.5
    assert shrunk_curve(rows, tie_group("oil"), much).at(2) == 0.75


def test_shrinkage_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        Shrinkage(group_cases=-1, all_cases=0)


def test_a_cluster_is_drawn_whole_and_one_drawn_twice_counts_as_two() -> None:
    rows = cohort_of_ties(["oil"] * 6, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [True] * 6)
    rows = Cohort(
        months=rows.months,
        restored=rows.restored,
        tie=rows.tie,
        group=rows.group,
        cluster=np.array(["x", "x", "y", "y", "z", "z"]),
        pair=rows.pair,
    )
    seen: list[tuple[tuple[float, ...], int]] = []

    def note(drawn: Cohort) -> float:
        seen.append((tuple(drawn.months.tolist()), len(set(drawn.cluster.tolist()))))
        return 0.0

    cluster_resamples(rows, note, np.random.default_rng(0), 20)
    for months, clusters in seen:
        assert clusters == 3
        assert set(zip(months[::2], months[1::2], strict=True)) <= {(1, 2), (3, 4), (5, 6)}
