from xml.etree import ElementTree

import pytest

from volteface.charts.fan import Fan, fan_chart, nice_step
from volteface.charts.month_table import ShareRow, month_table
from volteface.charts.network import Node, network_chart

MONTHS = ("2026-01", "2026-02", "2026-03")


def fan(**fields: object) -> Fan:
    known: dict[str, object] = {
        "title": "Days <of> cover",
        "unit": "day",
        "months": MONTHS,
        "middle": (10.0, 5.0, 1.0),
        "inner": ((9.0, 4.0, 0.5), (11.0, 6.0, 2.0)),
        "outer": ((8.0, 3.0, 0.0), (12.0, 7.0, 3.0)),
    }
    return Fan(**{**known, **fields})  # type: ignore[arg-type]  # keywords of several types


def texts(svg: str) -> str:
    return " ".join(ElementTree.fromstring(svg).itertext())


def test_a_fan_is_a_picture_with_a_told_description() -> None:
    told = texts(fan_chart(fan()))
    assert "Days <of> cover, day" in told
    assert "2026-03: 1 day, 80 % of runs between 0 and 3." in told


def test_a_fan_of_one_value_and_of_negative_ones_is_drawn() -> None:
    flat = (0.0, 0.0, 0.0)
    assert "<svg" in fan_chart(fan(middle=flat, inner=(flat, flat), outer=(flat, flat)))
    down = (-1.0, -2.0, -3.0)
    assert "-3" in texts(fan_chart(fan(middle=down, inner=(down, down), outer=(down, down))))


def test_a_fan_needs_a_value_for_each_month() -> None:
    with pytest.raises(ValueError, match="as many values as months"):
        fan(middle=(1.0,))


@pytest.mark.parametrize(("span", "step"), [(1, 0.2), (97, 20), (4, 1), (0.03, 0.01), (7e6, 2e6)])
def test_steps_are_one_two_or_five_times_ten(span: float, step: float) -> None:
    assert nice_step(span, 4) == pytest.approx(step)


def test_the_sector_table_shows_percent_and_the_worst_month() -> None:
    told = texts(month_table("Unserved", MONTHS, (ShareRow(name="Power", shares=(0, 0.25, 0.1)),)))
    assert "25" in told.split()
    assert "Power: at most 25 % (2026-02), 10 % at the end." in told


def test_many_months_are_joined() -> None:
    months = tuple(f"20{26 + n // 12}-{n % 12 + 1:02d}" for n in range(120))
    picture = month_table("x", months, (ShareRow(name="Power", shares=(0.5,) * 120),))
    assert picture.count("<rect") == 30


def test_the_sector_table_needs_a_share_for_each_month() -> None:
    with pytest.raises(ValueError, match="one share for each month"):
        month_table("x", MONTHS, (ShareRow(name="Power", shares=(0.5,)),))


def test_the_network_tells_who_acts_on_whom() -> None:
    nodes = (
        Node(key="a", name="Pressure", detail="", column=0),
        Node(key="b", name="Oil", detail="A → B", column=2),
        Node(key="c", name="Gas", detail="A → B", column=2),
    )
    picture = network_chart("x", nodes, (("a", "b"), ("b", "a"), ("b", "c")), ("P", "D", "T"))
    assert "Pressure acts on Oil." in texts(picture)
    assert "Oil acts on Pressure." in texts(picture)
