"""Smooths, delays, samples and trends do what their defining equations say."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.importing.models import all_of, last, vensim


def test_a_smooth_is_the_stock_that_defines_it(tmp_path: Path) -> None:
    text = """x = STEP(10, 1) ~~|
short = SMOOTH(x, 4) ~~|
long = INTEG((x - long)/4, x) ~~|"""
    results = vensim(tmp_path, text, stop=20)
    assert all_of(results, "short") == pytest.approx(all_of(results, "long"))


def test_a_third_order_delay_is_three_stocks_in_a_row(tmp_path: Path) -> None:
    text = """x = STEP(9, 2) ~~|
out = DELAY3(x, 6) ~~|
a = INTEG(x - a/2, 0) ~~|
b = INTEG(a/2 - b/2, 0) ~~|
c = INTEG(b/2 - c/2, 0) ~~|
own = c/2 ~~|"""
    results = vensim(tmp_path, text, stop=30)
    assert all_of(results, "out") == pytest.approx(all_of(results, "own"))


def test_delays_lose_nothing_on_the_way(tmp_path: Path) -> None:
    text = """x = PULSE(1, 1) * 5 ~~|
total = INTEG(DELAY N(x, 5, 0, 4), 0) ~~|"""
    assert last(vensim(tmp_path, text, stop=80, dt=0.5), "total") == pytest.approx(5, abs=1e-6)


def test_a_fixed_delay_shows_what_went_in(tmp_path: Path) -> None:
    text = "x = Time * 10 ~~|\nlate = DELAY FIXED(x, 2, -1) ~~|"
    assert all_of(vensim(tmp_path, text), "late") == [-1, -1, 0, 10, 20]


def test_a_sample_holds_the_value_when_its_condition_was_last_true(tmp_path: Path) -> None:
    text = "held = SAMPLE IF TRUE(MODULO(Time, 2) > 0, Time, -5) ~~|"
    assert all_of(vensim(tmp_path, text), "held") == [-5, 1, 1, 3, 3]


def test_initial_keeps_the_value_at_the_start(tmp_path: Path) -> None:
    text = "x = Time + 3 ~~|\nfirst = INITIAL(x) ~~|"
    assert all_of(vensim(tmp_path, text), "first") == [3] * 5


def test_the_trend_of_steady_growth_is_its_rate(tmp_path: Path) -> None:
    text = "x = EXP(0.05 * Time) ~~|\nrate = TREND(x, 4, 0.05) ~~|"
    results = vensim(tmp_path, text, stop=200, dt=0.125)
    assert last(results, "rate") == pytest.approx(0.05, abs=1e-3)


def test_active_initial_breaks_a_ring_at_the_start_only(tmp_path: Path) -> None:
    text = "x = ACTIVE INITIAL(s + 1, 8) ~~|\ns = SMOOTH(x, 2) ~~|"
    results = vensim(tmp_path, text)
    # s(0) = 8 from the initial value, then x = s + 1 and s moves by (x - s)/2 = 1/2.
    assert all_of(results, "s") == pytest.approx([8, 8.5, 9, 9.5, 10])
