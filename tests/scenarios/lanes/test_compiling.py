"""Programs become numbered Python and nothing else, and are compiled once."""

import ast
import time

import numpy as np
import pytest

pytest.importorskip("numba", reason="the extra `fast` is not installed")

from scenarios.small_programs import apply, fixed, program_of, random_program, spread
from volteface.scenarios.draws import draw_parameters
from volteface.scenarios.engine import Lanes
from volteface.scenarios.engine_numba import NumbaEngine
from volteface.scenarios.lanes.kernel import cache_folder, compiled
from volteface.scenarios.lanes.parameters import drawn_parameters
from volteface.scenarios.lanes.pruning import pruned
from volteface.scenarios.lanes.source import source
from volteface.scenarios.plan import plan
from volteface.scenarios.program import Carried, Draw, Number, Previous, Symbol

EVIL = "x'); import os; os.system('touch /tmp/owned') #"
CALLS = {
    "choose", "min", "range", "dict", "njit", "REAL", "setup", "draw", "step", "fill", "exp", "floor",
    "larger", "log", "logistic", "normal", "power", "smaller", "sqrt", "uniform", "abs",
}  # fmt: skip
METHODS = {"fromhex", "zeros", "uint64"}


def test_no_text_of_the_model_reaches_the_compiler():
    program = program_of(
        {EVIL: apply("add", Previous(EVIL), Draw("normal", EVIL))},
        (Carried(name=EVIL, months=2, initial=Symbol("__import__")),),
        parameters=(fixed("__import__", 1.0),),
    )

    text, _ = source(program, plan(program), (EVIL,))

    assert "os" not in {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    assert "import os" not in text
    assert "__import__" not in text


@pytest.mark.parametrize("precision", ["single", "double"])
def test_the_written_module_calls_only_what_it_is_meant_to(precision):
    program = random_program(3)

    text, _ = source(program, plan(program), program.symbols, precision)

    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            assert name in (CALLS if isinstance(node.func, ast.Name) else METHODS)


def test_constants_are_written_exactly():
    program = program_of({"tenth": apply("add", Symbol("a"), Number(0.1)), "far": Number(1e300)},
                         parameters=(fixed("a", 0.0),))  # fmt: skip

    found = NumbaEngine().run(program, Lanes(seed=0, first=0, count=1))

    assert found[:, 0, 0].tolist() == [0.1, 1e300]


def test_what_the_outputs_do_not_need_is_left_out():
    program = program_of(
        {
            "stock": apply("add", Previous("stock"), Draw("normal", "oil")),
            "idle": apply("exp", apply("add", Previous("idle"), Draw("normal", "rain"))),
            "seen": apply("mul", Previous("stock"), Number(2.0)),
        },
        tuple(Carried(name=name, months=1, initial=Number(0.0)) for name in ("stock", "idle")),
    )

    few = pruned(plan(program), ("seen",))

    assert [step.op for step in few.monthly] == ["add", "mul"]
    assert [draw.name for draw in few.draws] == ["oil"]
    assert list(few.previous) == [("stock", 1)]


def test_leaving_out_does_not_change_what_is_left():
    program = random_program(6, statements=4)
    lanes = Lanes(seed=2, first=0, count=70)
    whole = NumbaEngine().run(program, lanes)

    last = NumbaEngine().run(program, lanes, program.symbols[-1:])

    assert np.array_equal(last[0], whole[-1])


def test_a_second_engine_finds_the_compiled_program(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    program = random_program(7, statements=4)
    lanes = Lanes(seed=1, first=0, count=10)
    start = time.perf_counter()
    first = NumbaEngine().run(program, lanes)
    cold = time.perf_counter() - start

    start = time.perf_counter()
    second = NumbaEngine().run(program, lanes)

    assert len(list(cache_folder().glob("lanes_*.py"))) == 1
    assert np.array_equal(first, second)
    assert time.perf_counter() - start < cold


def test_a_damaged_module_in_the_cache_is_written_anew(tmp_path):
    text = "def run():\n    return 7\n"
    compiled(text, tmp_path)
    (written,) = tmp_path.glob("lanes_*.py")
    written.write_text("def run():\n    return 8\n")

    assert compiled(text, tmp_path)() == 7


def test_the_cache_holds_only_so_many_programs(tmp_path):
    for number in range(70):
        compiled(f"def run():\n    return {number}\n", tmp_path)

    assert len(list(tmp_path.glob("lanes_*.py"))) == 64
    assert len(list(tmp_path.glob("__pycache__/lanes_*"))) <= 64
    assert compiled("def run():\n    return 0\n", tmp_path)() == 0


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))

    assert cache_folder().is_dir()


def test_parameters_are_drawn_as_the_default_engine_draws_them():
    program = program_of({}, parameters=(spread("a", 0.0, 2.0), fixed("b", 3.0),
                                         spread("c", -1.0, 1.0)))  # fmt: skip
    lanes = Lanes(seed=2**50 + 3, first=1_000, count=301)
    given = {"c": 0.25}

    expected, found = (draw(program, lanes, given) for draw in (draw_parameters, drawn_parameters))

    assert found["a"].tolist() == expected["a"].tolist()
    assert (found["b"], found["c"]) == (3.0, 0.25)


def test_trajectories_without_noise_of_their_own_are_refused():
    with pytest.raises(ValueError, match="within"):
        NumbaEngine().run(program_of({}), Lanes(seed=0, first=2**32 - 1, count=2))
