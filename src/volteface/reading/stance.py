"""How a claim stands: who vouches for it, how surely, and whether it is done, denied or only wished.

Each answer climbs from the predicate to the root of the sentence: what governs a clause decides how
it is to be taken (CLAIMS conventions 4–7, 12, 14).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from volteface.model.claim import Certainty, Hedge, Polarity, Speaker, TimeFrame
from volteface.reading.nouns import Nouns
from volteface.reading.speakers import speaker_of
from volteface.reading.syntax import Token
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
_VIEWING = frozenset(["see", "view", "regard", "describe", "call", "consider", "interpret", "read"])
_FORECASTS = frozenset(["likely", "unlikely", "expected", "expect", "bound", "certain", "sure"])
_SHOWING = frozenset(["evidence", "sign", "indication", "proof"])  # without them it is not told
_FUTURE = ("will", "shall", "'ll", "’ll")
_POSSIBLE = ("may", "might", "could")
_HARD_LINKS = ("ccomp", "xcomp", "acl", "obj", "nsubj", "csubj", "nmod", "nsubj:pass", "csubj:pass")


@dataclass(slots=True)
class Stance:
    """Voice, polarity, certainty and time frame of one predicate."""

    speaker: Speaker = field(default_factory=Speaker)
    via: tuple[Speaker, ...] = ()
    cue: str | None = None
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    time_frame: TimeFrame = "past"
    hedge: Hedge | None = None
    is_question: bool = False
    voices: list[Speaker] = field(default_factory=list)


def stance_of(nouns: Nouns, token: Token) -> Stance:
    """Return the stance of the clause that a predicate heads."""
    stance = Stance(time_frame=_tense(nouns, token))
    path = [token, *nouns.sentence.ancestors(token.index)]
    for place, node in enumerate(path):
        below = path[place - 1] if place else None
        _own_words(nouns, node, stance, is_anchor=below is None, below=below)
        if below is not None:
            _governor(nouns, node, below, stance)
        if place and node.rel in ("root",):
            break
    stance.is_question = nouns.sentence.tokens[-1].text == "?"
    _voices(stance)
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
            _source_phrase(nouns, child, stance)
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
            _negate(stance)
        if lemma in words["hedges"]["probable"] and child.rel in ("advmod", "amod"):
            _hedge(stance, "probable", child.text, "plausibility")
    if (
        transparent
        and stance.time_frame in ("planned", "predicted")
        and any(_is_condition(nouns, t) for t in tree.children(node.index, "advcl"))
    ):
        stance.time_frame = "conditional"


def _is_condition(nouns: Nouns, clause: Token) -> bool:
    """Whether a clause opens with "if" or "unless"."""
    marks = nouns.sentence.children(clause.index, "mark")
    return any(t.text.lower() in ("if", "unless") for t in marks)


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
        _negate(stance)
    if text in _POSSIBLE:
        _hedge(stance, "possible", child.text, "plausibility")
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
        _hedge(stance, "possible", child.text, "plausibility")
        stance.time_frame = "predicted"
    elif text in ("perhaps", "possibly", "potentially"):
        _hedge(stance, "possible", child.text, "plausibility")


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


def _negate(stance: Stance) -> None:
    stance.polarity = "affirmed" if stance.polarity == "denied" else "denied"


def _hedge(stance: Stance, certainty: Certainty, text: str, kind: str) -> None:
    if stance.certainty == "certain" or certainty == "possible":
        stance.certainty = certainty
    stance.hedge = stance.hedge or Hedge(text=text, type=kind)


def _governor(nouns: Nouns, node: Token, below: Token, stance: Stance) -> None:
    """What a governing word does to the clause below it."""
    words, lemma, link = nouns.lexicon.stance, nouns.lemma(node.index), below.rel
    if link == "conj" or link not in _CLAUSAL or (link == "advcl" and _is_condition(nouns, below)):
        return
    is_told = link.startswith(("ccomp", "parataxis")) and lemma in words["speech"]["verbs"]
    if is_told or (lemma in _VIEWING and nouns.sentence.preposition(below.index) == "as"):
        _speech(nouns, node, stance, lemma)
    if link == "obl" and is_called_for(nouns, node, below):
        stance.time_frame = "demanded"
    if link == "advcl" and node.text.lower() == "short" and below.xpos == "VBG":
        _negate(stance)  # "stopped short of expelling"
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
        _negate(stance)
        if lemma in words["speech"]["denial"] and lemma != "reject" and link == "obj":
            _speech(nouns, node, stance, lemma)
    if is_content or link in ("obj", "nmod"):
        is_open = stance.time_frame not in ("demanded", "planned", "conditional")
        wish = wished(nouns, node, below, is_content=is_content) if is_open else None
        stance.time_frame = wish or stance.time_frame
    if lemma in words["frames"]["feared"] and is_content:
        stance.time_frame = "predicted"
        _hedge(stance, "possible", node.text, "fear")
    if lemma in words["hedges"]["probable"] and link == "xcomp":
        _hedge(stance, "probable", node.text, "appearance")
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
        _negate(stance)
    if text in ("likely", "unlikely", "expected"):
        _hedge(stance, "probable", node.text, "plausibility")
    is_over = any(t.text.lower() == "have" for t in tree.children(below.index, "aux"))
    if not is_over and stance.time_frame in ("past", "ongoing", "planned"):
        stance.time_frame = "predicted"


def _speech(nouns: Nouns, node: Token, stance: Stance, lemma: str) -> None:
    tree = nouns.sentence
    subjects = [
        t for t in tree.children(node.index, "nsubj", "obl:agent") if not t.rel.endswith("pass")
    ]
    if lemma in _VIEWING and not subjects:
        subjects = [t for t in tree.children(node.index, "obl") if not tree.preposition(t.index)]
    subjects = subjects or _misplaced_subject(nouns, node)
    for subject in subjects:
        speaker = speaker_of(nouns, subject.index)
        if speaker is not None:
            stance.voices.append(speaker)
            stance.cue = stance.cue or node.text
            break
    if lemma in ("believe", "think", "suspect", "reckon", "estimate") and not subjects:
        _hedge(stance, "probable", node.text, "hearsay")
    if lemma in ("fear",):
        _hedge(stance, "possible", node.text, "fear")
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


def _source_phrase(nouns: Nouns, child: Token, stance: Stance) -> None:
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
        _speech(nouns, child, stance, nouns.lemma(child.index))
    elif (
        child.rel == "advcl" and nouns.lemma(child.index) in nouns.lexicon.stance["speech"]["verbs"]
    ):
        if any(t.text.lower() == "as" for t in tree.children(child.index, "mark", "advmod")):
            _speech(nouns, child, stance, nouns.lemma(child.index))
    elif child.text.lower() in ("reportedly", "allegedly"):
        _hedge(stance, "probable", child.text, "hearsay")


def _has_content(nouns: Nouns, verb: Token) -> bool:
    """Whether a verb of speech beside a clause has something of its own to say ("…: Y says that …")."""
    content = nouns.sentence.children(verb.index, "ccomp", "obj", "xcomp")
    return any(t.index > verb.index for t in content)


def _voices(stance: Stance) -> None:
    voices = list(dict.fromkeys(stance.voices))
    if voices:
        stance.speaker, stance.via = voices[0], tuple(voices[1:])
