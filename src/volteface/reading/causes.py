"""What is told to have brought about what: cause claims from cues (CLAIMS convention 13)."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.reading.drafts import Draft
from volteface.reading.nouns import Nouns
from volteface.reading.syntax import Token

_MARKED_CLAUSE = frozenset(("because", "since"))
_RETALIATION = frozenset(
    [
        "retaliation",
        "response",
        "reaction",
        "protest",
        "reprisal",
        "exchange",
        "return",
        "consequence",
        "result",
    ]
)
_LINKED = frozenset(
    [
        "link",
        "cause",
        "trigger",
        "prompt",
        "drive",
        "blame",
        "attribute",
        "force",
        "spark",
        "provoke",
        "tie",
        "motivate",
    ]
)
_CAUSING = frozenset(
    [
        "cause",
        "trigger",
        "prompt",
        "spark",
        "provoke",
        "deepen",
        "worsen",
        "force",
        "plunge",
        "cripple",
        "exacerbate",
        "aggravate",
        "lead",
        "result",
        "deprive",
        "drive",
    ]
)


@dataclass(frozen=True, slots=True)
class Link:
    """A cause told in a sentence: the tokens that head effect and cause, and the cue's words."""

    effect: Token
    cause: Token
    cue: str


def find_links(nouns: Nouns) -> list[Link]:
    """Return the causal links that a sentence tells by an explicit cue."""
    links = []
    for token in nouns.sentence.tokens:
        links += _by_preposition(nouns, token) + _by_clause(nouns, token) + _by_verb(nouns, token)
    return links


def _by_preposition(nouns: Nouns, token: Token) -> list[Link]:
    """ "… because of the debts", "owing to", "in response to", "due to"."""
    tree = nouns.sentence
    if token.head < 0 or not token.rel.startswith(("obl", "nmod", "advmod")):
        return []
    words = tree.preposition(token.index)
    head = tree.tokens[token.head]
    if words.startswith(("because", "owing", "due", "thanks")) or words in (
        "on account of",
        "as a result of",
    ):
        return [Link(head, token, words)]
    if nouns.lemma(token.index) in _RETALIATION and words in ("in", "as"):
        inner = tree.child(token.index, "nmod")
        return [Link(head, inner or token, f"{words} {token.text}")]
    return []


def _by_clause(nouns: Nouns, token: Token) -> list[Link]:
    if not token.rel.startswith("advcl") or token.head < 0:
        return []
    marks = [
        t for t in nouns.sentence.children(token.index, "mark") if t.text.lower() in _MARKED_CLAUSE
    ]
    if marks and marks[0].text.lower() == "because":
        return [Link(nouns.sentence.tokens[token.head], token, marks[0].text)]
    return []


def _by_verb(nouns: Nouns, token: Token) -> list[Link]:
    """ "The pull-out was blamed on debts"; "the cut triggered blackouts"."""
    tree, lemma = nouns.sentence, nouns.lemma(token.index)
    if not token.is_verb:
        return []
    passive = tree.children(token.index, "nsubj:pass")
    if lemma in _LINKED and (passive or tree.children(token.index, "aux:pass")):
        effects = [t for t in passive if t.rel == "nsubj:pass"]
        causes = [
            t
            for t in tree.children(token.index, "obl")
            if tree.preposition(t.index) in ("on", "to", "by", "with")
        ]
        if effects and causes:
            return [Link(effects[0], causes[0], token.text)]
    subject = next((t for t in tree.children(token.index, "nsubj") if t.rel == "nsubj"), None)
    if lemma in _CAUSING and subject is not None:
        effect = (
            tree.child(token.index, "xcomp", "ccomp")  # "forced the guards to leave"
            or tree.child(token.index, "obj")
            or tree.child(token.index, "obl")
        )
        if effect is not None:
            return [Link(effect, subject, token.text)]
    return []


def draft_of(link: Link, drafts: list[Draft], nouns: Nouns) -> tuple[Draft, Draft | None] | None:
    """Return the effect's draft as a cause claim, and the cause's draft if there is one.

    An effect that only repeats what was told ("the withdrawal") takes the people told of last.
    """
    effect = _nearest(link.effect, drafts, nouns) or _repeated(link.effect, nouns)
    if effect is None:
        return None
    cause = _nearest(link.cause, [d for d in drafts if d is not effect], nouns)
    return effect, cause


_LEAVING = frozenset(("leave", "expel", "recall", "replace"))


def _repeated(token: Token, nouns: Nouns) -> Draft | None:
    classes = {
        name for rest, name in nouns.lexicon.nouns.get(nouns.lemma(token.index), ()) if not rest
    }
    told = nouns.context.last_retreat
    if not (classes & _LEAVING) or told is None:
        return None
    source, target = told
    return Draft(
        anchor=token, rule="repeated", kind="event", type="RETREAT", source=source, target=target
    )


def _nearest(token: Token, drafts: list[Draft], nouns: Nouns) -> Draft | None:
    """The draft whose predicate is the token, or lies below it."""
    below = set(nouns.sentence.subtree(token.index))
    exact = [d for d in drafts if d.anchor.index == token.index]
    inside = [d for d in drafts if d.anchor.index in below]
    found = exact or inside
    return found[0] if found else None
