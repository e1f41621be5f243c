"""Confidence in an assessment by a printed rule, stated apart from its probability.

High: three or more independent sources, two or more of them graded A or B, a reference class of
30 or more breaks, and no gap in what is known. Moderate: two or more independent sources, a class
of 15 or more, at most two gaps. Low: anything else.
"""

from __future__ import annotations

from dataclasses import dataclass

from volteface.codebook.grades import reliability
from volteface.documents.duplicates import independent_source
from volteface.model.assessment import Confidence
from volteface.model.case import Case
from volteface.model.dates import PartialDate
from volteface.model.ledger import Ledger
from volteface.model.report import Report

HIGH_SOURCES, HIGH_GRADED, HIGH_CASES = 3, 2, 30
MODERATE_SOURCES, MODERATE_CASES, MODERATE_GAPS = 2, 15, 2
_GOOD = ("A", "B")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What the rule looks at."""

    sources: int
    graded: int
    ungraded: int
    cases: int
    gaps: tuple[str, ...]

    @property
    def level(self) -> Confidence:
        """The level by the rule at the top of this module."""
        enough = self.sources >= HIGH_SOURCES and self.graded >= HIGH_GRADED
        if enough and self.cases >= HIGH_CASES and not self.gaps:
            return "high"
        some = self.sources >= MODERATE_SOURCES and self.cases >= MODERATE_CASES
        return "moderate" if some and len(self.gaps) <= MODERATE_GAPS else "low"

    @property
    def reasons(self) -> tuple[str, ...]:
        """What the level rests on, in words, for print."""
        plural = "" if self.sources == 1 else "s"
        return (
            f"{self.sources} independent source{plural}",
            f"{self.graded} graded A or B, {self.ungraded} not graded",
            f"{self.cases} historical breaks of this kind",
            *self.gaps,
        )


def grounds(
    case: Case,
    ledger: Ledger,
    reports: tuple[Report, ...],
    cases: int,
    elapsed: int | None,
    back: PartialDate | None,
) -> Grounds:
    """Return what confidence rests on; ``cases`` is the size of the reference class.

    ``back`` is when the broken tie is told to have begun again.

    Copies and retellings count as one source, which has the best grade of its reports.
    """
    keys = independent_source(reports)
    best: dict[str, str] = {}
    for report in reports:
        grade = reliability(report.reliability).grade
        best[keys[report.id]] = min(grade, best.get(keys[report.id], "F"))
    return Grounds(
        sources=len(best),
        graded=sum(grade in _GOOD for grade in best.values()),
        ungraded=sum(grade == "F" for grade in best.values()),
        cases=cases,
        gaps=_gaps(case, ledger, elapsed, back),
    )


def _gaps(
    case: Case, ledger: Ledger, elapsed: int | None, back: PartialDate | None
) -> tuple[str, ...]:
    pair = {case.focal, case.partner}
    own = [tie for tie in ledger.ties if {tie.provider, tie.recipient} == pair]
    gaps = {
        "the date of the break is not told": case.break_ is None,
        "only the trigger of the break is dated": case.break_ is not None
        and case.break_.of == "trigger",
        "how long ago it was is not known, no time is counted as passed": case.break_ is not None
        and elapsed is None,
        f"the broken tie is told to have begun again by {back}, time is counted up to then": back
        is not None,
        "no tie of the pair is known both before and now": not any(
            tie.before and tie.now for tie in own
        ),
        "no outside power was found": not case.outside,
    }
    return tuple(text for text, is_gap in gaps.items() if is_gap)
