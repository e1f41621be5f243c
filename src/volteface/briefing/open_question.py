"""The question that stays open: a view of what is to come, else a level that nobody tells."""

from __future__ import annotations

from volteface.briefing.material import Material, absent
from volteface.briefing.names import listed
from volteface.briefing.sentence import Sentence
from volteface.briefing.tie_words import changed_first, tie_noun
from volteface.briefing.weight import FIRM, weight
from volteface.model.claim import Claim

_MOST = 2


def sentence(material: Material) -> Sentence | None:
    """Return the best read outlook on the pair under its holder, else what is not told of now."""
    views = [claim for claim in material.claims if _is_view(material, claim)]
    views.sort(key=lambda one: (one.kind != "outlook", one.type.isupper(), -weight(one)))
    for claim in views:
        told = material.tell(claim)
        if told is not None:
            return Sentence(text=f"Open: {told.text}", claims=told.claims, rules=told.rules)
    untold = [tie for tie in changed_first(material) if tie.change is None][:_MOST]
    if not untold:
        return None
    return absent(f"open is what has become of {listed([tie_noun(tie) for tie in untold])}.")


def _is_view(material: Material, claim: Claim) -> bool:
    """Whether a claim is a firm view on the pair, or on no state in particular."""
    codes = {p.code for p in (claim.source, claim.target, *claim.others) if p and p.code}
    is_ours = not codes or {code for code in material.pair if code} <= codes
    return claim.kind in ("outlook", "judgment") and is_ours and weight(claim) >= FIRM
