"""The daily cascade against hand calculations and what its equations must keep."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from volteface.scenarios.cascade import (
    CapacityLoss,
    CascadeError,
    Economy,
    Settings,
    economy_from_year,
    run_cascade,
    sweep_inventories,
)

OIL, POWER, BREAD = 0, 1, 2
# Oil feeds power (8 a day), power feeds bread (2 a day); households take the rest.
CHAIN = Economy(
    regions=("home",),
    sectors=("oil", "power", "bread"),
    flows=np.array([[0.0, 8.0, 0.0], [0.0, 0.0, 2.0], [0.0, 0.0, 0.0]]),
    final=np.array([2.0, 8.0, 5.0]),
)
# The same two products made in two regions that buy from each other.
TWINS = Economy(
    regions=("north", "south"),
    sectors=("oil", "power"),
    flows=np.array(
        [[0.0, 3.0, 0.0, 2.0], [0.0] * 4, [0.0, 1.0, 0.0, 4.0], [0.0] * 4],
    ),
    final=np.array([1.0, 9.0, 1.0, 8.0]),
)
STILL = Settings(overproduction_most=1.0, psi=1.0, inventory_days=np.array(10.0))


def lost(share: list[float], *, day: int = 1, lasts: int = 10_000) -> CapacityLoss:
    """A loss that does not come back within a run."""
    return CapacityLoss(share=np.array(share), day=day, lasts_days=lasts, recovery_days=1)


def test_at_rest_nothing_changes() -> None:
    found = run_cascade(TWINS, [], 400)
    assert found.production == pytest.approx(np.tile(TWINS.output[:, None], (400, 1, 1)))
    assert found.unmet == pytest.approx(0)


def test_without_its_input_an_industry_runs_down_its_inventory_geometrically() -> None:
    found = run_cascade(CHAIN, [lost([1.0, 0.0, 0.0])], 30, STILL)
    # With ten days in stock and psi 1, each day's output is that of the day before × (1 - 1/10).
    power = found.production[:, POWER, 0] / CHAIN.output[POWER]
    assert power[:2] == pytest.approx([1.0, 1.0])
    assert power[2:] == pytest.approx(0.9 ** np.arange(1, 29))


def test_production_is_never_above_capacity_nor_below_zero() -> None:
    found = run_cascade(CHAIN, [lost([0.5, 0.2, 0.0])], 400)
    assert (found.production <= found.capacity + 1e-9).all()
    assert (found.production >= 0).all()


def test_capacity_grows_at_most_to_its_limit_where_demand_is_not_met() -> None:
    settings = Settings(overproduction_most=1.25, overproduction_days=30.0)
    found = run_cascade(CHAIN, [lost([0.3, 0.0, 0.0])], 2000, settings)
    most = found.capacity[1:, OIL, 0].max() / (0.7 * CHAIN.output[OIL])
    assert 1.1 < most <= 1.25


def test_all_comes_back_to_rest_after_a_loss_has_passed() -> None:
    loss = CapacityLoss(share=np.array([0.5, 0, 0]), day=5, lasts_days=20, recovery_days=30)
    found = run_cascade(CHAIN, [loss], 4000)
    assert found.production[-1, :, 0] == pytest.approx(CHAIN.output, rel=1e-3)


def test_losses_at_the_same_time_multiply() -> None:
    twice = [lost([0.5, 0.0, 0.0]), lost([0.5, 0.0, 0.0])]
    capacity = run_cascade(CHAIN, twice, 3, STILL).capacity
    assert capacity[1, OIL, 0] == pytest.approx(0.25 * CHAIN.output[OIL])


def test_an_input_that_is_not_essential_does_not_stop_an_industry() -> None:
    essentiality = np.ones((3, 3))
    essentiality[OIL, POWER] = 0.0
    settings = replace(STILL, essentiality=essentiality)
    found = run_cascade(CHAIN, [lost([1.0, 0.0, 0.0])], 60, settings)
    assert found.production[:, POWER, 0] == pytest.approx(CHAIN.output[POWER])


def test_a_half_essential_input_stops_half() -> None:
    essentiality = np.zeros((3, 3))
    essentiality[OIL, POWER] = 0.5
    settings = replace(STILL, essentiality=essentiality)
    found = run_cascade(CHAIN, [lost([1.0, 0.0, 0.0])], 400, settings)
    assert found.production[-1, POWER, 0] == pytest.approx(0.5 * CHAIN.output[POWER], rel=1e-6)


def test_who_is_served_first_gets_all_before_others_get_any() -> None:
    loss = lost([0.5, 0.0, 0.0])
    first = replace(STILL, priority=(1, 1, 1), final_priority=0)
    after = replace(STILL, priority=(0, 0, 0), final_priority=1)
    households = run_cascade(CHAIN, [loss], 3, first).unmet[2, OIL, 0]
    last = run_cascade(CHAIN, [loss], 3, after).unmet[2, OIL, 0]
    assert households == 0
    assert last == pytest.approx(CHAIN.final[OIL])


def test_proportional_rationing_leaves_all_clients_the_same_share() -> None:
    found = run_cascade(CHAIN, [lost([0.5, 0.0, 0.0])], 2, STILL)
    assert found.unmet[1, OIL, 0] == pytest.approx(0.5 * CHAIN.final[OIL])


def test_one_rank_for_all_is_proportional_rationing() -> None:
    loss = lost([0.4, 0.0, 0.1])
    ranked = replace(STILL, priority=(0, 0, 0))
    assert run_cascade(CHAIN, [loss], 50, ranked).production == pytest.approx(
        run_cascade(CHAIN, [loss], 50, STILL).production
    )


def test_orders_move_to_the_region_that_can_still_deliver() -> None:
    loss = lost([0.8, 0.0, 0.0, 0.0])
    moved = run_cascade(TWINS, [loss], 300, Settings())
    kept = run_cascade(TWINS, [loss], 300, Settings(suppliers="as before"))
    south_oil = 2
    assert moved.production[100, south_oil, 0] > kept.production[100, south_oil, 0]


def test_lanes_are_runs_of_their_own() -> None:
    shares = np.array([[0.2, 0.9], [0.0, 0.1], [0.0, 0.0]])
    together = CapacityLoss(share=shares, day=3, lasts_days=10, recovery_days=20)
    both = run_cascade(CHAIN, [together], 200).production
    for lane in (0, 1):
        alone = CapacityLoss(share=shares[:, lane], day=3, lasts_days=10, recovery_days=20)
        single = run_cascade(CHAIN, [alone], 200).production[:, :, 0]
        assert both[:, :, lane] == pytest.approx(single, rel=1e-12)


def test_more_days_of_inventory_put_the_trough_off_and_lose_less() -> None:
    loss = CapacityLoss(share=np.array([1.0, 0, 0]), day=1, lasts_days=40, recovery_days=1)
    sweep = sweep_inventories(CHAIN, [loss], 120, (5.0, 20.0, 60.0), STILL)
    assert sweep.lost[0] > sweep.lost[1] > sweep.lost[2] > 0
    assert sweep.deepest[0, POWER] < sweep.deepest[1, POWER] < sweep.deepest[2, POWER]


def test_a_yearly_table_becomes_daily_flows() -> None:
    economy = economy_from_year(
        ("home",), ("a", "b"), [[0.0, 365.0], [-5.0, 0.0]], [[365.0, 0.0], [365.0, 365.0]]
    )
    assert economy.output == pytest.approx([2.0, 2.0])
    assert economy.flows[1, 0] == 0


@pytest.mark.parametrize(
    ("flows", "final"),
    [
        (np.zeros((2, 3)), np.ones(2)),
        (np.zeros((2, 2)), np.array([1.0, 0.0])),
        (-np.ones((2, 2)), np.ones(2)),
        (np.full((2, 2), np.nan), np.ones(2)),
    ],
)
def test_a_table_that_does_not_fit_is_refused(
    flows: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    final: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    with pytest.raises(CascadeError):
        Economy(regions=("home",), sectors=("a", "b"), flows=flows, final=final)


def test_settings_out_of_range_say_what_was_expected() -> None:
    with pytest.raises(CascadeError, match="psi must be above 0 and at most 1"):
        Settings(psi=1.5)
    with pytest.raises(CascadeError, match="one for each of 3 industries"):
        run_cascade(CHAIN, [], 1, Settings(priority=(0, 1)))
    lanes = Settings(inventory_days=np.full((3, 4), 10.0))
    two = CapacityLoss(share=np.full((3, 2), 0.1), day=1, lasts_days=5, recovery_days=1)
    with pytest.raises(CascadeError, match="different lanes"):
        run_cascade(CHAIN, [two], 1, lanes)
