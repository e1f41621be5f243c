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


OBSERVED = """observations:
  oil_level: {output: oil.level, unit: kb/d, spread: 5 kb/d}
"""
ROWS = """id,series,start,end,value,unit,source
a,oil_level,2026-01-01,2026-01-31,30,kb/d,X
b,oil_level,2026-02-01,2026-02-28,30,kb/d,X
c,oil_level,2026-03-01,2026-03-31,30,MW,X
d,oil_levl,2026-02-01,2026-02-28,31,kb/d,X
e,rainfall,2026-02-01,2026-02-28,31,mm,X
f,oil_level,2026-02-01,2026-02-28,30,kb/dd,X
g,oil_level,2026-03-01,2026-03-31,30,kb/dd,X
h,oil_level,2026-03-01,2026-03-31,30,agreement,X
"""


@pytest.fixture
def fitted(volteface: Commands, mine, tmp_path):
    """A model with a fit beside it, made from a few rows of 2026."""
    (tmp_path / "facts.csv").write_text(ROWS)
    mine.write_text(mine.read_text().replace("start: 2026-01 ", "start: 2026-04 ") + OBSERVED)
    made = volteface(
        "calibrate", mine, "--observed", tmp_path / "facts.csv", "--until", "2026-03-31",
        "--since", "2026-01", "--particles", 60, "--moves", 3,
    )  # fmt: skip
    assert made.code == 0
    return mine, made


def test_rows_that_are_left_out_are_told_with_line_and_reason(fitted) -> None:
    _, made = fitted
    assert (
        "facts.csv, line 4, c: left out, oil_level is in 'MW'; expected a unit that fits kb/d"
        in made.err
    )
    assert "facts.csv, line 5, d: left out, series 'oil_levl'" in made.err
    assert "did you mean oil_level?" in made.err
    assert "rainfall" not in made.err


def test_a_word_for_a_unit_that_is_none_is_told_once(volteface: Commands, fitted, tmp_path) -> None:
    mine, made = fitted
    misspelt = "'kb/dd' is no unit known here; read as kb/d; did you mean kb/d?"
    assert f"facts.csv, line 7, f: {misspelt}" in made.err
    assert made.err.count("kb/dd") == 1
    assert "h: 'agreement' is no unit known here; read as kb/d\n" in made.err
    later = tmp_path / "later.csv"
    later.write_text(ROWS.splitlines()[0] + "\nk,oil_level,2026-04-01,2026-04-30,30,kb/dd,X\n")
    scored = volteface("score", mine, "--observed", later, "--from", "2026-04-01")
    assert f"later.csv, line 2, k: {misspelt}" in scored.err


def test_every_run_goes_on_from_the_fit_unless_told_not_to(
    volteface: Commands, fitted, tmp_path
) -> None:
    mine, _ = fitted
    asked = ("--runs", 200, "--json", "--horizon", 2)

    def level(*command: object) -> float:
        record = json.loads(volteface(*command, *asked).out)["results"][0]
        found = next(row for row in record["outputs"] if row["name"] == "oil.level")
        return float(found["by_month"]["mean"][0])

    change = ("compare", mine, "--set", "oil.usual=10 kb/d")
    assert level("simulate", mine) != level("simulate", mine, "--prior")
    assert level(*change) != level(*change, "--prior")


def test_sensitivity_is_measured_on_the_fit_and_drawn(
    volteface: Commands, fitted, tmp_path
) -> None:
    pytest.importorskip("SALib", reason="the extra `sensitivity` is not installed")
    mine, _ = fitted
    asked = ("sensitivity", mine, "--outcome", "power.unserved", "--samples", 16, "--horizon", 3)
    out = tmp_path / "out"
    assert "on the fit" in volteface(*asked, "--out", out).out
    assert "on the prior" in volteface(*asked, "--prior").out
    page = (out / "sensitivity.html").read_text()
    assert "<svg" in page
    assert "<script" not in page
    assert json.loads((out / "sensitivity.json").read_text())["swings"]


def test_a_method_that_is_not_known_is_told(volteface: Commands, fitted, tmp_path) -> None:
    mine, _ = fitted
    found = volteface(
        "calibrate", mine, "--observed", tmp_path / "facts.csv", "--until", "2026-03-31",
        "--method", "guess",
    )  # fmt: skip
    assert found.code == 2
    assert "expected one of smc, nuts" in found.err


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("months: 36", "month: 36", "month: 'month' is not known here; did you mean months?"),
        ("uniform: [0.5, 1.5]", "unifrom: [0.5, 1.5]", "did you mean uniform?"),
        ("target: push.usual", "target: push.usul", "did you mean push.usual?"),
        ("    recipient: recipient", "    recipiant: recipient", "did you mean recipient?"),
    ],
)
def test_the_nearest_known_name_is_told(
    volteface: Commands, mine, old: str, new: str, words: str
) -> None:
    mine.write_text(mine.read_text().replace(old, new, 1))
    found = volteface("model", "check", mine)
    assert found.code == 2
    assert "mine.yaml, line" in found.err
    assert words in found.err


def test_observations_are_checked_with_the_model(volteface: Commands, mine) -> None:
    mine.write_text(mine.read_text() + OBSERVED.replace("oil.level", "oil.levl"))
    found = volteface("model", "check", mine)
    assert found.code == 2
    assert "observations.oil_level.output: 'oil.levl' is not defined; did you mean oil.level?" in (
        found.err
    )


def test_a_division_by_zero_names_file_line_and_month(volteface: Commands, mine) -> None:
    mine.write_text(
        mine.read_text() + "  ratio: {title: ratio, value: 1 / (month - 2)}\n"  # under outcomes
    )
    found = volteface("simulate", mine, "--runs", 10)
    assert found.code == 2
    assert "mine.yaml, line" in found.err
    assert "ratio" in found.err
    assert "in 2026-03" in found.err


def test_samples_that_sobol_does_not_take_are_told(volteface: Commands, mine) -> None:
    found = volteface("sensitivity", mine, "--outcome", "power.unserved", "--samples", 100)
    assert found.code == 2
    assert "take 64 or 128" in found.err
