"""What would change the judgment: signposts, each with a date and a rule that resolves it."""

from __future__ import annotations

from volteface.briefing.clauses import is_plural
from volteface.briefing.material import Material
from volteface.briefing.names import later, name, opened
from volteface.briefing.pressing import is_warm
from volteface.briefing.sentence import Section, Sentence
from volteface.briefing.tie_words import changed_first
from volteface.briefing.tie_words import tie_noun as _noun
from volteface.codebook.tie_kinds import PARTING
from volteface.model.claim import Claim
from volteface.model.dates import PartialDate
from volteface.model.ledger import Tie

_MOST_TIES = 3
_SOON = 6
_RULE = "Each counts as seen when two independent sources tell of it as done and none denies it."


def write(material: Material) -> Section:
    """Return signposts from the ties that fell, those that hold, and the outside power."""
    items = [
        *(_restored(material, tie) for tie in _lost(material)),
        *(_ended(material, tie) for tie in _held(material)),
        *_outside(material),
        _horizon(material),
    ]
    return Section(
        key="signposts",
        title="What would change this judgment",
        lead=(Sentence(text=_RULE, rules=("signposts",)),),
        items=tuple(items),
    )


def by_date(material: Material, months: int) -> str:
    """Return the day by which a signpost is judged, counted from the last report, else the break."""
    start = material.as_of or _break_date(material)
    if start is None or start.year is None or start.month is None:
        return f"within {months} months of {material.source_word}"
    return f"by {later(start, months)}"


def _break_date(material: Material) -> PartialDate | None:
    return material.case.break_.date if material.case.break_ else None


def _lost(material: Material) -> list[Tie]:
    return [tie for tie in _bonds(material) if tie.change in ("ends", "falls")][:_MOST_TIES]


def _held(material: Material) -> list[Tie]:
    return [tie for tie in _bonds(material) if tie.change not in ("ends", "falls")][:_MOST_TIES]


def _bonds(material: Material) -> list[Tie]:
    return [tie for tie in changed_first(material) if tie.kind not in PARTING]


def _evidence(material: Material, tie: Tie) -> tuple[str, ...]:
    return material.ids((*tie.claims_now, *tie.claims_before))


def _restored(material: Material, tie: Tie) -> Sentence:
    text = (
        f"towards temporary: {_noun(tie)} is back at half or more of its level before the break "
        f"{by_date(material, _SOON)}."
    )
    return Sentence(
        text=opened(_plural(text, tie)),
        claims=_evidence(material, tie),
        rules=("signposts", "outcomes"),
    )


def _plural(text: str, tie: Tie) -> str:
    noun = _noun(tie)
    if is_plural(noun):
        return text.replace(f"{noun} is ", f"{noun} are ").replace(
            " of its level", " of their level"
        )
    return text


def _ended(material: Material, tie: Tie) -> Sentence:
    text = f"towards lasting: the end of {_noun(tie)} is told of {by_date(material, _SOON)}."
    return Sentence(text=opened(text), claims=_evidence(material, tie), rules=("signposts",))


def _outside(material: Material) -> list[Sentence]:
    focal = name(material.case.focal)
    own = [
        claim
        for claim in material.claims
        if claim.source and claim.source.code in material.case.outside and claim.happened
    ]
    if not own:
        return []
    hard = [claim for claim in own if _presses(claim)]
    power, presser = material.outside_words(own), material.outside_words(hard)
    date = by_date(material, _SOON)
    stop = "stop" if len(material.outside_named(hard)) > 1 else "stops"
    warm = f"towards lasting: {focal} signs an accord with {power} in place of the lost tie {date}."
    cool = (
        f"towards temporary: {presser} {stop} pressing {focal}, or {focal} turns it down, {date}."
    )
    return [
        Sentence(text=opened(text), claims=tuple(one.id for one in shown[:6]), rules=("signposts",))
        for text, shown in ((warm, own), (cool, hard))
        if shown
    ]


def _presses(claim: Claim) -> bool:
    return not is_warm(claim) and (claim.kind == "event" or claim.type in PARTING)


def _horizon(material: Material) -> Sentence:
    months = material.assessment.headline.horizon_months
    start = _break_date(material)
    end = later(start, months) if start else f"{months} months after the break"
    by = "" if end.startswith(str(months)) else "by "
    text = (
        f"the question itself is settled {by}{end}: if the tie that was broken off is not back at half or "
        "more of its level by then, the break was lasting at this horizon."
    )
    return Sentence(text=opened(text), rules=("outcomes", "signposts"))
