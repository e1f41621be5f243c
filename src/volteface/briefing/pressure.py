"""Pressure and balancing: what passes between each two of focal state, partner and outside power."""

from __future__ import annotations

from volteface.briefing.material import Material, absent
from volteface.briefing.names import short_name
from volteface.briefing.pressing import is_warm
from volteface.briefing.sentence import Picture, Section, Sentence
from volteface.briefing.tables import phrase
from volteface.briefing.tie_words import changed_first, short_tie
from volteface.briefing.weight import FIRM, rank, support
from volteface.charts.triad import Side, triad_chart
from volteface.codebook.tie_kinds import PARTING
from volteface.model.claim import Claim

_MOST = 6
_LINES = 4
_HELD = {"provided", "continues", "grown", "begun"}


def write(material: Material) -> Section:
    """Return what is told of the outside power's dealings with the pair, and of balancing."""
    sentences = [_told(material, group) for group in _groups(material)]
    items = tuple(one for one in sentences if one is not None)[:_MOST]
    return Section(
        key="pressure",
        title="Pressure and balancing",
        lead=() if items else (_nothing(material),),
        pictures=_picture(material),
        items=items,
    )


def _groups(material: Material) -> list[tuple[Claim, ...]]:
    """Return claims that tell the same of the triad, together; the best supported first."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in material.claims:
        if _is_of_triad(material, claim):
            groups.setdefault(_same(claim), []).append(claim)
    firm = [tuple(own) for own in groups.values() if support(own) >= FIRM or _is_pressure(own)]
    return sorted(firm, key=rank)


def _same(claim: Claim) -> tuple[object, ...]:
    ends = tuple(party.code if party else None for party in (claim.source, claim.target))
    if claim.kind == "judgment":
        return (claim.id,)
    return (*ends, claim.type, claim.mode, claim.change)


def _is_pressure(claims: list[Claim]) -> bool:
    return any(claim.type == "pressure" for claim in claims)


def _told(material: Material, group: tuple[Claim, ...]) -> Sentence | None:
    best = material.best(claim.id for claim in group)
    return material.tell(best, also=(claim.id for claim in group)) if best else None


def _nothing(material: Material) -> Sentence:
    if not material.case.outside:
        return absent("no outside power was found.")
    return absent(f"no act between {material.outside_words()} and this pair is told of.")


def _is_of_triad(material: Material, claim: Claim) -> bool:
    outside = set(material.case.outside)
    codes = {p.code for p in (claim.source, claim.target, *claim.others) if p and p.code}
    if claim.kind in ("cause", "outlook") or not claim.happened:
        return False
    return bool(codes & outside) and bool(codes & {code for code in material.pair if code})


def _picture(material: Material) -> tuple[Picture, ...]:
    focal, partner = material.pair
    if not material.case.outside or focal is None or partner is None:
        return ()
    outside = material.case.outside[0]
    sides = (
        _ties_side(material),
        _side(material, focal, outside),
        _side(material, partner, outside),
    )
    names = (short_name(focal), short_name(partner), short_name(outside))
    svg = triad_chart(names, sides, f"{names[0]} between {names[1]} and {names[2]}")
    caption = (
        "What is told of each two: blue where it brings them together, red where it parts "
        "them, plain where it does both, dotted where nothing is told."
    )
    return (Picture(svg=svg, caption=caption),)


def _ties_side(material: Material) -> Side:
    by_level: dict[str, list[str]] = {}
    ties = changed_first(material)
    for tie in ties:
        by_level.setdefault(tie.now or "unknown now", []).append(short_tie(tie))
    lines = tuple(f"{level}: {', '.join(_first(ties, 2))}" for level, ties in by_level.items())
    warm = [(tie.now in _HELD) is (tie.kind not in PARTING) for tie in ties if tie.now]
    return Side(lines=lines[:_LINES], mood=_mood(warm))


def _mood(warm: list[bool]) -> str:
    """Return what acts and ties, each warm or not, make of two states together."""
    if not warm:
        return "unknown"
    return "warms" if all(warm) else "mixed" if any(warm) else "cools"


def _first(words: list[str], number: int) -> list[str]:
    unique = list(dict.fromkeys(words))
    return [*unique[:number], "…"] if len(unique) > number else unique


def _side(material: Material, one: str, other: str) -> Side:
    claims = [
        claim
        for claim in material.claims
        if claim.happened
        and claim.kind not in ("cause", "outlook", "judgment")
        and {p.code for p in (claim.source, claim.target) if p} == {one, other}
    ]
    lines: list[str] = []
    for claim in claims:
        words = phrase(claim.type, claim.mode)
        grown = {"rises": " grew", "falls": " declined"}.get(claim.change or "", "")
        if words is not None:
            lines.append(f"{words.short}{grown}")
    warm = [is_warm(claim) for claim in claims]
    return Side(lines=tuple(dict.fromkeys(lines))[:_LINES], mood=_mood(warm))
