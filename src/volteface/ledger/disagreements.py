"""Claims about one thing that cannot all be right, kept side by side with who says so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from volteface.ledger.actors import direction, speaker_name
from volteface.ledger.dates import Published, date_of, may_be_same
from volteface.ledger.labels import label
from volteface.model.claim import Claim, Quantity
from volteface.model.ledger import Disagreement

Outlets = Mapping[str, str]
_TOLERANCE = 0.05  # "about 500" and 480 are no disagreement
_TOLD = ("past", "ongoing")


def find_disagreements(
    claims: tuple[Claim, ...], published: Published, outlets: Outlets
) -> tuple[Disagreement, ...]:
    """Return where numbers of one thing differ, and where one voice denies what another says.

    Numbers are compared where actors, type, unit and change are the same and no dates differ.
    ``outlets`` names each report, for what its narrator says.
    """
    return (
        *_numbers(claims, published, outlets),
        *_denials(claims, published, outlets),
    )


def _numbers(
    claims: Iterable[Claim], published: Published, outlets: Outlets
) -> Iterator[Disagreement]:
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.happened and claim.quantity and bounds(claim.quantity):
            key = (*direction(claim), claim.type, claim.quantity.unit, claim.change, claim.kind)
            groups.setdefault(key, []).append(claim)
    for own in groups.values():
        sides = _sides(own, published, outlets)
        if len(sides) > 1:
            yield Disagreement(about=f"how many: {label(own[0])}", sides=sides)


def _sides(
    claims: list[Claim], published: Published, outlets: Outlets
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the numbers that another voice contradicts, each with its speakers and claims."""
    against: dict[str, Claim] = {}
    for first, second in combinations(claims, 2):
        same_voice = first.report_id == second.report_id and first.speaker == second.speaker
        if not same_voice and _differ(first, second, published):
            against |= {first.id: first, second.id: second}
    sides: dict[str, list[Claim]] = {}
    for claim in against.values():
        sides.setdefault(in_words(claim.quantity), []).append(claim)
    return tuple(
        (f"{number} – {_voices(own, outlets)}", tuple(claim.id for claim in own))
        for number, own in sides.items()
    )


def _differ(first: Claim, second: Claim, published: Published) -> bool:
    dates = date_of(first, published), date_of(second, published)
    if None not in dates and not may_be_same(*dates):
        return False
    one, other = bounds(first.quantity), bounds(second.quantity)
    if one is None or other is None:
        return False
    room = _TOLERANCE * max(value for value in (*one, *other) if math.isfinite(value))
    return one[0] > other[1] + room or other[0] > one[1] + room


def bounds(quantity: Quantity | None) -> tuple[float, float] | None:
    """Return the least and most that a quantity can be; None where it tells no number.

    >>> bounds(Quantity(unit="person", low=40.0))
    (40.0, inf)
    """
    if quantity is None:
        return None
    if quantity.value is not None:
        return quantity.value, quantity.value
    if quantity.low is None and quantity.high is None:
        return (quantity.to, quantity.to) if quantity.to is not None else None
    low = quantity.low if quantity.low is not None else 0.0
    return low, quantity.high if quantity.high is not None else math.inf


def in_words(quantity: Quantity | None) -> str:
    """Return a quantity as ``32 people``, ``more than 40 people`` or ``10 to 20 people``."""
    span = bounds(quantity)
    if quantity is None or span is None:
        return "no number"
    low, high = span
    unit = quantity.unit if low == high == 1 else _PLURALS.get(quantity.unit, quantity.unit)
    if low == high:
        return f"{low:g} {unit}"
    if math.isinf(high):
        return f"more than {low:g} {unit}"
    return f"{low:g} to {high:g} {unit}" if low else f"up to {high:g} {unit}"


_PLURALS = {"person": "people", "ship": "ships", "flight": "flights", "tonne": "tonnes"}
_PLURALS |= {"barrel": "barrels", "barrel/day": "barrels a day", "percent": "%"}


def _denials(
    claims: tuple[Claim, ...], published: Published, outlets: Outlets
) -> Iterator[Disagreement]:
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        source, target = direction(claim)
        if claim.kind in ("event", "tie", "level", "presence") and (source or target):
            stands = "now" if claim.time_frame in _TOLD else claim.time_frame
            groups.setdefault((source, target, claim.type, stands), []).append(claim)
    for own in groups.values():
        said = [claim for claim in own if claim.polarity == "affirmed"]
        denied = [
            claim
            for claim in own
            if claim.polarity == "denied" and claim.speaker.kind != "narrator"
        ]
        said = [claim for claim in said if any(_same_act(claim, d, published) for d in denied)]
        if said and denied:
            yield Disagreement(
                about=label(said[0]),
                sides=(
                    (f"said – {_voices(said, outlets)}", tuple(claim.id for claim in said)),
                    (f"denied – {_voices(denied, outlets)}", tuple(c.id for c in denied)),
                ),
            )


def _same_act(first: Claim, second: Claim, published: Published) -> bool:
    dates = date_of(first, published), date_of(second, published)
    modes = {first.mode, second.mode} - {None}
    return len(modes) < 2 and (None in dates or may_be_same(*dates))


def _voices(claims: Iterable[Claim], outlets: Outlets) -> str:
    names = (speaker_name(c, outlets.get(c.report_id, c.report_id)) for c in claims)
    return "; ".join(dict.fromkeys(names))
