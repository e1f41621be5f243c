from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.charts.chain import Link, chain_chart
from volteface.charts.interval import Band, Estimate, interval_chart
from volteface.charts.svg import text_width, wrap
from volteface.charts.ties import Flow, ties_chart
from volteface.charts.timeline import Mark, timeline_chart
from volteface.charts.triad import Side, triad_chart

LONG = "Democratic Republic of Saint Bartholomew and the Outlying Grenadine Archipelago"
SVG = "{http://www.w3.org/2000/svg}"
BANDS = (
    Band(low=0.0, high=0.05, word="almost no chance"),
    Band(low=0.05, high=0.2, word="very unlikely"),
    Band(low=0.2, high=0.45, word="unlikely"),
    Band(low=0.45, high=0.55, word="roughly even chance"),
    Band(low=0.55, high=0.8, word="likely"),
    Band(low=0.8, high=0.95, word="very likely"),
    Band(low=0.95, high=1.0, word="almost certain"),
)
FLOWS = (
    Flow(label="oil & fuels", is_rightward=True, level="reduced"),
    Flow(label=LONG, is_rightward=False, level="ended"),
    Flow(label="doctors", is_rightward=False, level="unknown"),
)
SIDES = (
    Side(lines=("ended: " + LONG,), mood="cools"),
    Side(lines=("talks", "pressure grew"), mood="mixed"),
    Side(lines=()),
)
LINKS = (
    Link(cause="Less oil", effect=LONG * 2, cue="because"),
    Link(cause=LONG * 2, effect="Blackouts <again>"),
    Link(cause="Blackouts <again>", effect="Less oil"),
    Link(cause="Pressure", effect="Less oil"),
)
PICTURES = {
    "interval": interval_chart(
        (
            Estimate(label="24 months", value=0.9, low=0.8, high=0.95, is_headline=True),
            Estimate(label="120 months", value=0.5, low=0.3, high=0.7),
        ),
        BANDS,
        "Lasting",
    ),
    "ties": ties_chart(LONG, "Chad", FLOWS, "Before & now"),
    "triad": triad_chart((LONG, LONG, "Chad"), SIDES, "Three"),
    "chain": chain_chart(LINKS, "Chain"),
    "timeline": timeline_chart(
        tuple(
            Mark(number=n, months=100 + n / 9, date=f"day {n}", is_break=n == 2)
            for n in range(1, 8)
        ),
        "Time",
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_well_formed_and_says_in_words_what_it_shows(name):
    root = ElementTree.fromstring(PICTURES[name])
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title.text
    assert description.text
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert root.get("role") == "img"


@pytest.mark.parametrize("name", PICTURES)
def test_no_two_lines_of_text_overlap_and_none_leaves_the_picture(name):
    root = ElementTree.fromstring(PICTURES[name])
    width, height = (float(root.get(side)) for side in ("width", "height"))
    boxes = [box for text in root.iter(f"{SVG}text") for box in _boxes(text)]
    for left, top, right, bottom, words in boxes:
        assert left >= -1, words
        assert right <= width + 1, words
        assert top >= -2, words
        assert bottom <= height + 3, words
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = (
                one[2] <= other[0] + 1
                or other[2] <= one[0] + 1
                or one[3] <= other[1] + 1
                or other[3] <= one[1] + 1
            )
            assert apart, (one, other)


def _boxes(text):
    size = float(re.search(r"([\d.]+)px", text.get("style"))[1])
    for span in text.iter(f"{SVG}tspan"):
        words = span.text or ""
        wide = 0.92 * text_width(words, size)
        x, y = float(span.get("x")), float(span.get("y"))
        shift = {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
        yield x - shift, y - 0.75 * size, x - shift + wide, y + 0.2 * size, words


def test_an_ended_tie_bears_a_cross_and_its_level_in_words():
    assert "×" in PICTURES["ties"]
    assert "(reduced)" in PICTURES["ties"]
    assert "Chad to" in PICTURES["ties"]


def test_a_circle_of_causes_ends():
    assert (
        chain_chart((Link(cause="a", effect="b"), Link(cause="b", effect="a")), "x").count("<rect")
        == 2
    )


def test_a_timeline_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        timeline_chart((), "x")


def test_equal_values_give_equal_pictures():
    assert chain_chart(LINKS, "Chain") == PICTURES["chain"]


@given(st.text(min_size=1, max_size=200), st.floats(40, 300))
def test_wrapped_lines_keep_to_their_width_and_lose_no_word(text, width):
    lines = wrap(text, width, 13)
    assert all(text_width(line, 13) <= width or len(line) <= 3 for line in lines)
    joined = "".join(lines).replace("-", "").replace(" ", "")
    assert joined == "".join(text.split()).replace("-", "")
