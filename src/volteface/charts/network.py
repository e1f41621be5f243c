"""Boxes in columns with arrows between them: what flows into what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from volteface.charts.svg import (
    INK,
    LINE,
    PANEL,
    SOFT,
    Label,
    arrow_head,
    box,
    framed,
    lines_of_text,
    number,
    path,
    text,
    wrap,
)

_BOX, _GAP, _TALL, _SPACE = 150.0, 70.0, 54.0, 18.0
_TOP = 34.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A box: its key, its name, a smaller line below, and its column from 0."""

    key: str
    name: str
    detail: str
    column: int


def network_chart(
    title: str, nodes: tuple[Node, ...], links: tuple[tuple[str, str], ...], names: tuple[str, ...]
) -> str:
    """Return the boxes in columns called ``names``, with an arrow for each link (from, to).

    An arrow to the right leaves a box at its right side; one back bends below the boxes.
    """
    used = sorted({node.column for node in nodes})
    places: dict[str, tuple[float, float]] = {}
    counts = dict.fromkeys(used, 0)
    for node in nodes:
        x = 10 + used.index(node.column) * (_BOX + _GAP)
        places[node.key] = (x, _TOP + counts[node.column] * (_TALL + _SPACE))
        counts[node.column] += 1
    height = _TOP + max(counts.values(), default=1) * (_TALL + _SPACE)
    parts = [_arrow(places[one], places[other]) for one, other in links]
    parts += [_drawn(node, places) for node in nodes]
    for number_, column in enumerate(used):
        at = (10 + number_ * (_BOX + _GAP), 18)
        parts.append(text(at, Label(text=names[column], size=12, colour=SOFT)))
    width = 20 + len(used) * (_BOX + _GAP) - _GAP
    return framed(
        parts, size=(width, height), name=f"network {title}", title=title,
        description=_told(nodes, links),
    )  # fmt: skip


def _drawn(node: Node, places: Mapping[str, tuple[float, float]]) -> str:
    x, y = places[node.key]
    name = wrap(node.name, _BOX - 14, 13)[:2]
    parts = [
        box((x, y), (_BOX, _TALL), f"fill:{PANEL};stroke:{LINE}"),
        lines_of_text((x + 8, y + 18), name, Label(text="", weight=600, colour=INK)),
    ]
    if node.detail and len(name) == 1:
        detail = wrap(node.detail, _BOX - 14, 11)[:2]
        parts.append(lines_of_text((x + 8, y + 34), detail, Label(text="", size=11, colour=SOFT)))
    return "".join(parts)


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    style = f"fill:none;stroke:{SOFT};stroke-width:1.2;stroke-opacity:0.7"
    if end[0] > start[0]:
        x1, y1 = start[0] + _BOX, start[1] + _TALL / 2
        x2, y2 = end[0], end[1] + _TALL / 2
        bend, towards = 0.5 * (x2 - x1), (1.0, 0.0)
    else:
        x1, y1 = start[0], start[1] + _TALL * 0.75
        x2, y2 = end[0] + _BOX, end[1] + _TALL * 0.75
        if start[0] == end[0]:
            x2, bend, towards = end[0], -_GAP * 0.5, (1.0, 0.0)
            curve = f"C{number(x1 + bend)} {number(y1)} {number(x2 + bend)} {number(y2)}"
            return path(f"M{number(x1)} {number(y1)} {curve} {number(x2)} {number(y2)}", style) + (
                arrow_head((x2, y2), towards, SOFT)
            )
        bend, towards = -0.5 * abs(x1 - x2), (-1.0, 0.0)
    curve = f"C{number(x1 + bend)} {number(y1)} {number(x2 - bend)} {number(y2)}"
    shape = f"M{number(x1)} {number(y1)} {curve} {number(x2)} {number(y2)}"
    return path(shape, style) + arrow_head((x2, y2), towards, SOFT)


def _told(nodes: tuple[Node, ...], links: tuple[tuple[str, str], ...]) -> str:
    names = {node.key: node.name for node in nodes}
    return " ".join(f"{names[one]} acts on {names[other]}." for one, other in links)
