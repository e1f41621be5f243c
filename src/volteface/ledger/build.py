"""Claims of a case's reports → its ledger."""

from __future__ import annotations

from volteface.documents.duplicates import independent_source
from volteface.ledger.causes import build_causes
from volteface.ledger.disagreements import find_disagreements
from volteface.ledger.events import merge_events
from volteface.ledger.ties import Context, build_ties
from volteface.ledger.timeline import timeline
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.ledger import Ledger
from volteface.model.report import Report


def build_ledger(case: Case, reports: tuple[Report, ...], claims: tuple[Claim, ...]) -> Ledger:
    """Return the events in order of time, the ties both ways, the causal chain, disagreements.

    Copies of one text and retellings of one agency count as one source.
    """
    published = {report.id: report.published for report in reports}
    sources = independent_source(reports)
    outlets = {report.id: report.outlet or report.id for report in reports}
    context = Context(case=case, published=published, sources=sources)
    return Ledger(
        events=timeline(merge_events(claims, published, sources)),
        ties=build_ties(claims, context),
        causes=build_causes(claims),
        disagreements=find_disagreements(claims, published, outlets),
    )
