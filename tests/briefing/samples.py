"""A made-up case with hand-made claims, ledger and assessment: Niger and France, two reports."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from volteface.briefing.brief import Brief
from volteface.briefing.compose import compose
from volteface.model.assessment import Assessment, Indicator, NearestCase, Outlook
from volteface.model.case import Break, Case
from volteface.model.claim import Claim, Party, Speaker
from volteface.model.dates import PartialDate
from volteface.model.ledger import CausalLink, Disagreement, Event, Ledger, Tie
from volteface.model.report import Report

WIRE = (
    "NIAMEY, Oct 10 (Wire) - French soldiers began leaving Niger on 10 October 2023. "
    "Analysts said the alliance may decline further. "
    "France plans to keep its embassy staff at work. "
    "The loss of French aid has cut the supply of electricity in Niger because the grid went unpaid. "
    "Russia held talks with Niger <b>in secret</b> & gave nothing away."
)
PAPER = (
    "The ministry denied that Niger had expelled French people. "
    "Niger demanded that France close its base. "
    "French aid to Niger fell by half, the ministry said."
)
NIGER, FRANCE, RUSSIA = (Party(code=code) for code in ("NER", "FRA", "RUS"))
MINISTRY = Speaker(kind="official", text="the ministry", code="NER")


def claim(id_: str, quote: str, **told: Any) -> Claim:
    """Return a claim on the words ``quote`` of one of the two reports."""
    home, text = ("wire.txt", WIRE) if quote in WIRE else ("paper.txt", PAPER)
    start = text.index(quote)
    sentence = next(s for s in text.split(". ") if quote.rstrip(".") in s)
    base: dict[str, Any] = {"kind": "event", "source": NIGER, "target": FRANCE, "type": "CONSULT"}
    place = {"sentence": sentence, "start": start, "end": start + len(quote), "quote": quote}
    return Claim(id=id_, report_id=home, **(base | place | told))


CLAIMS = (
    claim(
        "w/1",
        "French soldiers began leaving Niger on 10 October 2023",
        source=FRANCE,
        target=NIGER,
        type="RETREAT",
        mode="withdraw_support",
        change="begins",
    ),
    claim(
        "w/2",
        "the alliance may decline further",
        kind="judgment",
        type="alliance",
        change="falls",
        time_frame="predicted",
        certainty="possible",
        speaker=Speaker(kind="analyst", text="Analysts"),
    ),
    claim(
        "w/3",
        "keep its embassy staff at work",
        kind="tie",
        source=FRANCE,
        target=NIGER,
        type="diplomatic_relations",
        time_frame="planned",
    ),
    claim(
        "w/4",
        "the supply of electricity in Niger",
        kind="level",
        source=None,
        target=NIGER,
        type="domestic",
        sector="electricity",
        change="falls",
        caused_by=("p/3",),
        cue="because",
    ),
    claim("w/5", "Russia held talks with Niger <b>in secret</b>", source=RUSSIA, target=NIGER),
    claim(
        "p/1",
        "Niger had expelled French people",
        type="SANCTION",
        mode="expel",
        polarity="denied",
        speaker=MINISTRY,
    ),
    claim("p/2", "Niger demanded that France close its base", type="REQUEST"),
    claim(
        "p/2b",
        "France close its base",
        source=FRANCE,
        target=NIGER,
        type="RETREAT",
        mode="end_service",
        time_frame="demanded",
    ),
    claim(
        "p/3",
        "French aid to Niger fell by half",
        kind="level",
        source=FRANCE,
        target=NIGER,
        type="aid",
        change="falls",
        speaker=MINISTRY,
    ),
)
REPORTS = (
    Report(
        id="wire.txt",
        text=WIRE,
        outlet="Wire",
        published=PartialDate(year=2023, month=10, day=10),
        reliability="B",
    ),
    Report(id="paper.txt", text=PAPER),
)
CASE = Case(
    title="Niamey and Paris",
    focal="NER",
    partner="FRA",
    outside=("RUS",),
    break_=Break(date=PartialDate(year=2023, month=10), of="act", claims=("w/1",)),
    found=frozenset({"outside"}),
)
LEDGER = Ledger(
    events=(
        Event(
            id="e1",
            date=PartialDate(year=2023, month=10, day=10),
            source=FRANCE,
            target=NIGER,
            type="RETREAT",
            mode="withdraw_support",
            place=None,
            magnitude=None,
            change="begins",
            claims=("w/1",),
            reports=1,
            independent_sources=1,
        ),
        Event(
            id="e2",
            date=None,
            source=NIGER,
            target=FRANCE,
            type="REQUEST",
            mode=None,
            place=None,
            magnitude=None,
            change=None,
            claims=("p/2", "p/1"),
            reports=1,
            independent_sources=1,
        ),
    ),
    ties=(
        Tie(
            kind="aid",
            provider="FRA",
            recipient="NER",
            before="provided",
            now="reduced",
            change="falls",
            residual="remains, reduced",
            quantities=(),
            claims_before=(),
            claims_now=("p/3",),
            independent_sources=1,
        ),
    ),
    causes=(CausalLink(cause="p/3", effect="w/4", cue="because", claims=("w/4", "p/3")),),
    disagreements=(
        Disagreement(
            about="SANCTION NER → FRA",
            sides=(("said – Wire", ("w/1",)), ("denied – ministry", ("p/1",))),
        ),
    ),
)


def outlook(months: int, restored: float) -> Outlook:
    """Return an outlook with an interval of five points to each side."""
    return Outlook(
        horizon_months=months,
        restored=restored,
        low=restored - 0.05,
        high=restored + 0.05,
        cases=60,
        clusters=40,
    )


ASSESSMENT = Assessment(
    kind_group="aid, structural ties",
    headline=outlook(24, 0.25),
    outlooks=(outlook(12, 0.15), outlook(24, 0.25), outlook(120, 0.6)),
    indicators=(
        Indicator(name="talks with the outside power", points_to="lasting", claims=("w/5",)),
    ),
    nearest=(
        NearestCase(
            name="CAF–FRA 2022-12: the last soldiers leave",
            outcome="not restored by 2025-09",
            differs="other states: CAF",
        ),
    ),
    confidence="low",
    confidence_reasons=("two sources", "one graded"),
    score={"Brier score": 0.2, "breaks": 427},
)


def sample(**changed: Any) -> Brief:
    """Return the brief of the sample, with parts of it exchanged by name."""
    parts: dict[str, Any] = {
        "case": CASE,
        "reports": REPORTS,
        "claims": CLAIMS,
        "ledger": LEDGER,
        "assessment": ASSESSMENT,
    }
    return compose(**(parts | changed))


def changed_claim(id_: str, **told: Any) -> Claim:
    """Return a claim of the sample with some of its fields exchanged."""
    return replace(next(one for one in CLAIMS if one.id == id_), **told)
