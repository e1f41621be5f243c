"""An RSS or Atom file → drafts, one an entry."""

from __future__ import annotations

import io
from typing import Any

import feedparser

from volteface.documents.draft import Draft, Facts
from volteface.documents.html import html_to_text
from volteface.errors import NotTextError
from volteface.model.dates import PartialDate


def read_feed(data: bytes, *, where: str) -> tuple[Draft, ...]:
    """Return the entries of a feed: text, title, date, link; the feed's title is the outlet.

    An entry without body has its title as text. Raises NotTextError where the file is no feed.
    """
    parsed: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False)
    if not parsed.get("version") or not parsed.entries:
        raise NotTextError(
            f"{where}: this is no RSS or Atom feed with entries; name HTML pages .html, texts .txt"
        )
    outlet = _text(parsed.feed.get("title"))
    return tuple(_entry(entry, number, outlet) for number, entry in enumerate(parsed.entries, 1))


def _entry(entry: Any, number: int, outlet: str | None) -> Draft:
    title = _text(entry.get("title"))
    source = entry.get("source") or {}
    facts = Facts(
        title=title,
        outlet=_text(source.get("title")) or outlet,
        published=_date(entry),
        url=entry.get("link") or None,
    )
    return Draft(text=_body(entry) or title or "", form="feed", facts=facts, part=str(number))


def _body(entry: Any) -> str:
    """Return the longest of the entry's contents and its summary, without tags."""
    contents = [str(part.get("value") or "") for part in entry.get("content", ())]
    texts = [html_to_text(part) for part in [*contents, str(entry.get("summary") or "")] if part]
    return max(texts, key=len, default="")


def _text(value: Any) -> str | None:
    return (html_to_text(str(value)).replace("\n", " ") or None) if value else None


def _date(entry: Any) -> PartialDate | None:
    parts = entry.get("published_parsed") or entry.get("updated_parsed")
    if not parts:
        return None
    return PartialDate(year=parts[0], month=parts[1], day=parts[2])
