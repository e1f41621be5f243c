"""Dated events as numbered dots on an axis of months; the numbers are those of the list beside it."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.charts.svg import ACCENT, ALARM, INK, LINE, SOFT, Label, framed, line, text

WIDTH = 440.0
_LEFT, _RIGHT = 22.0, 418.0
_DOT = 9.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An event: its number in the list, months since year 0 (with fractions), and its date in words."""

    number: int
    months: float
    date: str
    is_break: bool = False


def timeline_chart(marks: tuple[Mark, ...], title: str) -> str:
    """Return the marks on one axis; marks that would touch are stacked upwards.

    Raises ValueError where there is no mark.
    """
    if not marks:
        raise ValueError("a timeline needs at least one dated mark, got none")
    first, last = (edge(mark.months for mark in marks) for edge in (min, max))
    placed = _stack(marks, first, max(last - first, 1.0))
    axis = 14 + (2 * _DOT + 3) * (1 + max(row for _, _, row in placed))
    parts = [line((_LEFT - 12, axis), (_RIGHT + 12, axis), f"stroke:{LINE};stroke-width:2")]
    for mark, x, row in placed:
        parts += _dot(mark, x, axis - (2 * _DOT + 3) * (row + 0.75) + 2, axis)
    parts += _ends(marks, axis)
    return framed(
        parts,
        size=(WIDTH, axis + 22),
        name=f"timeline {title}",
        title=title,
        description=" ".join(f"{mark.number}: {mark.date}." for mark in marks),
    )


def _stack(marks: tuple[Mark, ...], first: float, span: float) -> list[tuple[Mark, float, int]]:
    ends: list[float] = []
    placed: list[tuple[Mark, float, int]] = []
    for mark in sorted(marks, key=lambda one: (one.months, one.number)):
        x = _LEFT + (_RIGHT - _LEFT) * (mark.months - first) / span
        row = next((i for i, end in enumerate(ends) if x - _DOT > end + 2), len(ends))
        ends[row : row + 1] = [x + _DOT]
        placed.append((mark, x, row))
    return placed


def _dot(mark: Mark, x: float, y: float, axis: float) -> list[str]:
    colour = ALARM if mark.is_break else ACCENT
    return [
        line((x, y), (x, axis), f"stroke:{colour};stroke-width:1"),
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}" style="fill:var(--paper, #fff);stroke:{colour};stroke-width:1.8"/>',
        text(
            (x, y + 3.8),
            Label(text=str(mark.number), size=10.5, colour=INK, weight=600, anchor="middle"),
        ),
    ]


def _ends(marks: tuple[Mark, ...], axis: float) -> list[str]:
    first = min(marks, key=lambda one: one.months)
    last = max(marks, key=lambda one: one.months)
    label = Label(text=first.date, size=11.5, colour=SOFT)
    parts = [text((_LEFT - 12, axis + 16), label)]
    if last.date != first.date:
        end = Label(text=last.date, size=11.5, colour=SOFT, anchor="end")
        parts.append(text((_RIGHT + 12, axis + 16), end))
    return parts
