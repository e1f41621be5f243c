"""What happened, as a timeline; what was only demanded, planned or denied stands apart."""

from __future__ import annotations

from dataclasses import replace

from volteface.briefing.answer import counted
from volteface.briefing.material import Material, absent
from volteface.briefing.names import date_words, opened
from volteface.briefing.sentence import Picture, Section, Sentence
from volteface.briefing.weight import FIRM, support
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
    kept = _kept(material, shown)
    undated = [number for number, (one, _) in enumerate(kept, 1) if _time(one) == _UNDATED]
    marks = _marks(material, [event for event, _ in kept])
    return Section(
        key="happened",
        title="What happened",
        lead=_lead(len(shown) - len(kept), len(kept), undated),
        pictures=_picture(marks),
        items=tuple(sentence for _, sentence in kept),
        is_numbered=True,
    )


def happened_claims(material: Material, event: Event) -> tuple[Claim, ...]:
    """Return those claims of an event that tell it as having happened."""
    return tuple(claim for claim in material.known(event.claims) if claim.happened)


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
    borne = f"; {sources} independent sources" if sources > 1 else ""
    dispute = "; this is disputed" if material.is_disputed(event.claims) else ""
    date = "" if _time(event) == _UNDATED else f"{opened(date_words(event.date))}: "
    body = told.text[:-1]
    body = f"{body[:-1]}{borne})" if body.endswith(")") else f"{body}{borne}"
    return replace(told, text=f"{date}{body}{dispute}.")


def _kept(material: Material, shown: list[tuple[Event, Sentence]]) -> list[tuple[Event, Sentence]]:
    """Return the events that are firmly told, the best supported where there are too many."""
    weights = {event.id: support(happened_claims(material, event)) for event, _ in shown}
    firm = [one for one in shown if weights[one[0].id] >= FIRM]
    best = sorted(firm, key=lambda one: (-one[0].independent_sources, -weights[one[0].id]))
    chosen = {event.id for event, _ in best[:_MOST]}
    return [one for one in firm if one[0].id in chosen]


def _lead(left_out: int, told: int, undated: list[int]) -> tuple[Sentence, ...]:
    found = []
    if not told:
        found.append(absent("no event between these states is firmly told as having happened."))
    elif len(undated) == told:
        found.append(absent("none of these events is dated; they stand in the order told."))
    elif len(undated) == 1:
        found.append(absent(f"no date is told of event {undated[0]}."))
    elif undated:
        found.append(absent(f"no dates are told of events {undated[0]} to {undated[-1]}."))
    if left_out > 0:
        text = f"{counted(left_out, 'further event')}, less firmly told, in the JSON twin and the bundle."
        found.append(Sentence(text=text, rules=("bundle",)))
    return tuple(found)


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
