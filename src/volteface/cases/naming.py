"""Which states and organisations a text names: proper names only, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from volteface.cases.settings import load_finding
from volteface.codebook.leaders import load_leaders
from volteface.codebook.not_actors import load_not_actors
from volteface.codebook.organisations import load_organisations
from volteface.codebook.states import load_states

_WORD = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*|(?:[A-Z]\.){2,}")

Phrase = tuple[str, ...]
_NOBODY = ""  # the code of a name that holds a state's and stands for no actor


@cache
def organisations() -> frozenset[str]:
    """Return the codes of organisations, which are seldom a party of the pair."""
    return frozenset(row.code for row in load_organisations() if row.code)


@cache
def minor_states() -> frozenset[str]:
    """Return the codes of territories and breakaway regions without a seat of their own."""
    return frozenset(
        row.code
        for row in load_states()
        if row.status == "territory" or (row.status == "partial" and row.code.startswith("X"))
    )


def codes_named(text: str, around: Mapping[str, int] | None = None) -> tuple[str, ...]:
    """Return the code of every actor that ``text`` names, in order, as often as it is named.

    ``around`` tells how often each state is named in the report: of leaders who share a name the
    later in office is meant, unless his state is not named there and another's is.

    >>> codes_named("Cuban guards have left Caracas, the Kremlin said.")
    ('CUB', 'VEN', 'RUS')
    >>> codes_named("Castro said so.", {"CUB": 3})
    ('CUB',)
    """
    named = around or {}
    words = [match.group().replace("’", "'") for match in _WORD.finditer(text)]
    names, longest = _index()
    found: list[str] = []
    at = 0
    while at < len(words):
        size = _match(words, at, names, longest)
        if size:
            codes = names[tuple(words[at : at + size])]
            usual, known = codes[0], [code for code in codes if named.get(code)]
            found.append(
                usual if usual in known or not known else max(known, key=named.__getitem__)
            )
        at += size or 1
    return tuple(code for code in found if code != _NOBODY)


def _match(
    words: list[str], at: int, names: dict[Phrase, list[str]], longest: dict[str, int]
) -> int:
    for size in range(min(longest.get(words[at], 0), len(words) - at), 0, -1):
        if tuple(words[at : at + size]) in names:
            return size
    return 0


@cache
def _index() -> tuple[dict[Phrase, list[str]], dict[str, int]]:
    """Return the codes of each name and the longest name that a word begins.

    Only leaders of several states share a name, the later in office first.
    """
    names: dict[Phrase, list[str]] = {}
    for name, code in _states_and_organisations():
        names.setdefault(_phrase(name), [code])
    leaders: dict[Phrase, list[str]] = {}
    for name, code in _leaders():
        leaders.setdefault(_phrase(name), []).append(code)
    names = leaders | names
    names = {phrase: codes for phrase, codes in names.items() if phrase and phrase[0][0].isupper()}
    longest: dict[str, int] = {}
    for phrase in names:
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return names, longest


def _phrase(name: str) -> Phrase:
    phrase = tuple(match.group().replace("’", "'") for match in _WORD.finditer(name))
    return phrase[1:] if phrase[:1] in (("The",), ("the",)) else phrase


def _states_and_organisations() -> Iterator[tuple[str, str]]:
    """Yield names with codes; where two share a name the first is the usual reading."""
    yield from load_finding().seats.items()
    yield from _each(load_not_actors(), _NOBODY)
    states = load_states()
    for state in states:
        yield from _each((state.name, *state.names), state.code)
    for state in states:
        yield from _each(state.demonyms, state.code)
    for state in states:
        capital = (state.capital,) if state.capital else ()
        yield from _each((*capital, *state.capital_names, *state.metonyms), state.code)
    for organisation in load_organisations():
        if organisation.code:
            yield from _each((organisation.name, *organisation.names), organisation.code)


def _leaders() -> Iterator[tuple[str, str]]:
    for leader in sorted(load_leaders(), key=lambda row: str(row.start or ""), reverse=True):
        yield from _each((leader.name, *leader.names), leader.state)


def _each(names: Iterable[str], code: str) -> Iterator[tuple[str, str]]:
    return ((name, code) for name in names if name)
