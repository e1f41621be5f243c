"""What a caller may hand in with a source: facts it does not tell, limits, clock, fetcher."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from volteface.documents.draft import Facts

MEGABYTE = 1_000_000
Given = Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A fetched page: its final address, bytes, declared type, and when it was fetched."""

    url: str
    data: bytes
    content_type: str
    retrieved: datetime


class Fetcher(Protocol):
    """Whatever gets a page from an address."""

    def fetch(self, url: str) -> Page:
        """Return the page; raise FetchError or TooLargeError."""


def now() -> datetime:
    """Return the present time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How sources are loaded.

    ``given`` wins over what a document tells of itself; ``given.origin`` marks translations.
    ``size_limit`` is in bytes, per document. ``clock`` stamps what is fetched; it never dates a
    report. Without ``fetcher``, addresses are fetched by ``web.WebFetcher``.
    """

    given: Facts = field(default_factory=Facts)
    size_limit: int = 50 * MEGABYTE
    is_language_checked: bool = True
    clock: Callable[[], datetime] = now
    fetcher: Fetcher | None = None
