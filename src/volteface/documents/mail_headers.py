"""Header lines as of a letter, on top of a text: who published it, when, under which title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from volteface.documents.dates import find_date
from volteface.documents.draft import Facts

_LINE = re.compile(
    r"[ \t]*(?P<name>[A-Za-z][A-Za-z -]{1,24}?)[ \t]*:[ \t]+(?P<value>[^\r\n]*\S)[ \t]*"
)
_BREAK = re.compile(r"\r\n|\r|\n")
_FIELDS = {
    "subject": "title",
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publication": "outlet",
    "publisher": "outlet",
    "from": "sender",
    "date": "published",
    "published": "published",
    "sent": "published",
    "dateline": "dateline",
    "url": "url",
    "link": "url",
    "language": "language",
    "origin": "origin",
    "translated-from": "origin",
    "translated from": "origin",
    "original language": "origin",
    "to": "",
    "cc": "",
    "byline": "",
    "author": "",
    "message-id": "",
    "reply-to": "",
    "mime-version": "",
    "content-type": "",
    "content-transfer-encoding": "",
}
_TELLING = {"subject", "outlet", "from", "date", "title", "headline", "publisher", "publication"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailHeaders:
    """Facts told by header lines, and where in the text these end (0: there are none)."""

    facts: Facts = field(default_factory=Facts)
    end: int = 0


def mail_headers(text: str) -> MailHeaders:
    r"""Return the header lines on top of ``text``: at least two known ones, up to a blank line.

    >>> mail_headers("Outlet: The Courier\nDate: 3 March 2024\n\nTroops left.").facts.outlet
    'The Courier'
    """
    found, end = _lines(text)
    if len(found) < 2 and not (found.keys() & {"outlet", "origin", "translated-from"}):
        return MailHeaders()
    if not (found.keys() & (_TELLING | {"origin", "translated-from"})):
        return MailHeaders()
    return MailHeaders(facts=_facts(found), end=end)


def _lines(text: str) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    at, last = 0, ""
    while match := _LINE.match(text, at):
        name = match["name"].lower()
        is_unknown = name not in _FIELDS and not name.startswith("x-")
        if is_unknown or (name in found and name == last):
            break
        found.setdefault(name, match["value"])
        at, last = _after(text, match.end()), name
    return found, at


def _after(text: str, at: int) -> int:
    """Return where the next header line may begin: behind the break and folded lines."""
    match = _BREAK.match(text, at)
    if not match:
        return at
    at = match.end()
    while text[at : at + 1] in (" ", "\t") and (
        folded := re.compile(r"[ \t]+\S[^\r\n]*").match(text, at)
    ):
        after = _BREAK.match(text, folded.end())
        at = after.end() if after else folded.end()
    return at


def _facts(found: dict[str, str]) -> Facts:
    values: dict[str, str] = {}
    for name, value in found.items():
        values.setdefault(_FIELDS.get(name, ""), value)
    date = values.get("published")
    return Facts(
        title=values.get("title"),
        outlet=values.get("outlet") or sender_name(values.get("sender")),
        published=find_date(date) if date else None,
        dateline=values.get("dateline"),
        url=values.get("url"),
        language=_code(values.get("language")),
        origin=values.get("origin"),
    )


def sender_name(value: str | None) -> str | None:
    """Return the display name of ``The Courier <news@courier.example>``."""
    if not value:
        return None
    name = re.sub(r"\s*<[^>]*>\s*", "", value).strip(" \"'")
    return name or value.strip("<> ") or None


def _code(value: str | None) -> str | None:
    if not value:
        return None
    return "en" if value.lower().startswith("en") else value.lower()
