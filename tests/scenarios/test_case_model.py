"""The case of Caracas and Havana: its facts hold together, its model compiles and can be scored."""

import csv
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from volteface.cli.app import run
from volteface.errors import CalibrationError, ModelFileError, ObservationError
from volteface.scenarios.build import read_units
from volteface.scenarios.calibration.carried_on import carried_on
from volteface.scenarios.calibration.fit import Data
from volteface.scenarios.calibration.observing import channels_of
from volteface.scenarios.calibration.posterior import Posterior, load
from volteface.scenarios.calibration.running import (
    Tables,
    check_fit,
    fit_model,
    fit_start,
    given_values,
    read_data,
    score_model,
)
from volteface.scenarios.calibration.tempered import Settings
from volteface.scenarios.compile import Choices, compile_model
from volteface.scenarios.engine import Lanes
from volteface.scenarios.engine_numpy import NumpyEngine
from volteface.scenarios.load import load_model, model_of
from volteface.scenarios.observations import Row, read_rows

CASE = Path(__file__).parents[2] / "cases" / "caracas-havana"
SERIES = ("UNE_peak_demand", "UNE_peak_available", "UNE_peak_load_shed", "UNE_peak_deficit",
          "UNE_peak_share_off", "grid_collapses")  # fmt: skip
FACTS = read_rows(CASE / "facts.csv")
FILE = load_model(CASE)
POSTERIOR = load(CASE / "posterior.npz")
HEAD = "id,series,start,end,value,low,high,unit,source,confidence\n"


def at(series: str, day: str, value: float, name: str = "r", **more: object) -> Row:
    start = date.fromisoformat(day)
    return Row(id=name, series=series, start=start, end=start, value=value, **more)  # type: ignore[arg-type]  # keywords of several types


# -- facts ------------------------------------------------------------------------------------


def test_every_deficit_is_demand_less_plant_available() -> None:
    by_day: dict[tuple[date, str], dict[str, float]] = {}
    for row in FACTS:
        by_day.setdefault((row.start, row.source), {})[row.series] = row.value
    days = [one for one in by_day.values() if {"UNE_peak_demand", "UNE_peak_available"} <= set(one)]
    assert len(days) >= 8
    for one in days:
        gap = one["UNE_peak_demand"] - one["UNE_peak_available"]
        assert one["UNE_peak_deficit"] == gap
        assert one["UNE_peak_load_shed"] - gap in {30, 70}  # the reserve that keeps the frequency


def test_every_fact_has_an_id_of_its_own_and_a_source() -> None:
    with (CASE / "facts.csv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    assert len({row["id"] for row in table}) == len(table)
    assert all(row["source"] and row["source_note"] for row in table)
    assert all(row["check"] for row in table if row["use"] == "no")


def test_no_row_of_2026_tells_what_became_of_the_grid() -> None:
    later = {row.series for row in FACTS if row.end >= date(2026, 1, 1)}
    assert not later & {*SERIES, "grid_collapse"}


def test_no_fitted_row_is_a_mean_over_sources() -> None:
    sources = {r.source: r.value for r in FACTS if r.is_used and r.series == "oil_VE_to_CU_annual"
               and r.start.year == 2025}  # fmt: skip
    assert sources == {"Reuters": 27.4, "Kpler": 9.5, "S&P": 22.9}


# -- model ------------------------------------------------------------------------------------


def test_the_model_names_its_actors_ties_and_sectors() -> None:
    tree = FILE.tree.mapping
    assert set(tree["actors"].mapping) == {"venezuela", "cuba", "united_states", "mexico", "russia"}
    assert {"oil_venezuela", "guards", "intelligence", "doctors", "credit", "relief"} <= set(
        tree["ties"].mapping
    )
    assert {"electricity", "transport", "water", "health", "food"} <= set(tree["sectors"].mapping)


@pytest.mark.parametrize(
    "scenario", [None, "no_break", "pressure_eases", "mexico_returns", "plant_fails"]
)
def test_every_scenario_runs_to_finite_values(scenario: str | None) -> None:
    program = compile_model(FILE, Choices(scenario=scenario))
    found = NumpyEngine().run(program, Lanes(seed=1, first=0, count=50))
    assert np.isfinite(found).all()


def test_the_break_costs_cuba_oil_light_and_water() -> None:
    names = ("imports", "share_off", "water.unserved")
    runs = {
        name: NumpyEngine().run(
            compile_model(FILE, Choices(scenario=name, months=6)), Lanes(seed=1, first=0, count=300),
            outputs=names,
        )
        for name in (None, "no_break")
    }  # fmt: skip
    less = runs[None].mean(axis=(1, 2)) - runs["no_break"].mean(axis=(1, 2))
    assert less[0] < -20  # kb/d
    assert less[1] > 0.05
    assert less[2] > 0.05


def test_all_series_that_others_score_are_outputs_and_are_observed() -> None:
    program = compile_model(FILE)
    assert set(SERIES) <= {output.name for output in program.outputs}
    seen = {c.series for c in channels_of(FILE, program, read_units(FILE.tree))}
    assert set(SERIES) <= seen


def test_an_observation_of_what_the_model_does_not_have_is_refused_with_its_line() -> None:
    text = (CASE / "model.yaml").read_text(encoding="utf-8")
    wrong = text.replace("{output: peak_demand, unit: MW,", "{output: peak_demnd, unit: MW,")
    file = model_of(wrong.encode(), "model.yaml")
    with pytest.raises(ModelFileError, match=r"line \d+.*did you mean peak_demand"):
        channels_of(file, compile_model(file), read_units(file.tree))


def test_an_observation_in_a_unit_that_does_not_fit_is_refused() -> None:
    text = (CASE / "model.yaml").read_text(encoding="utf-8")
    wrong = text.replace("{output: peak_demand, unit: MW,", "{output: peak_demand, unit: kb/d,")
    file = model_of(wrong.encode(), "model.yaml")
    with pytest.raises(ModelFileError, match="does not fit"):
        channels_of(file, compile_model(file), read_units(file.tree))


# -- fit and scores ---------------------------------------------------------------------------


def test_the_shipped_posterior_is_of_the_shipped_model_and_facts() -> None:
    data = read_data(CASE / "facts.csv", date(2025, 12, 31))
    assert POSTERIOR.model_sha256 == FILE.sha256, (
        "run: volteface calibrate (see docs/scenarios-case.md)"
    )
    assert POSTERIOR.facts_sha256 == data.sha256, (
        "run: volteface calibrate (see docs/scenarios-case.md)"
    )
    assert (POSTERIOR.until, POSTERIOR.start) == (date(2025, 12, 31), "2016-01")


def test_given_rows_set_the_most_precise_figure_of_each_month() -> None:
    seen = channels_of(FILE, compile_model(FILE), read_units(FILE.tree))
    rows = [
        Row(id="y", series="oil_VE_to_CU_annual", start=date(2026, 1, 1), end=date(2026, 12, 31),
            value=9.0, unit="kilobarrel/day"),
        Row(id="m", series="oil_VE_to_CU_monthly", start=date(2026, 2, 1), end=date(2026, 2, 28),
            value=3.0, unit="kilobarrel/day"),
        at("oil_inventory_CU", "2026-02-01", 460.0),
        at("UNE_peak_demand", "2026-02-01", 3000.0),
    ]  # fmt: skip
    found = given_values(rows, seen, date(2026, 1, 1), 3)
    assert found == {"from_venezuela": (9.0, 3.0, 9.0), "fuel.stock": (460.0, None, None)}


def test_given_oil_moves_the_forecast_of_the_grid() -> None:
    asked = (at("UNE_peak_available", "2026-03-15", 1500.0, unit="MW"),)
    oil = Row(id="g", series="oil_imports_total_CU", start=date(2026, 1, 1), end=date(2026, 3, 31),
              value=90.0)  # fmt: skip
    cut = Tables(observed=asked, known=FACTS, given=FACTS)
    plenty = Tables(observed=asked, known=FACTS, given=(oil,))
    day = date(2026, 1, 1)
    low = score_model(FILE, POSTERIOR, cut, day).rows[0]
    high = score_model(FILE, POSTERIOR, plenty, day).rows[0]
    assert high.median > low.median + 200


def test_days_that_were_fitted_are_not_scored() -> None:
    with pytest.raises(CalibrationError, match="earlier --until"):
        score_model(FILE, POSTERIOR, Tables(observed=FACTS), date(2025, 6, 1))


def test_a_posterior_of_another_model_is_refused() -> None:
    file = model_of(b"# changed\n" + (CASE / "model.yaml").read_bytes(), "model.yaml")
    with pytest.raises(CalibrationError, match="another state"):
        score_model(file, POSTERIOR, Tables(observed=FACTS), date(2026, 1, 1))


def test_a_fit_of_the_case_starts_ten_years_before_its_cut() -> None:
    assert fit_start(date(2025, 6, 30)) == date(2015, 7, 1)
    tiny = Settings(particles=30, moves=1, last_moves=1)
    data = Data(rows=FACTS, until=date(2025, 12, 31))
    fitted: Posterior = fit_model(FILE, data, tiny, since=date(2022, 1, 1))
    assert fitted.start == "2022-01"
    assert fitted.rows > 40


# -- commands ---------------------------------------------------------------------------------


def _observed(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "observed.csv"
    path.write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_score_prints_what_others_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _observed(
        tmp_path,
        "H1,UNE_peak_demand,2026-02-10,2026-02-10,3100,,,MW,UNE,high",
        "H2,UNE_peak_share_off,2026-02-10,2026-02-10,0.6,,,share,UNE,high",
        "H3,grid_collapses,2026-02-01,2026-02-28,0,,,event,count,high",
        "H4,price_of_bread,2026-02-01,2026-02-28,9,,,USD,nobody,high",
        "H5,UNE_peak_demand,2025-12-15,2026-01-15,3100,,,MW,UNE,high",
    )
    assert run(["score", str(CASE), "--observed", str(path), "--from", "2026-01-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in told["rows"]] == ["H1", "H2", "H3"]
    assert told["unmatched"] == ["H4"]
    demand, off, collapses = told["rows"]
    # The last values before the cut: 3,280 MW; 1,800 of 3,280 MW; none in December.
    assert demand["crps_persistence"] == pytest.approx(180.0)
    assert off["crps_persistence"] == pytest.approx(abs(1800 / 3280 - 0.6))
    assert collapses["crps_persistence"] == 0.0
    assert told["n"] == 3
    for row in told["rows"]:
        assert row["low80"] <= row["median"] <= row["high80"]
        assert row["crps"] >= 0


def test_collapses_told_as_events_are_counted_from_the_last_known_one_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _observed(tmp_path, "C1,grid_collapse,2026-02-03,2026-02-03,1,,,event,AP,high")
    assert run(["score", str(CASE), "--observed", str(path), "--from", "2026-01-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["id"], row["observed"]) for row in told["rows"]] == [
        ("grid_collapses:2026-01", 0.0),
        ("grid_collapses:2026-02", 1.0),
    ]


def test_score_shows_a_table_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _observed(tmp_path, "H1,UNE_peak_demand,2026-02-10,2026-02-10,3100,,,MW,UNE,high")
    assert run(["score", str(CASE), "--observed", str(path), "--from", "2026-01-01"]) == 0
    told = capsys.readouterr().out
    assert "UNE_peak_demand" in told
    assert "1 rows: mean CRPS" in told


def test_calibrate_writes_a_posterior_and_takes_away_its_unfinished_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "p.npz"
    arguments = ["calibrate", str(CASE), "--observed", str(CASE / "facts.csv"), "--until",
                 "2024-12-31", "--since", "2023-01", "--out", str(out), "--particles", "30",
                 "--moves", "1"]  # fmt: skip
    assert run(arguments) == 0
    assert load(out).until == date(2024, 12, 31)
    assert [one.name for one in tmp_path.iterdir()] == ["p.npz"]
    told = capsys.readouterr()
    assert "fitted series" in told.out
    assert "100.00%" in told.err


def test_a_date_that_is_none_is_a_clear_error(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["score", str(CASE), "--observed", str(CASE / "facts.csv"), "--from", "2026"]
    assert run(arguments) != 0
    assert "expected a day such as 2025-12-31" in capsys.readouterr().err


def test_a_table_that_is_not_there_is_a_clear_error(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["calibrate", str(CASE), "--observed", "nowhere.csv", "--until", "2025-12-31"]
    assert run(arguments) != 0
    assert "nowhere.csv" in capsys.readouterr().err
    with pytest.raises(ObservationError):
        read_data(Path("nowhere.csv"), date(2025, 12, 31))


def test_sensitivity_tells_what_an_outcome_hangs_on_and_its_box(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("SALib")
    arguments = ["sensitivity", str(CASE), "--outcome", "share_off", "--samples", "8", "--horizon",
                 "3", "--above", "0.45", "--json", "--prior"]  # fmt: skip
    assert run(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["influences"][0]["parameter"] == "thermal_2026"
    assert "thermal_2026" in [limit["parameter"] for limit in told["box"]["limits"]]
    assert told["box"]["density"] > told["box"]["base_rate"]


def test_sensitivity_refuses_a_method_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sensitivity", str(CASE), "--outcome", "share_off", "--method", "guess"]) != 0
    assert "sobol, morris, pawn" in capsys.readouterr().err


# -- from the fit to the future ---------------------------------------------------------------


def test_a_scenario_goes_on_from_where_the_fit_ended() -> None:
    program = compile_model(FILE, Choices(months=2))
    given = carried_on(FILE, POSTERIOR, program, 1000)
    assert {"thermal_2026", "thermal_state.start", "imports.start"} <= set(given)
    assert {len(values) for values in given.values()} == {1000}
    lanes = Lanes(seed=1, first=0, count=1000)
    after = NumpyEngine().run(program, lanes, outputs=("peak_available",), parameters=given)
    before = NumpyEngine().run(program, lanes, outputs=("peak_available",))
    # At the end of 2025 1,268 to 1,510 MW were available; the prior knows nothing of it.
    assert np.median(after[0, 0]) < 1500 < np.median(before[0, 0])
    assert after[0, 0].std() < 0.7 * before[0, 0].std()


def test_a_run_before_the_fit_cannot_go_on_from_it() -> None:
    program = compile_model(FILE, Choices(start="2015-01", months=2))
    with pytest.raises(CalibrationError, match="earlier --since"):
        carried_on(FILE, POSTERIOR, program, 10)


# -- predictive checks ------------------------------------------------------------------------


def test_the_fit_brings_the_grid_rows_into_its_intervals() -> None:
    data = read_data(CASE / "facts.csv", date(2025, 12, 31))
    checks = {one.series: one for one in check_fit(FILE, POSTERIOR, data)}
    for series in ("UNE_peak_available", "UNE_peak_demand", "grid_collapses"):
        assert checks[series].inside >= 0.7
        assert checks[series].inside >= checks[series].prior_inside
        assert 0.25 < checks[series].place < 0.75


def test_oil_that_reaches_cuba_can_be_capped_by_its_name() -> None:
    lanes = Lanes(seed=1, first=0, count=200)
    capped = compile_model(FILE, Choices(sets={"oil.cap": "20kb/d"}, months=24))
    free = compile_model(FILE, Choices(months=24))
    found, base = (
        NumpyEngine().run(one, lanes, ("imports", "fuel.cover")) for one in (capped, free)
    )
    assert found[0].max() == 20.0
    assert base[0].max() > 20.0
    # Month by month it may be more: what is lacking now is sought in spot cargoes.
    assert found[1].mean() < base[1].mean()


def test_nothing_that_the_fit_sees_of_the_case_jumps() -> None:
    from volteface.scenarios.smoothness import Form, shape_of

    program = compile_model(FILE, Choices(start=POSTERIOR.start, months=120))
    seen_by = channels_of(FILE, program, read_units(FILE.tree))
    assert shape_of(program, {one.output for one in seen_by}).form is Form.KINKED
    # In the months of the scenario the choices are open.
    ahead = compile_model(FILE, Choices(months=6))
    assert shape_of(ahead, ("imports",)).form is Form.JUMPING
