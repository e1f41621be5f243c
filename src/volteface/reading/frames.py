"""Predicates with their arguments: who did what to whom, read off the tree."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field

from volteface.reading.nouns import Nouns
from volteface.reading.syntax import Token

_OBJECT_CONTROL = frozenset(
    [
        "ask",
        "urge",
        "tell",
        "order",
        "force",
        "press",
        "push",
        "allow",
        "help",
        "let",
        "invite",
        "lead",
        "compel",
        "persuade",
        "instruct",
        "require",
        "encourage",
        "enable",
        "oblige",
        "warn",
        "see",
        "have",
        "make",
        "get",
        "want",
        "expect",
        "cause",
        "pressure",
        "advise",
        "leave",
    ]
)

_ACCUSING = frozenset(
    [
        "accuse",
        "blame",
        "suspect",
        "criticise",
        "criticize",
        "condemn",
        "thank",
        "praise",
        "denounce",
    ]
)


@dataclass(slots=True)
class Frame:
    """One predicate: its classes by the lexicon and the tokens that fill its places.

    ``preps`` maps a preposition to the nouns that it marks; ``clauses`` are its clausal complements.
    """

    anchor: Token
    lemma: str
    classes: tuple[str, ...]
    is_noun: bool = False
    is_passive: bool = False
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    preps: dict[str, list[int]] = field(default_factory=dict)
    clauses: list[int] = field(default_factory=list)

    def prep(self, *names: str) -> list[int]:
        """Return the nouns marked by any of the prepositions."""
        return [i for name in names for i in self.preps.get(name, [])]


def find_frames(nouns: Nouns) -> Iterator[Frame]:
    """Yield the frames of a sentence: verbs, then nouns and adjectives that tell of acts."""
    for token in nouns.sentence.tokens:
        if token.upos == "VERB" or (token.is_verb and token.rel not in ("aux", "aux:pass", "cop")):
            classes = _verb_classes(nouns, token)
            yield _verb_frame(nouns, token, classes)
        elif token.upos in ("ADJ", "NOUN", "ADV") and nouns.sentence.children(token.index, "cop"):
            classes = tuple(
                n
                for rest, n in nouns.lexicon.verbs.get(nouns.lemma(token.index), ())
                if rest == ("be",)
            )
            if classes:
                yield _verb_frame(nouns, token, classes)
        if token.upos in ("NOUN", "PROPN"):
            classes = _noun_classes(nouns, token)
            if classes:
                yield _noun_frame(nouns, token, classes)


def _verb_classes(nouns: Nouns, token: Token) -> tuple[str, ...]:
    tree, lemma = nouns.sentence, nouns.lemma(token.index)
    near = {
        t.text.lower()
        for t in tree.children(token.index, "compound", "advmod", "case", "mark", "xcomp")
    }
    for child in tree.children(token.index, "obl", "obj", "advcl", "ccomp"):
        near.update(tree.preposition(child.index).split())
        near.add(nouns.lemma(child.index))
        near.update(t.text.lower() for t in tree.children(child.index, "mark"))
    following = [t.text.lower() for t in tree.tokens[token.index + 1 : token.index + 3]]
    near.update(following)
    is_state = bool(tree.children(token.index, "aux:pass", "cop"))
    found: list[str] = []
    size = 0
    longest: tuple[str, ...] = ()
    for rest, name in nouns.lexicon.verbs.get(lemma, ()):
        wanted = [w for w in rest if w != "be"]
        if "be" in rest and not (is_state or (token.rel == "acl" and token.xpos == "VBN")):
            continue
        if not all(w in near for w in wanted) or (len(rest) < size and not _is_place(longest)):
            continue
        if len(rest) > size:
            size, longest = len(rest), rest
        found.append(name)
    return tuple(dict.fromkeys(found))


def _is_place(rest: tuple[str, ...]) -> bool:
    """ "Withdraw from" may be of a bloc or of people from a place; both readings are kept."""
    return rest == ("from",)


def _noun_classes(nouns: Nouns, token: Token) -> tuple[str, ...]:
    lemma = nouns.lemma(token.index)
    found = [name for rest, name in nouns.lexicon.nouns.get(lemma, ()) if not rest]
    joined = token.text.lower()
    if not found and joined != lemma:
        found = [name for rest, name in nouns.lexicon.nouns.get(joined, ()) if not rest]
    if not found and token.index:
        before = nouns.sentence.tokens[token.index - 1].text.lower()
        found = [name for rest, name in nouns.lexicon.nouns.get(before, ()) if rest == (lemma,)]
    return tuple(dict.fromkeys(found))


def _verb_frame(nouns: Nouns, token: Token, classes: tuple[str, ...]) -> Frame:
    tree = nouns.sentence
    frame = Frame(token, nouns.lemma(token.index), classes)
    passive_subjects = [
        t.index
        for t in tree.children(token.index, "nsubj:pass", "csubj:pass")
        if t.rel.endswith("pass")
    ]
    frame.is_passive = bool(passive_subjects or tree.children(token.index, "aux:pass"))
    frame.subjects = [
        t.index for t in tree.children(token.index, "nsubj", "csubj") if not t.rel.endswith("pass")
    ]
    frame.objects = [t.index for t in tree.children(token.index, "obj", "iobj")]
    frame.clauses = [t.index for t in tree.children(token.index, "xcomp", "ccomp", "parataxis")]
    if frame.is_passive:
        frame.objects = [*passive_subjects, *frame.subjects, *frame.objects]
        frame.subjects = []
    for child in tree.children(token.index, "obl", "nmod", "advmod"):
        _add_prep(frame, nouns, child, passive=frame.is_passive or token.xpos == "VBN")
    for index in list(frame.objects):
        for child in tree.children(index, "nmod"):
            if tree.preposition(child.index) not in ("of", ""):
                _add_prep(frame, nouns, child, passive=False)
    _inherit(frame, nouns, token)
    for places in (frame.subjects, frame.objects):
        places[:] = _spread(nouns, places)
    return frame


def _add_prep(frame: Frame, nouns: Nouns, child: Token, *, passive: bool) -> None:
    preposition = nouns.sentence.preposition(child.index)
    is_agent = child.rel == "obl:agent" or (preposition == "by" and passive)
    if is_agent and not _is_time(nouns, child):
        frame.subjects.append(child.index)
        return
    if preposition:
        for index in _spread(nouns, [child.index]):
            frame.preps.setdefault(preposition, []).append(index)


def _is_time(nouns: Nouns, token: Token) -> bool:
    return token.upos == "NUM" or nouns.lemma(token.index) in _TIME_NOUNS


_TIME_NOUNS = frozenset(
    [
        *(name.lower() for name in (*calendar.month_name[1:], *calendar.day_name)),
        *["year", "month", "week", "day", "decade", "end", "summer", "winter", "spring", "autumn"],
    ]
)


def _inherit(frame: Frame, nouns: Nouns, token: Token) -> None:
    """Fill a missing place from the clause above: control, coordination, participles, relatives."""
    tree, rel = nouns.sentence, token.rel
    if token.head < 0:
        return
    head = tree.tokens[token.head]
    if rel.startswith("acl"):
        _from_noun(frame, nouns, token, head)
    elif rel == "amod":
        places = frame.objects if token.xpos == "VBN" else frame.subjects
        places.append(head.index)
        frame.is_passive = token.xpos == "VBN"
    elif (
        rel in ("xcomp", "advcl", "ccomp", "parataxis", "csubj")
        and not frame.subjects
        and not frame.is_passive
    ):
        if rel in ("ccomp", "parataxis", "csubj") and token.xpos not in ("VB", "VBG"):
            return
        frame.subjects = _controller(nouns, head, token)
    elif rel == "conj" and head.is_verb:
        above = _verb_frame(nouns, head, ())
        if not frame.subjects and not frame.is_passive:
            frame.subjects = (
                above.objects[:1] if above.is_passive and token.xpos == "VBN" else above.subjects
            )
            if above.is_passive and token.xpos == "VBN":
                frame.objects, frame.subjects, frame.is_passive = (
                    above.objects[:1],
                    above.subjects,
                    True,
                )
    elif rel == "conj" and not head.is_verb and not frame.subjects:
        frame.subjects = [t.index for t in tree.children(head.index, "nsubj")]


def _from_noun(frame: Frame, nouns: Nouns, token: Token, noun: Token) -> None:
    relatives = {"who", "which", "that", "whom"}
    tokens = nouns.sentence.tokens
    for places in (frame.subjects, frame.objects):
        places[:] = [noun.index if tokens[i].text.lower() in relatives else i for i in places]
    if token.rel == "acl:relcl":
        if not frame.subjects and not frame.is_passive:
            frame.subjects = [noun.index]
        elif not frame.objects and noun.index not in frame.subjects:
            frame.objects = [noun.index]
    elif token.xpos == "VBN":
        frame.is_passive = True
        frame.objects = frame.objects or [noun.index]
    elif token.xpos == "VBG" and not frame.subjects:
        frame.subjects = [noun.index]
    elif not frame.subjects:
        frame.subjects = [
            t.index
            for t in nouns.sentence.children(noun.index, "nmod:poss", "amod", "compound")
            if nouns.owners(t.index)
        ] or [noun.index]


def _controller(nouns: Nouns, head: Token, token: Token) -> list[int]:
    """Who does the infinitive or gerund: the object of "ask" and "accuse", the subject of "begin"."""
    rel = token.rel
    above = _verb_frame(nouns, head, ()) if head.is_verb else None
    if above is None:
        return [t.index for t in nouns.sentence.children(head.index, "nsubj")]
    marks = {t.text.lower() for t in nouns.sentence.children(token.index, "mark")}
    is_asked = rel in ("xcomp", "advcl") and nouns.lemma(head.index) in _OBJECT_CONTROL
    is_accused = bool(marks & {"of", "for"}) and nouns.lemma(head.index) in _ACCUSING
    if (is_asked or is_accused) and above.objects:
        return above.objects
    if rel == "xcomp" and nouns.lemma(head.index) in (
        "call",
        "appeal",
        "press",
        "push",
        "pressure",
    ):
        return above.prep("on", "upon", "to", "for") or above.objects or above.subjects
    return above.objects[:1] if above.is_passive else above.subjects


def _noun_frame(nouns: Nouns, token: Token, classes: tuple[str, ...]) -> Frame:
    tree = nouns.sentence
    frame = Frame(token, nouns.lemma(token.index), classes, is_noun=True)
    before = [t.index for t in tree.children(token.index, "nmod:poss")]
    before += [
        t.index for t in tree.children(token.index, "amod", "compound") if nouns.mention_at(t.index)
    ]
    for child in tree.children(token.index, "nmod", "acl"):
        preposition = tree.preposition(child.index)
        for index in _spread(nouns, [child.index]):
            frame.preps.setdefault(preposition, []).append(index)
    if frame.preps.get("by"):
        frame.subjects, frame.objects = frame.preps["by"], [*before, *frame.preps.get("of", [])]
    else:
        frame.subjects, frame.objects = before, list(frame.preps.get("of", []))
    frame.objects += [
        t.index for t in tree.children(token.index, "compound") if nouns.kinds(t.index)
    ]
    frame.clauses = [t.index for t in tree.children(token.index, "acl", "ccomp")]
    return frame


def _spread(nouns: Nouns, indexes: list[int]) -> list[int]:
    """Add the nouns coordinated with those given: "guards, doctors and advisers"."""
    found: list[int] = []
    for index in indexes:
        found.append(index)
        found += [t.index for t in nouns.sentence.children(index, "conj") if t.is_noun]
    return list(dict.fromkeys(found))
