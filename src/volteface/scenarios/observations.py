"""Tables of facts: rows of a series for a period, from a source, cut by date and counted."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from volteface.errors import ObservationError

COLUMNS = ("id", "series", "start", "end", "value", "unit", "source")
_COUNTED = "grid_collapse"
_COUNTS = "grid_collapses"
_OFF, _SHED, _DEMAND = "UNE_peak_share_off", "UNE_peak_load_shed", "UNE_peak_demand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure: ``value`` of ``series`` over the days ``start`` to ``end``, both included.

    ``low`` and ``high`` are the source's own range, None where it gives none. Rows of one
    ``source`` share its bias. ``is_used`` is False for a row that is kept for the reader but
    enters no fit (a contract, a part of a month); ``note`` says why. ``place`` is the table and
    line that it stands in.
    Raises ObservationError for a period that ends before it starts or a value that is no number.
    """

    id: str
    series: str
    start: date
    end: date
    value: float
    low: float | None = None
    high: float | None = None
    unit: str = ""
    source: str = ""
    confidence: str = "high"
    is_used: bool = True
    note: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ObservationError(f"row {self.id}: ends on {self.end}, before {self.start}")
        if not math.isfinite(self.value):
            raise ObservationError(f"row {self.id}: the value must be a number, got {self.value}")

    @property
    def days(self) -> int:
        """Length of the period in days."""
        return (self.end - self.start).days + 1

    def month_weights(self, first: date) -> dict[int, float]:
        """Return for each month, counted from the month of ``first``, its share of the period.

        >>> from datetime import date
        >>> row = Row(id="a", series="s", start=date(2025, 1, 1), end=date(2025, 2, 28), value=1)
        >>> {month: round(share, 3) for month, share in row.month_weights(date(2025, 1, 1)).items()}
        {0: 0.525, 1: 0.475}
        """
        found: dict[int, float] = {}
        day = self.start
        while day <= self.end:
            last = min(_end_of_month(day), self.end)
            found[month_number(day, first)] = ((last - day).days + 1) / self.days
            day = last + timedelta(days=1)
        return found


def month_number(day: date, first: date) -> int:
    """Return how many months ``day`` lies after the month of ``first``."""
    return (day.year - first.year) * 12 + day.month - first.month


def month_start(number: int, first: date) -> date:
    """Return the first day of the month that lies ``number`` months after that of ``first``."""
    year, month = divmod(first.month - 1 + number, 12)
    return date(first.year + year, month + 1, 1)


def read_rows(path: Path) -> tuple[Row, ...]:
    """Return the rows of a table of facts (CSV, columns as in the case's ``facts.csv``).

    Rows without a period (constants) are left out. A column ``use`` with ``no`` marks a row that
    enters no fit. Raises ObservationError naming the line and the column that cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            table = csv.DictReader(stream)
            missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
            if missing:
                raise ObservationError(f"{path}: no column {', '.join(missing)}; see docs")
            return tuple(
                _row(record, f"{path}, line {table.line_num}")
                for record in table
                if (record["start"] or "").strip()
            )
    except UnicodeDecodeError as error:
        raise ObservationError(f"{path}: not UTF-8 text ({error.reason})") from error


def _row(record: dict[str, str], where: str) -> Row:
    return Row(
        id=record["id"],
        series=record["series"],
        start=_day(record["start"], "start", where),
        end=_day(record["end"], "end", where),
        value=_number(record["value"], "value", where),
        low=_number(record["low"], "low", where) if record.get("low") else None,
        high=_number(record["high"], "high", where) if record.get("high") else None,
        unit=record["unit"],
        source=record["source"],
        confidence=record.get("confidence") or "medium",
        is_used=(record.get("use") or "yes") != "no",
        note=record.get("note") or "",
        place=where,
    )


def _day(text: str, column: str, where: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise ObservationError(
            f"{where}, column {column}: expected a date such as 2026-01-31, got {text!r}"
        ) from error


def _number(text: str, column: str, where: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise ObservationError(
            f"{where}, column {column}: expected a number, got {text!r}"
        ) from error


def before(rows: Iterable[Row], until: date) -> tuple[Row, ...]:
    """Return the rows whose period ends on ``until`` or earlier; one that straddles is left out."""
    return tuple(row for row in rows if row.end <= until)


def from_day(rows: Iterable[Row], start: date) -> tuple[Row, ...]:
    """Return the rows whose period starts on ``start`` or later; one that straddles is left out."""
    return tuple(row for row in rows if row.start >= start)


def counted(rows: Iterable[Row], until: date | None = None) -> tuple[Row, ...]:
    """Return the rows with each collapse turned into its month's count.

    Months between the first and the last collapse without one count 0. With ``until``, months
    after the last up to that day count 0 too: a table that is kept up to a day and names no
    collapse says that there was none. A month that the table counts itself is left as it is.

    >>> from datetime import date
    >>> one = Row(id="a", series="grid_collapse", start=date(2025, 1, 9), end=date(2025, 1, 9),
    ...           value=1)
    >>> [(r.start.month, r.value) for r in counted([one], date(2025, 3, 31))]
    [(1, 1.0), (2, 0.0), (3, 0.0)]
    """
    kept = tuple(rows)
    others = tuple(row for row in kept if row.series != _COUNTED)
    return others + tuple(_counts(kept, until))


def _counts(rows: tuple[Row, ...], until: date | None) -> Iterator[Row]:
    events = [row for row in rows if row.series == _COUNTED]
    if not events:
        return
    told = {row.start.replace(day=1) for row in rows if row.series == _COUNTS}
    per_month = Counter(row.start.replace(day=1) for row in events for _ in range(int(row.value)))
    first, last = min(per_month), max(per_month)
    if until is not None:
        last = max(last, until.replace(day=1))
    for number in range(month_number(last, first) + 1):
        month = month_start(number, first)
        end = _end_of_month(month)
        if month not in told and (until is None or end <= until):
            yield Row(
                id=f"{_COUNTS}:{month:%Y-%m}",
                series=_COUNTS,
                start=month,
                end=end,
                value=float(per_month[month]),
                unit="event",
                source="count of the table's collapses",
            )


def with_shares(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows and, where load shed and demand are given for one period, their ratio.

    The ratio is marked as not used: it adds nothing to a fit, but says what came last.
    """
    kept = tuple(rows)
    demand = {(row.start, row.end, row.source): row for row in kept if row.series == _DEMAND}
    shares = []
    for row in kept:
        whole = demand.get((row.start, row.end, row.source))
        if row.series == _SHED and whole is not None and whole.value > 0:
            shares.append(
                Row(
                    id=f"{row.id}/{whole.id}",
                    series=_OFF,
                    start=row.start,
                    end=row.end,
                    value=row.value / whole.value,
                    unit="share",
                    source=row.source,
                    is_used=False,
                )
            )
    return kept + tuple(shares)


def last_before(rows: Iterable[Row], series: str, until: date) -> Row | None:
    """Return the latest row of a series that ends by ``until``; None where there is none.

    Of rows that end on one day the shortest period counts, then the last in the table.
    """
    earlier = [row for row in rows if row.series == series and row.end <= until]
    if not earlier:
        return None
    return max(enumerate(earlier), key=lambda pair: (pair[1].end, -pair[1].days, pair[0]))[1]


def _end_of_month(day: date) -> date:
    return month_start(1, day.replace(day=1)) - timedelta(days=1)
