"""Models made to harm: refused with a clear message, in bounded time and memory."""

from __future__ import annotations

import time
import tracemalloc
from contextlib import suppress
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.models import HEAD, model
from volteface.errors import ModelFileError, ScenarioError, VoltefaceError
from volteface.scenarios.compile import compile_model
from volteface.scenarios.load import model_of
from volteface.scenarios.simulate import Options, simulate

GENERIC = files("volteface").joinpath("data", "scenarios", "templates", "generic.yaml")
LINES = GENERIC.read_text(encoding="utf-8").splitlines()


def refused(text: str, seconds: float = 10.0, megabytes: float = 400.0) -> str:
    """Return why ``text`` is refused; it must be, in bounded time and memory."""
    began = time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(ScenarioError) as caught:
            simulate(compile_model(model_of(text.encode(), "m.yaml")), Options(runs=4))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.process_time() - began < seconds
    assert peak < megabytes * 1e6
    return str(caught.value)


def test_ten_thousand_sectors_are_too_many() -> None:
    body = "sectors:\n" + "".join(f"  s{n}: {{availability: 0.5}}\n" for n in range(10_000))
    assert "more than 1000 blocks" in refused(HEAD.format(months=3) + body)


def test_a_chain_of_a_thousand_sectors_runs() -> None:
    rows = "".join(f"  s{n}: {{needs: {{s{n - 1}: {{}}}}}}\n" for n in range(1, 999))
    made = compile_model(model("sectors:\n  s0: {availability: 50 percent}\n" + rows, months=2))
    values = simulate(made, Options(runs=2)).measure("s998.unserved")
    assert values.mean[0] == pytest.approx(0.5)


def test_a_ring_of_a_thousand_sectors_is_refused() -> None:
    rows = "".join(f"  s{n}: {{needs: {{s{(n + 1) % 900}: {{}}}}}}\n" for n in range(900))
    told = refused(HEAD.format(months=3) + "sectors:\n" + rows)
    assert "instantaneous cycle" in told
    assert len(told) < 400


def test_a_sector_that_needs_every_other_is_bounded() -> None:
    rows = "".join(f"  s{n}: {{availability: 1}}\n" for n in range(600))
    needs = ", ".join(f"s{n}: {{}}" for n in range(600))
    body = HEAD.format(months=3) + f"sectors:\n{rows}  all: {{needs: {{{needs}}}}}\n"
    made = compile_model(model_of(body.encode(), "m.yaml"))
    assert simulate(made, Options(runs=2)).measure("all.unserved").mean[0] == 0


def test_too_many_names_are_refused() -> None:
    needs = ", ".join(f"s{n}: {{buffer: 2 days}}" for n in range(60))
    rows = "".join(f"  s{n}: {{availability: 1}}\n" for n in range(60))
    rows += "".join(f"  t{n}: {{needs: {{{needs}}}}}\n" for n in range(60))
    assert "more than 12000 names" in refused(HEAD.format(months=3) + "sectors:\n" + rows)


@pytest.mark.parametrize(
    "formula",
    ["9**9**9**9", "exp(exp(exp(month + 9)))", "1e300 * 1e300", "(-1) ** 0.5", "0 ** (-1 - month)"],
)
def test_numbers_without_bound_are_told_of(formula: str) -> None:
    told = refused(HEAD.format(months=3) + f"variables:\n  x: {formula}\noutcomes:\n  y: x\n")
    assert "not a finite number" in told


def test_a_parameter_of_zero_below_a_line_is_told_of() -> None:
    body = "parameters:\n  p: 0 kb\nvariables:\n  x: 1 / p\noutcomes:\n  y: x\n"
    assert "line 8: x is not a finite number" in refused(HEAD.format(months=3) + body)


@pytest.mark.parametrize(
    "path", ["x.__class__", "().__class__", "__builtins__", "x.__init__.__globals__", "os.system"]
)
def test_nothing_of_python_is_reached(path: str) -> None:
    refused(HEAD.format(months=3) + f"variables:\n  x: '{path}'\noutcomes:\n  y: x\n")


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['true']",
        "a: !!python/name:os.system",
        "{}: {}",
        "- a\n- b",
        "a: {" * 2000,
        "'" * 999,
        "\t\ta: b",
        "%YAML 9.9\n---\na: b",
        "<<: {a: b}",
        "? ? ? ? a",
    ],
)
def test_strange_yaml_is_refused(text: str) -> None:
    refused(text)


def attempt(text: str) -> None:
    """Compile and run ``text``; only our own errors may come of it."""
    began = time.process_time()
    results = None
    with suppress(VoltefaceError):
        results = simulate(compile_model(model_of(text.encode(), "m.yaml")), Options(runs=3))
    if results is not None:
        assert all(np.isfinite(one.mean).all() for one in results.measures)
    assert time.process_time() - began < 5


TOKENS = st.sampled_from(
    [
        "oil",
        "fuel.stock",
        "1",
        "0",
        "-3",
        "1e308",
        "50_kb/d",
        "[]",
        "{}",
        "null",
        "true",
        "~",
        "&",
        "*",
        "!",
        ":",
        "-",
        "'a'",
        "2026-13",
        "${x}",
        "previous(oil.level)",
        "kb/d",
        "{uniform:[1,2]}",
        "{normal:[1,0]}",
        "question.realigned",
    ]
)


@given(st.integers(0, len(LINES) - 1), TOKENS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_template_with_one_value_replaced_runs_or_is_refused(number: int, token: str) -> None:
    lines = list(LINES)
    head, sign, _ = lines[number].partition(": ")
    lines[number] = f"{head}{sign or ': '}{token}"
    attempt("\n".join(lines))


@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_template_with_lines_missing_runs_or_is_refused(first: int, count: int) -> None:
    attempt("\n".join(LINES[:first] + LINES[first + 1 + count % 5 :]))


@given(st.integers(0, 3000), st.text(max_size=6))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_template_with_text_thrown_in_runs_or_is_refused(place: int, text: str) -> None:
    whole = "\n".join(LINES)
    attempt(whole[:place] + text + whole[place:])


def test_a_model_that_is_refused_never_gets_to_run() -> None:
    with pytest.raises(ModelFileError):
        compile_model(model("variables:\n  x: 1[kb] + 1[MW]\n"))
