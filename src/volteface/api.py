"""The public functions: read claims, and write the brief of a report or a case."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import BinaryIO

from volteface.assessment.assess import assess
from volteface.assessment.from_series import with_assumed as switched_on
from volteface.briefing.brief import Brief
from volteface.briefing.compose import compose
from volteface.cases.find import complete_case
from volteface.cases.folder import CaseFolder, load_case
from volteface.documents.furniture import furniture
from volteface.documents.load import load_all
from volteface.documents.options import Options
from volteface.documents.refusal import Loaded, Refusal
from volteface.errors import DocumentError, ReadingError
from volteface.ledger.build import build_ledger
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.report import Report
from volteface.model.series import Series
from volteface.reading.chain import Reading, read_report
from volteface.series.table import read_series

Source = str | Path | bytes | BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """Claims of one or more reports, the reports themselves, and what was refused, with reasons."""

    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    refused: tuple[Refusal, ...] = ()

    def to_json(self) -> str:
        """Return the claims as a JSON array of the published record."""
        return json.dumps([claim.to_dict() for claim in self.claims], ensure_ascii=False, indent=1)

    def _repr_html_(self) -> str:
        """Return a table of the claims for notebooks."""
        rows = "".join(
            f"<tr><td>{escape(_code(c.source))}</td><td>{escape(_code(c.target))}</td><td>{c.type}</td>"
            f"<td>{c.polarity}, {c.time_frame}</td><td>{escape(c.quote)}</td></tr>"
            for c in self.claims
        )
        head = "<tr><th>source</th><th>target</th><th>type</th><th>stands</th><th>quote</th></tr>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def read(source: Source, *, options: Options | None = None) -> ReadResult:
    """Return the claims of a report, a folder, a feed, an address or standard input (``-``).

    Raises DocumentError where nothing at all could be read; single refusals are in ``refused``.
    """
    loaded = load_all(source, options)
    _require(loaded)
    return ReadResult(
        claims=claims_of(loaded.reports), reports=loaded.reports, refused=loaded.refused
    )


def brief(
    source: Source,
    *,
    options: Options | None = None,
    horizon_months: int | None = None,
    with_assumed: bool = False,
) -> Brief:
    """Return the brief of one report or of a case folder.

    What the case does not tell – the pair, the outside power, the break – is found in the reports
    and marked as found. ``with_assumed`` adds to the headline what the case's own series say, which
    no record of past breaks backs. Raises DocumentError where nothing could be read, ReadingError where no two
    states with a tie between them are told of.
    """
    folder = open_case(source, options)
    case = folder.case
    if horizon_months is not None:
        case = _with_horizon(case, horizon_months)
    claims = folder.corrected(claims_of(folder.reports))
    case = complete_case(case, folder.reports, claims)
    _require_pair(case, source)
    ledger = build_ledger(case, folder.reports, claims)
    assessment = assess(case, ledger, claims, folder.reports, series=series_of_case(folder.path))
    if with_assumed:
        assessment = switched_on(assessment)
    return compose(case, folder.reports, claims, ledger, assessment, refused=folder.refused)


def open_case(source: Source, options: Options | None = None) -> CaseFolder:
    """Return a case folder, or a case made of any other source."""
    return load_case(source, options)


def series_of_case(folder: Path | None) -> tuple[Series, ...]:
    """Return the series of the CSV and Parquet files in the case's ``series/``.

    Raises SeriesError for a file that cannot be read.
    """
    paths = sorted((folder / "series").glob("*")) if folder else []
    return tuple(one for p in paths if p.suffix in (".csv", ".parquet") for one in read_series(p))


def claims_of(reports: tuple[Report, ...]) -> tuple[Claim, ...]:
    """Return the claims of the reports, furniture left out."""
    reading = _reading()
    return tuple(
        claim
        for report in reports
        for claim in read_report(
            report, reading, [(s.start, s.end) for s in furniture(report.text, title=report.title)]
        )
    )


@cache
def _reading() -> Reading:
    return Reading.load()


def _require(loaded: Loaded) -> None:
    if loaded.reports or not loaded.refused:
        return
    if len(loaded.refused) == 1:
        raise loaded.refused[0].error
    reasons = "\n".join(f"  {refusal.reason}" for refusal in loaded.refused)
    raise DocumentError(f"none of {len(loaded.refused)} documents could be read:\n{reasons}")


def _require_pair(case: Case, source: Source) -> None:
    if case.focal and case.partner:
        return
    where = source if isinstance(source, str | Path) and str(source) != "-" else "stdin"
    raise ReadingError(
        f"{where}: read, but no two states with a tie between them are told of; name them in a"
        " case.toml (focal, partner), or hand in a report on a break between states"
    )


def _with_horizon(case: Case, months: int) -> Case:
    from dataclasses import replace

    return replace(case, horizon_months=months)


def _code(party: object) -> str:
    return str(getattr(party, "code", None) or getattr(party, "name", None) or "–")
