"""The answer: the record of historical breaks, then the signs that the record can weigh."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.assessment.affected import most_affected
from volteface.assessment.confidence import grounds
from volteface.assessment.elapsed import elapsed_months, first_return, latest_publication
from volteface.assessment.from_series import series_pieces
from volteface.assessment.indicators import find_indicators
from volteface.assessment.pieces import lasting_forms, pieces_of, weighed
from volteface.assessment.prior import at_break, packaged_model, past_breaks
from volteface.documents.duplicates import independent_source
from volteface.model.assessment import Assessment, Indicator, NearestCase, Outlook
from volteface.model.case import Case
from volteface.model.claim import Claim
from volteface.model.dates import PartialDate
from volteface.model.ledger import Ledger
from volteface.model.report import Report
from volteface.model.series import Series
from volteface.reference.breaks import BreakTable, load_breaks
from volteface.reference.groups import ALL, tie_group
from volteface.reference.instances import Instance
from volteface.reference.nearest import NearCase, nearest
from volteface.reference.scores import score_at
from volteface.reference.settings import load_settings

_LONGEST = 119  # months: a break that old is lasting by definition; the class says no more


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the model knows of a case: features at the break, signs since, months since."""

    features: dict[str, float]
    signs: dict[str, Indicator]
    elapsed: int
    like: tuple[Instance, ...]  # breaks of the kind that lasted as long

    @property
    def everything(self) -> dict[str, float]:
        return self.features | dict.fromkeys(self.signs, 1.0)


def assess(
    case: Case,
    ledger: Ledger,
    claims: tuple[Claim, ...],
    reports: tuple[Report, ...],
    as_of: PartialDate | None = None,
    series: tuple[Series, ...] = (),
) -> Assessment:
    """Return the answer for ``case`` with its pieces, indicators, nearest cases and confidence.

    The prior is the restoration hazard of the reference class for the case's kind of tie and
    states; signs in the reports that the class has coded of past breaks move it by what they were
    worth there. ``as_of`` is the day up to which no restoration is known, the latest publication
    unless told, or when the broken tie is first told to have begun again. Where the time since the break is not known, none is counted as passed. Horizons
    that have passed already are left out; the headline is the case's own, or the next after it.
    ``series`` of the tie, as of the same day, add assumed pieces, which are no part of the headline.
    A report that tells nothing of the pair, or of one of the two and the outside power, is no source.
    Source: METHOD: prior and signs as a sum in log-odds.
    """
    reports = _bearing(case, claims, reports) or reports
    kind, table, indicators = most_affected(case, ledger, claims), load_breaks(), find_indicators(claims, case)  # fmt: skip
    sources = _sources(claims, reports)
    back = first_return(case, kind, claims, reports, sources)
    until = as_of or latest_publication(reports)
    held = min(filter(None, (until, back)), key=lambda date: date.sort_key, default=None)
    elapsed = elapsed_months(case.break_, held)
    known = _known(case, kind, min(elapsed or 0, _LONGEST), weighed(indicators, past_breaks(), sources))  # fmt: skip
    horizons = sorted({*load_settings().horizons_months, case.horizon_months})
    outlooks = tuple(_outlook(known, horizon) for horizon in horizons if horizon > known.elapsed)
    later = (one for one in outlooks if one.horizon_months >= case.horizon_months)
    headline = next(later, outlooks[-1])
    basis = grounds(case, ledger, reports, headline.cases, elapsed, back)
    times = (known.elapsed, headline.horizon_months)
    return Assessment(
        kind_group=_in_words(kind),
        headline=headline,
        outlooks=outlooks,
        indicators=indicators,
        nearest=_nearest(case, kind, table),
        confidence=basis.level,
        confidence_reasons=basis.reasons,
        score=score_at(*times),
        pieces=(
            *pieces_of(packaged_model(), known.features, known.signs, times, past_breaks()),
            *series_pieces(series, case.break_.date if case.break_ else None),
        ),
        lasting_forms=lasting_forms(
            tie_group(kind).group, past_breaks(), load_settings().lasting_after_months
        ),
    )


def _known(case: Case, kind: str, elapsed: int, signs: dict[str, Indicator]) -> _Known:
    place = tie_group(kind)
    rows = [row for row in past_breaks() if row.is_broken_after(elapsed)]
    like = tuple(
        row
        for row in rows
        if row.tie == place.tie
        or (place.tie is None and place.group in (ALL, tie_group(row.tie).group))
    )
    return _Known(
        features=at_break(case, kind), signs=signs, elapsed=elapsed, like=like or tuple(rows)
    )


def _outlook(known: _Known, horizon: int) -> Outlook:
    model, told = packaged_model(), known.everything
    low, high = model.interval(told, known.elapsed, horizon)
    return Outlook(
        horizon_months=horizon,
        restored=1 - model.lasting(told, known.elapsed, horizon),
        low=1 - high,
        high=1 - low,
        cases=len(known.like),
        clusters=len({row.cluster for row in known.like}),
    )


def _bearing(
    case: Case, claims: tuple[Claim, ...], reports: tuple[Report, ...]
) -> tuple[Report, ...]:
    """Return the reports with a claim between two of the pair and the outside powers."""
    pair = {case.focal, case.partner}
    known = {*pair, *case.outside} - {None}
    sides = ((c.report_id, {p.code for p in (c.source, c.target) if p}) for c in claims)
    ids = {id_ for id_, codes in sides if len(codes) > 1 and codes <= known and codes & pair}
    return tuple(report for report in reports if report.id in ids)


def _sources(claims: tuple[Claim, ...], reports: tuple[Report, ...]) -> dict[str, str]:
    """Return the independent source of each claim of the reports."""
    keys = independent_source(reports)
    return {claim.id: keys[claim.report_id] for claim in claims if claim.report_id in keys}


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
