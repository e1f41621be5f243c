import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from volteface.scenarios.compile import Choices, check_model
from volteface.scenarios.explain import explain, formula_text
from volteface.scenarios.language.formulas import parse
from volteface.scenarios.links import links
from volteface.scenarios.load import ModelFile, load_model
from volteface.scenarios.modelfile.edits import scenario_names
from volteface.scenarios.modelfile.tree import plain
from volteface.scenarios.schema import model_schema
from volteface.scenarios.simulate import Options, compare, simulate
from volteface.scenarios.vocabulary_page import vocabulary_page

FOLDER = Path(str(files("volteface").joinpath("data", "scenarios")))
TEMPLATES = sorted((FOLDER / "templates").glob("*.yaml"))
DOCS = Path(__file__).parents[2] / "docs" / "scenarios.md"


@pytest.fixture(params=TEMPLATES, ids=lambda path: path.stem)
def file(request: pytest.FixtureRequest) -> ModelFile:
    return load_model(request.param)


def test_a_template_runs_at_once_in_every_scenario(file: ModelFile) -> None:
    for name in scenario_names(file.tree):
        results = simulate(check_model(file, Choices(scenario=name)).program, Options(runs=200))
        last = results.odds()[-1]
        assert last.restored + last.realigned + last.open == pytest.approx(1)


def test_a_template_keeps_to_the_published_schema(file: ModelFile) -> None:
    jsonschema.Draft202012Validator(model_schema()).validate(plain(file.tree))


def test_shares_stay_shares_and_stocks_do_not_fall_below_nothing(file: ModelFile) -> None:
    results = simulate(check_model(file, Choices()).program, Options(runs=500))
    for one in results.measures:
        if one.output.group == "sector":
            assert -1e-12 <= one.quantiles.min() <= one.quantiles.max() <= 1 + 1e-12
        if one.output.group in {"cover", "tie", "route"}:
            assert one.quantiles.min() >= 0


def test_every_equation_that_is_explained_reads_back(file: ModelFile) -> None:
    checked = check_model(file, Choices())
    assert len(list(explain(checked.program, checked.definitions))) > 60
    for one in checked.definitions.values():
        if one.formula is not None:
            assert parse(formula_text(one.formula), 100_000) is not None


def test_pressure_makes_the_generic_supply_fail_and_stocks_help() -> None:
    file = load_model(FOLDER / "templates" / "generic.yaml")
    base, pressed, stocked = (
        check_model(file, Choices(scenario=name)).program
        for name in (None, "pressed", "pressed_with_stocks")
    )
    options = Options(runs=1000)
    assert compare(base, pressed, options).measure("power.unserved").mean[:36].max() > 0.1
    assert compare(pressed, stocked, options).measure("power.unserved").mean[:36].max() <= 0.01


def test_the_picture_links_what_flows_into_what() -> None:
    file = load_model(FOLDER / "templates" / "generic.yaml")
    found = links(file, None, check_model(file, Choices()))
    assert {("oil", "fuel"), ("fuel", "power"), ("power", "hospitals"), ("push", "stance")} <= set(
        found.pairs
    )
    assert {node.id: node.detail for node in found.nodes}["oil"] == "Supplier → Recipient"


def test_the_packaged_schema_is_that_of_the_vocabulary() -> None:
    packaged = json.loads((FOLDER / "model.schema.json").read_text(encoding="utf-8"))
    assert packaged == model_schema(), "write model_schema() into it again"


def test_the_schema_is_a_schema_and_finds_misspelt_fields() -> None:
    schema = model_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    head = {"format": "volteface-scenario-1", "title": "x", "start": "2026-01", "months": 3}
    checker = jsonschema.Draft202012Validator(schema)
    assert not list(checker.iter_errors(head))
    assert list(checker.iter_errors({**head, "ties": {"oil": {"provder": "a"}}}))


def test_the_docs_hold_the_vocabulary_as_it_is() -> None:
    told = "put vocabulary_page() into docs/scenarios.md again"
    assert vocabulary_page() in DOCS.read_text(encoding="utf-8"), told
