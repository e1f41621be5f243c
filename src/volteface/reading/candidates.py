"""Who may be source or target of what a word tells: the actors of a sentence, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from volteface.model.claim import Party
from volteface.reading.nouns import Nouns
from volteface.reading.syntax import Sentence

PATHS = (
    "none",
    "self",
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "obl:agent",
    "obl:from",
    "obl:to",
    "obl:with",
    "obl:in",
    "obl:by",
    "obl:on",
    "obl:against",
    "obl:of",
    "obl:at",
    "obl:for",
    "obl:between",
    "nmod:poss",
    "amod",
    "compound",
    "nmod:of",
    "nmod:from",
    "nmod:to",
    "nmod:with",
    "nmod:in",
    "nmod:by",
    "nmod:on",
    "nmod:between",
    "nmod:against",
    "nmod",
    "governor",
    "governor nsubj",
    "governor obj",
    "governor obl",
    "governor nsubj:pass",
    "governor other",
    "below nsubj",
    "below obj",
    "below obl",
    "below other",
    "top nsubj",
    "conj",
    "earlier",  # in the sentence before
)
_PATH_INDEX = {name: i for i, name in enumerate(PATHS)}
EARLIER = _PATH_INDEX["earlier"]
NULL, FIRST_OF_PAIR, SECOND_OF_PAIR = "null", "first", "second"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a sentence may be about, and the tokens that stand for it.

    ``tokens`` is empty for an actor that the sentence does not name: one of the report's pair, or
    one that the sentence before names, at its tokens ``earlier``.
    """

    party: Party
    tokens: tuple[int, ...]
    in_pair: int  # 0 no, 1 first, 2 second of the report's pair
    earlier: tuple[int, ...] = ()


def find_candidates(nouns: Nouns, before: Sequence[Candidate] = ()) -> list[Candidate]:
    """Return the actors that a sentence names or refers to, then those of the pair or the sentence before.

    ``before`` are the candidates of the sentence before.
    """
    found: dict[str, tuple[Party, list[int]]] = {}
    for token in nouns.sentence.tokens:
        mention = nouns.mention_at(token.index)
        if not (token.is_noun or mention is not None or token.rel == "nmod:poss"):
            continue
        if mention is not None and token.index != mention.head:
            continue
        for party in nouns.owners(token.index):
            if party.code:
                found.setdefault(party.code, (party, []))[1].append(token.index)
    pair = nouns.context.pair
    told = {c.party.code: c for c in before if c.tokens}
    absent = [c for c in dict.fromkeys((*pair, *told)) if c is not None and c not in found]
    named = [
        Candidate(party, tuple(dict.fromkeys(tokens)), _place(code, pair))
        for code, (party, tokens) in found.items()
    ]
    return named + [_unnamed(code, told.get(code), _place(code, pair)) for code in absent]


def _unnamed(code: str, before: Candidate | None, in_pair: int) -> Candidate:
    if before is None:
        return Candidate(Party(code=code), (), in_pair)
    return Candidate(before.party, (), in_pair, earlier=before.tokens)


def _place(code: str, pair: tuple[str, ...]) -> int:
    return pair.index(code) + 1 if code in pair else 0


def path_between(sentence: Sentence, trigger: int, token: int) -> int:
    """Return the number of the path class (an index of ``PATHS``) from a trigger to a token."""
    return _PATH_INDEX.get(_path(sentence, trigger, token), 0)


def _path(sentence: Sentence, trigger: int, token: int) -> str:  # noqa: PLR0911 – a decision list
    if trigger == token:
        return "self"
    node, head = sentence.tokens[token], sentence.tokens[trigger]
    if node.rel.startswith("conj") and node.head >= 0:
        above = _path(sentence, trigger, node.head)
        return above if above != "none" else "conj"
    if node.head == trigger:
        return _direct(sentence, token)
    if head.head == token:
        return "governor"
    if head.head >= 0 and node.head == head.head:
        return _known(f"governor {_plain(node.rel)}", "governor other")
    if node.head >= 0 and sentence.tokens[node.head].head == trigger:
        return _known(f"below {_plain(node.rel)}", "below other")
    if node.rel == "nsubj" and node.head >= 0 and sentence.tokens[node.head].head < 0:
        return "top nsubj"
    return "none"


def _direct(sentence: Sentence, token: int) -> str:
    rel = sentence.tokens[token].rel
    base = rel.split(":")[0]
    if base in ("obl", "nmod") and rel not in ("nmod:poss", "obl:agent"):
        preposition = sentence.preposition(token).split(" ")[0]
        return _known(f"{base}:{preposition}", base)
    return _known(rel, _known(base, "none"))


def _plain(rel: str) -> str:
    return rel if rel == "nsubj:pass" else rel.split(":", maxsplit=1)[0]


def _known(name: str, otherwise: str) -> str:
    return name if name in _PATH_INDEX else otherwise
