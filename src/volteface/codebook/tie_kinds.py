"""The kinds of standing tie between states, and what raises, lowers or ends each.

The words of a kind are nouns (and a few verbs) that name the tie or what flows over it; several
kinds may share a word, and a word alone decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from volteface.codebook.event_types import event_type
from volteface.codebook.tables import read_table, split
from volteface.errors import CodebookError

TABLE = "tie_kinds.csv"
COLUMNS = (
    "kind",
    "reverse",
    "good",
    "usual_unit",
    "directed",
    "group",
    "breaks_csv",
    "raised_by",
    "lowered_by",
    "ended_by",
    "words",
)
# What one does to the other: its beginning parts the two, its end brings them together.
PARTING = frozenset({"sanctions", "embargo", "pressure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPattern:
    """A PLOVER type, or one mode of it where ``mode`` is told."""

    type: str
    mode: str | None = None

    def matches(self, type_name: str, mode: str | None) -> bool:
        """Whether an event of this type and mode falls under the pattern."""
        return self.type == type_name and self.mode in (None, mode)


@dataclass(frozen=True, slots=True, kw_only=True)
class TieKind:
    """A kind of tie from a provider to a recipient.

    ``reverse`` reads it from the recipient's side (None where there is no other side);
    ``usual_unit`` is a unit of ``units.txt``; ``breaks_csv`` is the kind's name in the table of
    historical breaks. Mutual kinds are not ``directed``.
    """

    kind: str
    reverse: str | None
    good: str
    usual_unit: str | None
    directed: bool
    group: str
    breaks_csv: str | None
    raised_by: tuple[EventPattern, ...]
    lowered_by: tuple[EventPattern, ...]
    ended_by: tuple[EventPattern, ...]
    words: tuple[str, ...]


@cache
def load_tie_kinds() -> dict[str, TieKind]:
    """Return all kinds by name, in the order of the table.

    Raises CodebookError naming file and row where a cell is wrong or a kind stands twice.
    """
    found: dict[str, TieKind] = {}
    for number, row in enumerate(read_table(TABLE, COLUMNS), 2):
        if not row["kind"] or row["kind"] in found:
            raise CodebookError(f"{TABLE}, row {number}: kind {row['kind']!r} is empty or twice")
        found[row["kind"]] = _tie_kind(f"{TABLE}, row {number}", row)
    return found


def tie_kind(name: str) -> TieKind:
    """Return the kind with this name; an unknown one raises CodebookError.

    >>> tie_kind("oil_supply").reverse
    'buys oil from'
    """
    found = load_tie_kinds().get(name)
    if found is None:
        raise CodebookError(
            f"{TABLE} has no kind {name!r}; use one of {', '.join(load_tie_kinds())}"
        )
    return found


def kinds_named_by(word: str) -> tuple[TieKind, ...]:
    """Return the kinds that list ``word`` among theirs, whatever its case, in table order.

    >>> [kind.kind for kind in kinds_named_by("tankers")]
    ['oil_supply']
    """
    return tuple(load_tie_kinds()[name] for name in _by_word().get(word.casefold(), ()))


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for kind in load_tie_kinds().values():
        for word in kind.words:
            index[word.casefold()] = (*index.get(word.casefold(), ()), kind.kind)
    return index


def _tie_kind(where: str, row: dict[str, str]) -> TieKind:
    if row["directed"] not in ("yes", "no"):
        raise CodebookError(f"{where}: directed is {row['directed']!r}; write yes or no")
    if not (row["good"] and row["group"] and row["words"]):
        raise CodebookError(f"{where}: good, group and words are needed")
    return TieKind(
        kind=row["kind"],
        reverse=row["reverse"] or None,
        good=row["good"],
        usual_unit=row["usual_unit"] or None,
        directed=row["directed"] == "yes",
        group=row["group"],
        breaks_csv=row["breaks_csv"] or None,
        raised_by=_patterns(where, row["raised_by"]),
        lowered_by=_patterns(where, row["lowered_by"]),
        ended_by=_patterns(where, row["ended_by"]),
        words=split(row["words"]),
    )


def _patterns(where: str, cell: str) -> tuple[EventPattern, ...]:
    return tuple(_pattern(where, part) for part in split(cell))


def _pattern(where: str, text: str) -> EventPattern:
    type_name, _, mode = text.partition(":")
    try:
        event_type(type_name, mode or None)
    except CodebookError as error:
        raise CodebookError(f"{where}: {error}") from error
    return EventPattern(type=type_name, mode=mode or None)
