"""Three powers and what passes between each two of them."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.charts.svg import (
    ACCENT,
    ALARM,
    INK,
    LINE,
    PANEL,
    SOFT,
    Label,
    box,
    framed,
    line,
    lines_of_text,
    wrap,
)

WIDTH = 420.0
_NODE = 128.0
_ROOM = 150.0
_SIZE = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What passes between two of the three: short lines, and whether it warms, cools or is unknown."""

    lines: tuple[str, ...]
    mood: str = "unknown"


_COLOURS = {"warms": ACCENT, "cools": ALARM, "mixed": INK, "unknown": SOFT}
_DASHES = {"unknown": ";stroke-dasharray:2 5"}


def triad_chart(names: tuple[str, str, str], sides: tuple[Side, Side, Side], title: str) -> str:
    """Return the triangle of ``names``: the first at the top, then lower left, lower right.

    ``sides`` join first and second, first and third, second and third. Labels sit in boxes of
    their own beside the middle of each side, and the triangle grows with the longest of them.
    """
    nodes = [wrap(name, _NODE - 16, 14) for name in names]
    labels = [_lines(side) for side in sides]
    node_height = 17.5 * max(len(lines) for lines in nodes) + 14
    upper = _height(max(len(labels[0]), len(labels[1])))
    low_y = node_height + upper + 44
    base = _height(len(labels[2]))
    height = low_y + node_height + base + 22
    centres = [
        (WIDTH / 2, node_height / 2 + 1),
        (_NODE / 2 + 1, low_y + node_height / 2),
        (WIDTH - _NODE / 2 - 1, low_y + node_height / 2),
    ]
    pairs = ((0, 1), (0, 2), (1, 2))
    parts = [_edge(centres[a], centres[b], sides[index]) for index, (a, b) in enumerate(pairs)]
    spots = _spots(node_height + upper / 2 + 22, low_y + node_height + 12 + base / 2)
    parts += [_tag(spots[i], labels[i], sides[i]) for i in range(3)]
    parts += [
        _node(centre, lines, node_height) for centre, lines in zip(centres, nodes, strict=True)
    ]
    told = " ".join(
        f"{names[a]} and {names[b]}: {', '.join(sides[i].lines) or 'nothing is told'}."
        for i, (a, b) in enumerate(pairs)
    )
    return framed(parts, size=(WIDTH, height), name=f"triad {title}", title=title, description=told)


def _lines(side: Side) -> tuple[str, ...]:
    told = side.lines or ("nothing is told",)
    return tuple(piece for text in told for piece in wrap(text, _ROOM, _SIZE))


def _height(count: int) -> float:
    return _SIZE * 1.25 * count + 12


def _spots(upper: float, lower: float) -> tuple[tuple[float, float], ...]:
    inset = _ROOM / 2 + 8
    return (inset, upper), (WIDTH - inset, upper), (WIDTH / 2, lower)


def _edge(start: tuple[float, float], end: tuple[float, float], side: Side) -> str:
    dash = _DASHES.get(side.mood, "")
    return line(start, end, f"stroke:{_COLOURS[side.mood]};stroke-width:2.5{dash}")


def _tag(centre: tuple[float, float], lines: tuple[str, ...], side: Side) -> str:
    x, y = centre
    height = _height(len(lines))
    corner = (x - _ROOM / 2 - 7, y - height / 2)
    frame = f"fill:var(--paper, #fff);stroke:{_COLOURS[side.mood]};stroke-width:1"
    label = Label(text="", size=_SIZE, anchor="middle")
    first = y - height / 2 + 6 + _SIZE * 0.95
    return box(corner, (_ROOM + 14, height), frame) + lines_of_text((x, first), lines, label)


def _node(centre: tuple[float, float], lines: tuple[str, ...], height: float) -> str:
    x, y = centre
    frame = box((x - _NODE / 2, y - height / 2), (_NODE, height), f"fill:{PANEL};stroke:{LINE}", 8)
    first = y - 17.5 * (len(lines) - 1) / 2 + 5
    return frame + lines_of_text(
        (x, first), lines, Label(text="", size=14, weight=650, anchor="middle")
    )
