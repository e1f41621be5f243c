"""What the claim heads found → drafts of claims."""

from __future__ import annotations

from typing import cast

from volteface.model.claim import (
    Certainty,
    Change,
    ClaimKind,
    Party,
    Polarity,
    SpeakerKind,
    TimeFrame,
)
from volteface.reading.candidates import PATHS, path_between
from volteface.reading.drafts import Draft
from volteface.reading.records import Found, Scene
from volteface.reading.stance import Stance
from volteface.reading.syntax import Sentence

_SURE_THAT_DONE = 0.7  # from which probability on the heads overrule the tree
_OURS = {"begins", "rises", "holds", "falls", "ends"}


def draft_from(found: Found, sentence: Sentence, stance: Stance) -> Draft | None:
    """Return the draft of a finding, or None where no actor is known for a claim that needs one.

    ``stance`` is what the tree says of its word.
    """
    told = found.attributes
    kind = cast(ClaimKind, told["kind"])
    type_name, _, sector = found.label.partition(":")
    if type_name == "CAUSE":
        kind = "cause"
    if found.source is None and found.target is None and kind not in ("outlook", "judgment"):
        return None
    polarity, time_frame = _standing(found, kind, stance)
    return Draft(
        anchor=sentence.tokens[found.trigger],
        rule="heads",
        kind=kind,
        type=type_name,
        source=found.source if type_name != "domestic" else _only(found.source, found.target),
        target=found.target,
        sector=sector or None,
        change=cast(Change, told["change"]) if told["change"] in _OURS else None,
        polarity=polarity,
        time_frame=time_frame,
        certainty=cast(Certainty, told["certainty"]),
        speaker_kind=cast(SpeakerKind, told["speaker"]),
    )


def _standing(found: Found, kind: ClaimKind, stance: Stance) -> tuple[Polarity, TimeFrame]:
    """Polarity and time frame: the heads', but what the tree calls undone they must be sure of."""
    status = found.attributes["status"]
    if status == "denied":
        return "denied", stance.time_frame
    if status != "happened":
        return "affirmed", cast(TimeFrame, status)
    if stance.has_happened or 1 - found.weight.undone < _SURE_THAT_DONE:
        return stance.polarity, stance.time_frame
    return "affirmed", "past" if kind in ("event", "cause") else "ongoing"


def turns_people_round(draft: Draft, scene: Scene) -> bool:
    """Whether a draft takes the other side for those who serve (CLAIMS convention 18).

    Who takes a post over is not the one who leaves it, and who is guarded does not send the guards.
    """
    if draft.source is None or draft.type not in ("RETREAT", "security_personnel"):
        return False
    sentence, word = scene.sentence, draft.anchor
    tokens = next((c.tokens for c in scene.candidates if c.party.code == draft.source.code), ())
    if word.lemma in _GUARDING:
        before = sentence.tokens[word.index - 1].text.lower() if word.index else ""
        follows = any(word.index < t <= word.index + _NEAR for t in tokens)
        return follows and (word.is_verb or before in _RELATIVES)
    places = {PATHS[path_between(sentence, word.index, t)] for t in tokens}
    if word.lemma in _REPLACING:
        return bool(places & {"obl:agent", "obl:by", "obl:with"})
    is_over = any(t.text.lower() == "over" for t in sentence.children(word.index))
    return word.lemma == "take" and is_over and "nsubj" in places


_NEAR = 6  # words after "guard" in which the guarded are named
_RELATIVES = frozenset(
    ["who", "that", "which", "to"]
)  # "guard" after them is a verb, however parsed
_GUARDING = frozenset(["guard", "protect", "escort", "shield"])
_REPLACING = frozenset(["replace", "supplant", "succeed", "relieve", "substitute"])


def _only(source: Party | None, target: Party | None) -> Party | None:
    """A domestic effect has its state as target and no source."""
    return source if target is None else None
