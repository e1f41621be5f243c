"""The signs in the claims that point to a temporary or a lasting break; listed, not weighted."""

from __future__ import annotations

from volteface.briefing.answer import counted
from volteface.briefing.material import Material
from volteface.briefing.names import name, opened
from volteface.briefing.sentence import Row, Sentence, Table
from volteface.briefing.weight import rank
from volteface.model.assessment import Indicator


def strongest(material: Material) -> Sentence | None:
    """Return the best supported sign each way in one sentence; None where there is none."""
    parts: list[str] = []
    claims: list[str] = []
    for way in ("lasting", "temporary"):
        signs = [one for one in _ranked(material) if one.points_to == way]
        if signs:
            parts.append(f"of a {way} break: {sign_name(material, signs[0])}")
            claims += material.ids(signs[0].claims)
    if not parts:
        return None
    only = "" if len(parts) > 1 else f"; none points to a {_other(parts[0])} one"
    text = f"The strongest sign {', and '.join(parts)}{only}."
    return Sentence(text=text, claims=tuple(dict.fromkeys(claims)), rules=("reference-class",))


def table(material: Material) -> tuple[Table, ...]:
    """Return all signs, the best supported of each way first, with their claims."""
    rows = tuple(
        Row(
            cells=(
                opened(sign_name(material, sign)),
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
        (Table(caption="Signs either way, not weighted", header=header, rows=rows),) if rows else ()
    )


def sign_name(material: Material, sign: Indicator) -> str:
    """Return a sign with the names of the states for their roles."""
    focal, partner = material.pair
    roles = {
        "the focal state": name(focal),
        "the outside power": material.outside_words(),
        "a tie of the pair": f"a tie between {material.pair_words()}",
        "of the partner": f"of {name(partner)}",
        "the two": material.pair_words(),
    }
    text = sign.name
    for role, said in roles.items():
        text = text.replace(role, said)
    return text


def _ranked(material: Material) -> list[Indicator]:
    signs = [one for one in material.assessment.indicators if material.known(one.claims)]
    return sorted(signs, key=lambda one: (one.points_to, rank(material.known(one.claims))))


def _other(part: str) -> str:
    return "temporary" if "lasting" in part.split(":", maxsplit=1)[0] else "lasting"
