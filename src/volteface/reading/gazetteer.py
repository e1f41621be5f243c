"""Names of states, organisations, institutions and leaders, as one index of phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from volteface.codebook.institutions import load_institutions
from volteface.codebook.leaders import load_leaders
from volteface.codebook.not_actors import load_not_actors
from volteface.codebook.organisations import load_organisations
from volteface.codebook.states import load_states
from volteface.reading.tokens import tokenize

Form = Literal[
    "state",
    "demonym",
    "capital",
    "city",
    "metonym",
    "organisation",
    "institution",
    "group",
    "leader",
    "no actor",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for: the actor's code and role, and the kind of name that it is."""

    code: str | None
    form: Form
    name: str
    role: str | None = None
    ties: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None


Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Phrases (as tokens) → entries, with the longest phrase that each first token can begin.

    ``namesakes`` holds the entries of leaders of several states who share a phrase.
    """

    entries: dict[Phrase, Entry]
    longest: dict[str, int]
    namesakes: dict[Phrase, tuple[Entry, ...]]

    def match(self, words: list[str], start: int) -> tuple[int, Entry] | None:
        """Return the end and entry of the longest name that begins at ``start``, or None."""
        for size in range(min(self.longest.get(words[start], 0), len(words) - start), 0, -1):
            entry = self.entries.get(tuple(words[start : start + size]))
            if entry is not None:
                return start + size, entry
        return None


@cache
def load_gazetteer() -> Gazetteer:
    """Return the packaged gazetteer; where two entries share a name the earlier kind wins."""
    entries: dict[Phrase, Entry] = {}
    longest: dict[str, int] = {}
    leaders: dict[Phrase, list[Entry]] = {}
    for name, entry in _all():
        phrase = to_phrase(name)
        if entry.form == "leader":
            leaders.setdefault(phrase, []).append(entry)
        if not phrase or (phrase in entries and not _is_better(entry, entries[phrase])):
            continue
        entries[phrase] = entry
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    namesakes = {
        phrase: tuple(own)
        for phrase, own in leaders.items()
        if len({entry.code for entry in own}) > 1 and entries[phrase].form == "leader"
    }
    return Gazetteer(entries, longest, namesakes)


def to_phrase(name: str) -> Phrase:
    """Return a name as the tokens that a report would show, without a leading article."""
    words = [name[a:b].replace("’", "'") for a, b in tokenize(name)]
    return tuple(words[1:] if words and words[0].lower() == "the" else words)


def _is_better(new: Entry, old: Entry) -> bool:
    """Of leaders who share a name the later in office wins; "Brussels" is the Union before Belgium."""
    if new.form == "organisation" and old.form == "capital":
        return True
    return new.form == old.form == "leader" and (new.start or "") > (old.start or "")


def _all() -> Iterator[tuple[str, Entry]]:
    yield from ((name, Entry(None, "no actor", name)) for name in load_not_actors())
    yield from _states()
    yield from _organisations()
    yield from _institutions()
    yield from _leaders()


def _states() -> Iterator[tuple[str, Entry]]:
    states = list(load_states())
    for state in states:
        yield from _named((state.name, *state.names), Entry(state.code, "state", state.name))
    for state in states:
        yield from _named(state.demonyms, Entry(state.code, "demonym", state.name))
    for state in states:
        capitals = (*((state.capital,) if state.capital else ()), *state.capital_names)
        yield from _named(capitals, Entry(state.code, "capital", state.name, "GOV"))
        yield from _named(state.metonyms, Entry(state.code, "metonym", state.name, "GOV"))
    for state in states:
        yield from _named(state.cities, Entry(state.code, "city", state.name))


def _organisations() -> Iterator[tuple[str, Entry]]:
    for org in load_organisations():
        is_group = org.kind == "armed_group"  # armed groups have no code (CLAIMS convention 9)
        code = None if is_group else org.code or org.state
        form: Form = "group" if is_group else "organisation"
        yield from _named((org.name, *org.names), Entry(code, form, org.name, org.role, org.ties))


def _institutions() -> Iterator[tuple[str, Entry]]:
    for row in load_institutions():
        entry = Entry(row.state, "institution", row.name, row.role, row.ties)
        yield from _named((row.name, *row.names), entry)


def _leaders() -> Iterator[tuple[str, Entry]]:
    for row in load_leaders():
        entry = Entry(
            row.state, "leader", row.name, "GOV", (), str(row.start or ""), str(row.end or "")
        )
        yield from _named((row.name, *row.names), entry)


def _named(names: Iterable[str], entry: Entry) -> Iterator[tuple[str, Entry]]:
    for name in names:
        if (name and name[:1].isupper()) or name[:1].isdigit():
            yield name, entry
