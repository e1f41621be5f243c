"""Alarm levels: from simulated paths, from the packaged table, shared out over dates."""

from pathlib import Path

import numpy as np
import pytest

from volteface.errors import CodebookError
from volteface.shifts.noise import Noise
from volteface.shifts.simulated import KNOTS, cusum_paths, levels_at_knots, simulate
from volteface.shifts.surface import load_surface
from volteface.shifts.thresholds import Watch, levels

DATES = np.arange(1.0, 121.0)
STEADY = Noise(mean=8.0, size=3.0, spread=1.0, latent=0.0, correlation=0.0)


def test_each_stretch_between_knots_has_its_share_of_first_alarms() -> None:
    paths = np.random.default_rng(1).exponential(1.0, (20_000, KNOTS[-1]))
    level = np.interp(DATES, KNOTS, levels_at_knots(paths, 0.005))
    first = np.where((over := paths > level).any(axis=1), over.argmax(axis=1) + 1, 999)
    for before, knot in zip((0, *KNOTS), KNOTS, strict=False):
        left = first > before
        found = (first[left] <= knot).mean()
        assert found == pytest.approx(1 - 0.995 ** (knot - before), abs=2e-4)


def test_independent_exponential_values_have_the_level_of_their_quantile() -> None:
    paths = np.random.default_rng(2).exponential(1.0, (40_000, KNOTS[-1]))
    assert levels_at_knots(paths, 0.01)[-1] == pytest.approx(-np.log(0.01), rel=0.03)


def test_the_packaged_levels_are_passed_as_often_as_stated_by_counts_between_its_rows() -> None:
    noise = Noise(mean=11.0, size=3.0, spread=1.0, latent=0.0, correlation=0.0)
    values = simulate(noise, (4000, 240), np.random.default_rng(3))
    watch = Watch(watched="both", chance=0.2)
    passed = np.zeros(4000, dtype=bool)
    for factor, level in zip(watch.factors, levels(noise, 120, watch, DATES), strict=True):
        paths = cusum_paths(values[:, :120], values[:, 120:], factor, True)
        passed |= (paths > level).any(axis=1)
    assert passed.mean() == pytest.approx(0.2, rel=0.3)


def test_a_rarer_false_alarm_asks_for_a_higher_level_at_every_date() -> None:
    seldom, often = (
        levels(STEADY, 120, Watch(watched="falls", chance=chance), DATES)[0]
        for chance in (0.05, 0.3)
    )
    assert (seldom > often).all()


def test_a_short_baseline_asks_for_a_higher_level() -> None:
    watch = Watch(watched="falls")
    short, long = (levels(STEADY, held, watch, DATES)[0][-1] for held in (24, 120))
    assert short > long


def test_the_level_starts_low_and_holds_after_the_last_date_of_the_table() -> None:
    [level] = levels(STEADY, 120, Watch(watched="falls"), np.array([1.0, 12.0, 120.0, 500.0]))
    assert level[0] < level[1]
    assert level[2] == level[3]


def test_watching_both_ways_gives_each_way_half_of_the_chance() -> None:
    both = Watch(watched="both", chance=0.2)
    falls = Watch(watched="falls", chance=1 - 0.8**0.5)
    assert both.hazard == pytest.approx(falls.hazard)


def test_a_row_of_the_table_comes_out_as_it_stands() -> None:
    table = load_surface()
    noise = Noise(mean=float(np.exp(table.means[5])), size=float(np.exp(table.sizes[3])),
                  spread=1.0, latent=0.0, correlation=0.0)  # fmt: skip
    hazards = np.full(len(table.knots), np.exp(table.hazards[2]))
    found = table.at_knots(noise, int(np.exp(table.held[1]) + 0.5), hazards, "up")
    assert found == pytest.approx(table.counts[1, 5, 3, 0, 0, 1, 2])


def test_a_damaged_table_is_refused_with_what_to_do(tmp_path: Path) -> None:
    damaged = tmp_path / "levels.npz"
    np.savez(damaged, means=np.zeros(2))
    with pytest.raises(CodebookError, match="restore the packaged file"):
        load_surface(damaged)
