"""What one reader of a form gives: the text, and whatever the form itself tells about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from volteface.model.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a text besides its words. Unknown is None."""

    outlet: str | None = None
    published: PartialDate | None = None
    dateline: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    origin: str | None = None

    def or_else(self, other: Facts) -> Facts:
        """Return these facts, with those of ``other`` where these are unknown."""
        return Facts(
            outlet=self.outlet or other.outlet,
            published=self.published or other.published,
            dateline=self.dateline or other.dateline,
            title=self.title or other.title,
            url=self.url or other.url,
            language=self.language or other.language,
            origin=self.origin or other.origin,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One text on its way to a Report; ``part`` tells items of one feed apart."""

    text: str
    form: str
    facts: Facts = field(default_factory=Facts)
    part: str | None = None
