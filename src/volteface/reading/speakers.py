"""Who says it: from a noun phrase that speaks to the kind of speaker and the state it speaks for."""

from __future__ import annotations

from itertools import pairwise

from volteface.model.claim import Party, Speaker, SpeakerKind
from volteface.reading.nouns import Nouns
from volteface.reading.syntax import Token

_ORDER: tuple[SpeakerKind, ...] = ("analyst", "official", "witness", "document", "media", "unnamed")
_VOICE_OF_ACTOR = frozenset(
    ("state", "capital", "metonym", "institution", "organisation", "leader", "group")
)
_NAMELESS = frozenset(["source", "official", "insider", "person", "people", "aide"])
_NOBODY = frozenset(
    ["it", "this", "that", "which", "what", "there", "he", "she", "they", "we", "i", "who", "one"]
)


def speaker_of(nouns: Nouns, index: int) -> Speaker | None:
    """Return the speaker that a noun phrase names, or None where it names nobody who speaks.

    Pronouns stand for the last speaker; names are remembered with the kind that they had first.
    """
    token = nouns.sentence.tokens[index]
    if token.upos == "PRON" or token.text.lower() in _NOBODY:
        return (
            nouns.context.last_speaker
            if token.text.lower() in ("he", "she", "they", "i", "we")
            else None
        )
    owners = nouns.owners(index)
    words = _phrase(nouns, index)
    kind = _kind(nouns, index, owners)
    if kind is None:
        return None
    code = (
        owners[0].code
        if owners and kind in ("official", "unnamed", "media", "witness", "document")
        else None
    )
    speaker = Speaker(kind=kind, text=words, code=code)
    _remember(nouns, index, speaker)
    nouns.context.last_speaker = speaker
    return speaker


def _phrase(nouns: Nouns, index: int) -> str:
    """The words of the phrase, spaced as told, without its relative clauses and preposition."""
    tree = nouns.sentence
    hidden = {
        i
        for t in tree.children(index, "acl", "appos", "conj", "parataxis", "case")
        if t.rel != "case" or t.index < index  # a possessive stays
        for i in tree.subtree(t.index)
    }
    kept = [tree.tokens[i] for i in tree.subtree(index) if i not in hidden]
    words = [t for t in kept if t.upos != "PUNCT"]
    joined = [f" {t.text}" if t.start > before.end else t.text for before, t in pairwise(words)]
    return "".join([words[0].text, *joined]) if words else ""


def _kind(nouns: Nouns, index: int, owners: list[Party]) -> SpeakerKind | None:
    tree, token = nouns.sentence, nouns.sentence.tokens[index]
    known = nouns.context.persons.get(_surname(nouns, index))
    if known is not None:
        return known.kind
    beside = [
        t.index
        for t in tree.children(
            index, "appos", "compound", "flat", "nmod:desc", "nmod", "conj", "nmod:unmarked"
        )
        if not (
            t.rel.startswith("nmod")
            and tree.preposition(t.index) not in ("of", "at", "with", "for", "")
        )
    ]
    for place in (index, *beside):
        found = _by_word(nouns, place, is_head=place == index)
        if found is not None:
            return found
    mention = nouns.mention_at(index)
    if mention is not None and mention.entry.form in _VOICE_OF_ACTOR:
        return "media" if mention.entry.role == "MED" else "official"
    if token.entity.endswith("PER"):
        return "analyst" if not owners else "official"
    if token.entity.endswith("ORG") and token.upos == "PROPN":
        return "analyst" if not owners else "official"
    return "official" if owners and token.upos == "PROPN" else None


def _by_word(nouns: Nouns, index: int, *, is_head: bool) -> SpeakerKind | None:
    lemma, token = nouns.lemma(index), nouns.sentence.tokens[index]
    words = nouns.lexicon.stance["speakers"]
    if is_head and lemma in _NAMELESS and _is_nameless(nouns, index, token):
        return "unnamed"
    before = nouns.sentence.tokens[index - 1].text.lower() if index else ""
    for kind in _ORDER:
        if lemma in words[kind] or f"{before} {lemma}" in words[kind]:
            return kind
    return None


def _is_nameless(nouns: Nouns, index: int, token: Token) -> bool:
    """ "Officials" and "a source" are nobody; "the ministry's officials" are too."""
    return not any(t.upos == "PROPN" for t in nouns.sentence.children(index, "appos", "flat"))


def _surname(nouns: Nouns, index: int) -> str:
    tree = nouns.sentence
    flat = tree.children(index, "flat")
    return (flat[-1] if flat else tree.tokens[index]).text


def _remember(nouns: Nouns, index: int, speaker: Speaker) -> None:
    tree = nouns.sentence
    people = [index, *(t.index for t in tree.children(index, "appos", "flat"))]
    for place in people:
        if tree.tokens[place].upos == "PROPN" and nouns.mention_at(place) is None:
            nouns.context.persons.setdefault(_surname(nouns, place), speaker)
            nouns.context.last_person = (
                Party(code=speaker.code, text=tree.tokens[place].text) if speaker.code else None
            )
