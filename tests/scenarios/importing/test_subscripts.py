"""Subscripts: ranges, parts of ranges, exceptions, mappings and functions of vectors."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.importing.models import all_of, last, vensim

FUELS = "fuel: oil, gas, coal ~~|\n"


def test_numbers_are_laid_out_with_the_last_range_fastest(tmp_path: Path) -> None:
    text = FUELS + "side: in, out ~~|\nuse[side,fuel] = 1,2,3; 4,5,6; ~~|"
    results = vensim(tmp_path, text)
    assert last(results, "use[in,coal]") == 3
    assert last(results, "use[out,oil]") == 4


def test_single_elements_and_ranges_share_one_variable(tmp_path: Path) -> None:
    text = FUELS + "a[oil] = 1 ~~|\na[gas] = 2 ~~|\na[coal] = 3 ~~|\nall = SUM(a[fuel!]) ~~|"
    assert last(vensim(tmp_path, text), "all") == 6


def test_an_exception_leaves_a_cell_to_another_equation(tmp_path: Path) -> None:
    text = FUELS + "a[fuel] :EXCEPT: [gas] = 1 ~~|\na[gas] = 9 ~~|\nall = SUM(a[fuel!]) ~~|"
    assert last(vensim(tmp_path, text), "all") == 11


def test_numbered_ranges_and_ranges_of_ranges_are_spelled_out(tmp_path: Path) -> None:
    text = "plants: (p1-p12), hydro ~~|\nhydro: h1, h2 ~~|\nn = ELMCOUNT(plants) ~~|"
    assert last(vensim(tmp_path, text), "n") == 14


def test_a_mapped_range_is_read_position_by_position(tmp_path: Path) -> None:
    text = """seller: A, B -> buyer ~~|
buyer: X, Y ~~|
sold[seller] = 10, 20 ~~|
bought[buyer] = sold[seller] ~~|"""
    assert last(vensim(tmp_path, text), "bought[Y]") == 20


def test_a_range_named_as_a_value_is_the_number_of_its_element(tmp_path: Path) -> None:
    text = FUELS + "n[fuel] = fuel ~~|\nis gas[fuel] = IF THEN ELSE(fuel = gas, 1, 0) ~~|"
    results = vensim(tmp_path, text)
    assert [last(results, f"n[{name}]") for name in ("oil", "gas", "coal")] == [1, 2, 3]
    assert [last(results, f"is gas[{name}]") for name in ("oil", "gas", "coal")] == [0, 1, 0]


def test_aggregations_run_over_the_marked_ranges_only(tmp_path: Path) -> None:
    text = (
        FUELS
        + """side: in, out ~~|
use[side,fuel] = 1,2,3; 4,5,6; ~~|
most[side] = VMAX(use[side,fuel!]) ~~|
product = PROD(use[side!,oil]) ~~|
matrix[side] = SUM(use[side,fuel!] * use[out,fuel!]) ~~|"""
    )
    results = vensim(tmp_path, text)
    assert last(results, "most[in]") == 3
    assert last(results, "product") == 4
    assert last(results, "matrix[in]") == 1 * 4 + 2 * 5 + 3 * 6


def test_vectors_are_sorted_and_ranked(tmp_path: Path) -> None:
    text = (
        FUELS
        + """cost[fuel] = 30, 10, 20 ~~|
order[fuel] = VECTOR SORT ORDER(cost[fuel], 1) ~~|
rank[fuel] = VECTOR RANK(cost[fuel], 0) ~~|
sorted[fuel] = VECTOR REORDER(cost[fuel], order[fuel]) ~~|"""
    )
    results = vensim(tmp_path, text)
    assert [last(results, f"order[{name}]") for name in ("oil", "gas", "coal")] == [1, 2, 0]
    assert [last(results, f"rank[{name}]") for name in ("oil", "gas", "coal")] == [1, 3, 2]
    assert [last(results, f"sorted[{name}]") for name in ("oil", "gas", "coal")] == [10, 20, 30]


def test_a_matrix_times_its_inverse_is_the_unit_matrix(tmp_path: Path) -> None:
    text = """row: r1, r2 ~~|
column: r1, r2 ~~|
m[row,column] = 2,1; 1,3; ~~|
i[row,column] = INVERT MATRIX(m[row,column], 2) ~~|
unit = m[r1,r1]*i[r1,r1] + m[r1,r2]*i[r2,r1] ~~|
zero = m[r1,r1]*i[r1,r2] + m[r1,r2]*i[r2,r2] ~~|"""
    results = vensim(tmp_path, text)
    assert last(results, "unit") == pytest.approx(1)
    assert last(results, "zero") == pytest.approx(0, abs=1e-12)


def test_what_is_available_goes_to_the_higher_priority_first(tmp_path: Path) -> None:
    text = """user: hospital, homes ~~|
curve: ptype, ppriority, pwidth, pextra ~~|
wish[user] = 10, 10 ~~|
profile[user,curve] = 1,5,1,0; 1,1,1,0; ~~|
given[user] = ALLOCATE AVAILABLE(wish[user], profile[user,ptype], 12) ~~|"""
    results = vensim(tmp_path, text)
    assert last(results, "given[hospital]") == pytest.approx(10)
    assert last(results, "given[homes]") == pytest.approx(2)


def test_selected_values_are_put_together(tmp_path: Path) -> None:
    text = (
        FUELS
        + """on[fuel] = 1, 0, 2 ~~|
cost[fuel] = 5, 7, 9 ~~|
weighted = VECTOR SELECT(on[fuel!], cost[fuel!], -1, 0, 0) ~~|
least = VECTOR SELECT(on[fuel!], cost[fuel!], -1, 8, 0) ~~|
none = VECTOR SELECT(on[fuel!]*0, cost[fuel!], -1, 0, 0) ~~|"""
    )
    results = vensim(tmp_path, text)
    assert [last(results, name) for name in ("weighted", "least", "none")] == [23, 5, -1]


def test_stocks_with_subscripts_move_cell_by_cell(tmp_path: Path) -> None:
    text = FUELS + "s[fuel] = INTEG(flow[fuel], 1) ~~|\nflow[fuel] = 1, 2, 3 ~~|"
    assert all_of(vensim(tmp_path, text), "s[coal]") == [1, 4, 7, 10, 13]
