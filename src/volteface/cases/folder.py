"""A case folder – or any other source of reports – → a case and its reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from volteface.cases.corrections import FILE as CORRECTIONS
from volteface.cases.corrections import Correction, apply_corrections, read_corrections
from volteface.cases.toml_file import FILE, CaseFile, ReportFacts, read_case_file
from volteface.documents.load import load_all
from volteface.documents.options import Options
from volteface.documents.refusal import Refusal
from volteface.errors import CaseError, DocumentError
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.report import Report

Source = str | Path | bytes | BinaryIO
_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFolder:
    """A case with None for what is not told, its reports, and the files refused with reasons."""

    case: Case
    reports: tuple[Report, ...]
    refused: tuple[Refusal, ...] = ()
    corrections: tuple[Correction, ...] = ()
    path: Path | None = None

    def corrected(self, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """Return the claims as the analyst's corrections leave them."""
        return apply_corrections(claims, self.corrections)


def load_case(source: Source, options: Options | None = None) -> CaseFolder:
    """Return the case of a folder with ``case.toml``, or a case without facts of other sources.

    Files that cannot be read are kept in ``refused`` and the others go on. Raises CaseError for
    bad keys and values, DocumentError where no report at all could be read.
    """
    loaded = load_all(source, options)
    if not loaded.reports:
        raise _nothing(source, loaded.refused)
    folder = _folder(source)
    file = _case_file(folder, _title(source))
    return CaseFolder(
        case=file.case,
        reports=_with_facts(loaded.reports, file.reports, folder),
        refused=loaded.refused,
        corrections=read_corrections(folder / CORRECTIONS) if folder else (),
        path=folder,
    )


def _folder(source: Source) -> Path | None:
    if not isinstance(source, str | Path) or str(source) == "-":
        return None
    path = Path(source)
    return path if path.is_dir() else None


def _title(source: Source) -> str:
    if isinstance(source, str | Path) and str(source) != "-":
        return Path(source).resolve().name if Path(source).exists() else str(source)
    return "standard input"


def _case_file(folder: Path | None, title: str) -> CaseFile:
    if folder is not None and (folder / FILE).is_file():
        return read_case_file(folder / FILE, title)
    return CaseFile(case=Case(title=title, focal=None, partner=None, found=frozenset({"title"})))


def _with_facts(
    reports: tuple[Report, ...], facts: Mapping[str, ReportFacts], folder: Path | None
) -> tuple[Report, ...]:
    """Return the reports with what the case tells of them; it wins over what they tell."""
    unknown = sorted(set(facts) - _names(folder)) if folder else []
    if unknown:
        raise CaseError(
            f'{folder}/{FILE}: reports."{unknown[0]}" is no file of reports/; correct the name'
        )
    return tuple(_told(report, facts.get(_name(report))) for report in reports)


def _names(folder: Path | None) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()} if folder else set()


def _name(report: Report) -> str:
    return Path(report.path).name if report.path else ""


def _told(report: Report, facts: ReportFacts | None) -> Report:
    if facts is None:
        return report
    return replace(
        report,
        outlet=facts.outlet or report.outlet,
        published=facts.published or report.published,
        reliability=facts.reliability or report.reliability,
        title=facts.title or report.title,
        origin=facts.origin or report.origin,
    )


def _nothing(source: Source, refused: tuple[Refusal, ...]) -> DocumentError:
    if len(refused) == 1:
        return refused[0].error
    reasons = "\n".join(f"  {refusal.reason}" for refusal in refused[:_SHOWN])
    more = f"\n  … and {len(refused) - _SHOWN} more" if len(refused) > _SHOWN else ""
    return DocumentError(f"{_title(source)}: no report could be read:\n{reasons}{more}")
