"""Claims that happened → events, merged over the reports that tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from volteface.ledger.actors import direction
from volteface.ledger.dates import Published, date_of, may_be_same
from volteface.model.claim import Claim
from volteface.model.dates import PartialDate
from volteface.model.ledger import Event

Sources = Mapping[str, str]
Key = tuple[str | None, str | None, str]


@dataclass(slots=True)
class _Group:
    """Claims of one event while they are gathered."""

    date: PartialDate | None
    mode: str | None
    claims: list[Claim] = field(default_factory=list)

    def takes(self, claim: Claim, date: PartialDate | None) -> bool:
        """Whether a claim of the same actors and type can tell of this event."""
        same_mode = claim.mode is None or self.mode is None or claim.mode == self.mode
        return same_mode and may_be_same(self.date, date)

    def add(self, claim: Claim, date: PartialDate | None) -> None:
        """Take the claim in; the better known date and mode stay."""
        self.claims.append(claim)
        self.mode = self.mode or claim.mode
        if date is not None and (self.date is None or _known(date) > _known(self.date)):
            self.date = date


def merge_events(
    claims: Iterable[Claim], published: Published, sources: Sources
) -> tuple[Event, ...]:
    """Return the events of ``claims``: same actors, type, mode and a date that may be the same.

    Only what happened counts: affirmed, past or ongoing. An undated claim joins the one dated event
    of its kind, where there is exactly one. ``sources`` tells each report's independent source.
    """
    by_key: dict[Key, list[Claim]] = {}
    for claim in claims:
        if claim.kind == "event" and claim.happened:
            by_key.setdefault((*direction(claim), claim.type), []).append(claim)
    groups = [group for own in by_key.values() for group in _groups(own, published)]
    return tuple(_event(number, group, sources) for number, group in enumerate(groups, 1))


def _groups(claims: list[Claim], published: Published) -> list[_Group]:
    dated = [(claim, date) for claim in claims if (date := date_of(claim, published))]
    dated.sort(key=lambda pair: -_known(pair[1]))
    groups: list[_Group] = []
    for claim, date in dated:
        _place(groups, claim, date)
    undated = [claim for claim in claims if date_of(claim, published) is None]
    for claim in undated:
        fitting = [g for g in groups if g.date is not None and g.takes(claim, g.date)]
        if len(fitting) == 1:
            fitting[0].add(claim, None)
        else:
            _place(groups, claim, None)
    return groups


def _place(groups: list[_Group], claim: Claim, date: PartialDate | None) -> None:
    group = next((g for g in groups if g.takes(claim, date)), None)
    if group is None:
        group = _Group(date=date, mode=claim.mode)
        groups.append(group)
    group.add(claim, date)


def _known(date: PartialDate) -> int:
    return sum(part is not None for part in (date.year, date.month, date.day))


def _event(number: int, group: _Group, sources: Sources) -> Event:
    claims = group.claims
    first = claims[0]
    reports = {claim.report_id for claim in claims}
    return Event(
        id=f"e{number}",
        date=group.date,
        source=first.source,
        target=first.target,
        type=first.type,
        mode=group.mode,
        place=next((claim.place.name for claim in claims if claim.place), None),
        magnitude=next((claim.quantity for claim in claims if claim.quantity), None),
        change=next((claim.change for claim in claims if claim.change), None),
        claims=tuple(claim.id for claim in claims),
        reports=len(reports),
        independent_sources=len({sources.get(report, report) for report in reports}),
    )
