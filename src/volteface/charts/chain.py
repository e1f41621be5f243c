"""A causal chain as an indented tree: each effect stands below its cause, joined by an arrow."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.charts.svg import (
    ACCENT,
    LINE,
    PANEL,
    SOFT,
    Label,
    arrow_head,
    box,
    framed,
    lines_of_text,
    path,
    text,
    wrap,
)

WIDTH = 440.0
_INDENT = 30.0
_SIZE = 13.0
_GAP = 14.0
_DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One thing that brings about another, with the words that say so (None: not told)."""

    cause: str
    effect: str
    cue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    name: str
    depth: int
    parent: int | None
    cue: str | None


def chain_chart(links: tuple[Link, ...], title: str) -> str:
    """Return the links as a tree; an effect of two causes stands below each, a circle is cut."""
    steps = _steps(links)
    parts: list[str] = []
    middles: list[tuple[float, float]] = []
    y = 1.0
    for step in steps:
        drawn, (middle, bottom) = _box(step, y)
        parts += drawn
        middles.append((middle, bottom))
        if step.parent is not None:
            parts.append(_elbow(step.depth, middles[step.parent][1], middle))
        y = bottom + _GAP
    return framed(
        parts,
        size=(WIDTH, max(y - _GAP + 1, 20)),
        name=f"chain {title}",
        title=title,
        description=" ".join(f"{link.cause} leads to {link.effect}." for link in links),
    )


def _steps(links: tuple[Link, ...]) -> list[_Step]:
    effects = {link.effect for link in links}
    roots = list(dict.fromkeys(link.cause for link in links if link.cause not in effects))
    found: list[_Step] = []
    for root in roots or list(dict.fromkeys(link.cause for link in links))[:1]:
        _grow(_Step(name=root, depth=0, parent=None, cue=None), links, (root,), found)
    return found


def _grow(step: _Step, links: tuple[Link, ...], above: tuple[str, ...], found: list[_Step]) -> None:
    place = len(found)
    found.append(step)
    for link in links:
        if link.cause != step.name or link.effect in above or step.depth >= _DEEPEST:
            continue
        below = _Step(name=link.effect, depth=step.depth + 1, parent=place, cue=link.cue)
        _grow(below, links, (*above, link.effect), found)


def _box(step: _Step, y: float) -> tuple[list[str], tuple[float, float]]:
    x = 1 + _INDENT * step.depth
    width = WIDTH - x - 1
    lines = wrap(step.name, width - 24, _SIZE)
    cue = wrap(f"“{step.cue}”", width - 24, 11) if step.cue else ()
    height = _SIZE * 1.25 * len(lines) + 11 * 1.25 * len(cue) + 14
    parts = [box((x, y), (width, height), f"fill:{PANEL};stroke:{LINE}")]
    parts.append(lines_of_text((x + 12, y + 7 + _SIZE * 0.92), lines, Label(text=step.name)))
    for index, words in enumerate(cue):
        at = y + 7 + _SIZE * 1.25 * len(lines) + 11 * (0.95 + 1.25 * index)
        parts.append(text((x + 12, at), Label(text=words, size=11, colour=SOFT)))
    return parts, (y + height / 2, y + height)


def _elbow(depth: int, top: float, middle: float) -> str:
    x = 1 + _INDENT * (depth - 1) + 14
    end = 1 + _INDENT * depth
    shape = f"M{x:.1f} {top:.1f} V{middle:.1f} H{end - 7:.1f}"
    stroke = path(shape, f"fill:none;stroke:{ACCENT};stroke-width:1.8")
    return stroke + arrow_head((end, middle), (1, 0), ACCENT)
