"""Noun phrases: whose they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from volteface.codebook.states import load_states
from volteface.model.claim import Party
from volteface.reading.mentions import party_of
from volteface.reading.noun_kinds import NounKinds
from volteface.reading.syntax import Token

PEOPLE_KINDS = frozenset(
    [
        "security_personnel",
        "military_personnel",
        "medical_personnel",
        "technical_personnel",
        "training",
        "intelligence",
    ]
)
_POSSESSIVES = frozenset(["its", "their", "his", "her", "our"])
_PAIR_WORDS = frozenset(
    [
        "country",
        "nation",
        "neighbour",
        "neighbor",
        "state",
        "side",
        "government",
        "capital",
        "ally",
        "power",
    ]
)
_TAKING_OUT = frozenset(["withdraw", "remove", "pull", "recall", "expel", "evacuate", "bring"])
_DEPTH = 4


@dataclass(slots=True)
class Nouns(NounKinds):
    """Answers what the noun phrases of one sentence are and whose, by narrow rules; each may be nothing."""

    _busy: set[int] = field(default_factory=set)

    def owners(self, index: int, depth: int = 0) -> list[Party]:
        """Return the actors that a noun phrase names or belongs to: "Cuban guards" → Cuba.

        Coordinated names give several; none is an empty list.
        """
        if index in self._busy or depth > _DEPTH:
            return []
        self._busy.add(index)
        try:
            return _distinct(self._owners(index, depth))
        finally:
            self._busy.discard(index)

    def _owners(self, index: int, depth: int) -> list[Party]:
        token, mention = self.sentence.tokens[index], self._at.get(index)
        if mention is not None and mention.entry.form != "city":
            return [party_of(mention, self.sentence), *self._conjuncts(index, depth)]
        if token.upos == "PRON" or token.text.lower() in _POSSESSIVES:
            return self._pronoun(token)
        named = self._modifiers(index, depth)
        if named:
            self._remember(index, named)
            return named
        if mention is not None:
            return [party_of(mention, self.sentence)]
        return self._by_memory(index)

    def _conjuncts(self, index: int, depth: int) -> list[Party]:
        found: list[Party] = []
        for token in self.sentence.children(index, "conj"):
            mention = self._at.get(token.index)
            if mention is not None and mention.entry.form != "city":
                found += self.owners(token.index, depth + 1)
        return found

    def _modifiers(self, index: int, depth: int) -> list[Party]:
        """Owner by modifier, nearest in meaning first: possessive, adjective, appositive, of/from."""
        tree = self.sentence
        groups = (
            tree.children(index, "nmod:poss"),
            [
                t
                for t in tree.children(
                    index, "amod", "compound", "flat", "nmod:desc", "nmod:unmarked"
                )
                if self._names(t)
            ],
            tree.children(index, "appos"),
            [
                t
                for t in tree.children(index, "nmod")
                if tree.preposition(t.index) == "of"
                or (tree.preposition(t.index) == "from" and not self._is_withdrawn(index))
            ],
            [
                t
                for t in tree.children(index, "nmod")
                if tree.preposition(t.index) in ("in", "to", "with")
                and self.lemma(index) in self.lexicon.government
            ],
        )
        for tokens in groups:
            found = [p for t in tokens for p in self.owners(t.index, depth + 1)]
            if found:
                return found
        head = tree.tokens[index]
        if head.rel.startswith("conj") and not tree.children(index, "det"):
            return self._shared(head, depth)
        return []

    def _is_withdrawn(self, index: int) -> bool:
        """ "Withdraw 500 soldiers from Niger": "from" tells the place, not whose they are."""
        token = self.sentence.tokens[index]
        return token.rel in ("obj", "nsubj:pass") and self.lemma(token.head) in _TAKING_OUT

    def _names(self, token: Token) -> bool:
        below = (
            token.index,
            *(t.index for t in self.sentence.children(token.index, "conj", "compound", "flat")),
        )
        return any(i in self._at for i in below)

    def _shared(self, token: Token, depth: int) -> list[Party]:
        """ "Cuban advisers and medical workers": the second noun shares the first one's adjective."""
        first = self.sentence.tokens[token.head]
        if first.index in self._at:
            return []
        adjectives = self.sentence.children(first.index, "amod", "compound", "nmod:poss")
        return [p for t in adjectives if self._names(t) for p in self.owners(t.index, depth + 1)]

    def _pronoun(self, token: Token) -> list[Party]:
        word = token.text.lower()
        if word in ("he", "him", "his", "she", "her"):
            return [self.context.last_person] if self.context.last_person else []
        if word in ("we", "our", "us", "i", "my"):
            speaker = self.context.last_speaker
            is_quoted = any(t.text in '“”"«»' for t in self.sentence.tokens)
            return [Party(code=speaker.code)] if is_quoted and speaker and speaker.code else []
        if word in ("they", "them") and self.context.last_people:
            return self.context.last_people[1]
        if word in ("it", "its", "they", "their", "them", "itself", "themselves"):
            return (
                self._subject_before(token)
                or self._named_before(token)
                or self.context.last_subject
            )
        return self._relative(token)

    def _relative(self, token: Token) -> list[Party]:
        if token.text.lower() not in ("who", "which", "that", "whose", "whom"):
            return []
        for governor in self.sentence.ancestors(token.index):
            if governor.rel in ("acl:relcl", "acl") and governor.head >= 0:
                return self.owners(governor.head)
        return []

    def _subject_before(self, token: Token) -> list[Party]:
        """The subject of the clause, or of one above, if it comes before the pronoun."""
        for governor in self.sentence.ancestors(token.index):
            for subject in self.sentence.children(governor.index, "nsubj"):
                if subject.index < token.index and token.index not in self.sentence.subtree(
                    subject.index
                ):
                    found = self.owners(subject.index)
                    if found:
                        return found
        return []

    def _named_before(self, token: Token) -> list[Party]:
        """The last state named before the pronoun in its sentence."""
        before = [
            m
            for m in self.mentions
            if m.end <= token.index and m.entry.code and m.entry.form != "city"
        ]
        return [party_of(before[-1], self.sentence)] if before else []

    def _by_memory(self, index: int) -> list[Party]:
        """A bare definite noun: "the junta", "the island", "both countries", "the troops"."""
        token, lemma = self.sentence.tokens[index], self.lemma(index)
        kids = {t.text.lower() for t in self.sentence.children(index)}
        if lemma in _PAIR_WORDS and (kids & {"both", "two", "neither"}):
            return self.context.the_two()
        if lemma in self.context.by_noun:
            return self.context.by_noun[lemma]
        kind = self.kind(index)
        if kind in PEOPLE_KINDS and (
            kids & {"the", "these", "those", "remaining", "last"} or token.xpos == "NNS"
        ):
            return self.context.people.get(kind or "", [])
        if lemma in self.lexicon.states and kids & {"the", "this"}:
            return self._described(index, lemma)
        if lemma in self.lexicon.government and kind is None and self.context.home:
            return [Party(code=self.context.home)] if kids & {"the", "its"} else []
        return []

    def _described(self, index: int, lemma: str) -> list[Party]:
        words = [self.sentence.tokens[i].text.lower() for i in self.sentence.subtree(index)]
        phrase = " ".join(words)
        for code in reversed(self.context.recent):
            if any(phrase.startswith(d) for d in _descriptions().get(code, ())):
                return [Party(code=code)]
        known = [c for c in self.context.recent if c in self.context.pair] or self.context.recent
        fitting = [
            c for c in known if any(d.endswith(f" {lemma}") for d in _descriptions().get(c, ()))
        ]
        if fitting:
            return [Party(code=fitting[-1])]
        return [Party(code=known[-1])] if lemma in ("country", "nation", "state") and known else []

    def _remember(self, index: int, named: list[Party]) -> None:
        lemma = self.lemma(index)
        if lemma in self.lexicon.government and len(named) == 1:
            self.context.by_noun[lemma] = named
        kind = self.kind(index)
        if kind in PEOPLE_KINDS and kind is not None:
            self.context.people[kind] = named
            self.context.last_people = (kind, named)


def _distinct(parties: list[Party]) -> list[Party]:
    seen: dict[tuple[str | None, str | None], Party] = {}
    for party in parties:
        seen.setdefault((party.code, party.name if party.code is None else None), party)
    return list(seen.values())


_DESCRIPTIONS: dict[str, tuple[str, ...]] = {}


def _descriptions() -> dict[str, tuple[str, ...]]:
    if not _DESCRIPTIONS:
        _DESCRIPTIONS.update(
            {s.code: tuple(d.lower() for d in s.descriptions) for s in load_states()}
        )
    return _DESCRIPTIONS
