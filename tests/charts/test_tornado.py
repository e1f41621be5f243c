"""The tornado: bars in order, both ends told, nothing drawn without bars."""

from xml.etree import ElementTree

import pytest

from volteface.charts.tornado import Bar, tornado_chart

BARS = (
    Bar(name="oil.cap", low=0.6, high=0.2, low_words="5 kb/d", high_words="30 kb/d"),
    Bar(name="thermal <2026>", low=0.35, high=0.45),
)


def texts(svg: str) -> list[str]:
    return list(ElementTree.fromstring(svg).itertext())


def test_a_tornado_tells_each_bar_and_its_ends() -> None:
    told = texts(tornado_chart("Water not served", "share", 0.4, BARS))
    assert "Water not served, share" in told
    assert (
        "oil.cap: 0.6 share where it is low (5 kb/d), 0.2 where it is high (30 kb/d)."
        in " ".join(told)
    )
    assert "thermal <2026>" in told


def test_bars_stand_in_the_order_given_and_within_the_picture() -> None:
    picture = ElementTree.fromstring(tornado_chart("x", "", 0.4, BARS))
    boxes = [one.attrib for one in picture.iter() if one.tag.endswith("rect")][2:]
    heights = [float(one["y"]) for one in boxes]
    assert heights == sorted(heights)
    assert all(330 <= float(one["x"]) <= 770 for one in boxes)
    widths = [float(one["width"]) for one in boxes]
    assert min(widths[:2]) > max(widths[2:])


def test_an_outcome_that_nothing_moves_is_drawn() -> None:
    assert "<svg" in tornado_chart("x", "", 0.0, (Bar(name="a", low=0.0, high=0.0),))


def test_a_tornado_needs_a_bar() -> None:
    with pytest.raises(ValueError, match="at least one bar"):
        tornado_chart("x", "", 0.0, ())
