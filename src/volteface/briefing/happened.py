"""What happened, as a timeline; and apart from it what was demanded, planned, feared or denied."""

from __future__ import annotations

from dataclasses import replace

from volteface.briefing.material import Material, absent
from volteface.briefing.names import date_words, opened
from volteface.briefing.sentence import Picture, Section, Sentence
from volteface.charts.timeline import Mark, timeline_chart
from volteface.model.claim import Claim
from volteface.model.dates import PartialDate
from volteface.model.ledger import Event

_MOST = 24
_SPAN_MONTHS = 36
_UNDATED = (9999, 0, 0)


def write(material: Material) -> Section:
    """Return the dated events in order of time, the undated after them, each with its words."""
    told = [(event, _sentence(material, event)) for event in _ordered(material)]
    shown = [(event, sentence) for event, sentence in told if sentence is not None]
    kept = shown[:_MOST]
    marks = _marks(material, [event for event, _ in kept])
    return Section(
        key="happened",
        title="What happened",
        lead=_lead(len(shown) - len(kept), bool(kept)),
        pictures=_picture(marks),
        items=tuple(sentence for _, sentence in kept),
        is_numbered=True,
    )


def write_unrealised(material: Material) -> Section:
    """Return what the reports tell as demanded, planned, predicted, conditional or denied."""
    pair = {code for code in (*material.pair, *material.case.outside) if code}
    chosen = [c for c in material.claims if not c.happened and c.kind != "judgment"]
    sentences = [
        material.tell(claim)
        for claim in chosen
        if len(pair & _codes(claim)) > 1 or claim.kind == "outlook" or claim.type == "domestic"
    ]
    unique = {one.text: one for one in sentences if one is not None}
    items = tuple(unique.values())[:_MOST]
    return Section(
        key="unrealised",
        title="Demanded, planned, feared or denied",
        lead=() if items else (absent("the reports tell of no demand, plan or denial."),),
        items=items,
    )


def happened_claims(material: Material, event: Event) -> tuple[Claim, ...]:
    """Return those claims of an event that tell it as having happened."""
    return tuple(claim for claim in material.known(event.claims) if claim.happened)


def _codes(claim: Claim) -> set[str]:
    parties = (claim.source, claim.target, *claim.others)
    return {party.code for party in parties if party is not None and party.code}


def _ordered(material: Material) -> list[Event]:
    case = material.case
    concerned = {code for code in (*material.pair, *case.outside, *case.others) if code}
    events = [
        event
        for event in material.ledger.events
        if any(party and party.code in concerned for party in (event.source, event.target))
    ]
    return sorted(events, key=_time)


def _time(event: Event) -> tuple[int, int, int]:
    date = event.date
    if date is None or (date.year is None and date.month is None):
        return _UNDATED
    return date.sort_key if date.year else (9998, date.month or 0, date.day or 0)


def _sentence(material: Material, event: Event) -> Sentence | None:
    claims = happened_claims(material, event)
    best = material.best(claim.id for claim in claims)
    if best is None:
        return None
    told = material.tell(best, also=(claim.id for claim in claims))
    if told is None:
        return None
    sources = event.independent_sources
    weight = f" ({sources} independent sources)" if sources > 1 else ""
    dispute = "; this is disputed" if material.is_disputed(event.claims) else ""
    text = f"{opened(date_words(event.date))}: {told.text[:-1]}{weight}{dispute}."
    return replace(told, text=text)


def _lead(left_out: int, is_told: bool) -> tuple[Sentence, ...]:
    if not is_told:
        return (absent("the reports tell of no event between these states as having happened."),)
    if left_out > 0:
        text = f"{left_out} further events stand in the JSON twin and in the bundle."
        return (Sentence(text=text, rules=("bundle",)),)
    return ()


def _marks(material: Material, events: list[Event]) -> tuple[Mark, ...]:
    break_ = material.case.break_
    start = _months(break_.date) if break_ else None
    found = []
    for number, event in enumerate(events, 1):
        months = _months(event.date)
        if event.date is None or months is None:
            continue
        if start is None or abs(months - start) <= _SPAN_MONTHS:
            is_break = bool(break_ and set(break_.claims) & set(event.claims))
            words = date_words(event.date)
            found.append(Mark(number=number, months=months, date=words, is_break=is_break))
    return tuple(found)


def _months(date: PartialDate | None) -> float | None:
    """Return months since year 0; None without year and month (a bare year would feign a month)."""
    if date is None or date.year is None or date.month is None:
        return None
    return date.year * 12 + date.month - 1 + ((date.day or 15) - 1) / 31


def _picture(marks: tuple[Mark, ...]) -> tuple[Picture, ...]:
    if len(marks) < 2:
        return ()
    caption = "Dated events near the break; the numbers are those of the list."
    if any(mark.is_break for mark in marks):
        caption = "Dated events near the break, which is ringed in red; the numbers are those of the list."
    return (Picture(svg=timeline_chart(marks, "Timeline of dated events"), caption=caption),)
