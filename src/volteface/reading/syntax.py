"""A parsed sentence: tokens in a tree, with the questions that the later steps ask of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """One word: offsets in the report's text, tags, and its place in the tree.

    ``head`` is the index of the governing token in the sentence, −1 for the root; ``rel`` is the
    Universal Dependencies relation to it.
    """

    index: int
    text: str
    start: int
    end: int
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    rel: str
    entity: str

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun, name, pronoun or number."""
        return self.upos in ("NOUN", "PROPN", "PRON", "NUM") or self.xpos in (
            "NN",
            "NNS",
            "NNP",
            "NNPS",
        )

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb or auxiliary, participles included."""
        return self.upos in ("VERB", "AUX") or self.xpos.startswith("VB")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report: its offsets, its tokens, and the dependents of each."""

    index: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    kids: tuple[tuple[int, ...], ...]

    def text(self, text: str) -> str:
        """Return the sentence's words as they stand in the report's text."""
        return text[self.start : self.end]

    def children(self, index: int, *rels: str) -> list[Token]:
        """Return the dependents of a token, those of the given relations (subtypes included) if any."""
        kids = self.kids[index]
        if not kids:
            return []
        found = [self.tokens[k] for k in kids]
        if not rels:
            return found
        return [t for t in found if t.rel in rels or t.rel.partition(":")[0] in rels]

    def child(self, index: int, *rels: str) -> Token | None:
        """Return the first such dependent, or None."""
        found = self.children(index, *rels)
        return found[0] if found else None

    def subtree(self, index: int) -> list[int]:
        """Return the indexes of a token and all below it, in order."""
        found: list[int] = []
        stack = [index]
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(self.kids[node])
        return sorted(found)

    def preposition(self, index: int) -> str:
        """Return the lower-case preposition that marks a noun (``""`` if none; ``out of`` whole)."""
        cases = self.children(index, "case")
        if not cases:
            return ""
        words = [c.text.lower() for c in cases]
        words += [t.text.lower() for c in cases for t in self.children(c.index, "fixed")]
        return " ".join(words)

    def ancestors(self, index: int) -> list[Token]:
        """Return the governors of a token from the nearest to the root."""
        found: list[Token] = []
        node = self.tokens[index].head
        while node >= 0 and len(found) <= len(self.tokens):
            found.append(self.tokens[node])
            node = self.tokens[node].head
        return found


def kids_of(heads: list[int]) -> tuple[tuple[int, ...], ...]:
    """Return the dependents of each token, in order."""
    kids: list[list[int]] = [[] for _ in heads]
    for index, head in enumerate(heads):
        if head >= 0:
            kids[head].append(index)
    return tuple(tuple(k) for k in kids)
