"""What was said against what came: a reliability diagram."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.charts.svg import (
    ACCENT,
    LINE,
    SOFT,
    Label,
    framed,
    line,
    number,
    text,
)

_SIDE, _LEFT, _TOP = 300.0, 52.0, 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Probability said and share that came, from 0 to 1, with its interval and number of cases."""

    said: float
    came: float
    low: float
    high: float
    cases: int


def reliability_chart(points: tuple[Point, ...], title: str) -> str:
    """Return the points with their intervals about the diagonal; the number of cases by each."""
    parts = [
        line(_at(0, 0), _at(1, 1), f"stroke:{SOFT};stroke-dasharray:4 4"),
        line(_at(0, 0), _at(1, 0), f"stroke:{LINE}"),
        line(_at(0, 0), _at(0, 1), f"stroke:{LINE}"),
    ]
    parts += [part for share in (0, 0.25, 0.5, 0.75, 1) for part in _tick(share)]
    parts += [part for point in points for part in _dot(point)]
    parts.append(text((_LEFT + _SIDE / 2, _TOP + _SIDE + 38), Label(text="probability of lasting that was said", colour=SOFT, anchor="middle", size=12)))  # fmt: skip
    told = "; ".join(
        f"said {one.said:.2f}, came {one.came:.2f} ({one.low:.2f} to {one.high:.2f}), {one.cases} cases"
        for one in points
    )
    return framed(
        parts,
        size=(_LEFT + _SIDE + 40, _TOP + _SIDE + 50),
        name=title,
        title=title,
        description=told,
    )


def _at(said: float, came: float) -> tuple[float, float]:
    return _LEFT + _SIDE * said, _TOP + _SIDE * (1 - came)


def _tick(share: float) -> list[str]:
    x, y = _at(share, share)
    label = f"{share:.2g}"
    return [
        text((x, _TOP + _SIDE + 18), Label(text=label, size=11, colour=SOFT, anchor="middle")),
        text((_LEFT - 8, y + 4), Label(text=label, size=11, colour=SOFT, anchor="end")),
    ]


def _dot(point: Point) -> list[str]:
    x, y = _at(point.said, point.came)
    return [
        line(
            _at(point.said, point.low),
            _at(point.said, point.high),
            f"stroke:{ACCENT};stroke-width:2",
        ),
        f'<circle cx="{number(x)}" cy="{number(y)}" r="5" style="fill:{ACCENT}"/>',
        text((x + 8, y + 4), Label(text=str(point.cases), size=11)),
    ]
