"""Finds how a clause stands, from its predicate up to the root of the sentence.

What governs a clause decides how it is to be taken (CLAIMS conventions 4–7, 12, 14).
"""

from __future__ import annotations

from volteface.model.claim import TimeFrame
from volteface.reading.governors import govern, is_condition
from volteface.reading.nouns import Nouns
from volteface.reading.stance import Stance
from volteface.reading.syntax import Token
from volteface.reading.voices import hear_beside

_SHOWING = frozenset(["evidence", "sign", "indication", "proof"])  # without them it is not told
_FUTURE = ("will", "shall", "'ll", "’ll")
_POSSIBLE = ("may", "might", "could")


def stance_of(nouns: Nouns, token: Token) -> Stance:
    """Return the stance of the clause that a predicate heads."""
    stance = Stance(time_frame=_tense(nouns, token))
    path = [token, *nouns.sentence.ancestors(token.index)]
    for place, node in enumerate(path):
        below = path[place - 1] if place else None
        _own_words(nouns, node, stance, is_anchor=below is None, below=below)
        if below is not None:
            govern(nouns, node, below, stance)
        if place and node.rel in ("root",):
            break
    stance.is_question = nouns.sentence.tokens[-1].text == "?"
    stance.settle_voices()
    return stance


def _tense(nouns: Nouns, token: Token) -> TimeFrame:
    tree = nouns.sentence
    helpers = {t.text.lower() for t in tree.children(token.index, "aux", "cop", "aux:pass")}
    if token.xpos == "VBG" and helpers & {"is", "are", "been", "'s", "’s", "being"}:
        return "ongoing"
    if token.xpos in ("VBZ", "VBP") or helpers & {"is", "are", "remains"}:
        return "ongoing"
    return "past"


def _own_words(
    nouns: Nouns, node: Token, stance: Stance, *, is_anchor: bool, below: Token | None
) -> None:
    """Negation, modals and hedging adverbs that hang on a predicate; "according to"."""
    tree, words = nouns.sentence, nouns.lexicon.stance
    transparent = is_anchor or (below is not None and _carries(below))
    for child in tree.children(node.index):
        text, lemma = child.text.lower(), nouns.lemma(child.index)
        if (
            child.rel in ("obl", "nmod", "advmod", "parataxis", "obl:unmarked")
            or child.rel == "advcl"
        ):
            hear_beside(nouns, child, stance)
        if not transparent:
            continue
        if child.rel.startswith(("advmod", "det", "aux", "cc", "mark")) or child.upos == "PART":
            _small_word(nouns, node, child, text, stance, is_anchor=is_anchor)
        if (
            child.rel.startswith(("nsubj", "obj"))
            and is_anchor
            and node.is_verb
            and (
                any(
                    t.text.lower() in ("no", "neither") and t.rel == "det"
                    for t in tree.children(child.index)
                )
                or text in ("nobody", "none", "nothing")
            )
        ):
            stance.negate()
        if lemma in words["hedges"]["probable"] and child.rel in ("advmod", "amod"):
            stance.hedge_by("probable", child.text, "plausibility")
    if (
        transparent
        and stance.time_frame in ("planned", "predicted")
        and any(is_condition(nouns, t) for t in tree.children(node.index, "advcl"))
    ):
        stance.time_frame = "conditional"


def _carries(below: Token) -> bool:
    """Whether a word on the governor also bears on the clause below it ("did not begin to leave")."""
    return below.rel in ("xcomp", "ccomp", "obj", "nsubj:pass", "csubj", "acl", "nsubj")


def _small_word(
    nouns: Nouns, node: Token, child: Token, text: str, stance: Stance, *, is_anchor: bool
) -> None:
    is_negation = text in nouns.lexicon.stance["frames"]["negation"] or _is_no_longer(nouns, child)
    if (
        is_negation
        and not _is_not_only(nouns, child)
        and (is_anchor or node.upos != "NOUN" or _is_of_intent(nouns, node))
    ):
        stance.negate()
    if text in _POSSIBLE:
        stance.hedge_by("possible", child.text, "plausibility")
        stance.time_frame = (
            "predicted" if stance.time_frame in ("past", "ongoing") else stance.time_frame
        )
        if any(t.text.lower() == "have" for t in nouns.sentence.children(node.index, "aux")):
            stance.time_frame = "past"
    elif text in _FUTURE and stance.time_frame in ("past", "ongoing"):
        stance.time_frame = "planned" if _is_willed(nouns, node) else "predicted"
    elif text in ("would", "'d", "’d") and stance.time_frame in ("past", "ongoing"):
        stance.time_frame = (
            "planned"
            if _is_willed(nouns, node) and node.rel in ("ccomp", "acl:relcl")
            else "conditional"
        )
    elif text in ("should", "must", "ought") and stance.time_frame in ("past", "ongoing"):
        stance.time_frame = "demanded"
    elif text in ("if", "unless") and child.rel == "mark":
        stance.time_frame = "conditional"
    elif text == "whether" and child.rel in ("mark", "advmod"):
        stance.hedge_by("possible", child.text, "plausibility")
        stance.time_frame = "predicted"
    elif text in ("perhaps", "possibly", "potentially"):
        stance.hedge_by("possible", child.text, "plausibility")


def _is_not_only(nouns: Nouns, child: Token) -> bool:
    following = nouns.sentence.tokens[child.index + 1 : child.index + 2]
    return bool(following) and following[0].text.lower() in ("only", "just", "merely", "least")


def _is_no_longer(nouns: Nouns, child: Token) -> bool:
    """ "No longer", where "no" hangs on "longer"."""
    kids = nouns.sentence.children(child.index)
    return child.text.lower() == "longer" and any(t.text.lower() == "no" for t in kids)


def _is_of_intent(nouns: Nouns, node: Token) -> bool:
    """Whether a noun's absence denies its content: "no plans to leave", "no sign that they left"."""
    words, lemma = nouns.lexicon.stance["frames"], nouns.lemma(node.index)
    return lemma in words["planned"] or lemma in words["demanded"] or lemma in _SHOWING


def _is_willed(nouns: Nouns, node: Token) -> bool:
    """Whether a state or its organs is the subject, so that "will" is a plan and not a forecast."""
    tree = nouns.sentence
    subjects = [*tree.children(node.index, "nsubj"), *tree.children(node.index, "obl:agent")]
    return any(nouns.owners(t.index) for t in subjects)
