"""What the sections are written from: case, reports, claims, ledger and assessment, with look-ups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from volteface.briefing.clauses import told
from volteface.briefing.names import name, opened
from volteface.briefing.sentence import Sentence
from volteface.briefing.voices import attributed, outlet_of
from volteface.model.assessment import Assessment
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.dates import PartialDate
from volteface.model.ledger import Ledger
from volteface.model.report import Report

_SPEAKERS = ("official", "narrator", "document", "witness", "analyst", "unnamed", "media")
_CERTAINTIES = ("certain", "unstated", "probable", "possible")


class Refused(Protocol):
    """A document that could not be read: where it is, and why."""

    @property
    def where(self) -> str:
        """The file, address or entry."""

    @property
    def reason(self) -> str:
        """What is wrong with it, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a brief is written from; ``claims_by_id`` and ``reports_by_id`` are made of it."""

    case: Case
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    ledger: Ledger
    assessment: Assessment
    refused: tuple[Refused, ...] = ()
    claims_by_id: dict[str, Claim] = field(init=False)
    reports_by_id: dict[str, Report] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims_by_id", {claim.id: claim for claim in self.claims})
        object.__setattr__(self, "reports_by_id", {report.id: report for report in self.reports})

    @property
    def pair(self) -> tuple[str | None, str | None]:
        """Focal state and former partner."""
        return self.case.focal, self.case.partner

    @property
    def as_of(self) -> PartialDate | None:
        """The latest date of publication that is told; never today."""
        dates = [r.published for r in self.reports if r.published and r.published.year]
        return max(dates, key=lambda date: date.sort_key, default=None)

    def known(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """Return the claims with these ids, in their order; ids without a claim are left out."""
        return tuple(self.claims_by_id[one] for one in ids if one in self.claims_by_id)

    def ids(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return those ids that a claim bears, each once, in their order."""
        return tuple(dict.fromkeys(one.id for one in self.known(ids)))

    def best(self, ids: Iterable[str]) -> Claim | None:
        """Return the claim to tell of several: what happened first, then the surest, then by speaker."""
        return min(self.known(ids), key=_rank, default=None)

    def outlet(self, claim: Claim) -> str:
        """Return the outlet that a claim stands in, as a sentence names it."""
        report = self.reports_by_id.get(claim.report_id)
        return outlet_of(report) if report else "the report"

    def tell(self, claim: Claim, also: Iterable[str] = ()) -> Sentence | None:
        """Return a claim as an attributed sentence with its words; None where it cannot be worded.

        ``also`` are ids of further claims that tell the same; they become evidence too.
        """
        clause, report = told(claim), self.reports_by_id.get(claim.report_id)
        if clause is None or report is None:
            return None
        more = tuple(one.id for one in self.known(also) if one.id != claim.id)
        return Sentence(
            text=attributed(claim, report, clause),
            claims=(claim.id, *more),
            rules=("told",),
            quotes=(claim.id,),
        )

    def is_disputed(self, ids: Iterable[str]) -> bool:
        """Whether any of these claims stands in a disagreement of the ledger."""
        wanted = set(ids)
        return any(wanted & set(side) for one in self.ledger.disagreements for _, side in one.sides)

    def pair_words(self) -> str:
        """Return both states of the pair in words."""
        return f"{name(self.case.focal)} and {name(self.case.partner)}"

    def outside_words(self) -> str:
        """Return the outside powers in words; "an outside power" where none is known."""
        return " and ".join(name(code) for code in self.case.outside) or "an outside power"


def absent(text: str) -> Sentence:
    """Return a sentence that says what the reports do not tell."""
    return Sentence(text=opened(text), rules=("absence",))


def _rank(claim: Claim) -> tuple[bool, int, int]:
    return (
        not claim.happened,
        _CERTAINTIES.index(claim.certainty),
        _SPEAKERS.index(claim.speaker.kind),
    )
