"""What the sections are written from: case, reports, claims, ledger and assessment, with look-ups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from volteface.briefing.clauses import is_bare_view, subject_of, told
from volteface.briefing.names import name, opened, party_name
from volteface.briefing.sentence import Sentence
from volteface.briefing.source_text import quoted_words
from volteface.briefing.voices import attributed, short_outlet, voice_of
from volteface.model.assessment import Assessment
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.dates import PartialDate
from volteface.model.ledger import Ledger
from volteface.model.report import Report

_SPEAKERS = ("narrator", "official", "document", "witness", "analyst", "unnamed", "media")
_OUTLETS = 2  # outlets named in brackets; more are counted
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
    def is_alone(self) -> bool:
        """Whether the brief rests on one report, which is then named once and not at each fact."""
        return len(self.reports) == 1

    @property
    def source_word(self) -> str:
        """What the reports are called in a sentence about all of them."""
        return "the report" if self.is_alone else "the reports"

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
        """Return the claim to tell of several: what happened, the surest, by speaker, the best read."""
        return min(self.known(ids), key=_rank, default=None)

    def outlet(self, claim: Claim) -> str:
        """Return the outlet that a claim stands in, as a sentence names it."""
        report = self.reports_by_id.get(claim.report_id)
        return short_outlet(report) if report else "the report"

    def tell(self, claim: Claim, also: Iterable[str] = ()) -> Sentence | None:
        """Return a claim as an attributed sentence with its words; None where it cannot be worded.

        ``also`` are ids of further claims that tell the same; they become evidence too.
        """
        clause = told(claim, self.asker(claim))
        report = self.reports_by_id.get(claim.report_id)
        if clause is None or report is None:
            return None
        more = tuple(one.id for one in self.known(also) if one.id != claim.id)
        is_quoted = is_bare_view(claim)
        if is_quoted:
            text = self._in_own_words(claim, report)
        else:
            text = attributed(claim, report, clause, self.in_brackets((claim, *self.known(more))))
        quotes = () if is_quoted else (claim.id,)
        return Sentence(text=text, claims=(claim.id, *more), rules=("told",), quotes=quotes)

    def _in_own_words(self, claim: Claim, report: Report) -> str:
        voice = voice_of(claim, report)
        outlet = "" if self.is_alone or claim.speaker.kind == "narrator" else short_outlet(report)
        words = quoted_words(claim).rstrip(".")
        text = f"On {subject_of(claim)}, {voice.inside} {voice.says}: “{words}”"
        return f"{text} ({outlet})." if outlet else f"{text}."

    def asker(self, claim: Claim) -> str | None:
        """Return who makes a demand: who asks, in the same sentence, that party for something."""
        if claim.time_frame != "demanded" or claim.source is None:
            return None
        for one in self.claims:
            is_near = (one.report_id, one.sentence) == (claim.report_id, claim.sentence)
            asks = one.type in ("REQUEST", "pressure") and one.happened
            is_asked = one.target is not None and one.target.code == claim.source.code
            if is_near and asks and is_asked and one.source and claim.source.code:
                return party_name(one.source)
        return None

    def in_brackets(self, claims: Iterable[Claim]) -> str:
        """Return " (A; B; 2 others)"; nothing where the brief has one report, named above."""
        called = (self.outlet(claim).removeprefix("the report ") for claim in claims)
        outlets = list(dict.fromkeys(called))
        if self.is_alone or not outlets:
            return ""
        rest = len(outlets) - _OUTLETS
        shown = [*outlets[:_OUTLETS], f"{rest} others"] if rest > 1 else outlets
        return f" ({'; '.join(shown)})"

    def is_disputed(self, ids: Iterable[str]) -> bool:
        """Whether any of these claims stands in a disagreement of the ledger."""
        wanted = set(ids)
        return any(wanted & set(side) for one in self.ledger.disagreements for _, side in one.sides)

    def pair_words(self) -> str:
        """Return both states of the pair in words."""
        return f"{name(self.case.focal)} and {name(self.case.partner)}"

    def outside_named(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """Return the codes of those outside powers that the claims name."""
        parties = (p for claim in claims for p in (claim.source, claim.target, *claim.others))
        codes = {party.code for party in parties if party}
        return tuple(code for code in self.case.outside if code in codes)

    def outside_words(self, claims: Iterable[Claim] = ()) -> str:
        """Return in words the outside powers that the claims name, all where they name none.

        "An outside power" where none is known.
        """
        shown = self.outside_named(claims) or self.case.outside
        return " and ".join(name(code) for code in shown) or "an outside power"


def absent(text: str) -> Sentence:
    """Return a sentence that says what the reports do not tell."""
    return Sentence(text=opened(text), rules=("absence",))


def _rank(claim: Claim) -> tuple[bool, int, int, float]:
    return (
        not claim.happened,
        _CERTAINTIES.index(claim.certainty),
        _SPEAKERS.index(claim.speaker.kind),
        0.0 if claim.score is None else 1.0 - claim.score,
    )
