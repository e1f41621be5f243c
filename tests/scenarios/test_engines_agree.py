"""All engines give the same figures: to 1e-12 in double precision, nearly so in single."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from scenarios.small_programs import MONTHS, apply, fixed, program_of, random_program, spread
from volteface.errors import ScenarioError
from volteface.scenarios import noise
from volteface.scenarios.compile import compile_model
from volteface.scenarios.engine import Engine, Lanes, engine_named
from volteface.scenarios.engine_numpy import NumpyEngine
from volteface.scenarios.load import load_model
from volteface.scenarios.program import Carried, Draw, Number, Previous, Symbol, Table

TEMPLATES = Path(str(files("volteface").joinpath("data", "scenarios", "templates")))
LANES = Lanes(seed=5, first=0, count=150)


def fast(precision: str) -> Engine:
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    from volteface.scenarios.engine_numba import NumbaEngine, SinglePrecisionEngine

    assert SinglePrecisionEngine().precision == "single"
    return NumbaEngine(precision)


def differentiable() -> Engine:
    pytest.importorskip("jax", reason="the extra `bayes` is not installed")
    return engine_named("jax")


DOUBLE = {"numpy": NumpyEngine, "numba": lambda: fast("double"), "jax": differentiable}
ALL = {**DOUBLE, "numba single": lambda: fast("single")}
ACCURACY = {"numpy": 0.0, "numba": 1e-12, "jax": 1e-12, "numba single": 1e-4}


@pytest.fixture(params=ALL)
def engine(request):
    return request.param, ALL[request.param]()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", ["numba", "jax"])
def test_double_precision_engines_agree_on_programs_of_every_operation(name, seed):
    program = random_program(seed, statements=8)
    expected = NumpyEngine().run(program, LANES)

    found = DOUBLE[name]().run(program, LANES)

    assert np.isfinite(expected).all()
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", ["numba", "jax"])
@pytest.mark.parametrize("template", ["generic", "gas"])
def test_double_precision_engines_agree_on_whole_models(name, template):
    # Against the size of each name in a run: a stock that empties is a difference of large
    # figures, and keeps their last digit.
    program = compile_model(load_model(TEMPLATES / f"{template}.yaml"))
    names = tuple(one.name for one in program.monthly)
    expected = NumpyEngine().run(program, LANES, names)

    found = DOUBLE[name]().run(program, LANES, names)

    size = np.maximum(1.0, np.abs(expected).max(axis=1, keepdims=True))
    assert (np.abs(found - expected) / size).max() <= 1e-12


def test_single_precision_meets_the_same_draws():
    # Rare lanes land on the other side of a test by rounding; nearly all stay close.
    program = random_program(1, statements=8)
    expected = NumpyEngine().run(program, LANES)

    far = np.abs(fast("single").run(program, LANES) - expected) > 1e-3

    assert far.any(axis=(0, 1)).mean() < 0.1


def test_every_engine_counts_months_from_the_start(engine):
    name, made = engine
    program = program_of(
        {
            "stock": apply("add", Previous("stock"), Number(2.0)),
            "late": Previous("stock", 3),
        },
        (Carried(name="stock", months=3, initial=Number(10.0)),),
    )

    stock, late = made.run(program, Lanes(seed=0, first=0, count=3))[:, :, 1]

    assert stock.tolist() == [12.0 + 2 * month for month in range(MONTHS)]
    assert late.tolist() == [10.0, 10.0, 10.0] + [12.0 + 2 * month for month in range(MONTHS - 3)]
    assert name


def test_every_engine_takes_the_keyed_draws(engine):
    name, made = engine
    program = program_of(
        {"oil": Draw("normal", "oil"), "luck": Draw("uniform", "oil"), "grid": Draw("normal", "x")}
    )
    lanes = Lanes(seed=2**40 + 1, first=70, count=90)

    oil, luck, grid = made.run(program, lanes)

    for found, kind, label in ((oil, "normals", "oil"), (luck, "uniforms", "oil"),
                               (grid, "normals", "x")):  # fmt: skip
        expected = getattr(noise, kind)(lanes.seed, lanes.trajectories, MONTHS, label)
        np.testing.assert_allclose(found, expected, rtol=0, atol=ACCURACY[name])


def test_every_engine_sets_tables_parameters_and_outputs_by_name(engine):
    _, made = engine
    rain = Table(name="rain", values=tuple(range(MONTHS)))
    program = program_of(
        {"sum": apply("add", apply("mul", Symbol("a"), Symbol("rain")), Symbol("b"))},
        parameters=(fixed("a", 2.0), spread("b", 0.0, 1.0)),
        tables=(rain,),
    )
    lanes = Lanes(seed=0, first=0, count=2)
    given = {"b": np.array([5.0, 7.0]), "a": 3.0}

    total, a, b, months = made.run(program, lanes, ("sum", "a", "b", "rain"), given)

    assert total[4].tolist() == [17.0, 19.0]
    assert (a[0, 0], b[0].tolist(), months[4, 1]) == (3.0, [5.0, 7.0], 4.0)


def test_a_fixed_parameter_may_be_given_for_each_lane(engine):
    _, made = engine
    program = program_of({"twice": apply("mul", Symbol("a"), Number(2.0))},
                         parameters=(fixed("a", 2.0),))  # fmt: skip

    found = made.run(program, Lanes(seed=0, first=0, count=3), None, {"a": np.arange(3.0)})

    assert found[0, 0].tolist() == [0.0, 2.0, 4.0]


def test_a_test_is_one_or_zero_wherever_it_is_used(engine):
    _, made = engine
    high = apply("gt", Symbol("month"), Number(6.5))
    program = program_of(
        {
            "high": high,
            "sum": apply("add", Symbol("high"), Previous("high")),
            "neither": apply("not", apply("or", Symbol("high"), Number(0.0))),
        },
        (Carried(name="high", months=1, initial=Number(0.0)),),
        tables=(Table(name="month", values=tuple(range(MONTHS))),),
    )

    found = made.run(program, Lanes(seed=0, first=0, count=1))[:, 6:9, 0]

    assert found.tolist() == [[0, 1, 1], [0, 1, 2], [1, 0, 0]]


def test_a_trajectory_does_not_depend_on_its_block(engine):
    name, made = engine
    program = random_program(4, statements=3)
    whole = made.run(program, LANES)

    for count in (1, 63, 64, 65):
        part = made.run(program, Lanes(seed=5, first=7, count=count))

        np.testing.assert_allclose(part, whole[:, :, 7 : 7 + count], rtol=0, atol=ACCURACY[name])


@pytest.mark.parametrize("name", DOUBLE)
def test_not_a_number_is_never_hidden(name):
    nothing = apply("div", Previous("zero"), Previous("zero"))
    program = program_of(
        {"zero": Number(0.0), "least": apply("min", nothing, Number(1.0)),
         "most": apply("max", Number(1.0), nothing)},
        (Carried(name="zero", months=1, initial=Number(0.0)),),
    )  # fmt: skip

    found = DOUBLE[name]().run(program, Lanes(seed=0, first=0, count=2))

    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize("name", ["numba", "jax"])
def test_a_program_too_large_to_compile_is_refused_at_once(name):
    draw = Draw("normal", "oil")
    program = program_of(
        {f"name{number}": apply("mul", draw, Number(float(number))) for number in range(6_001)}
    )

    with pytest.raises(ScenarioError, match="use the engine 'numpy'"):
        DOUBLE[name]().run(program, Lanes(seed=0, first=0, count=1))


def test_a_program_without_names_runs(engine):
    _, made = engine

    assert made.run(program_of({}), Lanes(seed=0, first=0, count=2)).shape == (0, MONTHS, 2)
