"""A report: one document as it was read, with what is known of where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from volteface.model.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document. Offsets of claims count characters of ``text``.

    ``form`` is what it was read from (txt, markdown, html, pdf, feed, web); ``origin`` says what a
    translation was made from. What is not known is None.
    """

    id: str
    text: str
    form: str = "txt"
    outlet: str | None = None
    published: PartialDate | None = None
    dateline: str | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None
    path: str | None = None
    origin: str | None = None
    reliability: str | None = None
    retrieved: datetime | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of the text, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
