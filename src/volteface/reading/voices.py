"""Who vouches for a clause: verbs of speech above or beside it, and "according to"."""

from __future__ import annotations

from volteface.reading.nouns import Nouns
from volteface.reading.speakers import speaker_of
from volteface.reading.stance import Stance
from volteface.reading.syntax import Token

VIEWING = frozenset(["see", "view", "regard", "describe", "call", "consider", "interpret", "read"])


def hear_speech(nouns: Nouns, node: Token, stance: Stance, lemma: str) -> None:
    """Add the subject of a verb of speech or thought to the voices."""
    tree = nouns.sentence
    subjects = [
        t for t in tree.children(node.index, "nsubj", "obl:agent") if not t.rel.endswith("pass")
    ]
    if lemma in VIEWING and not subjects:
        subjects = [t for t in tree.children(node.index, "obl") if not tree.preposition(t.index)]
    subjects = subjects or _misplaced_subject(nouns, node)
    for subject in subjects:
        speaker = speaker_of(nouns, subject.index)
        if speaker is not None:
            stance.voices.append(speaker)
            stance.cue = stance.cue or node.text
            break
    if lemma in ("believe", "think", "suspect", "reckon", "estimate") and not subjects:
        stance.hedge_by("probable", node.text, "hearsay")
    if lemma in ("fear",):
        stance.hedge_by("possible", node.text, "fear")
        stance.time_frame = "predicted"


def _misplaced_subject(nouns: Nouns, node: Token) -> list[Token]:
    """ "They have left, the minister of X said", where "minister" is parsed as a subject of "left"."""
    tree = nouns.sentence
    return [
        t
        for clause in tree.children(node.index, "ccomp")
        for t in tree.children(clause.index, "nsubj")
        if clause.index < t.index < node.index
    ]


def hear_beside(nouns: Nouns, child: Token, stance: Stance) -> None:
    """ "According to X", and the speech verb that follows what was said ("…, X said")."""
    tree = nouns.sentence
    preposition = tree.preposition(child.index)
    if preposition in ("according to", "according") or (child.text.lower() == "according"):
        inner = (
            child
            if child.text.lower() != "according"
            else next(iter(tree.children(child.index, "obl", "nmod")), None)
        )
        speaker = speaker_of(nouns, inner.index) if inner else None
        if speaker is not None:
            stance.voices.append(speaker)
            stance.cue = stance.cue or "according to"
    elif (
        child.rel.startswith("parataxis")
        and not _has_content(nouns, child)
        and nouns.lemma(child.index) in nouns.lexicon.stance["speech"]["verbs"]
    ):
        hear_speech(nouns, child, stance, nouns.lemma(child.index))
    elif (
        child.rel == "advcl" and nouns.lemma(child.index) in nouns.lexicon.stance["speech"]["verbs"]
    ):
        if any(t.text.lower() == "as" for t in tree.children(child.index, "mark", "advmod")):
            hear_speech(nouns, child, stance, nouns.lemma(child.index))
    elif child.text.lower() in ("reportedly", "allegedly"):
        stance.hedge_by("probable", child.text, "hearsay")


def _has_content(nouns: Nouns, verb: Token) -> bool:
    """Whether a verb of speech beside a clause has something of its own to say ("…: Y says that …")."""
    content = nouns.sentence.children(verb.index, "ccomp", "obj", "xcomp")
    return any(t.index > verb.index for t in content)
