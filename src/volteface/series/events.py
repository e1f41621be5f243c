"""Coded events, checked: who did what to whom on which day, told by how many reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from volteface.errors import SeriesError
from volteface.series.columns import Column, Columns, columns_of, read_columns

QUAD_CLASSES = (
    "verbal_cooperation",
    "material_cooperation",
    "verbal_conflict",
    "material_conflict",
)
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?$")
_COLUMNS = (
    Column(name="date", accepted=("date", "event_date", "Event Date", "SQLDATE")),
    Column(name="source", accepted=("source", "Source Country", "Actor1CountryCode")),
    Column(name="target", accepted=("target", "Target Country", "Actor2CountryCode")),
    Column(name="type", accepted=("type", "event_type", "CAMEO Code", "EventCode", "relation")),
    Column(name="quad", accepted=("quad", "quad_class", "QuadClass"), required=False),
    Column(
        name="goldstein",
        accepted=("goldstein", "GoldsteinScale", "Intensity"),
        required=False,
    ),
    Column(name="reports", accepted=("reports", "NumArticles"), required=False),
    Column(name="id", accepted=("id", "Event ID", "GLOBALEVENTID"), required=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """What ``source`` did to ``target`` on ``date`` (ISO 8601, a day or a month).

    ``type`` is a code of any vocabulary; ``quad`` one of ``QUAD_CLASSES``; ``goldstein`` a weight
    from -10 to 10; both None where not coded. ``reports``: how many documents tell of it. ``id``
    tells two events of one day apart. Raises ValueError where a value is none of these.
    """

    date: str
    source: str
    target: str
    type: str
    quad: str | None = None
    goldstein: float | None = None
    reports: int = 1
    id: str | None = None

    def __post_init__(self) -> None:
        if not _DATE.match(self.date):
            raise ValueError(f"date is {self.date!r}; write a day 2026-01-03 or a month 2026-01")
        if not (self.source and self.target and self.type):
            raise ValueError("source, target and type are needed; fill them or drop the row")
        if self.quad is not None and self.quad not in QUAD_CLASSES:
            raise ValueError(f"quad is {self.quad!r}; write {', '.join(QUAD_CLASSES)}, or 1 to 4")
        if self.goldstein is not None and not -10 <= self.goldstein <= 10:
            raise ValueError(f"goldstein is {self.goldstein:g}; it runs from -10 to 10")
        if self.reports < 1:
            raise ValueError(f"reports is {self.reports}; an event has at least one")

    @property
    def month(self) -> str:
        """The month of the event."""
        return self.date[:7]


def read_events(path: Path) -> tuple[CodedEvent, ...]:
    """Return the events of a CSV, tab-separated or Parquet file, in file order.

    Columns ``date, source, target, type`` and optionally ``quad`` (a name, or GDELT's 1 to 4),
    ``goldstein``, ``reports``, ``id``; the names of ICEWS and GDELT files are known too. Raises
    SeriesError naming file, row and column.
    """
    return _events(read_columns(path, _COLUMNS))


def events_of(rows: Iterable[Mapping[str, Any]], where: str = "rows") -> tuple[CodedEvent, ...]:
    """Return the events of ``rows``, mappings with the same columns; ``where`` names them.

    >>> row = {"date": "2024-01-05", "source": "USA", "target": "CUB", "type": "AID", "quad": 2}
    >>> events_of([row])[0].quad
    'material_cooperation'
    """
    kept = list(rows)
    return _events(columns_of(kept, _COLUMNS, where)) if kept else ()


def distinct_events(events: Iterable[CodedEvent]) -> tuple[CodedEvent, ...]:
    """Return each event once, with the reports of all its rows.

    Rows of one ``id`` are one event; without an id, rows of one day, source, target and type are
    (the one-a-day filter usual for machine-coded events: Schrodt & Van Brackle 2013). A row
    without day or id is an event of its own. Where weights differ the first row's counts.

    >>> row = {"date": "2024-01-05", "source": "USA", "target": "CUB", "type": "AID"}
    >>> distinct_events(events_of([row, row]))[0].reports
    2
    """
    first: dict[object, CodedEvent] = {}
    reports: dict[object, int] = {}
    for number, event in enumerate(events):
        key = _key(event, number)
        first.setdefault(key, event)
        reports[key] = reports.get(key, 0) + event.reports
    return tuple(_told(event, reports[key]) for key, event in first.items())


def _key(event: CodedEvent, number: int) -> object:
    if event.id is not None:
        return event.id
    if len(event.date) == len("2026-01"):
        return number
    return event.date, event.source, event.target, event.type


def _told(event: CodedEvent, reports: int) -> CodedEvent:
    if reports == event.reports:
        return event
    return CodedEvent(
        date=event.date,
        source=event.source,
        target=event.target,
        type=event.type,
        quad=event.quad,
        goldstein=event.goldstein,
        reports=reports,
        id=event.id,
    )


def _events(table: Columns) -> tuple[CodedEvent, ...]:
    dates = [_date(text) for text in table.texts("date")]
    texts = [table.texts(name) for name in ("source", "target", "type")]
    quads, ids = table.optional("quad"), table.optional("id")
    weights = table.numbers("goldstein") if "goldstein" in table else np.full(len(table), np.nan)
    reports = _reports(table)
    found = []
    for row, (source, target, kind) in enumerate(zip(*texts, strict=True)):
        try:
            event = CodedEvent(
                date=dates[row],
                source=source,
                target=target,
                type=kind,
                quad=_quad(quads[row]),
                goldstein=None if np.isnan(weights[row]) else float(weights[row]),
                reports=reports[row],
                id=ids[row] or None,
            )
        except ValueError as error:
            raise SeriesError(f"{table.path}, row {table.first_row + row}: {error}") from error
        found.append(event)
    return tuple(found)


def _reports(table: Columns) -> list[int]:
    """Return the reports of each row; 1 where none is told, for somebody told of the event."""
    if "reports" not in table:
        return [1] * len(table)
    told = table.numbers("reports")
    wrong = np.flatnonzero(~np.isnan(told) & (told != np.floor(told)))
    if len(wrong):
        raise SeriesError(f"{table.spot(int(wrong[0]), 'reports')}: write a whole number")
    return [1 if np.isnan(value) else int(value) for value in told]


def _date(text: str) -> str:
    """Return an ISO date of ``20260103``, or of a time stamp; other text as it is."""
    if len(text) == 8 and text.isdigit():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return text[:10]


def _quad(text: str) -> str | None:
    if text in ("1", "2", "3", "4"):
        return QUAD_CLASSES[int(text) - 1]
    return text.lower().replace(" ", "_") or None
