"""The first form of the answer: the record of historical breaks of the kind most affected."""

from __future__ import annotations

import numpy as np

from volteface.assessment.affected import most_affected
from volteface.assessment.confidence import grounds
from volteface.assessment.elapsed import elapsed_months, latest_publication
from volteface.assessment.indicators import find_indicators
from volteface.model.assessment import Assessment, NearestCase, Outlook
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.dates import PartialDate
from volteface.model.ledger import Ledger
from volteface.model.report import Report
from volteface.reference.backtest import predictions
from volteface.reference.breaks import BreakTable, load_breaks
from volteface.reference.estimate import Question, estimate
from volteface.reference.groups import ALL, tie_group
from volteface.reference.nearest import NearCase, nearest
from volteface.reference.score import ELAPSED_MONTHS, score
from volteface.reference.settings import load_settings

SEED = 20260103  # of the generator that draws the interval: one case, one interval
_LONGEST = 119  # months: a break that old is lasting by definition; the class says no more


def assess(
    case: Case,
    ledger: Ledger,
    claims: tuple[Claim, ...],
    reports: tuple[Report, ...],
    as_of: PartialDate | None = None,
) -> Assessment:
    """Return the answer for ``case`` with its evidence, indicators, nearest cases and confidence.

    ``as_of`` is the day up to which no restoration is known, the latest publication unless told.
    Where the time since the break is not known, none is counted as passed. Horizons that have
    passed already are left out; the headline is the case's own, or the next after it. Where no
    break of the kind lasted as long, all kinds answer.
    """
    elapsed = elapsed_months(case.break_, as_of or latest_publication(reports))
    passed = min(elapsed or 0, _LONGEST)
    kind, table = most_affected(case, ledger, claims), load_breaks()
    outlooks = _outlooks(kind, passed, case.horizon_months, table)
    if not outlooks:
        kind = ALL
        outlooks = _outlooks(kind, passed, case.horizon_months, table)
    later = (one for one in outlooks if one.horizon_months >= case.horizon_months)
    headline = next(later, outlooks[-1])
    basis = grounds(case, ledger, reports, headline.cases, elapsed)
    return Assessment(
        kind_group=_in_words(kind),
        headline=headline,
        outlooks=outlooks,
        indicators=find_indicators(claims, case),
        nearest=_nearest(case, kind, table),
        confidence=basis.level,
        confidence_reasons=basis.reasons,
        score=_score(table, passed, headline.horizon_months),
    )


def _outlooks(kind: str, elapsed: int, wanted: int, table: BreakTable) -> tuple[Outlook, ...]:
    horizons = sorted({*load_settings().horizons_months, wanted})
    found = (_outlook(kind, horizon, elapsed, table) for horizon in horizons if horizon > elapsed)
    return tuple(one for one in found if one is not None)


def _outlook(kind: str, horizon: int, elapsed: int, table: BreakTable) -> Outlook | None:
    question = Question(name=kind, horizon_months=horizon, elapsed_months=elapsed)
    found = estimate(question, table, np.random.default_rng(SEED))
    if found.probability is None or found.low is None or found.high is None:
        return None
    return Outlook(
        horizon_months=horizon,
        restored=found.probability,
        low=found.low,
        high=found.high,
        cases=found.cases,
        clusters=found.clusters,
    )


def _in_words(kind: str) -> str:
    """Return the tie of the breaks table and its group, such as ``personnel, structural ties``."""
    place = tie_group(kind)
    group = "all kinds of ties" if place.group == ALL else f"{place.group} ties"
    return f"{place.tie}, {group}" if place.tie and place.tie != place.group else group


def _nearest(case: Case, kind: str, table: BreakTable) -> tuple[NearestCase, ...]:
    states = [code for code in (case.focal, case.partner) if code]
    kinds = [] if kind == ALL else [kind]
    return tuple(_near(one) for one in nearest(table, kinds, states))


def _near(one: NearCase) -> NearestCase:
    row = one.row
    return NearestCase(
        name=f"{row.state_a}–{row.state_b} {row.date}: {row.what}",
        outcome=one.became,
        differs="; ".join(one.differences),
    )


def _score(table: BreakTable, elapsed: int, horizon: int) -> dict[str, float | int | str]:
    """Return how estimate and base rate did on breaks that lasted as long, disputes left out.

    Scored at the headline's own horizon, up to the 120 months for which outcomes are known.
    """
    horizon = min(horizon, load_settings().lasting_after_months)
    at = max(months for months in ELAPSED_MONTHS if months <= elapsed and months < horizon)
    rows = predictions(table, at, horizon_months=horizon)
    own, base = score(rows, "estimate"), score(rows, "base_rate")
    return {
        "Brier score": own.brier,
        "Brier score of the base rate": base.brier,
        "log score": own.log_score,
        "log score of the base rate": base.log_score,
        "breaks": own.cases,
        "disputes": own.clusters,
        "months after the break": at,
        "horizon in months": horizon,
    }
