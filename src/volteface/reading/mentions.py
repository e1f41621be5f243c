"""Names in a sentence → mentions of actors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from volteface.model.claim import Party
from volteface.reading.gazetteer import Entry, Gazetteer
from volteface.reading.syntax import Sentence, Token

_NAMING = ("state", "demonym", "capital", "metonym", "leader")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that the gazetteer knows: tokens ``start`` to ``end`` (exclusive), ``head`` in the tree."""

    start: int
    end: int
    head: int
    entry: Entry


def find_mentions(sentence: Sentence, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Return the mentions of a sentence, longest names first, without overlap."""
    words = [_plain(t) for t in sentence.tokens]
    found, at = [], 0
    while at < len(words):
        match = gazetteer.match(words, at)
        if match and match[1].form == "no actor":
            at = match[0]
        elif match and _is_name(sentence.tokens[at : match[0]], match[1], words, at):
            end, entry = match
            found.append(Mention(at, end, _head(sentence, at, end), entry))
            at = end
        else:
            at += 1
    return tuple(found)


def mentions_of(sentences: list[Sentence], gazetteer: Gazetteer) -> list[tuple[Mention, ...]]:
    """Return the mentions of each sentence of a report, each read in the light of the whole."""
    found = [find_mentions(sentence, gazetteer) for sentence in sentences]
    return without_stray_cities(in_their_time(of_their_state(found, sentences, gazetteer)))


def of_their_state(
    mentions: list[tuple[Mention, ...]], sentences: list[Sentence], gazetteer: Gazetteer
) -> list[tuple[Mention, ...]]:
    """Return the mentions with leaders who share a name read as the one that the report is about.

    That is who is named in full there; else the later in office, unless the report nowhere names
    his state: then him of the state most named. "Castro" is Cuba's in a report that is silent on
    Honduras.
    """
    named: Counter[str | None] = Counter()
    in_full: dict[str, Entry] = {}
    shared: list[tuple[int, int, tuple[Entry, ...]]] = []
    for row, (own, sentence) in enumerate(zip(mentions, sentences, strict=True)):
        words = [_plain(t) for t in sentence.tokens]
        for number, mention in enumerate(own):
            name = tuple(words[mention.start : mention.end])
            if mention.entry.form == "leader" and name in gazetteer.namesakes:
                shared.append((row, number, gazetteer.namesakes[name]))
            elif mention.entry.form in _NAMING:
                named[mention.entry.code] += 1
                if mention.entry.form == "leader" and len(name) > 1:
                    in_full.setdefault(name[-1], mention.entry)
    found = [list(own) for own in mentions]
    for row, number, several in shared:
        mention = found[row][number]
        last = _plain(sentences[row].tokens[mention.end - 1])
        best = mention.entry
        if last in in_full and in_full[last].code in {entry.code for entry in several}:
            best = in_full[last]
        elif not named[best.code]:
            best = max((best, *several), key=lambda entry: named[entry.code])
        found[row][number] = replace(mention, entry=best)
    return [tuple(own) for own in found]


_PREDECESSORS = {"RUS": "SUN", "SRB": "YUG", "CZE": "CSK"}


def in_their_time(mentions: list[tuple[Mention, ...]]) -> list[tuple[Mention, ...]]:
    """Return the mentions with capitals read as the older state where the report is about that one.

    In a report that names the Soviet Union more often than Russia, "Moscow" is Soviet.
    """
    named = Counter(
        m.entry.code for row in mentions for m in row if m.entry.form in ("state", "demonym")
    )
    older = {new: old for new, old in _PREDECESSORS.items() if named[old] > named[new]}
    return [tuple(_aged(m, older) for m in row) for row in mentions]


# Capitals with a namesake in another state: in a report that names only that one, its city is meant.
_NAMESAKES = {"CHL": "CUB", "LBY": "LBN", "GUY": "MYS"}  # Santiago, Tripoli, Georgetown


def without_stray_cities(mentions: list[tuple[Mention, ...]]) -> list[tuple[Mention, ...]]:
    """Return the mentions less the cities of states that the report names nowhere ("Beni", "Geneva").

    So are the capitals that share a name, where only the other state is named ("Santiago" in Cuba).
    """
    named = {m.entry.code for row in mentions for m in row if m.entry.form in _NAMING}
    besides = {
        m.entry.code for row in mentions for m in row if m.entry.form in ("state", "demonym")
    }

    def is_stray(entry: Entry) -> bool:
        if entry.form == "city":
            return entry.code not in named
        is_shared = entry.form == "capital" and _NAMESAKES.get(entry.code or "") in besides
        return is_shared and entry.code not in besides

    return [tuple(m for m in row if not is_stray(m.entry)) for row in mentions]


def _aged(mention: Mention, older: dict[str, str]) -> Mention:
    entry = mention.entry
    if entry.code in older and entry.form in ("capital", "metonym", "leader", "institution"):
        return replace(mention, entry=replace(entry, code=older[entry.code]))
    return mention


def party_of(mention: Mention, sentence: Sentence) -> Party:
    """Return a mention as the party of a claim."""
    first, last = sentence.tokens[mention.start], sentence.tokens[mention.end - 1]
    entry = mention.entry
    words = " ".join(t.text for t in sentence.tokens[mention.start : mention.end])
    below_state = entry.form in ("institution", "organisation", "leader", "group")
    return Party(
        code=entry.code,
        role=entry.role,
        name=entry.name if below_state else None,
        text=words,
        start=first.start,
        end=last.end,
    )


def _plain(token: Token) -> str:
    return token.text.replace("’", "'")


def _is_name(tokens: tuple[Token, ...], entry: Entry, words: list[str], at: int) -> bool:
    """Guard against common words and longer names: "China Daily", "a turkey", "Jordan Smith"."""
    first = tokens[0]
    if not (first.text[0].isupper() or first.text[0].isdigit()):
        return False
    if len(tokens) == 1 and first.text == "US" and first.upos == "PRON":
        return True
    if (
        len(tokens) == 1
        and entry.form in ("state", "city", "leader", "capital")
        and (
            at
            and words[at - 1][:1].isupper()
            and first.entity == "I-PER"
            and entry.form != "leader"
        )
    ):
        return False
    return not (len(tokens) == 1 and first.upos in ("VERB", "ADV", "ADP", "CCONJ", "DET", "AUX"))


def _head(sentence: Sentence, start: int, end: int) -> int:
    for index in range(start, end):
        if not start <= sentence.tokens[index].head < end:
            return index
    return end - 1
