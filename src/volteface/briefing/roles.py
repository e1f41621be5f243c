"""Names of the states in place of their roles."""

from __future__ import annotations

from collections.abc import Iterable

from volteface.briefing.material import Material
from volteface.briefing.names import name


def role_words(material: Material, text: str, claims: Iterable[str]) -> str:
    """Return the name of a sign or a piece with the names of the states for their roles.

    Of the outside powers those are named that its ``claims`` (ids) name.
    """
    focal, partner = material.pair
    roles = {
        "the focal state": name(focal),
        "the outside power": material.outside_words(material.known(claims)),
        "a tie of the pair": f"a tie between {material.pair_words()}",
        "of the partner": f"of {name(partner)}",
        "the two": material.pair_words(),
    }
    for role, said in roles.items():
        text = text.replace(role, said)
    return text
