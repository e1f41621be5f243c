"""Names of states, organisations and times as running text has them."""

from __future__ import annotations

import re

from volteface.briefing.tables import load_words
from volteface.codebook.organisations import organisation
from volteface.codebook.states import state
from volteface.errors import CodebookError
from volteface.model.claim import Party
from volteface.model.dates import PartialDate

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WITH_ARTICLE = ("United ", "Republic", "Democratic Republic", "Federated ")
_ENDINGS = (" Republic", " Union", " Islands", " Emirates", " States", " Kingdom")
UNNAMED = "an actor not named"
_CODE = re.compile(r"\b[A-Z]{3}\b")


def plain_name(code: str | None) -> str:
    """Return the name of a state or organisation without article; an unknown code is itself.

    >>> plain_name("USA"), plain_name("VEN")
    ('United States', 'Venezuela')
    """
    if not code:
        return "not known"
    for find in (state, organisation):
        try:
            return find(code).name
        except CodebookError:
            continue
    return code


def name(code: str | None) -> str:
    """Return the name with its article, as it stands inside a sentence.

    >>> name("USA"), name("CUB"), name("EUU")
    ('the United States', 'Cuba', 'the European Union')
    """
    return _with_article(plain_name(code)) if code else "a state that is not known"


def party_name(party: Party | None) -> str:
    """Return who a party is inside a sentence; unknown parties are called so."""
    if party is None:
        return UNNAMED
    if party.code:
        return name(party.code)
    return party.name or party.text or UNNAMED


def short_name(code: str | None) -> str:
    """Return the name for pictures and tables.

    >>> short_name("USA")
    'United States'
    """
    return plain_name(code)


def listed(words: list[str] | tuple[str, ...], joint: str = "and") -> str:
    """Return words joined as a list.

    >>> listed(("oil", "arms", "credit"))
    'oil, arms and credit'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def opened(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


def named(text: str) -> str:
    """Return a label of the ledger or the table of breaks with names instead of states' codes.

    >>> named("oil supply VEN → CUB falls")
    'oil supply Venezuela → Cuba falls'
    """
    return _CODE.sub(lambda found: short_name(found.group()), text)


def date_words(date: PartialDate | None) -> str:
    """Return a date in words; what is unknown of it is left out or said.

    >>> date_words(PartialDate.parse("2026-01-03")), date_words(PartialDate.parse("XXXX-01"))
    ('3 January 2026', 'January of a year not told')
    """
    if date is None or (date.year is None and date.month is None):
        return "date not told"
    day = f"{date.day} " if date.day else ""
    month = f"{_MONTHS[date.month - 1]} " if date.month else ""
    year = str(date.year) if date.year else "of a year not told"
    return f"{day}{month}{year}"


def later(date: PartialDate, months: int) -> str:
    """Return the last month of a span after ``date`` in words, or the span where no year is told.

    >>> later(PartialDate.parse("2026-01"), 12)
    'the end of January 2027'
    """
    if date.year is None or date.month is None:
        return f"{months} months after the break"
    count = date.year * 12 + date.month - 1 + months
    return f"the end of {_MONTHS[count % 12]} {count // 12}"


def _with_article(words: str) -> str:
    if (
        words.startswith(_WITH_ARTICLE)
        or words.endswith(_ENDINGS)
        or words in load_words().articles
    ):
        return f"the {words}"
    return words
