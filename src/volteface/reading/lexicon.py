"""The words that reading knows: predicates by class, things by kind of tie, stance words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import simplemma

Entry = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Vocabulary tables of ``volteface/data/reading``, indexed for look-up.

    ``verbs`` and ``nouns`` give the classes of a predicate: first word → (rest of the words, class).
    ``things`` gives the kinds of a noun phrase the same way; ``sectors`` those of domestic effects.
    ``modes`` gives, by type of event, the mode that a word alone tells.
    """

    verbs: Mapping[str, tuple[tuple[Entry, str], ...]]
    nouns: Mapping[str, tuple[tuple[Entry, str], ...]]
    things: Mapping[str, tuple[str, ...]]
    sectors: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, frozenset[str]]
    government: frozenset[str]
    states: frozenset[str]
    stance: Mapping[str, Mapping[str, frozenset[str]]]
    modes: Mapping[str, Mapping[str, str]]
    known: frozenset[str]

    def lemma(self, text: str, proposed: str) -> str:
        """Return the dictionary form of a word: the parser's if it is known here, else simplemma's."""
        if proposed in self.known:
            return proposed
        looked_up = _looked_up(text.lower())
        return looked_up if looked_up in self.known else proposed


@lru_cache(maxsize=1 << 16)
def _looked_up(word: str) -> str:
    return str(simplemma.lemmatize(word, lang="en")).lower()


@cache
def load_lexicon() -> Lexicon:
    """Return the packaged lexicon (read once)."""
    predicates, things, stance, modes = (
        _toml(name) for name in ("predicates", "things", "stance", "modes")
    )
    verbs = _by_first((w, name) for name, part in predicates.items() for w in part.get("verbs", ()))
    nouns = _by_first((w, name) for name, part in predicates.items() for w in part.get("nouns", ()))
    kinds = _inverted(things["kinds"])
    sectors = _inverted(things["sectors"])
    stances = {
        group: {key: frozenset(words) for key, words in part.items()}
        for group, part in stance.items()
    }
    known = {*verbs, *nouns, *(w.split()[-1] for w in (*kinds, *sectors))}
    known.update(word for part in stances.values() for words in part.values() for word in words)
    government, states = (
        frozenset(things["government"]["words"]),
        frozenset(things["government"]["state"]),
    )
    return Lexicon(
        verbs=verbs,
        nouns=nouns,
        things=kinds,
        sectors=sectors,
        heads={k: frozenset(v) for k, v in things["heads"].items()},
        government=government,
        states=states,
        stance=stances,
        modes={
            type_name: {word: mode for mode, words in part.items() for word in words}
            for type_name, part in modes.items()
        },
        known=frozenset(known | government | states),
    )


def _toml(name: str) -> dict[str, dict[str, list[str]]]:
    source = files("volteface").joinpath("data", "reading", f"{name}.toml")
    return tomllib.loads(source.read_text("utf-8"))


def _by_first(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[Entry, str], ...]]:
    """Index word sequences by their first word, longest first; "be present" stands under "present"."""
    found: dict[str, list[tuple[Entry, str]]] = {}
    for phrase, name in pairs:
        words = phrase.split()
        if words[0] == "be" and len(words) > 1:
            words = [*words[1:], "be"]
        found.setdefault(words[0], []).append((tuple(words[1:]), name))
    return {k: tuple(sorted(v, key=lambda entry: -len(entry[0]))) for k, v in found.items()}


def _inverted(kinds: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for kind, words in kinds.items():
        for word in words:
            found.setdefault(word, []).append(kind)
    return {word: tuple(names) for word, names in found.items()}
