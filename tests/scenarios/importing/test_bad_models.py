"""Models that cannot be read or run end in an error that says where, never in anything else."""

from __future__ import annotations

import contextlib
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.importing.models import vensim, xmile
from volteface.scenarios.importing import (
    ImportedModelError,
    UnsupportedFeatureError,
    import_model,
    run,
)


def test_an_unknown_function_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFeatureError, match=r"model.mdl, line 3: the function 'RANDOM"):
        vensim(tmp_path, "a = 1 ~~|\nb = RANDOM UNIFORM(0, 1, 2) ~~|")


def test_a_name_that_is_not_defined_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ImportedModelError, match=r"line 2: 'nowhere' is used but not defined"):
        vensim(tmp_path, "a = nowhere + 1 ~~|")


def test_variables_that_need_each_other_are_named(tmp_path: Path) -> None:
    with pytest.raises(ImportedModelError, match=r"need each other at one moment: (a → b|b → a)"):
        vensim(tmp_path, "a = b ~~|\nb = a ~~|")


@pytest.mark.parametrize(
    "text",
    [
        'x = __import__("os") ~~|',
        'x = eval("1") ~~|',
        "x = ().__class__ ~~|",
        "x = a.b.c(1) ~~|",
        "x = (1 ~~|",
        "x = 1 2 ~~|",
        "x[dim] = 1 ~~|",
        "d: (a1-a999999999) ~~|",
        "d: e ~~|\ne: d ~~|\nx[d] = 1 ~~|",
        ":MACRO: M(x)\nM = M(x) ~~|\n:END OF MACRO:\ny = M(1) ~~|",
        "x = DELAY N(1, 1, 0, 1e9) ~~|",
        "x = DELAY FIXED(1, 1e30, 0) ~~|",
        "x = " + "(" * 5000 + "1" + ")" * 5000 + " ~~|",
        "x = " + "2^-" * 5000 + "1 ~~|",
        "x = " + "1+" * 50000 + "1 ~~|",
        "x = GET DIRECT CONSTANTS('../../etc/passwd', ',', 'A1') ~~|",
        "x = 1 ~~|\nx = 2 ~~|",
    ],
)
def test_a_bad_equation_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ImportedModelError):
        vensim(tmp_path, text)


def test_a_time_step_of_zero_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportedModelError, match="the time step is 0"):
        vensim(tmp_path, "x = 1 ~~|", dt=0)


def test_division_by_zero_is_a_value_and_no_crash(tmp_path: Path) -> None:
    results = vensim(tmp_path, "x = 1/0 ~~|\ny = 0/0 ~~|\nz = LN(-1) + 1 ~~|")
    assert results.series("x")[0] == float("inf")


def test_entities_of_xml_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "m.xmile"
    path.write_text(
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        "<xmile><sim_specs><start>0</start><stop>1</stop><dt>1</dt></sim_specs>"
        '<model><variables><aux name="a"><eqn>&f;</eqn></aux></variables></model></xmile>'
    )
    with pytest.raises(ImportedModelError):
        run(import_model(path))


def test_an_equation_that_an_exporter_left_out_is_said(tmp_path: Path) -> None:
    body = '<model><variables><aux name="a"><eqn> ??? </eqn></aux></variables></model>'
    with pytest.raises(ImportedModelError, match="exporter could not write"):
        xmile(tmp_path, body)


@pytest.mark.parametrize("name", ["model.txt", "missing.mdl", "missing.xmile"])
def test_a_file_of_another_kind_or_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportedModelError):
        import_model(tmp_path / name)


PIECES = st.sampled_from(
    ["a", "b", "dim", "=", "INTEG(", ")", "(", "[", "]", "dim!", ",", ";", "1", "2.5", "~~|", "|",
     "+", "*", "^", ":", "->", ":EXCEPT:", ":MACRO:", "\n", '"', "{", "}", "SMOOTH(", "WITH LOOKUP(",
     "IF THEN ELSE(", "Time", "\\\n"]
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(PIECES, max_size=40), st.text(string.printable, max_size=20))
def test_whatever_stands_in_a_file_it_runs_or_is_refused(
    tmp_path: Path, pieces: list[str], noise: str
) -> None:
    with contextlib.suppress(ImportedModelError):
        vensim(tmp_path, " ".join(pieces) + noise + " ~~|\n")


WHOLE = (
    '<xmile><sim_specs method="Euler"><start>0</start><stop>2</stop><dt>1</dt></sim_specs>'
    '<dimensions><dim name="d" size="2"/></dimensions><model><variables>'
    '<stock name="s"><dimensions><dim name="d"/></dimensions><eqn>1</eqn><inflow>f</inflow></stock>'
    '<flow name="f"><dimensions><dim name="d"/></dimensions><eqn>s*2</eqn><non_negative/></flow>'
    '<aux name="g"><eqn>TIME</eqn><gf><xscale min="0" max="2"/><ypts>0,1,2</ypts></gf></aux>'
    '<module name="m"><connect to="a" from=".g"/></module></variables></model>'
    '<model name="m"><variables><aux name="a"><eqn>0</eqn></aux></variables></model></xmile>'
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, len(WHOLE)), st.integers(0, 30), st.text('<>/"=x9-, .*', max_size=6))
def test_a_damaged_xmile_file_runs_or_is_refused(
    tmp_path: Path, start: int, length: int, put: str
) -> None:
    path = tmp_path / "m.xmile"
    path.write_text(WHOLE[:start] + put + WHOLE[start + length :], encoding="utf-8")
    with contextlib.suppress(ImportedModelError):
        run(import_model(path))


def test_a_sum_over_too_many_elements_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportedModelError, match="cells and terms"):
        vensim(
            tmp_path,
            "a: (a1-a2000) ~~|\nb: (b1-b2000) ~~|\nx[a] = 1 ~~|\ny[b] = 1 ~~|\n"
            "c = SUM(x[a!] * y[b!]) ~~|",
        )


def test_a_run_of_too_many_steps_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportedModelError, match="more than 1000000"):
        vensim(tmp_path, "SAVEPER = 1e9 ~~|", stop=1e9)
