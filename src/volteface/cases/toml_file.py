"""The keys of ``case.toml``, checked: every one may be missing, none may be misspelt."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from volteface.codebook.grades import SCALES
from volteface.errors import CaseError
from volteface.model.case import Break, Case
from volteface.model.dates import PartialDate

FILE = "case.toml"
_KEYS = frozenset(
    {"title", "focal", "partner", "others", "outside", "break", "horizon_months", "reports"}
)
_REPORT_KEYS = frozenset({"outlet", "published", "reliability", "title", "origin"})
_CODE = re.compile(r"[A-Z]{3,6}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What the case tells of a report because the file cannot; None where it does not."""

    outlet: str | None = None
    published: PartialDate | None = None
    reliability: str | None = None
    title: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The case as its file tells it, and facts of single reports by file name."""

    case: Case
    reports: Mapping[str, ReportFacts] = field(default_factory=dict)


def read_case_file(path: Path, title: str) -> CaseFile:
    """Return the case of a ``case.toml``; ``title`` stands where it gives none.

    Raises CaseError naming file and key where the file is no TOML or a key or value is wrong.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CaseError(f"{path}: cannot be read as TOML ({error}); correct the file") from error
    _check_keys(path, table, _KEYS, "")
    case = Case(
        title=_text(path, table, "title") or title,
        focal=_code(path, table, "focal"),
        partner=_code(path, table, "partner"),
        others=_codes(path, table, "others"),
        outside=_codes(path, table, "outside"),
        break_=_break(path, table),
        horizon_months=_horizon(path, table),
    )
    if case.focal and case.focal == case.partner:
        raise _wrong(path, "partner", case.partner, "another state than focal")
    return CaseFile(case=case, reports=_reports(path, table.get("reports", {})))


def _check_keys(path: Path, table: Mapping[str, Any], allowed: frozenset[str], where: str) -> None:
    unknown = sorted(set(table) - allowed)
    if unknown:
        raise CaseError(
            f"{path}: unknown key {where}{unknown[0]}; use one of {', '.join(sorted(allowed))}"
        )


def _wrong(path: Path, key: str, value: object, expected: str) -> CaseError:
    return CaseError(f"{path}: {key} is {value!r}; expected {expected}")


def _text(path: Path, table: Mapping[str, Any], key: str) -> str | None:
    value = table.get(key)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise _wrong(path, key, value, "a text")


def _code(path: Path, table: Mapping[str, Any], key: str) -> str | None:
    value = _text(path, table, key)
    if value is not None and not _CODE.match(value):
        raise _wrong(path, key, value, "a code such as VEN or EUU")
    return value


def _codes(path: Path, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and _CODE.match(v) for v in value):
        raise _wrong(path, key, value, 'a list of codes such as ["USA"]')
    return tuple(value)


def _break(path: Path, table: Mapping[str, Any]) -> Break | None:
    date = _date(path, table, "break")
    return None if date is None else Break(date=date, of="act")


def _date(path: Path, table: Mapping[str, Any], key: str, where: str = "") -> PartialDate | None:
    value = table.get(key)
    if value is None:
        return None
    try:
        return PartialDate.parse(str(value))
    except ValueError as error:
        raise _wrong(path, where + key, value, "a date such as 2026-01") from error


def _horizon(path: Path, table: Mapping[str, Any]) -> int:
    value = table.get("horizon_months", 24)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 120:
        raise _wrong(path, "horizon_months", value, "a whole number of months, 1 to 120")
    return value


def _reports(path: Path, table: object) -> dict[str, ReportFacts]:
    if not isinstance(table, dict) or not all(isinstance(row, dict) for row in table.values()):
        raise _wrong(path, "reports", table, 'tables such as [reports."wire-1.txt"]')
    return {name: _report(path, name, row) for name, row in table.items()}


def _report(path: Path, name: str, row: Mapping[str, Any]) -> ReportFacts:
    where = f'reports."{name}".'
    _check_keys(path, row, _REPORT_KEYS, where)
    reliability = _text(path, row, "reliability")
    if reliability is not None and reliability not in tuple(SCALES["reliability"]):
        raise _wrong(path, f"{where}reliability", reliability, "a letter from A to F")
    return ReportFacts(
        outlet=_text(path, row, "outlet"),
        published=_date(path, row, "published", where),
        reliability=reliability,
        title=_text(path, row, "title"),
        origin=_text(path, row, "origin"),
    )
