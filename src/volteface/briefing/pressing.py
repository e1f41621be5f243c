"""Who presses the focal state, and how it balances, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from volteface.briefing.material import Material
from volteface.briefing.names import listed, name, opened
from volteface.briefing.sentence import Sentence
from volteface.briefing.tables import phrase
from volteface.briefing.weight import FIRM, rank, support
from volteface.codebook.event_types import event_type
from volteface.codebook.tie_kinds import PARTING
from volteface.errors import CodebookError
from volteface.model.claim import Claim

_MOST = 3
_BONDS = ("diplomatic_relations", "alliance")
_GROWING = ("rises", "begins")


def sentence(material: Material) -> Sentence | None:
    """Return what the outside power does to the focal state, and what that does; None if untold."""
    hard = _groups(_between(material, is_warm=False))
    warm = _groups(_between(material, is_warm=True))
    balance = _balance(material)
    focal = name(material.case.focal)
    parts = []
    if hard:
        parts.append(f"{focal} faces {_nouns(hard)} from {material.outside_words(_first(hard))}")
    if warm:
        also = "is also" if hard else "is"
        power = material.outside_words(_first(warm))
        parts.append(f"{'it' if hard else focal} {also} linked with {power} by {_nouns(warm)}")
    if balance:
        seems = "appears to balance" if balance[0].certainty != "certain" else "balances"
        between = f"{material.outside_words(balance)} and {name(material.case.partner)}"
        parts.append(f"{'it' if parts else focal} {seems} between {between}")
    if not parts:
        return None
    claims = (*_first(hard), *_first(warm), *balance)
    text = f"{'; '.join(parts)}{material.in_brackets(claims)}."
    return Sentence(
        text=opened(text), claims=tuple(dict.fromkeys(c.id for c in claims)), rules=("told",)
    )


def is_warm(claim: Claim) -> bool:
    """Whether an act or tie brings its parties together, by quad class or kind of tie.

    Whoever goes, and nothing says from what, does not.
    """
    if claim.type == "RETREAT" and claim.mode is None:
        return False
    try:
        return event_type(claim.type, claim.mode).quad.is_cooperation
    except CodebookError:
        return (claim.type in PARTING) is (claim.change in ("falls", "ends"))


def _between(material: Material, *, is_warm: bool) -> list[Claim]:
    """Return what happened from the outside power to the focal state, or, if warm, either way."""
    focal, outside = material.case.focal, set(material.case.outside)
    return [
        claim
        for claim in material.claims
        if claim.happened
        and claim.kind not in ("cause", "judgment", "outlook")
        and _warm(claim) is is_warm
        and (is_warm or claim.type != "RETREAT")
        and _is_way(claim, focal, outside, is_warm)
    ]


_warm = is_warm


def _is_way(claim: Claim, focal: str | None, outside: set[str], is_either: bool) -> bool:
    source = claim.source.code if claim.source else None
    target = claim.target.code if claim.target else None
    if source in outside and target == focal:
        return True
    return is_either and source == focal and target in outside


def _groups(claims: list[Claim]) -> list[tuple[str, tuple[Claim, ...]]]:
    """Return noun and claims, the best supported first; what is weakly read is left out."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        words = phrase(claim.type, claim.mode)
        if words is not None:
            groups.setdefault(words.short, []).append(claim)
    found = [(noun, tuple(own)) for noun, own in groups.items() if support(own) >= FIRM]
    weak = [(noun, tuple(own)) for noun, own in groups.items() if noun == "pressure"]
    unique = dict((*found, *weak))
    return sorted(unique.items(), key=lambda item: rank(item[1]))[:_MOST]


def _nouns(groups: list[tuple[str, tuple[Claim, ...]]]) -> str:
    return listed(
        [
            f"growing {noun}"
            if noun == "pressure" and any(one.change in _GROWING for one in own)
            else noun
            for noun, own in groups
        ]
    )


def _first(groups: Iterable[tuple[str, tuple[Claim, ...]]]) -> tuple[Claim, ...]:
    return tuple(claim for _, own in groups for claim in own)


def _balance(material: Material) -> tuple[Claim, ...]:
    """Return claims that the focal state stands between outside power and partner."""
    focal, partner = material.pair
    found = []
    for claim in material.claims:
        others = {p.code for p in (claim.target, *claim.others) if p and p.code}
        is_own = claim.source is not None and claim.source.code == focal
        is_both = partner in others and others & set(material.case.outside)
        if is_own and is_both and claim.type in _BONDS and claim.happened:
            found.append(claim)
    return tuple(found)
