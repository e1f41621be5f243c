"""What is left of what each of the pair provided to the other, in one sentence a direction."""

from __future__ import annotations

from volteface.briefing.clauses import amount_of, is_plural
from volteface.briefing.material import Material
from volteface.briefing.names import listed, name, opened
from volteface.briefing.sentence import Sentence
from volteface.briefing.tables import load_words
from volteface.briefing.tie_words import changed_first, short_tie, tie_claims
from volteface.briefing.weight import rank
from volteface.codebook.tie_kinds import PARTING, load_tie_kinds
from volteface.model.claim import Claim
from volteface.model.ledger import Tie

_MOST_TIES = 5  # ties told in the key judgments, the best supported
_MOST = 3  # ties named of one level; more are counted
_ORDER = ("ends", "falls", "holds", "rises", "begins")


def of_partner(material: Material) -> Sentence | None:
    """Return what is left of the partner's presence and services; None where none is told of."""
    focal, partner = material.pair
    ties = [tie for tie in _directed(material) if tie.provider == partner]
    start = f"of what {name(partner)} kept up in {name(focal)}, "
    return _sentence(material, ties, start)


def of_focal(material: Material) -> Sentence | None:
    """Return what became of what the focal state gave in return; None where nothing is told of."""
    focal, partner = material.pair
    ties = [tie for tie in _directed(material) if tie.provider == focal]
    start = f"of what {name(partner)} had from {name(focal)} in turn, "
    return _sentence(material, ties, start)


def _directed(material: Material) -> list[Tie]:
    kinds = load_tie_kinds()
    ties = changed_first(material)
    return [tie for tie in ties if kinds[tie.kind].directed and tie.kind not in PARTING]


def _sentence(material: Material, ties: list[Tie], start: str) -> Sentence | None:
    ties = sorted(ties, key=lambda tie: rank(tie_claims(material, tie)))[:_MOST_TIES]
    if not ties:
        return None
    parts = [
        part
        for change in _ORDER
        for is_people in (True, False)
        if (part := _level(material, ties, change, is_people))
    ]
    untold = [tie for tie in ties if tie.change is None]
    named = untold[:_MOST]
    if untold:
        told = material.in_brackets(c for tie in named for c in tie_claims(material, tie))
        parts.append(f"no present level is told of {_things(material, named)}{told}")
    shown = [tie for tie in ties if tie.change or tie in named]
    claims = tuple(dict.fromkeys(c for tie in shown for c in tie_claims(material, tie)))
    return Sentence(
        text=opened(f"{start}{'; '.join(parts)}.").replace(") (", "; "),
        claims=tuple(claim.id for claim in claims),
        rules=("ties",),
    )


def _level(material: Material, ties: list[Tie], change: str, is_people: bool) -> str:
    words = load_words()
    own = [
        tie
        for tie in ties
        if tie.change == change and (words.manners.get(tie.kind) == "people") == is_people
    ]
    if not own:
        return ""
    one, many = (words.level_people if is_people else words.level)[change]
    is_many = len(own) > 1 or is_plural(short_tie(own[0]))
    hedge = "apparently " if all(_is_hedged(material, tie) for tie in own) else ""
    told = material.in_brackets(c for tie in own for c in material.known(tie.claims_now))
    return f"{hedge}{_things(material, own)} {many if is_many else one}{told}"


def _things(material: Material, ties: list[Tie]) -> str:
    names = [f"{short_tie(tie)}{_amount(material, tie)}" for tie in ties]
    is_nested = len(names) > 1 and any(" and " in one for one in names)
    return listed([one.replace(" and ", " or ") for one in names] if is_nested else names)


def _amount(material: Material, tie: Tie) -> str:
    """Return the best read figure of the time before, in brackets; a share may be that of a fall."""
    known = material.known(tie.claims_before)
    before = [
        c for c in known if c.type == tie.kind and c.quantity and c.quantity.unit != "percent"
    ]
    figures = [amount_of(claim) for claim in sorted(before, key=_unsure)]
    figure = next((one for one in figures if one), "")
    return f" ({figure} before)" if figure else ""


def _unsure(claim: Claim) -> float:
    return 0.0 if claim.score is None else 1.0 - claim.score


def _is_hedged(material: Material, tie: Tie) -> bool:
    claims = material.known(tie.claims_now)
    return bool(claims) and all(one.certainty in ("probable", "possible") for one in claims)
