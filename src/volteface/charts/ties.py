"""What flows both ways between two states at one time, as arrows between two posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from volteface.charts.svg import (
    ACCENT,
    ALARM,
    INK,
    LINE,
    PANEL,
    SOFT,
    Label,
    arrow_head,
    box,
    framed,
    line,
    lines_of_text,
    text,
    wrap,
)

WIDTH = 380.0
_POST = 24.0
_GAP = 12.0
_SIZE = 12.5

Level = Literal["provided", "reduced", "ended", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One tie: what it is, whether it runs from left to right, and its level at this time."""

    label: str
    is_rightward: bool
    level: Level


_STROKES = {
    "provided": f"stroke:{ACCENT};stroke-width:4",
    "reduced": f"stroke:{ACCENT};stroke-width:2;stroke-dasharray:7 4",
    "ended": f"stroke:{ALARM};stroke-width:1.5;stroke-dasharray:2 5",
    "unknown": f"stroke:{SOFT};stroke-width:1.5;stroke-dasharray:1 6",
}


def ties_chart(left: str, right: str, flows: tuple[Flow, ...], title: str) -> str:
    """Return the flows between ``left`` and ``right``, one arrow a row, named above the arrow."""
    parts: list[str] = []
    names, y = _names(left, right)
    top = y
    y += 8
    for flow in flows:
        drawn, y = _flow(flow, y)
        parts += drawn
    bottom = y + 6
    posts = [
        box((x, top), (_POST, bottom - top), f"fill:{PANEL};stroke:{LINE}", radius=4)
        for x in (0.5, WIDTH - _POST - 0.5)
    ]
    return framed(
        [*names, *posts, *parts],
        size=(WIDTH, bottom + 1),
        name=f"ties {title}",
        title=title,
        description=" ".join(_told(flow, left, right) for flow in flows) or "No tie is told of.",
    )


def _names(left: str, right: str) -> tuple[list[str], float]:
    room = WIDTH / 2 - 12
    sides = [wrap(name, room, 14) for name in (left, right)]
    deepest = max(len(side) for side in sides)
    anchors = ((0.0, "start"), (WIDTH, "end"))
    parts = [
        lines_of_text((x, 14), lines, Label(text="", size=14, weight=650, anchor=anchor))
        for (x, anchor), lines in zip(anchors, sides, strict=True)
    ]
    return parts, 14 + 17.5 * (deepest - 1) + 10


def _flow(flow: Flow, y: float) -> tuple[list[str], float]:
    room = WIDTH - 2 * (_POST + _GAP)
    words = flow.label if flow.level == "provided" else f"{flow.label} ({flow.level})"
    lines = wrap(words, room, _SIZE)
    colour = INK if flow.level in ("provided", "reduced") else SOFT
    label = Label(text=words, size=_SIZE, colour=colour, anchor="middle")
    arrow_y = y + _SIZE * 1.25 * len(lines) + 7
    start, end = _POST + _GAP - 4, WIDTH - _POST - _GAP + 4
    tail, tip = (start, end) if flow.is_rightward else (end, start)
    step = 1.0 if flow.is_rightward else -1.0
    parts = [
        lines_of_text((WIDTH / 2, y + _SIZE), lines, label),
        line((tail, arrow_y), (tip - 7 * step, arrow_y), _STROKES[flow.level]),
    ]
    parts.append(_tip(flow, (tip, arrow_y), step))
    return parts, arrow_y + 12


def _tip(flow: Flow, tip: tuple[float, float], step: float) -> str:
    if flow.level == "ended":
        x, y = tip[0] - 5 * step, tip[1] + 4.5
        return text((x, y), Label(text="×", size=15, colour=ALARM, weight=700, anchor="middle"))
    return arrow_head(tip, (step, 0), SOFT if flow.level == "unknown" else ACCENT)


def _told(flow: Flow, left: str, right: str) -> str:
    provider, recipient = (left, right) if flow.is_rightward else (right, left)
    return f"{provider} to {recipient}: {flow.label}, {flow.level}."
