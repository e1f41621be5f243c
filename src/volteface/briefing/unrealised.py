"""What was demanded, planned, feared or denied: told as such, and never as having happened."""

from __future__ import annotations

from volteface.briefing.answer import counted
from volteface.briefing.clauses import told
from volteface.briefing.material import Material, absent
from volteface.briefing.sentence import Section, Sentence
from volteface.briefing.weight import FIRM, rank, support
from volteface.model.claim import Claim

_MOST = 14


def write(material: Material) -> Section:
    """Return demands, plans, outlooks and denials about the triad, the best supported first."""
    groups = _groups(material)
    firm = [own for own in groups if support(own) >= FIRM][:_MOST]
    sentences = [_sentence(material, own) for own in firm]
    items = tuple({one.text: one for one in sentences if one is not None}.values())
    return Section(
        key="unrealised",
        title="Demanded, planned, feared or denied",
        lead=_lead(len(items), len(groups) - len(firm)),
        items=items,
    )


def _lead(told: int, left_out: int) -> tuple[Sentence, ...]:
    if not told:
        return (absent("no demand, plan or denial is firmly told of."),)
    if left_out < 1:
        return ()
    text = f"{counted(left_out, 'further one')}, less firmly told, in the JSON twin and the bundle."
    return (Sentence(text=text, rules=("bundle",)),)


def _groups(material: Material) -> list[tuple[Claim, ...]]:
    """Return the claims that say the same in the same kind of voice together."""
    triad = {code for code in (*material.pair, *material.case.outside) if code}
    groups: dict[tuple[str | None, str], list[Claim]] = {}
    for claim in material.claims:
        is_ours = len(triad & _codes(claim)) > 1 or claim.kind == "outlook"
        if claim.happened or claim.kind in ("judgment", "cause"):
            continue
        if is_ours or claim.type == "domestic":
            key = claim.id if claim.kind == "outlook" else claim.speaker.kind
            groups.setdefault((told(claim), key), []).append(claim)
    return sorted((tuple(own) for own in groups.values()), key=rank)


def _sentence(material: Material, claims: tuple[Claim, ...]) -> Sentence | None:
    best = material.best(claim.id for claim in claims)
    return material.tell(best, also=(claim.id for claim in claims)) if best else None


def _codes(claim: Claim) -> set[str]:
    parties = (claim.source, claim.target, *claim.others)
    return {party.code for party in parties if party is not None and party.code}
