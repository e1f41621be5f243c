import json
from dataclasses import replace

import numpy as np
import pytest
from pyarrow import parquet

from scenarios.models import model, program
from scenarios.test_blocks import ACTORS, POLICY, QUESTION, SHOCK, tie
from volteface.errors import ScenarioError
from volteface.scenarios.compile import Choices, compile_model
from volteface.scenarios.simulate import Options, blocks, compare, lanes_at_once, simulate
from volteface.scenarios.store import as_record, write_json, write_parquet, write_paths


def test_runs_are_gathered_and_told_of() -> None:
    told = []
    options = Options(runs=5000, progress=lambda done, asked: told.append((done, asked)))
    results = simulate(program(POLICY + "outcomes:\n  sent: stance.sent\n"), options)
    assert results.runs == 5000
    assert told[-1] == (5000, 5000)
    assert results.measure("stance.keep.chosen").mean[0] == pytest.approx(0.88, abs=0.02)


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    made = program(tie("spread: 10 percent"))
    one, same, other = (
        simulate(made, Options(runs=200, seed=seed)).measure("oil.level").mean for seed in (1, 1, 2)
    )
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_more_runs_begin_with_the_same_trajectories() -> None:
    made = program(tie("spread: 10 percent"))
    few = next(blocks(made, Options(runs=50)))
    many = np.concatenate(list(blocks(made, Options(runs=9000))), axis=2)
    assert np.array_equal(few, many[:, :, :50])


def test_a_twin_with_more_outputs_meets_the_same_trajectories() -> None:
    # The larger of the two programs runs in smaller blocks by itself.
    base = program(tie("spread: 10 percent"), months=1200)
    more = replace(base, outputs=(*base.outputs, *(base.outputs * 4)))
    assert lanes_at_once(more, len(more.symbols)) < lanes_at_once(base, len(base.symbols))
    found = compare(base, more, Options(runs=1500)).measure("oil.level")
    assert (found.mean == 0).all()


def test_a_twin_that_is_not_struck_differs_by_nothing() -> None:
    body = tie("spread: 10 percent") + SHOCK.replace("TARGET", "oil.wanted").replace(
        "HOW", "set: 0 kb/d, chance: 50 percent"
    )
    base, struck = program(body), program(body, scenario="struck")
    found = compare(base, struck, Options(runs=400)).measure("oil.level")
    assert found.quantiles[-1][1] == 0
    assert found.mean[0] == 0
    assert found.mean[1] == pytest.approx(-25, abs=4)


def test_twins_must_be_of_one_length() -> None:
    with pytest.raises(ValueError, match="same length"):
        compare(program(tie(), months=3), program(tie(), months=4))


def test_the_question_is_answered_in_odds_and_dates() -> None:
    body = (
        QUESTION.replace("LOW", "10 kb/d")
        .replace("BACK", "50 kb/d")
        .replace("RATE", "0.05 1/month")
    )
    results = simulate(program(body, months=24), Options(runs=4000))
    odds = results.odds()[-1]
    # Restored in the sixth month after the break, unless realigned in one of the first six.
    restored = np.exp(-0.05 * 6)
    assert [one.months for one in results.odds()] == [12, 24]
    assert odds.restored + odds.realigned + odds.open == pytest.approx(1)
    dates = {one.event: one for one in results.dates()}
    chance = dates["question.restored"].probability
    assert chance == pytest.approx(restored, abs=4 * np.sqrt(0.2 / 4000))
    assert set(dates["question.restored"].dates) == {"2026-08"}
    # A tenth of 1 - exp(-0.05 * 22) is reached in the second month: 1 - exp(-0.05 * 2).
    assert dates["question.realigned"].dates[0] == "2026-04"


def test_what_was_seen_moves_the_odds_by_the_likelihood() -> None:
    body = """\
    parameters:
      fate: {uniform: [0, 1]}
    variables:
      flow: where(month < 1, 50[kb/d], where(fate < 0.5, 0[kb/d], 50[kb/d]))
    question:
      tie: "flow if month < 3 else where(fate < 0.5, 40[kb/d], 50[kb/d])"
      before: 50 kb/d
      break: 2026-02
      realignment: 0 1/month
      lasting_for: 1
      seen: {2026-02: 25 kb/d, 2026-03: 10 kb/d}
      seen_spread: 30 kb/d
    """
    results = simulate(program(body, months=6), Options(runs=4000))
    # Broken (0) against unbroken (50): (10, 40) and (25, 25) away from what was seen.
    ratio = np.exp((40**2 - 10**2) / (2 * 30**2))
    prior, after = results.odds()[-1], results.posterior_odds()[-1]
    assert prior.restored == pytest.approx(0.5, abs=0.03)
    assert after.restored / after.open == pytest.approx(ratio * prior.restored / prior.open)
    assert 2000 < results.effective_runs < 4000


@pytest.mark.parametrize(
    ("formula", "month"),
    [
        ("1 / (2 - month)", "2026-03"),
        ("log(3 - month)", "2026-04"),
        ("exp(500 * month)", "2026-03"),
    ],
)
def test_a_division_by_zero_is_named_with_line_and_month(formula: str, month: str) -> None:
    made = program(f"variables:\n  x: {formula}\noutcomes:\n  y: x\n")
    with pytest.raises(ScenarioError, match=f"line 6: x is not a finite number in {month}"):
        simulate(made, Options(runs=10))


@pytest.mark.parametrize("fields", [{"runs": 0}, {"runs": 10**9}, {"seed": -1}])
def test_options_out_of_range_are_refused(fields: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="expected"):
        Options(**fields)


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ScenarioError, match="numpy, numba, numba-single, jax"):
        simulate(program(tie()), Options(engine="abacus"))


def test_memory_of_a_block_is_bounded() -> None:
    body = ACTORS + "variables:\n" + "".join(f"  x{n}: normal(n{n})\n" for n in range(900))
    made = program(body + "outcomes:\n" + "".join(f"  y{n}: x{n}\n" for n in range(90)), months=600)
    lanes = lanes_at_once(made, 90)
    assert lanes * 600 * (90 + 900) * 8 < 160e6


def test_results_are_written_with_hash_and_seed(tmp_path) -> None:
    file = model(
        tie("spread: 10 percent")
        + "outcomes:\n  x: {when: oil.level < 0.9 * oil.usual, title: low}\n"
    )
    results = simulate(compile_model(file), Options(runs=100, seed=9))
    write_json([results], tmp_path / "r.json")
    write_parquet([results], tmp_path / "r.parquet")
    record = json.loads((tmp_path / "r.json").read_text())["results"][0]
    assert record == json.loads(json.dumps(as_record(results)))
    assert (record["model_sha256"], record["seed"]) == (file.sha256, 9)
    table = parquet.read_table(tmp_path / "r.parquet")
    assert table.schema.metadata[b"model_sha256"].decode() == file.sha256
    assert table.num_rows == 2 * (6 + 3)
    first = table.filter(np.array(table["output"]) == "oil.level").to_pylist()[0]
    assert first["unit"] == "kb/d"
    assert first["q50"] == pytest.approx(results.measure("oil.level").quantiles[3][0])


def test_paths_are_written_on_request(tmp_path) -> None:
    made = program(tie("spread: 10 percent"))
    options = Options(runs=5)
    write_paths(made, blocks(made, options), tmp_path / "p.parquet")
    table = parquet.read_table(tmp_path / "p.parquet").to_pydict()
    values = next(blocks(made, options))
    assert table["trajectory"] == [n for n in range(5) for _ in range(6)]
    assert table["oil.level"] == values[0].T.ravel().tolist()


def test_a_posterior_sample_replaces_the_draws() -> None:
    made = program(tie())
    given = {"oil.usual": np.linspace(1, 2, 30)}
    found = simulate(made, Options(runs=30, parameters=given)).measure("oil.level")
    assert found.mean[0] == pytest.approx(1.5)


def test_choices_may_set_start_and_length() -> None:
    results = simulate(
        compile_model(model(tie()), Choices(start="2019-11", months=3)), Options(runs=2)
    )
    assert results.month_names == ("2019-11", "2019-12", "2020-01")
