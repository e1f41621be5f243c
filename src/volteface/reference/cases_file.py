"""Anybody's table of breaks, to be scored: the columns of ours or of a like table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from volteface.errors import CasesError, CodebookError
from volteface.model.dates import PartialDate
from volteface.reference.breaks import month_number, outcome_of
from volteface.reference.covariates import covariates_of
from volteface.reference.groups import ties
from volteface.reference.instances import Instance
from volteface.reference.settings import load_settings
from volteface.reference.tables import read_table

_NAMES = {
    "cow_a": ("ccode_a", "cow_a"),
    "cow_b": ("ccode_b", "cow_b"),
    "date": ("break_date", "date"),
    "restored": ("resolution_date", "restoration_date"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesFile:
    """The breaks of a file, the rows that cannot be used with the reason, and its SHA-256."""

    cases: tuple[Instance, ...]
    rejected: tuple[str, ...]
    sha256: str


def read_cases(path: Path) -> CasesFile:
    """Return the severed ties in a CSV with ``id, ccode_a, ccode_b, break_date, tie, cluster``.

    ``ccode``: Correlates of War codes (``cow_a``, ``cow_b`` are read too). Optional: ``valence``
    (positive rows are passed over), ``scored``, ``who_broke`` with ``state_a`` and ``state_b``,
    and covariates under the names of ``covariates.csv``; what is missing is unknown.
    ``resolution_date`` (or ``restoration_date``) and ``outcome`` are read to score, and to leave
    out cases that were over by the horizon asked. Raises CasesError where the file cannot be
    read, a column is missing or no row can be used.
    """
    try:
        table = read_table("cases", ("id", "tie", "cluster"), path)
    except CodebookError as error:
        raise CasesError(str(error).replace("; restore the table", "")) from error
    names = {name: _named(table.rows[0], choices, path) for name, choices in _NAMES.items()}
    found, rejected, seen = [], [], set[str]()
    for index, row in enumerate(table.rows):
        if row.get("valence", "negative") == "positive":
            continue
        try:
            _check(row, seen)
            found.append(_instance(row, names))
        except ValueError as error:
            rejected.append(f"{table.where(index)} ({row['id']}): {error}")
    if not found:
        raise CasesError(
            f"{path}: no row can be used; {'; '.join(rejected[:3]) or 'none negative'}"
        )
    return CasesFile(cases=tuple(found), rejected=tuple(rejected), sha256=table.sha256)


def _named(row: Mapping[str, str], choices: Sequence[str], path: Path) -> str:
    for name in choices:
        if name in row:
            return name
    raise CasesError(f"{path}, row 1: column missing: {' or '.join(choices)}; add it")


def _check(row: Mapping[str, str], seen: set[str]) -> None:
    if row["id"] in seen or not row["id"]:
        raise ValueError("the id is empty or stands twice")
    seen.add(row["id"])
    allowed = {"valence": ("negative",), "scored": ("yes", "no")}
    for name, words in allowed.items():
        if row.get(name, words[0]) not in words:
            raise ValueError(f"{name} is {row[name]!r}; write {' or '.join(words)}")


def _instance(row: Mapping[str, str], names: Mapping[str, str]) -> Instance:
    settings = load_settings()
    until = settings.observed_until
    date = PartialDate.parse(row[names["date"]])
    end = row[names["restored"]]
    restored = PartialDate.parse(end) if end else None
    if row["tie"] not in ties():
        raise ValueError(f"tie is {row['tie']!r}; write one of {', '.join(sorted(ties()))}")
    if restored is None and row.get("outcome") == "temporary":
        raise ValueError("outcome is temporary, but no resolution date says when it ended")
    early = (date.year or 0) <= settings.last_scored_year
    a, b = (_code(row[names[side]]) for side in ("cow_a", "cow_b"))
    if restored is not None and month_number(restored) < month_number(date):
        raise ValueError(f"restored {restored}, before it broke {date}")
    if a == b:
        raise ValueError(f"both states are {a}; write two")
    return Instance(
        id=row["id"],
        cow_a=a,
        cow_b=b,
        month=month_number(date),
        tie=row["tie"],
        cluster=row["cluster"] or row["id"],
        breaker=_breaker(row, a, b),
        restored=None if restored is None else month_number(restored),
        observed_until=month_number(until),
        scored=row.get("scored", "yes") == "yes"
        and early
        and outcome_of(date, restored, until) != "open",
        covariates=covariates_of(row),
    )


def _code(text: str) -> int:
    if not text.isdigit():
        raise ValueError(f"a Correlates of War code is {text!r}; write a number such as 101")
    return int(text)


def _breaker(row: Mapping[str, str], a: int, b: int) -> int | None:
    told = row.get("who_broke")
    if not told:
        return None
    return {row.get("state_a"): a, row.get("state_b"): b}.get(told)
