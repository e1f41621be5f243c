"""Dyad-months count events against all that the two actors do; a hole in coverage is a gap."""

import numpy as np
import pytest

from volteface.errors import SeriesError
from volteface.series.dyads import EventSettings, dyad_months
from volteface.series.events import CodedEvent, events_of

ROWS = (
    ("2024-01-03", "USA", "CUB", "SANCTION", 4),
    ("2024-01-03", "USA", "CUB", "SANCTION", 2),  # told again: the same event
    ("2024-01-09", "USA", "CUB", "AID", 1),
    ("2024-01-11", "CUB", "USA", "REJECT", 1),
    ("2024-01-20", "USA", "MEX", "AID", 1),
    ("2024-03-02", "CUB", "RUS", "AGREE", 1),
)
QUADS = {"SANCTION": "material_conflict", "AID": "material_cooperation"}
WEIGHTS = {"SANCTION": -8.0, "AID": 7.0, "REJECT": -4.0}


def events() -> tuple[CodedEvent, ...]:
    names = ("date", "source", "target", "type", "reports")
    return events_of(dict(zip(names, row, strict=True)) for row in ROWS)


def test_events_reports_and_types_are_counted_apart() -> None:
    pair = dyad_months(events())["USA", "CUB"]
    assert pair.events.values.tolist() == [2, 0, 0]
    assert pair.reports.values.tolist() == [7, 0, 0]
    assert pair.types["AID"].values.tolist() == [1, 0, 0]
    assert set(pair.types) == {"AID", "SANCTION"}
    assert pair.quads == {}


def test_the_other_direction_is_another_series() -> None:
    assert dyad_months(events())["CUB", "USA"].events.values.tolist() == [1, 0, 0]


def test_exposure_is_all_events_of_either_actor_each_once() -> None:
    pair = dyad_months(events())["USA", "CUB"]
    assert pair.events.exposure is not None
    # January: two from USA to CUB, one back, one from USA to MEX; March: one from CUB to RUS
    assert pair.events.exposure.tolist() == [4, 1, 1]


def test_months_outside_the_covered_spells_are_gaps() -> None:
    settings = EventSettings(
        covered=[("2024-01", "2024-01"), ("2024-03", "2024-03")], span=("2023-12", "2024-03")
    )
    pair = dyad_months(events(), settings=settings)["USA", "CUB"]
    assert np.isnan(pair.events.values).tolist() == [True, False, True, False]
    assert pair.events.values[3] == 0
    assert pair.goldstein is None


def test_quad_classes_and_weights_may_be_handed_in_by_type() -> None:
    settings = EventSettings(quads=QUADS, goldstein=WEIGHTS)
    found = dyad_months(events(), settings=settings)
    pair = found["USA", "CUB"]
    assert pair.quads["material_conflict"].values.tolist() == [1, 0, 0]
    assert pair.goldstein is not None
    assert pair.goldstein.values.tolist() == [-1, 0, 0]


def test_events_of_no_known_class_or_weight_are_not_taken_for_none() -> None:
    rows = [
        {"date": "2024-01-03", "source": "A", "target": "B", "type": "AID"},
        {"date": "2024-01-04", "source": "A", "target": "B", "type": "ODD"},
        {"date": "2024-02-04", "source": "A", "target": "B", "type": "AID"},
    ]
    settings = EventSettings(quads=QUADS, goldstein=WEIGHTS)
    pair = dyad_months(events_of(rows), settings=settings)["A", "B"]
    assert pair.quads["unknown"].values.tolist() == [1, 0]
    assert pair.goldstein is not None
    assert np.isnan(pair.goldstein.values[0])
    assert pair.goldstein.values[1] == 7


def test_a_pair_that_is_asked_for_and_never_meets_is_all_zero() -> None:
    pair = dyad_months(events(), pairs=[("MEX", "RUS")])["MEX", "RUS"]
    assert pair.events.values.tolist() == [0, 0, 0]
    assert pair.events.exposure is not None
    assert pair.events.exposure.tolist() == [1, 1, 1]


def test_every_series_says_unit_source_and_how() -> None:
    settings = EventSettings(quads=QUADS, goldstein=WEIGHTS, source="ICEWS")
    for one in dyad_months(events(), settings=settings)["USA", "CUB"].all():
        assert one.unit
        assert one.computed
        assert one.source == "ICEWS"


def test_an_event_outside_the_covered_period_is_refused() -> None:
    with pytest.raises(SeriesError, match=r"2024-03-02 .* outside the covered period"):
        dyad_months(events(), settings=EventSettings(covered=[("2024-01", "2024-02")]))


def test_nothing_covered_is_refused() -> None:
    with pytest.raises(SeriesError, match="no events and no covered period"):
        dyad_months([])


def test_what_an_actor_does_to_itself_counts_once() -> None:
    rows = [{"date": "2024-01-03", "source": "A", "target": "A", "type": "AID"}]
    pair = dyad_months(events_of(rows))["A", "A"]
    assert pair.events.exposure is not None
    assert pair.events.exposure.tolist() == [1]
