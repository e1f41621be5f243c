"""Pressure and balancing: what passes between each two of focal state, partner and outside power."""

from __future__ import annotations

from volteface.briefing.material import Material, absent
from volteface.briefing.names import short_name
from volteface.briefing.sentence import Picture, Section, Sentence
from volteface.briefing.tables import phrase
from volteface.briefing.tie_words import changed_first, short_tie
from volteface.charts.triad import Side, triad_chart
from volteface.codebook.event_types import event_type
from volteface.errors import CodebookError
from volteface.model.claim import Claim

_MOST = 10
_LINES = 4
_HELD = {"provided", "continues", "grown", "begun"}
_PRESSING = ("pressure", "sanctions", "embargo")


def write(material: Material) -> Section:
    """Return what is told of the outside power's dealings with the pair, and of balancing."""
    claims = [claim for claim in material.claims if _is_of_triad(material, claim)]
    sentences = [material.tell(claim) for claim in claims]
    unique = {one.text: one for one in sentences if one is not None}
    items = tuple(unique.values())[:_MOST]
    return Section(
        key="pressure",
        title="Pressure and balancing",
        lead=() if items else (_nothing(material),),
        pictures=_picture(material),
        items=items,
    )


def _nothing(material: Material) -> Sentence:
    if not material.case.outside:
        return absent("no outside power was found in the reports.")
    return absent(f"the reports tell of no act between {material.outside_words()} and this pair.")


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
        "What the reports tell of each two: blue where it brings them together, red where it parts "
        "them, plain where it does both, dotted where nothing is told."
    )
    return (Picture(svg=svg, caption=caption),)


def _ties_side(material: Material) -> Side:
    by_level: dict[str, list[str]] = {}
    for tie in changed_first(material):
        by_level.setdefault(tie.now or "unknown now", []).append(short_tie(tie))
    lines = tuple(f"{level}: {', '.join(_first(ties, 2))}" for level, ties in by_level.items())
    moods = set(by_level)
    if moods & {"reduced", "ended"}:
        mood = "mixed" if moods & _HELD else "cools"
    else:
        mood = "warms" if moods & _HELD else "unknown"
    return Side(lines=lines[:_LINES], mood=mood)


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
    warm = [_is_warm(claim) for claim in claims]
    mood = "unknown" if not warm else "warms" if all(warm) else "mixed" if any(warm) else "cools"
    return Side(lines=tuple(dict.fromkeys(lines))[:_LINES], mood=mood)


def _is_warm(claim: Claim) -> bool:
    """Whether an act or tie brings its parties together, by quad class or kind of tie."""
    try:
        return event_type(claim.type, claim.mode).quad.is_cooperation
    except CodebookError:
        return claim.type not in _PRESSING and claim.change not in ("falls", "ends")
