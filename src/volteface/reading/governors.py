"""What a word does to the clause that hangs on it: tells, denies, wishes, fears or doubts it."""

from __future__ import annotations

from volteface.reading.nouns import Nouns
from volteface.reading.stance import Stance
from volteface.reading.syntax import Token
from volteface.reading.voices import VIEWING, hear_speech
from volteface.reading.wishes import is_asked, is_bare_gerund, is_called_for, wished

_CLAUSAL = (
    "ccomp",
    "xcomp",
    "acl",
    "advcl",
    "csubj",
    "parataxis",
    "obj",
    "nsubj",
    "obl",
    "nmod",
    "conj",
    "nsubj:pass",
    "acl:relcl",
    "csubj:pass",
    "advcl:relcl",
    "amod",
    "compound",
)
_FORECASTS = frozenset(["likely", "unlikely", "expected", "expect", "bound", "certain", "sure"])
_HARD_LINKS = ("ccomp", "xcomp", "acl", "obj", "nsubj", "csubj", "nmod", "nsubj:pass", "csubj:pass")


def govern(nouns: Nouns, node: Token, below: Token, stance: Stance) -> None:
    """What a governing word does to the clause below it."""
    words, lemma, link = nouns.lexicon.stance, nouns.lemma(node.index), below.rel
    if link == "conj" or link not in _CLAUSAL or (link == "advcl" and is_condition(nouns, below)):
        return
    is_told = link.startswith(("ccomp", "parataxis")) and lemma in words["speech"]["verbs"]
    if is_told or (lemma in VIEWING and nouns.sentence.preposition(below.index) == "as"):
        hear_speech(nouns, node, stance, lemma)
    if link == "obl" and is_called_for(nouns, node, below):
        stance.time_frame = "demanded"
    if link == "advcl" and node.text.lower() == "short" and below.xpos == "VBG":
        stance.negate()  # "stopped short of expelling"
    is_adjunct = link == "advcl" and (
        is_asked(nouns, node, below) or is_bare_gerund(nouns, node, below)
    )
    base = link.split(":")[0]
    is_content = is_adjunct or (base in ("ccomp", "xcomp", "acl", "csubj") and link != "acl:relcl")
    if is_adjunct or (link != "acl:relcl" and (base in _HARD_LINKS or link in _HARD_LINKS)):
        _hard_governor(nouns, node, below, stance, is_content=is_content)


def _hard_governor(
    nouns: Nouns, node: Token, below: Token, stance: Stance, *, is_content: bool
) -> None:
    """What a word does to its own complement: deny, wish, fear or doubt it."""
    words, lemma, link = nouns.lexicon.stance, nouns.lemma(node.index), below.rel
    if _denies(nouns, node, link, is_content=is_content):
        stance.negate()
        if lemma in words["speech"]["denial"] and lemma != "reject" and link == "obj":
            hear_speech(nouns, node, stance, lemma)
    if is_content or link in ("obj", "nmod"):
        is_open = stance.time_frame not in ("demanded", "planned", "conditional")
        wish = wished(nouns, node, below, is_content=is_content) if is_open else None
        stance.time_frame = wish or stance.time_frame
    if lemma in words["frames"]["feared"] and is_content:
        stance.time_frame = "predicted"
        stance.hedge_by("possible", node.text, "fear")
    if lemma in words["hedges"]["probable"] and link == "xcomp":
        stance.hedge_by("probable", node.text, "appearance")
    if link == "xcomp" and lemma in _FORECASTS:
        _forecast(nouns, node, below, stance)


def _denies(nouns: Nouns, node: Token, link: str, *, is_content: bool) -> bool:
    """Whether a word denies what hangs on it: "denied that", "refused to", "ruled out"."""
    words, lemma = nouns.lexicon.stance, nouns.lemma(node.index)
    if lemma not in words["frames"]["denied"]:
        return False
    if lemma == "rule" and not any(
        t.text.lower() == "out" for t in nouns.sentence.children(node.index)
    ):
        return False
    if lemma in words["speech"]["denial"]:
        return is_content or link == "obj"
    return is_content or link.startswith(("obj", "nsubj:pass", "nmod"))


def _forecast(nouns: Nouns, node: Token, below: Token, stance: Stance) -> None:
    """ "Is likely, unlikely, expected to leave": not yet, unless "to have left"."""
    tree, text = nouns.sentence, node.text.lower()
    if not (node.upos == "ADJ" or tree.children(node.index, "aux:pass")):
        return
    if text == "unlikely":
        stance.negate()
    if text in ("likely", "unlikely", "expected"):
        stance.hedge_by("probable", node.text, "plausibility")
    is_over = any(t.text.lower() == "have" for t in tree.children(below.index, "aux"))
    if not is_over and stance.time_frame in ("past", "ongoing", "planned"):
        stance.time_frame = "predicted"


def is_condition(nouns: Nouns, clause: Token) -> bool:
    """Whether a clause opens with "if" or "unless"."""
    marks = nouns.sentence.children(clause.index, "mark")
    return any(t.text.lower() in ("if", "unless") for t in marks)
