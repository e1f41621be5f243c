"""Events are checked as they are read, and told once however many reports tell of them."""

from pathlib import Path

import pytest

from volteface.errors import SeriesError
from volteface.series.events import CodedEvent, distinct_events, events_of, read_events

ROW = {"date": "2024-01-05", "source": "USA", "target": "CUB", "type": "SANCTION"}


def test_events_are_read_with_all_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        "date,source,target,type,quad,goldstein,reports\n"
        "2024-01-05,USA,CUB,SANCTION,material_conflict,-8,12\n"
        "2024-01,CUB,USA,REJECT,3,,1\n",
        encoding="utf-8",
    )
    first, second = read_events(path)
    assert (first.quad, first.goldstein, first.reports) == ("material_conflict", -8.0, 12)
    assert (second.quad, second.goldstein, second.month) == ("verbal_conflict", None, "2024-01")


def test_the_names_of_gdelt_columns_are_known(tmp_path: Path) -> None:
    path = tmp_path / "gdelt.tsv"
    path.write_text(
        "GLOBALEVENTID\tSQLDATE\tActor1CountryCode\tActor2CountryCode\tEventCode\tQuadClass"
        "\tGoldsteinScale\tNumArticles\n7\t20240105\tUSA\tCUB\t163\t4\t-8.0\t3\n",
        encoding="utf-8",
    )
    [event] = read_events(path)
    assert event == CodedEvent(
        date="2024-01-05",
        source="USA",
        target="CUB",
        type="163",
        quad="material_conflict",
        goldstein=-8.0,
        reports=3,
        id="7",
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"date": "2024"}, "row 1: date is '2024'"),
        ({"source": ""}, "source, target and type are needed"),
        ({"quad": "5"}, "quad is '5'"),
        ({"goldstein": -11}, "goldstein is -11"),
        ({"goldstein": "low"}, "row 1, column goldstein: 'low' is no number"),
        ({"reports": 0}, "reports is 0"),
        ({"reports": 1.5}, "row 1, column reports: write a whole number"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_row(change: dict[str, object], told: str) -> None:
    with pytest.raises(SeriesError, match=told):
        events_of([{**ROW, **change}])


def test_rows_of_one_day_pair_and_type_are_one_event_with_their_reports() -> None:
    rows = [{**ROW, "reports": 2}, {**ROW, "reports": 3}, {**ROW, "date": "2024-01-06"}]
    assert [event.reports for event in distinct_events(events_of(rows))] == [5, 1]


def test_an_id_tells_two_events_of_one_day_apart() -> None:
    rows = [{**ROW, "id": "a"}, {**ROW, "id": "b"}, {**ROW, "id": "b"}]
    assert [event.reports for event in distinct_events(events_of(rows))] == [1, 2]


def test_events_known_to_the_month_only_are_never_merged() -> None:
    rows = [{**ROW, "date": "2024-01"}] * 2
    assert len(distinct_events(events_of(rows))) == 2


def test_no_rows_are_no_events() -> None:
    assert events_of([]) == ()
