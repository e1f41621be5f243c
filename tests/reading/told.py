"""The claims that a text makes, asked for by who, whom and what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from volteface.model.claim import Claim
from volteface.reading.nouns import Nouns


@dataclass(frozen=True, slots=True)
class Told:
    """Claims of one text; ``all`` in the order of the text."""

    all: tuple[Claim, ...]

    def the(self, sides: str, type: str, kind: str | None = None) -> Claim:
        """Return the one claim of such sides (``CUB>VEN``) and type; fail if there is none or more."""
        found = [c for c in self.all if sides_of(c) == sides and c.type == type]
        found = [c for c in found if kind in (None, c.kind) and (kind or c.kind != "cause")]
        assert len(found) == 1, f"{sides} {type}: {len(found)} among {self.outline()}"
        return found[0]

    def has(self, sides: str, type: str) -> bool:
        """Whether any claim has such sides and type."""
        return any(sides_of(c) == sides and c.type == type for c in self.all)

    def happened(self) -> set[str]:
        """Return what is told as fact: ``CUB>VEN RETREAT``."""
        return {f"{sides_of(c)} {c.type}" for c in self.all if c.happened}

    def outline(self) -> list[str]:
        """Return a line for each claim, for messages of failure."""
        return [f"{sides_of(c)} {c.type} {c.polarity} {c.time_frame}" for c in self.all]


Read = Callable[[str], Told]
Parsed = Callable[[str], list[Nouns]]


def sides_of(claim: Claim) -> str:
    """Return source and target as ``CUB>VEN``; a side without code is left empty."""
    source, target = (p.code or "" if p else "" for p in (claim.source, claim.target))
    return f"{source}>{target}"
