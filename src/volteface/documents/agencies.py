"""News agencies: their names, and whose story a text says it is."""

from __future__ import annotations

import re
from functools import cache

from volteface.documents.tables import read_table


@cache
def agency_names() -> dict[str, str]:
    """Return every name of an agency and its code, e.g. ``{"Agence France-Presse": "afp"}``."""
    table = read_table("agencies.csv")
    return {name: row["code"] for row in table for name in row["names"].split("|")}


@cache
def agency_pattern() -> str:
    """Return the alternatives of a pattern that matches any agency's name, longest first."""
    names = sorted(agency_names(), key=len, reverse=True)
    return "|".join(re.escape(name) for name in names)


def agency_of(name: str | None) -> str | None:
    """Return the code of the agency that ``name`` is, or None.

    >>> agency_of("Agence France-Presse")
    'afp'
    """
    if not name:
        return None
    lowered = {known.lower(): code for known, code in agency_names().items()}
    return lowered.get(re.sub(r"^the\s+|\s+news agency$", "", name.strip().lower()))


@cache
def _credits() -> tuple[re.Pattern[str], ...]:
    name = rf"(?P<name>{agency_pattern()})"
    agency = rf"(?:the[ \t]+)?{name}(?:[ \t]+news[ \t]+agency)?"
    return (
        re.compile(rf"\({name}(?:/[^)\n]*)?\)[ \t]*(?:[–—-]|$)", re.M),
        re.compile(rf"[–—-][ \t]*{name}[ \t]*\.?[ \t]*$", re.M),
        re.compile(
            rf"^[ \t]*(?:By|Source|Via|From|Credit)[ \t]*:?[ \t]+{agency}[ \t]*[,.]?[ \t]*$",
            re.M | re.I,
        ),
        re.compile(
            rf"\([ \t]*(?:source|with (?:input|inputs|reporting) from|via):?[ \t]+{agency}", re.I
        ),
        re.compile(rf"^[ \t]*{name}[ \t]*$", re.M),
    )


@cache
def _retellings() -> tuple[re.Pattern[str], ...]:
    name = rf"(?P<name>{agency_pattern()})"
    agency = rf"(?:the[ \t]+)?{name}(?:['’]s)?(?:[ \t]+news[ \t]+agency)?"
    return (
        re.compile(
            r"\b(?:according to|told|citing|cited by|quoted by|reported by|seen by)[ \t]+"
            rf"{agency}\b"
        ),
        re.compile(
            rf"\b{agency}[ \t]+(?:has[ \t]+|also[ \t]+)?(?:reported|reports|said|says|quoted|learned|writes)\b"
        ),
    )


_LEAD = 700  # characters in which a retelling names whom it retells


def agency_credit(text: str) -> str | None:
    """Return the code of the agency whose story ``text`` says it is, or None.

    A credit (dateline, byline, sign-off, source line) anywhere counts; a quotation ("told Reuters")
    only in the lead, for deeper down it vouches for one sentence, not for the story.

    >>> agency_credit("NIAMEY, Dec 22 (Reuters) - The last troops left.")
    'reuters'
    """
    found = [match for pattern in _credits() for match in pattern.finditer(text)]
    found += [match for pattern in _retellings() for match in pattern.finditer(text[:_LEAD])]
    if not found:
        return None
    return agency_names()[min(found, key=lambda match: match.start())["name"]]
