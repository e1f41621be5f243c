"""Pages with their furniture marked ``⟦kind|text⟧`` → the page as it stood, and the marked spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_MARK = re.compile(r"⟦(?P<kind>\w+)\|(?P<text>[^⟧]*)⟧")
PAGES = tuple(sorted((Path(__file__).parent / "pages").glob("*.txt")))


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page's text and its furniture by hand, as (start, end, kind)."""

    name: str
    text: str
    spans: tuple[tuple[int, int, str], ...]

    @property
    def furniture_characters(self) -> set[int]:
        return {at for start, end, _ in self.spans for at in range(start, end)}


def read_page(path: Path) -> MarkedPage:
    marked = path.read_text("utf-8")
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    at = 0
    for match in _MARK.finditer(marked):
        parts.append(marked[at : match.start()])
        start = sum(map(len, parts))
        parts.append(match["text"])
        spans.append((start, start + len(match["text"]), match["kind"]))
        at = match.end()
    return MarkedPage(path.stem, "".join([*parts, marked[at:]]), tuple(spans))
