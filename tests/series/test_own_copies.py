"""The readers, held against real copies of the published data where this machine has some."""

import os
from pathlib import Path

import numpy as np
import pytest

from volteface.series.alignment import ideal_point_distance, vote_agreement
from volteface.series.dyads import dyad_months
from volteface.series.events import read_events
from volteface.series.readers.atop import read_atop
from volteface.series.readers.cow_trade import read_cow_trade
from volteface.series.readers.ideal_points import read_ideal_points
from volteface.series.readers.sipri_register import read_sipri_register
from volteface.series.readers.un_votes import read_un_votes

ROOT = os.environ.get("VOLTEFACE_SHARED", "")
PANEL = Path(ROOT, "data", "shift", "panel")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not ROOT or not PANEL.is_dir(), reason="VOLTEFACE_SHARED names no folder data/shift/panel"
    ),
]


def copy(name: str) -> Path:
    path = PANEL / f"{name}.parquet"
    if not path.is_file():
        pytest.skip(f"{name}.parquet is missing below VOLTEFACE_SHARED")
    pytest.importorskip("pyarrow")
    return path


def test_american_and_cuban_votes_part_after_1959() -> None:
    calls = read_un_votes(copy("un_votes_raw_1946_2019"), copy("un_roll_calls"))
    assert calls.votes.shape[0] > 6000
    agreement = vote_agreement(calls, "US", "CU")
    by_year = dict(zip(agreement.dates, agreement.values, strict=True))
    assert by_year["1958"] > 0.5
    assert by_year["1960"] < -0.3
    assert np.isnan(by_year["1964"])  # the session at which next to no vote was taken


def test_ideal_points_of_cuba_move_away_from_the_united_states() -> None:
    points = read_ideal_points(copy("un_ideal_points_1946_2024_july2025"))
    distance = ideal_point_distance(points["2"], points["40"])
    by_year = dict(zip(distance.dates, distance.values, strict=True))
    assert by_year["1966"] > by_year["1955"] + 2


def test_the_north_atlantic_treaty_binds_the_united_states_to_canada() -> None:
    path = copy("atop5_1_directed_dyad_year_1815_2018")
    alliance = read_atop(path, states={"2", "20", "40"})["2", "20"]
    assert alliance.dates[-1] == "2018"
    assert np.all(alliance.values[-69:] == 1)


def test_imports_are_told_by_exporter_and_importer() -> None:
    path = copy("cow_trade_directed_dyad_1920_2014")
    trade = read_cow_trade(path, states={"2", "20", "40"})
    assert trade["20", "2"].values[0] == 612  # from Canada to the United States in 1920
    cuban = dict(zip(trade["40", "2"].dates, trade["40", "2"].values, strict=True))
    assert cuban["1958"] > 400
    assert cuban["1965"] < 1


def test_soviet_arms_to_cuba_come_after_1959() -> None:
    arms = read_sipri_register(copy("sipri_tiv_supplier_recipient_year"))["365", "40"]
    by_year = dict(zip(arms.dates, arms.values, strict=True))
    assert by_year["1958"] == 0
    assert by_year["1962"] > 0


def test_events_of_a_feed_become_dyad_months() -> None:
    events = read_events(copy("icews_2005_2015_events_20pct_random_sample"))
    assert len(events) == 92367
    pair = dyad_months(events, pairs=[("China", "Japan")])["China", "Japan"]
    assert len(pair.events) == 132
    assert pair.events.exposure is not None
    assert np.all(pair.events.values <= pair.events.exposure)
