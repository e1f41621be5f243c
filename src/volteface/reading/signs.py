"""Signs of each word for the claim heads: what lexicon, tree, rules and stance say of it.

A sign is a string such as ``class:expel`` or ``rule:RETREAT``, hashed to a number below ``SIGNS``.
With them the heads learn from few sentences when to believe the rules, and what new words are like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from volteface.reading.candidates import Candidate
from volteface.reading.drafts import Draft
from volteface.reading.nouns import Nouns
from volteface.reading.stance import Stance
from volteface.reading.standing import stance_of
from volteface.reading.syntax import Token

SIGNS = 4096
_TOLD = ("VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADV")
_FRAMES = ("demanded", "planned", "denied", "conditional", "feared", "negation")


@dataclass(frozen=True, slots=True)
class Signs:
    """For each token of a sentence: its signs as numbers, and its stance by rule (None for small words)."""

    numbers: list[list[int]]
    stances: list[Stance | None]

    def stance_at(self, nouns: Nouns, token: Token) -> Stance:
        """Return the stance of a token, that of a small word too."""
        return self.stances[token.index] or stance_of(nouns, token)


@lru_cache(maxsize=1 << 16)
def number_of(sign: str) -> int:
    """Return the number that a sign is hashed to."""
    return crc32(sign.encode()) % SIGNS


def find_signs(nouns: Nouns, drafts: list[Draft]) -> Signs:
    """Return the signs of every token; ``drafts`` are what the rules found in the sentence."""
    tokens = nouns.sentence.tokens
    own = [list(_lexical(nouns, t)) for t in tokens]
    stances = [stance_of(nouns, t) if t.upos in _TOLD else None for t in tokens]
    numbers = []
    for token in tokens:
        signs = [*own[token.index], *_around(nouns, token, own)]
        signs += [f"rule:{d.type}" for d in drafts if d.anchor.index == token.index]
        signs += [f"rule near:{d.type}" for d in drafts if d.anchor.index != token.index]
        signs += _of_stance(stances[token.index])
        numbers.append(sorted({number_of(sign) for sign in signs}))
    return Signs(numbers, stances)


def _lexical(nouns: Nouns, token: Token) -> Iterator[str]:
    """What the lexicon says of the word itself."""
    lexicon, lemma = nouns.lexicon, nouns.lemma(token.index)
    yield f"upos:{token.upos}"
    yield f"rel:{token.rel}"
    if token.upos not in _TOLD:
        yield f"word:{token.text.lower()}"
        return
    yield f"lemma:{lemma}"
    table = lexicon.verbs if token.is_verb else lexicon.nouns
    for _, name in table.get(lemma, ()):
        yield f"class:{name}"
    if token.is_noun:
        for kind in nouns.kinds(token.index):
            yield f"kind:{kind}"
        for sector in nouns.sectors(token.index):
            yield f"sector:{sector}"
    for frame in _FRAMES:
        if lemma in lexicon.stance["frames"][frame]:
            yield f"frame:{frame}"
    if lemma in lexicon.stance["speech"]["verbs"]:
        yield "speech"


def _around(nouns: Nouns, token: Token, own: list[list[str]]) -> Iterator[str]:
    """The signs of governor, objects and subjects, and the small words that hang on a word."""
    tree = nouns.sentence
    if token.head >= 0:
        yield from (
            f"above {s}"
            for s in own[token.head]
            if s.startswith(("class", "kind", "frame", "speech"))
        )
    for child in tree.children(token.index):
        base = child.rel.split(":")[0]
        if base in (
            "obj",
            "nsubj",
            "obl",
            "nmod",
            "xcomp",
            "ccomp",
            "acl",
            "compound",
            "amod",
            "conj",
        ):
            yield from (
                f"{base} {s}" for s in own[child.index] if s.startswith(("class", "kind", "sector"))
            )
        if base in ("obl", "nmod"):
            yield f"prep:{tree.preposition(child.index)}"
        if base in ("aux", "advmod", "det", "mark", "cop"):
            yield f"small:{child.text.lower()}"


def _of_stance(stance: Stance | None) -> list[str]:
    if stance is None:
        return []
    return [
        f"polarity:{stance.polarity}",
        f"time:{stance.time_frame}",
        f"certainty:{stance.certainty}",
        f"speaker:{stance.speaker.kind}",
    ]


def role_by_rule(candidate: Candidate, trigger: int, drafts: list[Draft]) -> int:
    """Return what the rules make of a candidate: 0 nothing, 1–3 source, target, both at this word; 4–6 elsewhere."""
    code = candidate.party.code
    here = [d for d in drafts if d.anchor.index == trigger]
    for chosen, offset in ((here, 0), (drafts, 3)):
        is_source = any(d.source is not None and d.source.code == code for d in chosen)
        is_target = any(d.target is not None and d.target.code == code for d in chosen)
        if is_source or is_target:
            return offset + (1 if is_source else 0) + (2 if is_target else 0)
    return 0


ROLES = 7
