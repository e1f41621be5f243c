import json

import pytest
from pyarrow import parquet

from cli.outcome import Commands


@pytest.fixture
def mine(volteface: Commands, tmp_path):
    path = tmp_path / "mine.yaml"
    assert volteface("model", "new", path).code == 0
    return path


def test_a_new_model_checks_and_runs(volteface: Commands, mine) -> None:
    checked = volteface("model", "check", mine)
    assert checked.code == 0
    assert "no instantaneous cycle" in checked.out
    found = volteface("simulate", mine, "--runs", 200, "--scenario", "pressed")
    assert found.code == 0
    assert "realigned" in found.out
    assert "±1 point needs" in " ".join(found.out.split())


def test_a_model_is_not_written_over(volteface: Commands, mine) -> None:
    again = volteface("model", "new", mine)
    assert again.code == 2
    assert "is there already" in again.err


def test_results_are_printed_as_json_alone(volteface: Commands, mine) -> None:
    found = volteface(
        "simulate", mine, "--runs", 50, "--json", "--horizon", 7, "--seed", 3,
        "--scenario", "base", "--scenario", "pressed", "--set", "oil.cap=20kb/d",
    )  # fmt: skip
    one, other = json.loads(found.out)["results"]
    assert (one["scenario"], other["scenario"]) == ("base", "pressed")
    assert (one["seed"], len(one["months"]), one["set"]) == (3, 7, {"oil.cap": "20kb/d"})
    level = next(row for row in one["outputs"] if row["name"] == "oil.level")
    assert max(level["by_month"]["q95"]) <= 20


def test_results_are_written_to_a_folder(volteface: Commands, mine, tmp_path) -> None:
    out, paths = tmp_path / "out", tmp_path / "paths.parquet"
    assert volteface("simulate", mine, "--runs", 40, "--out", out, "--paths", paths).code == 0
    assert json.loads((out / "results.json").read_text())["results"][0]["runs"] == 40
    assert b"model_sha256" in parquet.read_schema(out / "results.parquet").metadata
    page = (out / "report.html").read_text()
    assert "<script" not in page
    assert page.count("<svg") > 8
    assert parquet.read_table(paths).num_rows == 40 * 36


def test_twins_are_compared(volteface: Commands, mine) -> None:
    found = volteface("compare", mine, "--scenario", "pressed", "--runs", 100, "--json")
    record = json.loads(found.out)["results"][0]
    assert record["is_difference"]
    assert record["scenario"] == "pressed less base"
    power = next(row for row in record["outputs"] if row["name"] == "power.unserved")
    assert power["by_month"]["mean"][0] == 0
    assert max(power["by_month"]["mean"]) > 0.1


def test_a_value_set_is_compared_with_the_files_own(volteface: Commands, mine) -> None:
    found = volteface("compare", mine, "--set", "fuel.start=0 kb", "--runs", 50)
    assert found.code == 0
    assert volteface("compare", mine).code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--set", "oil.cap"), "expected a name, = and a value"),
        (("--set", "oil.cap=20 furlong"), "unit 'furlong' is not known"),
        (("--scenario", "none"), "not in the model"),
        (("--engine", "abacus"), "numpy, numba, numba-single, jax"),
        (("--runs", "999999999"), "runs"),
        (("--horizon", "99999"), "1 to 1200 months"),
    ],
)
def test_what_is_wrong_on_the_command_line_is_told(
    volteface: Commands, mine, arguments: tuple[str, ...], words: str
) -> None:
    found = volteface("simulate", mine, *arguments)
    assert (found.code, found.out) == (2, "")
    assert words in found.err
    assert "Traceback" not in found.err


def test_a_wrong_model_is_told_with_its_line(volteface: Commands, mine) -> None:
    mine.write_text(mine.read_text().replace("usual: {value: 50 kb/d", "usual: {value: 50 kbd"))
    found = volteface("model", "check", mine)
    assert found.code == 2
    assert "mine.yaml, line" in found.err
    assert "'kbd' is not known" in found.err


def test_a_model_is_explained_and_drawn(volteface: Commands, mine, tmp_path) -> None:
    told = volteface("model", "explain", mine).out
    assert "oil.level = " in told
    assert "[assumption" in told
    assert volteface("model", "draw", mine, "--out", tmp_path / "m.svg").code == 0
    assert (tmp_path / "m.svg").read_text().startswith("<svg")


def test_the_schema_is_printed(volteface: Commands) -> None:
    assert json.loads(volteface("model", "schema").out)["title"] == "Volteface scenario model"


def test_the_second_template_is_of_another_kind(volteface: Commands, tmp_path) -> None:
    assert volteface("model", "new", tmp_path / "g.yaml", "--template", "gas").code == 0
    assert volteface("simulate", tmp_path / "g.yaml", "--runs", 50).code == 0
    assert volteface("model", "new", tmp_path / "h.yaml", "--template", "none").code == 2


def test_names_that_nothing_reads_are_told_of(volteface: Commands, mine) -> None:
    assert "nothing reads" not in volteface("model", "check", mine).err
    mine.write_text(mine.read_text() + "\nvariables:\n  idle: 2 * resolve\n")
    assert "variables.idle: nothing reads it" in volteface("model", "check", mine).err
