"""What the claim heads take of a sentence, and what they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp

from volteface.model.claim import Party
from volteface.reading.candidates import Candidate
from volteface.reading.drafts import Draft
from volteface.reading.parser.network import Array
from volteface.reading.syntax import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What the heads give a finding; of the sides, natural logarithms of probabilities."""

    in_sentence: float  # that the sentence tells of the type
    at_word: float  # that this very word does
    sides: float  # of source and target
    turned: float  # of source and target exchanged
    undone: float  # that it has not happened
    voice: float  # of the likeliest kind of speaker
    kind: float  # of the likeliest kind of claim
    group: float  # that the sentence tells of a type of the same group
    group_at_word: float
    states: Array = field(compare=False, repr=False)  # of its word, its source and its target

    @property
    def strength(self) -> float:
        """Probability of the type between these two."""
        return self.in_sentence * exp(self.sides)


@dataclass(frozen=True, slots=True)
class Found:
    """What the heads say of one word: a label, how it stands, and between whom, with the weight of each."""

    trigger: int
    label: str
    attributes: Mapping[str, str]
    source: Party | None
    target: Party | None
    weight: Weight


@dataclass(frozen=True, slots=True)
class States:
    """Word states of a sentence (words × width), and its words and those of the one before as parties.

    A party is what the heads begin from in weighing it, and beside it what it offers a trigger.
    ``earlier`` is empty for the first sentence.
    """

    own: Array
    parties: Array
    earlier: Array


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the heads take of a sentence: word states, signs, candidates, the rules' drafts."""

    sentence: Sentence
    states: States
    signs: list[list[int]]
    candidates: list[Candidate]
    drafts: list[Draft]
