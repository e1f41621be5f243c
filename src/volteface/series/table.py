"""Series from a CSV or Parquet file: ``date,value`` or ``series,date,value[,exposure]``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from volteface.errors import SeriesError
from volteface.model.series import Series

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_MISSING = frozenset(("", "na", "nan", "null", "none"))
_ONE = "value"
_PARQUET = ".parquet"


def read_series(path: Path) -> tuple[Series, ...]:
    """Return the series of a CSV or Parquet file, in the order in which they first stand.

    Columns ``date`` (ISO 8601: year, month or day) and ``value``; with several series, ``series``
    too; ``exposure`` where counts have one; other columns are not read. An empty value is a gap.
    Rows may stand in any order. Raises SeriesError naming file and row where a column is missing,
    a date or number cannot be read, or a date stands twice in one series.
    """
    rows = _parquet_rows(path) if path.suffix == _PARQUET else _csv_rows(path)
    return series_of(rows, where=str(path), name=path.stem)


def series_of(
    rows: Iterable[Mapping[str, str]], where: str = "table", name: str = _ONE
) -> tuple[Series, ...]:
    """Return the series of ``rows``; ``name`` is that of the only one where none is told.

    >>> rows = [{"date": "2024-01", "value": "3"}, {"date": "2024-02", "value": ""}]
    >>> series_of(rows)[0].gaps
    1
    """
    found: dict[str, dict[str, tuple[float, float | None]]] = {}
    for number, row in enumerate(rows, start=2):
        spot = f"{where}, row {number}"
        if None in row:
            raise SeriesError(f"{spot}: more cells than columns; quote numbers with commas")
        date = _date(row, spot)
        one = found.setdefault(row.get("series") or name, {})
        if date in one:
            raise SeriesError(f"{spot}: {date} stands twice; give one value for each date")
        one[date] = (_number(row, "value", spot), _exposure(row, spot))
    if not found:
        raise SeriesError(f"{where}: no rows; expected columns date and value below a header")
    return tuple(_series(name, points, where) for name, points in found.items())


def _series(name: str, points: dict[str, tuple[float, float | None]], where: str) -> Series:
    dates = tuple(sorted(points))
    if len({len(date) for date in dates}) > 1:
        shown = min(dates, key=len), max(dates, key=len)
        raise SeriesError(
            f"{where}: series {name!r} mixes dates such as {shown[0]} and {shown[1]}; "
            "write all as years, months or days"
        )
    exposures = [points[date][1] for date in dates]
    told = [one for one in exposures if one is not None]
    if told and len(told) < len(dates):
        raise SeriesError(f"{where}: series {name!r} has exposure at some dates only; fill or drop")
    return Series(
        name=name,
        dates=dates,
        values=np.array([points[date][0] for date in dates]),
        exposure=np.array(told) if told else None,
        source=where,
    )


def _date(row: Mapping[str, str], spot: str) -> str:
    text = (row.get("date") or "").strip()
    match = _DATE.match(text[:10])
    if not match or not 1 <= int(match[2] or 1) <= 12 or not 1 <= int(match[3] or 1) <= 31:
        raise SeriesError(f"{spot}: date is {text!r}; write 2026, 2026-01 or 2026-01-03")
    return text[:10]


def _number(row: Mapping[str, str], column: str, spot: str) -> float:
    text = str(row.get(column) or "").strip()
    if text.lower() in _MISSING:
        return float("nan")
    try:
        number = float(text)
    except ValueError:
        number = float("inf")
    if np.isinf(number):
        raise SeriesError(f"{spot}: {column} is {text!r}; write a number, or nothing for a gap")
    return number


def _exposure(row: Mapping[str, str], spot: str) -> float | None:
    if not (row.get("exposure") or "").strip():
        return None
    number = _number(row, "exposure", spot)
    if not number > 0:
        raise SeriesError(f"{spot}: exposure is {number:g}; it must be above 0")
    return number


def _csv_rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeriesError(f"{path}: not UTF-8 text ({error.reason}); save it as UTF-8") from error
    except OSError as error:
        raise SeriesError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    reader = csv.DictReader(io.StringIO(text))
    _check_columns(reader.fieldnames or (), path)
    return list(reader)


def _parquet_rows(path: Path) -> list[dict[str, str]]:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise SeriesError(f"{path}: Parquet needs pyarrow; pip install pyarrow") from error
    try:
        table = parquet.read_table(path)
    except (OSError, ValueError) as error:
        raise SeriesError(f"{path}: cannot be read as Parquet ({error})") from error
    _check_columns(table.column_names, path)
    rows = table.to_pylist()
    return [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]


def _check_columns(names: Iterable[str], path: Path) -> None:
    missing = [name for name in ("date", "value") if name not in set(names)]
    if missing:
        raise SeriesError(
            f"{path}, row 1: no column {' and '.join(missing)}; expected date,value or "
            f"series,date,value[,exposure], found {','.join(names) or 'nothing'}"
        )
