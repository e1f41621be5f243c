"""Vensim equations are read and run as the reference manual has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.importing.models import all_of, last, vensim


def test_a_stock_is_moved_by_its_net_flow_in_euler_steps(tmp_path: Path) -> None:
    results = vensim(tmp_path, "Fuel = INTEG(-Fuel*rate, 100) ~t~|\nrate = 0.1 ~1/day~|", dt=0.5)
    # x(n) = x(0) (1 - k dt)^n
    expected = [100 * 0.95**step for step in range(9)]
    assert all_of(results, "Fuel") == pytest.approx(expected)


def test_names_ignore_case_blanks_and_underscores(tmp_path: Path) -> None:
    results = vensim(tmp_path, "Oil Stock = 3 ~~|\ndouble = 2 * oil_stock ~~|")
    assert last(results, "double") == 6


def test_quoted_names_may_hold_any_mark(tmp_path: Path) -> None:
    text = '"oil | gas ~ (share)" = 7 ~~|\n twice = 2 * "oil | gas ~ (share)" ~~|'
    assert last(vensim(tmp_path, text), "twice") == 14


def test_comments_units_and_groups_are_read_past(tmp_path: Path) -> None:
    text = """********************
\t.Control
********************~
\t\tA heading |
a {an inner comment} = 1
\t~ barrels [0,?]
\t~ A comment with "odd quotes and a ~ mark |
b = a + \\
\t\t1 ~~|"""
    assert last(vensim(tmp_path, text), "b") == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2^2", -4),
        ("2^3^2", 512),
        ("2^-1", 0.5),
        ("7-4-2", 1),
        ("8/4/2", 1),
        ("1+2*3", 7),
        ("-(1-3)*2", 4),
        ("IF THEN ELSE(1 > 2 :OR: :NOT: 0 :AND: 3 <> 4, 10, 20)", 10),
        ("MODULO(-10, 3)", -1),
        ("QUANTUM(11, 4)", 8),
        ("INTEGER(-2.7)", -2),
        ("XIDZ(1, 0, 5) + ZIDZ(1, 0)", 5),
        ("MIN(MAX(1, 2), 3)", 2),
        (".5 + 1e2 + 3.", 103.5),
    ],
)
def test_expressions_have_the_values_of_the_manual(tmp_path: Path, text: str, value: float) -> None:
    assert last(vensim(tmp_path, f"x = {text} ~~|"), "x") == pytest.approx(value)


def test_a_table_joins_its_points_and_holds_its_ends(tmp_path: Path) -> None:
    text = """price([(0,0)-(9,9)],(1,10),(3,20)) ~~|
at start = price(0) ~~|
between = price(2) ~~|
beyond = price(9) ~~|
inline = WITH LOOKUP(2.5, ((1,10),(3,20))) ~~|"""
    results = vensim(tmp_path, text)
    found = [last(results, name) for name in ("at start", "between", "beyond", "inline")]
    assert found == [10, 15, 20, 17.5]


def test_inputs_switch_on_and_off_at_their_times(tmp_path: Path) -> None:
    text = """step = STEP(5, 2) ~~|
ramp = RAMP(2, 1, 3) ~~|
pulse = PULSE(1, 2) ~~|
train = PULSE TRAIN(0, 1, 2, 4) ~~|"""
    results = vensim(tmp_path, text)
    assert all_of(results, "step") == [0, 0, 5, 5, 5]
    assert all_of(results, "ramp") == [0, 0, 2, 4, 4]
    assert all_of(results, "pulse") == [0, 1, 1, 0, 0]
    assert all_of(results, "train") == [1, 0, 1, 0, 0]


def test_equations_may_stand_in_any_order_also_at_the_start(tmp_path: Path) -> None:
    text = "b = INTEG(0, a + c) ~~|\na = INTEG(0, c*2) ~~|\nc = 5 ~~|"
    assert last(vensim(tmp_path, text), "b") == 15


def test_a_macro_gets_equations_of_its_own_for_each_call(tmp_path: Path) -> None:
    text = """:MACRO: GATHER(flow, start)
GATHER = INTEG(flow * half, start) ~~|
half = 0.5 ~~|
:END OF MACRO:
one = GATHER(2, 10) ~~|
two = GATHER(4, 20) ~~|"""
    results = vensim(tmp_path, text)
    assert (last(results, "one"), last(results, "two")) == (14, 28)


def test_results_are_saved_at_every_saveper(tmp_path: Path) -> None:
    results = vensim(tmp_path, "SAVEPER = 2 ~~|\nx = Time ~~|", dt=0.5)
    assert all_of(results, "x") == [0, 2, 4]


def test_a_reality_check_is_left_out(tmp_path: Path) -> None:
    text = "x = 1 ~~|\nno oil no power :THE CONDITION: x = 0 :IMPLIES: x = 0 ~~|"
    assert last(vensim(tmp_path, text), "x") == 1
