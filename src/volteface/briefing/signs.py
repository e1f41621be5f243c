"""The signs in the claims that point to a temporary or a lasting break; all of them, weighed or not."""

from __future__ import annotations

from volteface.briefing.answer import counted
from volteface.briefing.material import Material
from volteface.briefing.names import opened
from volteface.briefing.roles import role_words
from volteface.briefing.sentence import Row, Sentence, Table
from volteface.briefing.weight import rank
from volteface.model.assessment import Indicator

_GROWTH = ("begins", "rises")
_LOSS = ("falls", "ends")


def strongest(material: Material) -> Sentence | None:
    """Return the best supported sign each way in one sentence; None where there is none."""
    parts: list[str] = []
    claims: list[str] = []
    for way in ("lasting", "temporary"):
        signs = [one for one in _ranked(material) if one.points_to == way]
        if signs:
            what = role_words(material, signs[0].name, signs[0].claims)
            parts.append(f"of a {way} {'one' if parts else 'break'} is {what}")
            claims += material.ids(signs[0].claims)
    if not parts:
        return None
    only = "" if len(parts) > 1 else f"; none points to a {_other(parts[0])} one"
    text = f"The strongest sign {'; the strongest '.join(parts)}{only}."
    return Sentence(text=text, claims=tuple(dict.fromkeys(claims)), rules=("reference-class",))


def table(material: Material) -> tuple[Table, ...]:
    """Return all signs, the best supported of each way first, with their claims."""
    rows = tuple(
        Row(
            cells=(
                opened(role_words(material, sign.name, sign.claims)),
                sign.points_to,
                counted(len({c.report_id for c in material.known(sign.claims)}), "report"),
            ),
            claims=material.ids(sign.claims),
            rules=("reference-class",),
        )
        for sign in _ranked(material)
    )
    header = ("Sign", "Points to", "Told by")
    return (
        (Table(caption="Signs either way, weighed or not", header=header, rows=rows),)
        if rows
        else ()
    )


def _ranked(material: Material) -> list[Indicator]:
    """Return the signs, those first that rest on claims which the told ties bear out."""
    signs = [one for one in material.assessment.indicators if material.known(one.claims)]
    at_odds = _at_odds(material)
    return sorted(signs, key=lambda one: (one.points_to, _key(material, one, at_odds)))


def _key(material: Material, sign: Indicator, at_odds: set[str]) -> tuple[bool, int, float]:
    sound = tuple(c for c in material.known(sign.claims) if c.id not in at_odds)
    return not sound, *rank(sound or material.known(sign.claims))


def _at_odds(material: Material) -> set[str]:
    """Return the claims of growth in ties that are told to have fallen, and the reverse."""
    found = set()
    for tie in material.ledger.ties:
        for claim in material.known(tie.claims_now):
            grows, lost = claim.change in _GROWTH, tie.change in _LOSS
            if (grows and lost) or (claim.change in _LOSS and tie.change in _GROWTH):
                found.add(claim.id)
    return found


def _other(part: str) -> str:
    return "temporary" if part.startswith("of a lasting") else "lasting"
