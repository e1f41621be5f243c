"""Shares by row and month as a shaded table: which sector loses how much, and when."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.charts.svg import (
    ALARM,
    INK,
    LINE,
    SOFT,
    Label,
    box,
    framed,
    lines_of_text,
    text,
    wrap,
)

WIDTH = 900.0
_LEFT, _TOP, _ROW = 150.0, 40.0, 30.0
_MOST_COLUMNS = 36
_FIGURES_UP_TO = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """A row's name and its shares from 0 to 1, one a month; the mean over the runs."""

    name: str
    shares: tuple[float, ...]


def month_table(title: str, months: tuple[str, ...], rows: tuple[ShareRow, ...]) -> str:
    """Return the table: darker is more; months beyond 36 are joined by their mean.

    Raises ValueError where a row has not one share for each month.
    """
    if any(len(row.shares) != len(months) for row in rows) or not months:
        raise ValueError("every row needs one share for each month")
    names, joined = _joined(months, rows)
    width = (WIDTH - _LEFT - 10) / len(names)
    parts = [text((0, 16), Label(text=title, weight=650))]
    for column, name in enumerate(names):
        if column % max(1, len(names) // 8) == 0:
            at = (_LEFT + column * width, _TOP - 8)
            parts.append(text(at, Label(text=name, size=11, colour=SOFT)))
    for number, row in enumerate(joined):
        parts += _row(row, _TOP + number * _ROW, width)
    height = _TOP + _ROW * len(joined) + 8
    return framed(
        parts,
        size=(WIDTH, height),
        name=f"months {title}",
        title=title,
        description=" ".join(_told(row, months) for row in rows),
    )


def _joined(
    months: tuple[str, ...], rows: tuple[ShareRow, ...]
) -> tuple[tuple[str, ...], tuple[ShareRow, ...]]:
    size = -(-len(months) // _MOST_COLUMNS)
    starts = range(0, len(months), size)
    names = tuple(months[start] for start in starts)
    return names, tuple(
        ShareRow(
            name=row.name,
            shares=tuple(
                sum(row.shares[at : at + size]) / len(row.shares[at : at + size]) for at in starts
            ),
        )
        for row in rows
    )


def _row(row: ShareRow, y: float, width: float) -> list[str]:
    name = wrap(row.name, _LEFT - 12, 12)[:2]
    parts = [lines_of_text((0, y + 18 - 6 * (len(name) - 1)), name, Label(text="", size=12))]
    for column, share in enumerate(row.shares):
        x, opacity = _LEFT + column * width, min(max(share, 0.0), 1.0)
        style = f"fill:{ALARM};fill-opacity:{opacity:.2f};stroke:{LINE};stroke-width:0.6"
        parts.append(box((x, y), (width - 1, _ROW - 3), style, radius=2))
        if len(row.shares) <= _FIGURES_UP_TO:
            colour = "#fff" if opacity > 0.6 else INK
            label = Label(text=f"{100 * share:.0f}", size=11, colour=colour, anchor="middle")
            parts.append(text((x + width / 2, y + 18), label))
    return parts


def _told(row: ShareRow, months: tuple[str, ...]) -> str:
    worst = max(range(len(months)), key=lambda month: row.shares[month])
    return (
        f"{row.name}: at most {100 * row.shares[worst]:.0f} % ({months[worst]}), "
        f"{100 * row.shares[-1]:.0f} % at the end."
    )
