"""The claim heads at run time: which words of a sentence tell a claim, how it stands, between whom.

Trained on annotated sentences (``training/claims``): an encoder of their own gives word states, the
small heads on top are computed in NumPy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from volteface.model.claim import Party
from volteface.reading.candidates import EARLIER, Candidate, path_between
from volteface.reading.drafts import Draft
from volteface.reading.parser.model import shipped
from volteface.reading.parser.network import Array, Network
from volteface.reading.signs import role_by_rule
from volteface.reading.syntax import Sentence
from volteface.reading.windows import joined, windows

_NOISE = 0.02  # a word with less says nothing of a label


@dataclass(frozen=True, slots=True)
class Found:
    """What the heads say of one word: a label with its probability, how it stands, and between whom."""

    trigger: int
    label: str
    probability: float
    attributes: Mapping[str, tuple[str, float]]
    source: Party | None
    target: Party | None
    sides: float  # natural logarithm of the probability of source and target
    at_word: float  # probability of the label at this very word


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the heads give a rule's draft: its type in the sentence and at its word, and its sides (log)."""

    probability: float
    at_word: float
    sides: float


@dataclass(frozen=True, slots=True)
class States:
    """Word states of a sentence (words × width), and its words and those of the one before as parties.

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


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a scene with a label."""

    scene: Scene
    trigger: int
    label: int

    @property
    def state(self) -> Array:
        return np.asarray(self.scene.states.own[self.trigger], np.float32)

    @property
    def signs(self) -> list[int]:
        return self.scene.signs[self.trigger]


class ClaimHeads:
    """The trained encoder and heads; ``folder`` holds claims.onnx, claims.npz and claims.json."""

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        place = folder or shipped()
        self._network = Network(place / "claims.onnx", ("states",), threads)
        with np.load(place / "claims.npz") as stored:
            self._w: dict[str, Array] = {k: stored[k].astype(np.float32) for k in stored.files}
        vocabulary = json.loads((place / "claims.json").read_text("utf-8"))
        self._labels: list[str] = vocabulary["claims"]
        self._attributes: dict[str, list[str]] = vocabulary["attributes"]

    def states(self, sentences: Sequence[Sentence]) -> list[States]:
        """Return the word states of each sentence of a report, read with its neighbours."""
        words = [[t.text for t in s.tokens] for s in sentences]
        cut = list(windows([len(w) for w in words]))
        passages = [joined(words[w.start : w.end]) for w in cut]
        found: dict[int, States] = {}
        for number, out in self._network.run([text for text, _ in passages]):
            window, starts = cut[number], passages[number][1]
            states = out["states"]
            parties = self._linear(states, "argument_token")
            for index in window.own:
                at = starts[index - window.start]
                before = starts[index - window.start - 1] if index > window.start else at
                end = at + len(words[index])
                earlier = parties[before : max(at - 1, before)]
                found[index] = States(states[at:end], parties[at:end], earlier)
        return [found[i] for i in range(len(sentences))]

    def find(self, scene: Scene, least: float) -> Iterator[Found]:
        """Yield what the heads find in a sentence with at least this probability of a trigger."""
        chances = self.chances(scene)
        somewhere = _somewhere(chances)
        for label in np.flatnonzero(somewhere >= least):
            best = int(chances[:, label].argmax())
            place, chance = _Place(scene, best, int(label)), float(somewhere[label])
            yield from self._between(place, chance, float(chances[best, label]))
            for trigger in np.flatnonzero(chances[:, label] >= least):
                if trigger != best:
                    place = _Place(scene, int(trigger), int(label))
                    at_word = float(chances[trigger, label])
                    yield from self._between(place, at_word, at_word)

    def chances(self, scene: Scene) -> Array:
        """Return the probability that each word tells a claim of each label (words × labels)."""
        hidden = self._linear(scene.states.own, "trigger_in") + self._bags(
            scene.signs, "trigger_signs"
        )
        return _sigmoid(self._linear(_gelu(hidden), "trigger_out"))

    def weigh(self, scene: Scene, draft: Draft, chances: Array) -> Weighed:
        """Return what the heads give a rule's draft; ``chances`` are those of the scene."""
        name = f"{draft.type}:{draft.sector}" if draft.sector else draft.type
        anchor = draft.anchor.index
        known = name in self._labels
        label = self._labels.index(name) if known else int(chances[anchor].argmax())
        scores = self._arguments(_Place(scene, anchor, label))
        codes = [c.party.code for c in scene.candidates]
        total = 0.0
        for column, party in enumerate((draft.source, draft.target)):
            code = party.code if party else None
            row = codes.index(code) if code in codes else len(codes)
            total += float(scores[row, column])
        return Weighed(float(_somewhere(chances)[label]), float(chances[anchor, label]), total)

    def _between(self, place: _Place, chance: float, at_word: float) -> Iterator[Found]:
        attributes = self._stands(place)
        parties: list[Party | None] = [*(c.party for c in place.scene.candidates), None]
        scores = self._arguments(place)
        for source, target in _best_pairs(scores):
            yield Found(
                place.trigger,
                self._labels[place.label],
                chance,
                attributes,
                parties[source],
                parties[target],
                float(scores[source, 0] + scores[target, 1]),
                at_word,
            )

    def _stands(self, place: _Place) -> dict[str, tuple[str, float]]:
        hidden = self._linear(place.state, "attribute_in") + self._w["label.weight"][place.label]
        hidden = _gelu(hidden + self._bags([place.signs], "attribute_signs")[0])
        found = {}
        for name, values in self._attributes.items():
            chances = _softmax(self._linear(hidden, f"attribute_out.{name}"))
            best = int(chances.argmax())
            found[name] = (values[best], float(chances[best]))
        return found

    def _arguments(self, place: _Place) -> Array:
        """Log-probabilities (candidates + 1 × 2) of each candidate as source and target, null last."""
        scene, trigger = place.scene, place.trigger
        base = self._linear(place.state, "argument_trigger") + self._w["label.weight"][place.label]
        base = base + self._bags([place.signs], "argument_signs")[0]
        role, rows, ends = self._w["role.weight"], [], [0]
        for candidate in scene.candidates:
            own = self._rows(place, candidate) + self._w["position.weight"][candidate.in_pair]
            rows.append(own + role[role_by_rule(candidate, trigger, scene.drafts)])
            ends.append(ends[-1] + len(own))
        rows.append((self._w["unnamed"][0] + role[0])[None])
        scores = self._linear(_gelu(base + np.concatenate(rows)), "argument_out")
        totals = [_logsumexp(scores[a:b]) for a, b in pairwise([*ends, len(scores)])]
        table = np.stack(totals)
        return np.asarray(table - _logsumexp(table), np.float32)

    def _rows(self, place: _Place, candidate: Candidate) -> Array:
        """What may stand for a candidate: its words here, else those before and its place in the pair."""
        scene, tokens = place.scene, list(candidate.tokens)
        if tokens:
            paths = [path_between(scene.sentence, place.trigger, t) for t in tokens]
            return np.asarray(scene.states.parties[tokens] + self._w["path.weight"][paths])
        rows = []
        if candidate.earlier:
            states = scene.states.earlier[list(candidate.earlier)]
            rows.append(states + self._w["path.weight"][EARLIER])
        if candidate.in_pair:
            rows.append(self._w["unnamed"][candidate.in_pair][None])
        return np.concatenate(rows)

    def _bags(self, signs: list[list[int]], name: str) -> Array:
        """Sum of the signs' vectors for each word (words × width)."""
        table = self._w[f"{name}.weight"]
        return np.stack([table[numbers].sum(0) for numbers in signs])

    def _linear(self, x: Array, name: str) -> Array:
        return np.asarray(x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"], np.float32)


def _best_pairs(scores: Array) -> list[tuple[int, int]]:
    """The likeliest source and target that differ, and further ones nearly as likely ("A and B expelled …")."""
    null = len(scores) - 1
    table = scores[:, 0][:, None] + scores[:, 1][None, :]
    np.fill_diagonal(table, -np.inf)
    if null:
        table[null, null] = scores[null, 0] + scores[null, 1]
    best = np.unravel_index(int(table.argmax()), table.shape)
    source, target = int(best[0]), int(best[1])
    pairs = [(source, target)]
    also = np.log(0.3)
    pairs += [(i, target) for i in range(null) if i not in (source, target) and scores[i, 0] > also]
    pairs += [(source, i) for i in range(null) if i not in (source, target) and scores[i, 1] > also]
    return pairs


def _somewhere(chances: Array) -> Array:
    """Noisy-or over the words that may tell it, so that a claim told by two words is not lost."""
    return np.asarray(1 - np.prod(1 - np.where(chances < _NOISE, 0, chances), axis=0), np.float32)


def _gelu(x: Array) -> Array:
    """Gaussian error linear unit, exact to 1e-3 by the usual tanh form (Hendrycks & Gimpel 2016)."""
    return np.asarray(
        0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x))), np.float32
    )


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)), np.float32)


def _softmax(x: Array) -> Array:
    shifted = np.exp(x - x.max())
    return np.asarray(shifted / shifted.sum(), np.float32)


def _logsumexp(x: Array) -> Array:
    top = x.max(0)
    return np.asarray(top + np.log(np.exp(x - top).sum(0)), np.float32)
