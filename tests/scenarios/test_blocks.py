"""Blocks against calculations by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.models import path, program, run
from volteface.scenarios.engine import Lanes, engine_named

ACTORS = "actors: {a: {}, b: {}}\n"
MONTH = 30.4375


def tie(*lines: str) -> str:
    head = "  oil:\n    provider: a\n    recipient: b\n    usual: 50 kb/d\n"
    return ACTORS + "ties:\n" + head + "".join(f"    {line}\n" for line in lines)


def test_a_level_grows_by_its_rate_in_its_own_unit() -> None:
    body = "levels:\n  stock: {start: 100 kb, change: '2[kb/d]'}\n"
    assert path(body, "stock", months=2) == pytest.approx([100 + 2 * MONTH, 100 + 4 * MONTH])


def test_a_level_stays_within_its_ends() -> None:
    body = "levels:\n  stock: {start: 100 kb, change: -2 kb/d, low: 10 kb}\n"
    assert path(body, "stock")[-1] == 10


def test_a_delay_looks_back_to_the_start() -> None:
    body = "variables:\n  x: {value: month, unit: share, start: 7}\n  y: delay(x, 2)\n"
    assert path(body, "y", months=4) == [7, 7, 0, 1]


def test_smoothstep_is_half_in_the_middle() -> None:
    assert path("variables:\n  x: smoothstep(month, 0, 4)\n", "x", months=6) == pytest.approx(
        [0, 3 / 16 - 2 / 64, 0.5, 27 / 16 - 54 / 64, 1, 1]
    )


def test_a_series_holds_or_runs_along_a_line() -> None:
    body = "series:\n  x:\n    unit: kb\n    at: {2026-02: 10 kb, 2026-04: 30 kb}\n"
    assert path(body, "x", months=5) == [10, 10, 10, 30, 30]
    assert path(body + "    between: line\n", "x", months=5) == [10, 10, 20, 30, 30]


def test_a_tie_closes_a_third_of_the_gap_a_month_over_three_months() -> None:
    body = tie("wanted: 20 kb/d", "adjustment: 3 months")
    assert path(body, "oil.level", months=2) == pytest.approx([40, 40 - 20 / 3])


def test_a_tie_keeps_below_its_cap() -> None:
    assert path(tie("cap: 20 kb/d"), "oil.level", months=2) == [20, 20]


def test_cargoes_are_whole_and_keep_the_mean() -> None:
    arrived = run(tie("cargo: 500 kb"), "oil.arrived", months=12, lanes=4000)[0] * MONTH / 500
    assert np.abs(arrived - np.round(arrived)).max() < 1e-9
    # 50 kb/d are 3.04 cargoes a month: rounding by chance has a deviation of 0.21.
    assert arrived.mean() == pytest.approx(50 * MONTH / 500, abs=4 * 0.21 / np.sqrt(48_000))


def test_the_other_half_of_an_exchange_follows_a_month_later() -> None:
    body = tie("wanted: 12.5 kb/d") + (
        "  medics:\n    provider: b\n    recipient: a\n    usual: 8 thousand person\n"
        "    answers: oil\n    elasticity: 0.5\n"
    )
    assert path(body, "medics.level", months=3) == pytest.approx([8, 4, 4])


def test_a_pressure_returns_to_its_usual_value() -> None:
    body = ACTORS + (
        "pressures:\n  push: {from: a, on: b, usual: 1, persistence: 50 percent, start: 3}\n"
    )
    assert path(body, "push.level", months=3) == [2, 1.5, 1.25]


POLICY = (
    ACTORS
    + """\
policies:
  stance:
    actor: a
    sharpness: 2
    options:
      keep: {utility: 1, gives: {sent: 50 kb/d}}
      cut: {utility: 0, gives: {sent: 0 kb/d}}
"""
)


def test_options_are_drawn_by_their_utilities() -> None:
    # Quantal response: exp(2) / (exp(2) + 1) = 0.8808.
    chance = np.exp(2) / (np.exp(2) + 1)
    found = run(POLICY, "stance.keep.probability", "stance.keep.chosen", lanes=20_000, months=2)
    assert found[0] == pytest.approx(chance)
    assert found[1].mean() == pytest.approx(chance, abs=4 * np.sqrt(0.105 / 40_000))


def test_one_option_is_chosen_each_month_and_gives_its_values() -> None:
    keep, cut, sent = run(
        POLICY, "stance.keep.chosen", "stance.cut.chosen", "stance.sent", lanes=99
    )
    assert set(np.unique(keep + cut)) == {1.0}
    assert np.array_equal(sent, 50 * keep)


def test_without_review_the_choice_stays() -> None:
    body = POLICY.replace("sharpness: 2", "sharpness: 2\n    review: 0 percent")
    assert run(body, "stance.keep.chosen", lanes=50).min() == 1


def test_a_mixed_policy_gives_its_mean() -> None:
    body = POLICY.replace("sharpness: 2", "sharpness: 2\n    decides: expected")
    assert path(body, "stance.sent") == pytest.approx([50 / (1 + np.exp(-2))] * 6)


STOCK = """\
inventories:
  fuel: {good: oil, start: START, capacity: 900 kb, inflows: [INFLOW], rationing: KIND}
sectors:
  power: {needs: {fuel: {amount: 40 kb/d, priority: 1, weight: 2}}}
  cars: {needs: {fuel: {amount: 20 kb/d, priority: 2, weight: 1}}}
"""


def stock(inflow: str, kind: str = "priority", start: str = "0 kb") -> str:
    return STOCK.replace("INFLOW", inflow).replace("KIND", kind).replace("START", start)


@pytest.mark.parametrize(
    ("inflow", "kind", "power", "cars"),
    [
        ("60 kb/d", "priority", 1, 1),
        ("50 kb/d", "priority", 1, 0.5),
        ("30 kb/d", "priority", 0.75, 0),
        ("30 kb/d", "equal", 0.5, 0.5),
        ("60 kb/d", "weighted", 1, 1),
        # 10 kb/d are lacking of 60; shares lost are as 1 to 2: 40 x + 20 · 2x = 10, x = 1/8.
        ("50 kb/d", "weighted", 7 / 8, 6 / 8),
    ],
)
def test_a_scarce_good_is_shared_out(inflow: str, kind: str, power: float, cars: float) -> None:
    body = stock(inflow, kind)
    assert path(body, "power.served", months=1) == pytest.approx([power])
    assert path(body, "cars.served", months=1) == pytest.approx([cars])


@given(
    inflow=st.floats(0, 200),
    start=st.floats(0, 900),
    kind=st.sampled_from(["priority", "equal", "weighted"]),
)
@settings(max_examples=40, deadline=None)
def test_goods_are_conserved(inflow: float, start: float, kind: str) -> None:
    body = stock(f"{inflow:.6f} kb/d", kind, f"{start:.6f} kb")
    level, arrived, used, lost = run(
        body, "fuel.stock", "fuel.inflow", "fuel.used", "fuel.lost", months=8
    )[:, :, 0]
    before = np.concatenate([[float(f"{start:.6f}")], level[:-1]])
    assert level == pytest.approx(before + (arrived - used - lost) * MONTH, abs=1e-7)
    assert level.min() >= 0
    assert level.max() <= 900
    assert used.max() <= 60 + 1e-9


def test_cover_is_how_long_the_stock_lasts() -> None:
    assert path(stock("60 kb/d", start="600 kb"), "fuel.cover", months=1) == pytest.approx([10])


def test_a_store_bridges_the_days_it_holds() -> None:
    body = """\
    inventories:
      fuel: {good: oil, start: 0 kb, inflows: [0 kb/d]}
    sectors:
      power: {needs: {fuel: {amount: 10 kb/d, buffer: 15 days}}}
    """
    assert path(body, "power.served", months=2) == pytest.approx([15 / MONTH, 0])


def test_essentiality_bounds_what_is_lost() -> None:
    body = "sectors:\n  power: {availability: 50 percent}\n"
    body += "  water: {needs: {power: {essentiality: 60 percent}}}\n"
    assert path(body, "water.served", months=1) == pytest.approx([1 - 0.6 * 0.5])


def test_a_service_comes_back_over_its_recovery_time() -> None:
    body = """\
    series:
      plant: {unit: share, at: {2026-01: 0, 2026-02: 1}}
    sectors:
      power: {availability: plant, recovery: 2 months}
    """
    assert path(body, "power.served", months=3) == pytest.approx([0, 0.5, 0.75])


def test_a_route_covers_its_share_up_to_its_cap_unless_blocked() -> None:
    body = "routes:\n  ships: {good: oil, covers: GAP, share: 50 percent, cap: 10 kb/d, lag: 2 months}\n"
    assert path(body.replace("GAP", "12 kb/d"), "ships.flow", months=2) == pytest.approx([3, 4.5])
    assert path(body.replace("GAP", "99 kb/d"), "ships.flow", months=1) == [5]
    blocked = body.replace("GAP", "99 kb/d").replace("lag:", "blocked_by: 0.8, lag:")
    assert path(blocked, "ships.flow", months=1) == pytest.approx([1])


def test_influence_halves_in_its_half_life() -> None:
    body = ACTORS + (
        "influence:\n  hold:\n    of: a\n    over: b\n    compartments:\n"
        "      quick: {fed_by: 0, half_life: 1 month}\n"
        "      slow: {fed_by: 0, half_life: 2 months, weight: 3}\n"
    )
    assert path(body, "hold.quick.level", months=2) == pytest.approx([0.5, 0.25])
    assert path(body, "hold.level", months=2) == pytest.approx(
        [(0.5 + 3 * 0.5**0.5) / 4, (0.25 + 3 * 0.5) / 4]
    )


QUESTION = """\
series:
  flow: {unit: kb/d, at: {2026-01: 50 kb/d, 2026-03: LOW, 2026-06: BACK}}
question:
  tie: flow
  before: 50 kb/d
  break: 2026-03
  realignment: RATE
"""


def question(low: str, back: str, rate: str = "0 1/month") -> str:
    return QUESTION.replace("LOW", low).replace("BACK", back).replace("RATE", rate)


def test_a_tie_is_restored_after_three_months_at_half_of_what_was_lost() -> None:
    assert path(question("10 kb/d", "30 kb/d"), "question.restored", months=10) == [0] * 7 + [1] * 3
    assert path(question("10 kb/d", "29 kb/d"), "question.restored", months=10) == [0] * 10


def test_a_dip_is_no_break() -> None:
    assert path(question("45 kb/d", "50 kb/d"), "question.restored", months=10) == [0] * 10


def test_realignment_comes_at_its_rate_after_the_break_and_stays() -> None:
    found = run(
        question("10 kb/d", "10 kb/d", "0.1 1/month"), "question.realigned", lanes=20_000, months=12
    )[0]
    assert found[:2].max() == 0
    assert np.all(np.diff(found, axis=0) >= 0)
    expected = 1 - np.exp(-0.1 * 10)
    assert found[-1].mean() == pytest.approx(expected, abs=4 * np.sqrt(0.24 / 20_000))


def test_once_realigned_nothing_counts_as_restored() -> None:
    body = question("10 kb/d", "50 kb/d", "100 1/month")
    assert path(body, "question.restored", months=12)[-1] == 0


SHOCK = """\
shocks:
  hit: {target: TARGET, HOW, at: 2026-02, for: 2}
scenarios:
  struck: {shocks: [hit]}
"""


def shock(target: str, how: str) -> str:
    return SHOCK.replace("TARGET", target).replace("HOW", how)


@pytest.mark.parametrize(
    ("how", "expected"),
    [("set: 10 kb/d", [50, 10, 10, 50]), ("add: 5 kb/d", [50, 55, 55, 50]),
     ("multiply: 0.5", [50, 25, 25, 50])],
)  # fmt: skip
@pytest.mark.parametrize("target", ["oil.usual", "oil.wanted", "oil.level"])
def test_a_shock_strikes_parameters_and_formulas_alike(
    how: str, expected: list[float], target: str
) -> None:
    body = tie() + shock(target, how)
    assert path(body, "oil.level", months=4, scenario="struck") == pytest.approx(expected)
    assert path(body, "oil.level", months=4) == [50] * 4


def test_a_chance_shock_strikes_in_its_share_of_trajectories() -> None:
    body = tie() + shock("oil.wanted", "set: 0 kb/d, chance: 25 percent")
    struck = run(body, "hit.strikes", lanes=8000, months=3, scenario="struck")[0]
    assert struck[1].mean() == pytest.approx(0.25, abs=4 * np.sqrt(0.1875 / 8000))
    assert struck[0].max() == 0


def test_a_new_block_leaves_every_other_draw_as_it_was() -> None:
    body = tie("spread: 10 percent", "cargo: 500 kb") + (
        "scenarios:\n  more:\n    add:\n      pressures:\n"
        "        push: {from: a, on: b, usual: 1, persistence: 0.5, spread: 0.3}\n"
        "      parameters:\n        x: {uniform: [0, 1]}\n"
    )
    assert np.array_equal(
        run(body, "oil.arrived", lanes=200), run(body, "oil.arrived", lanes=200, scenario="more")
    )


def test_a_removed_route_flows_nowhere() -> None:
    body = """\
    routes:
      ships: {good: oil, covers: 10 kb/d, cap: 10 kb/d}
    inventories:
      fuel: {good: oil, start: 0 kb, inflows: [ships]}
    sectors:
      power: {needs: {fuel: {amount: 10 kb/d}}}
    scenarios:
      alone: {remove: [ships]}
    """
    assert path(body, "power.served", months=1) == pytest.approx([1])
    assert path(body, "power.served", months=1, scenario="alone") == [0]


def test_values_set_reach_into_needs_and_options() -> None:
    assert (
        path(stock("60 kb/d"), "cars.fuel.amount", sets={"cars.fuel.amount": "5 kb/d"}) == [5] * 6
    )
    found = path(POLICY, "stance.sent", sets={"stance.cut.sent": "50 kb/d"}, months=3)
    assert found == [50] * 3


def test_months_that_are_given_replace_the_models_own() -> None:
    body = tie("wanted: 20 kb/d", "adjustment: 2 months")
    found = path(body, "oil.level", given={"oil.level": (7.0, None, 9.0)}, months=4)
    assert found == pytest.approx([7, 7 + 13 / 2, 9, 9 + 11 / 2])


def test_parameters_may_be_handed_in_for_each_lane() -> None:
    made = program(tie(), months=2)
    values = engine_named("numpy").run(
        made, Lanes(seed=1, first=0, count=2), ("oil.level",), {"oil.usual": np.array([1.0, 2.0])}
    )
    assert values[0].tolist() == [[1, 2], [1, 2]]


def test_two_shocks_strike_one_target_after_one_another() -> None:
    body = tie() + (
        "shocks:\n  one: {target: TARGET, add: 10 kb/d}\n  two: {target: TARGET, multiply: 0.5}\n"
        "scenarios:\n  both: {shocks: [one, two]}\n  reversed: {shocks: [two, one]}\n"
    )
    for target in ("oil.usual", "oil.wanted"):
        struck = body.replace("TARGET", target)
        assert path(struck, "oil.level", scenario="both", months=1) == [30]
        assert path(struck, "oil.level", scenario="reversed", months=1) == [35]
