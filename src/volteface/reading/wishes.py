"""What is asked for, planned or threatened has not happened: which words make it so."""

from __future__ import annotations

from volteface.model.claim import TimeFrame
from volteface.reading.nouns import Nouns
from volteface.reading.syntax import Token

_THREATS = frozenset(["threaten", "threat", "warn", "warning"])
_ASKING = frozenset(["demand", "request", "urge", "call", "seek", "want", "order", "propose"])
_PLANNING = frozenset(
    ["plan", "consider", "weigh", "mull", "promise", "pledge", "offer", "contemplate", "announce"]
)
_OWN_WISH = frozenset(["want", "seek", "expect", "wish", "hope", "propose"])


def wished(nouns: Nouns, node: Token, below: Token, *, is_content: bool) -> TimeFrame | None:
    """Return what a word makes of the clause or noun below it: demanded, planned, conditional.

    None where it leaves it as it is. ``is_content`` says that the clause is the word's complement.
    """
    lemma, frames = nouns.lemma(node.index), nouns.lexicon.stance["frames"]
    if not (is_content or below.upos != "VERB"):
        return None
    is_infinitive = any(
        t.text.lower() == "to" for t in nouns.sentence.children(below.index, "mark", "aux")
    )
    is_subjunctive = is_content and below.rel == "ccomp" and below.xpos == "VB"
    is_nominal = below.rel in ("obj", "nmod") and node.upos in ("VERB", "NOUN")
    if not (is_infinitive or is_subjunctive or is_nominal or below.xpos == "VBG"):
        return None
    if lemma in _THREATS:
        return "conditional"
    asks = is_infinitive or is_subjunctive or lemma in _ASKING
    if lemma in frames["demanded"] and asks:
        if is_nominal and lemma not in _ASKING:
            return None
        return "demanded" if _asks_another(nouns, node, below, lemma) else "planned"
    plans = lemma in frames["planned"] and lemma != "be"
    return "planned" if plans and (is_infinitive or lemma in _PLANNING) else None


def is_asked(nouns: Nouns, node: Token, below: Token) -> bool:
    """ "Push the government to leave", "vote to leave", where the infinitive is parsed as an adjunct."""
    tree, words, lemma = nouns.sentence, nouns.lexicon.stance["frames"], nouns.lemma(node.index)
    has_to = any(t.text.lower() == "to" for t in tree.children(below.index, "mark"))
    is_plan = lemma in words["planned"] and lemma != "be" and not tree.children(node.index, "obj")
    return has_to and (lemma in words["demanded"] or is_plan)


def is_bare_gerund(nouns: Nouns, node: Token, below: Token) -> bool:
    """ "Ruled out expelling him", where the gerund is parsed as an adjunct."""
    between = nouns.sentence.tokens[node.index + 1 : below.index]
    return (
        below.xpos == "VBG"
        and all(t.rel == "compound:prt" for t in between)
        and (node.index < below.index)
    )


def is_called_for(nouns: Nouns, node: Token, below: Token) -> bool:
    """ "Voted for the departure", "called for a withdrawal"."""
    is_wish = nouns.lemma(node.index) in nouns.lexicon.stance["frames"]["demanded"]
    return is_wish and below.is_noun and nouns.sentence.preposition(below.index) == "for"


def _asks_another(nouns: Nouns, node: Token, below: Token, lemma: str) -> bool:
    if lemma == "vote":
        return False
    if lemma in ("want", "seek", "expect", "wish", "hope", "propose") and below.rel in ("xcomp",):
        return bool(nouns.sentence.children(node.index, "obj"))
    return True
