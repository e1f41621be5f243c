"""The parts of a brief: sentences, table rows, pictures and sections, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence and its evidence: claims by id, or rules of ``rules.csv`` by id, or both.

    ``quotes`` are those of its claims whose words are shown with it. Raises ValueError where
    neither a claim nor a rule stands behind it.
    """

    text: str
    claims: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.claims and not self.rules:
            raise ValueError(f"no evidence for the sentence {self.text!r}; name a claim or a rule")

    @property
    def evidence(self) -> tuple[str, ...]:
        """The claims, each once, in order."""
        return tuple(dict.fromkeys(self.claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table; its first cell is its heading. Raises ValueError without evidence.

    ``report`` is the id of the report that the row is about, if it is about one.
    """

    cells: tuple[str, ...]
    claims: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    report: str | None = None

    def __post_init__(self) -> None:
        if not self.claims and not self.rules:
            raise ValueError(f"no evidence for the row {self.cells!r}; name a claim or a rule")

    @property
    def evidence(self) -> tuple[str, ...]:
        """The claims, each once, in order."""
        return tuple(dict.fromkeys(self.claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption and column headings."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawn picture: SVG with its own text alternative, and a caption."""

    svg: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the brief: sentences that lead in, pictures, a list, tables.

    ``is_numbered`` tells that the list's numbers are those of the picture.
    """

    key: str
    title: str
    lead: tuple[Sentence, ...] = ()
    pictures: tuple[Picture, ...] = ()
    items: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    is_numbered: bool = False

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence, lead first."""
        yield from self.lead
        yield from self.items
