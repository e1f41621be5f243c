"""What noun phrases stand for: kinds of tie and sectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from volteface.reading.context import Context
from volteface.reading.lexicon import Lexicon
from volteface.reading.mentions import Mention
from volteface.reading.syntax import Sentence


@dataclass(slots=True)
class NounKinds:
    """Answers what the noun phrases of one sentence are; each may be nothing."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    context: Context
    lexicon: Lexicon
    _at: dict[int, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._at = {i: m for m in self.mentions for i in range(m.start, m.end)}

    def lemma(self, index: int) -> str:
        """Return the dictionary form of a token."""
        token = self.sentence.tokens[index]
        return self.lexicon.lemma(token.text, token.lemma)

    def mention_at(self, index: int) -> Mention | None:
        """Return the mention that covers a token."""
        return self._at.get(index)

    def kind(self, index: int) -> str | None:
        """Return the first kind of tie that a noun stands for, or None."""
        found = self.kinds(index)
        return found[0] if found else None

    def kinds(self, index: int) -> tuple[str, ...]:
        """Return the kinds of tie that a noun phrase stands for, best first."""
        direct = self._phrase_kinds(index, self.lexicon.things)
        lemma = self.lemma(index)
        if lemma in self.lexicon.heads["shortage"] and self.sectors(index):
            return ()
        generic = any(lemma in words for words in self.lexicon.heads.values())
        if generic:
            refined = self._from_modifiers(index)
            if refined:
                return refined
        mention = self._at.get(index)
        if not direct and mention is not None and mention.entry.ties:
            return mention.entry.ties
        if not direct and self.sentence.tokens[index].upos == "PRON":
            return self._pronoun_kinds(index)
        return direct

    def _pronoun_kinds(self, index: int) -> tuple[str, ...]:
        word = self.sentence.tokens[index].text.lower()
        if word in ("they", "them") and self.context.last_people:
            return (self.context.last_people[0],)
        if word in ("who", "which", "that"):
            for governor in self.sentence.ancestors(index):
                if governor.rel in ("acl:relcl", "acl") and governor.head >= 0:
                    return self.kinds(governor.head)
        return ()

    def sectors(self, index: int) -> tuple[str, ...]:
        """Return the domestic sectors that a noun phrase names."""
        found = self._phrase_kinds(index, self.lexicon.sectors)
        if found and self.lemma(index) not in self.lexicon.heads["shortage"]:
            return found
        modifiers = self.sentence.children(index, "compound", "amod", "nmod")
        more = tuple(
            s for t in modifiers for s in self._phrase_kinds(t.index, self.lexicon.sectors)
        )
        return more or found

    def _phrase_kinds(self, index: int, lookup: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        words = [self.lemma(index)]
        if words[0] in lookup and index == 0:
            return lookup[words[0]]
        for size in (2, 1):
            if index - size < 0:
                continue
            before = [self.sentence.tokens[i].text.lower() for i in range(index - size, index)]
            phrase = " ".join([*before, words[0]])
            if phrase in lookup:
                return lookup[phrase]
        return lookup.get(words[0], ())

    def _from_modifiers(self, index: int) -> tuple[str, ...]:
        tree = self.sentence
        near = tree.children(index, "compound", "amod")
        of = [
            t
            for t in tree.children(index, "nmod")
            if tree.preposition(t.index) in ("of", "on", "in", "for")
        ]
        for token in (*near, *of):
            if token.index in self._at and self._at[token.index].entry.form != "institution":
                continue
            found = self._phrase_kinds(token.index, self.lexicon.things)
            if found:
                return found
        return ()
