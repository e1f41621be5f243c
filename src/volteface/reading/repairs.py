"""Mending of trees where a known construction is often parsed wrong."""

from __future__ import annotations

from dataclasses import replace

from volteface.reading.syntax import Sentence, Token, kids_of

_SAYING = frozenset(
    [
        "say",
        "said",
        "says",
        "insist",
        "insisted",
        "believe",
        "believed",
        "claim",
        "claimed",
        "argue",
        "argued",
        "note",
        "noted",
        "add",
        "added",
    ]
)
_RELATIVES = frozenset(["who", "which", "that", "whom", "whose"])


def mended(sentence: Sentence) -> Sentence:
    """Return the sentence with "X said [that] the guards who … have left" read as what X said.

    Without "that" the parser takes "the guards" for the object of "said" and "have left" for a
    relative clause; a finite clause without relative pronoun there is a complement.
    """
    for verb in sentence.tokens:
        if verb.text.lower() in _SAYING:
            for noun in sentence.children(verb.index, "obj"):
                clause = _finite_relative(sentence, noun)
                if clause is not None:
                    return _as_complement(sentence, verb, noun, clause)
    return sentence


def _finite_relative(sentence: Sentence, noun: Token) -> Token | None:
    for clause in sentence.children(noun.index, "acl"):
        kids = sentence.children(clause.index)
        has_pronoun = any(k.text.lower() in _RELATIVES for k in kids)
        has_subject = any(k.rel.startswith("nsubj") for k in kids)
        is_finite = clause.xpos in ("VBD", "VBZ", "VBP") or any(
            k.rel.startswith("aux") for k in kids
        )
        if is_finite and not has_pronoun and not has_subject and clause.rel == "acl:relcl":
            return clause
    return None


def _as_complement(sentence: Sentence, verb: Token, noun: Token, clause: Token) -> Sentence:
    is_passive = any(k.rel == "aux:pass" for k in sentence.children(clause.index))
    changed = {
        clause.index: replace(clause, head=verb.index, rel="ccomp"),
        noun.index: replace(noun, head=clause.index, rel="nsubj:pass" if is_passive else "nsubj"),
    }
    tokens = tuple(changed.get(t.index, t) for t in sentence.tokens)
    return replace(sentence, tokens=tokens, kids=kids_of([t.head for t in tokens]))
