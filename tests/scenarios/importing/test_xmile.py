"""XMILE files are read and run as the OASIS standard has them."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from scenarios.importing.models import all_of, last, xmile

TANK = """<model><variables>
<stock name="Tank"><eqn>100</eqn><outflow>use</outflow></stock>
<flow name="use"><eqn>Tank * 0.5</eqn></flow>
</variables></model>"""


def test_euler_and_runge_kutta_are_chosen_by_the_file(tmp_path: Path) -> None:
    euler = last(xmile(tmp_path, TANK), "Tank")
    fourth = last(xmile(tmp_path, TANK, method="RK4"), "Tank")
    assert euler == pytest.approx(100 * 0.5**4)
    # One step of order 4 multiplies by 1 - k + k²/2 - k³/6 + k⁴/24.
    factor = 1 - 0.5 + 0.5**2 / 2 - 0.5**3 / 6 + 0.5**4 / 24
    assert fourth == pytest.approx(100 * factor**4)
    assert fourth == pytest.approx(100 * math.exp(-2), rel=2e-3)


def test_a_stock_that_may_not_be_negative_stops_at_zero(tmp_path: Path) -> None:
    body = """<model><variables>
<stock name="kept"><eqn>5</eqn><outflow>use</outflow><non_negative/></stock>
<stock name="free"><eqn>5</eqn><outflow>use</outflow></stock>
<flow name="use"><eqn>2</eqn></flow></variables></model>"""
    results = xmile(tmp_path, body)
    assert all_of(results, "kept") == [5, 3, 1, 0, 0]
    assert all_of(results, "free") == [5, 3, 1, -1, -3]


def test_the_files_own_behaviour_holds_where_a_variable_does_not_say(tmp_path: Path) -> None:
    body = """<behavior><flow><non_negative/></flow></behavior><model><variables>
<flow name="bound"><eqn>-3</eqn></flow>
<flow name="free"><eqn>-3</eqn><non_negative>false</non_negative></flow>
</variables></model>"""
    results = xmile(tmp_path, body)
    assert (last(results, "bound"), last(results, "free")) == (0, -3)


def test_conditions_are_written_in_words(tmp_path: Path) -> None:
    body = """<model><variables>
<aux name="a"><eqn>IF TIME &gt; 2 AND NOT (1 = 2) THEN 10 MOD 4 ELSE -1</eqn></aux>
</variables></model>"""
    assert all_of(xmile(tmp_path, body), "a") == [-1, -1, -1, 2, 2]


def test_a_graphical_function_stands_in_a_variable_or_alone(tmp_path: Path) -> None:
    body = """<model><variables>
<aux name="own"><eqn>TIME</eqn><gf><xscale min="0" max="4"/><ypts>0,10,0</ypts></gf></aux>
<gf name="curve"><xpts>0;4</xpts><ypts>0,8</ypts></gf>
<aux name="called"><eqn>curve(TIME)</eqn></aux></variables></model>"""
    body = body.replace("<xpts>", '<xpts sep=";">')
    results = xmile(tmp_path, body)
    assert all_of(results, "own") == [0, 5, 10, 5, 0]
    assert all_of(results, "called") == [0, 2, 4, 6, 8]


def test_arrays_have_one_equation_for_all_or_one_for_each(tmp_path: Path) -> None:
    body = """<dimensions><dim name="fuel"><elem name="oil"/><elem name="gas"/></dim></dimensions>
<model><variables>
<aux name="price"><dimensions><dim name="fuel"/></dimensions>
<element subscript="oil"><eqn>5</eqn></element><element subscript="gas"><eqn>7</eqn></element></aux>
<aux name="twice"><dimensions><dim name="fuel"/></dimensions><eqn>2*price</eqn></aux>
<aux name="total"><eqn>SUM(price[*])</eqn></aux>
<aux name="most"><eqn>MAX(price)</eqn></aux></variables></model>"""
    results = xmile(tmp_path, body)
    assert (last(results, "twice[gas]"), last(results, "total"), last(results, "most")) == (
        14,
        12,
        7,
    )


def test_modules_are_joined_by_their_connections(tmp_path: Path) -> None:
    body = """<model><variables><aux name="rate"><eqn>0.5</eqn></aux>
<module name="port"><connect to="share" from=".rate"/></module>
<aux name="seen"><eqn>port.out * 2</eqn></aux></variables></model>
<model name="port"><variables><aux name="share"><eqn>{given from outside}</eqn></aux>
<aux name="out"><eqn>share * 10 + TIME</eqn></aux></variables></model>"""
    results = xmile(tmp_path, body)
    assert last(results, "port.out") == 9
    assert last(results, "seen") == 18


def test_a_macro_with_one_equation_is_called(tmp_path: Path) -> None:
    body = """<macro name="half"><eqn>x / 2</eqn><parm>x</parm></macro>
<model><variables><aux name="a"><eqn>half(9)</eqn></aux></variables></model>"""
    assert last(xmile(tmp_path, body), "a") == 4.5
