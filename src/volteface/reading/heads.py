"""The claim heads at run time: which words of a sentence tell a claim, how it stands, between whom.

Trained with the parser on annotated sentences (``training/claims``); computed in NumPy on the word
states that the encoder gives anyway.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from volteface.model.claim import Party
from volteface.reading.candidates import Candidate, path_between
from volteface.reading.syntax import Sentence

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """What the heads say of one word: a label with its probability, how it stands, and between whom."""

    trigger: int
    label: str
    probability: float
    attributes: Mapping[str, tuple[str, float]]
    source: Party | None
    target: Party | None


class ClaimHeads:
    """The trained heads; ``folder`` holds heads.npz and vocabulary.json."""

    def __init__(self, folder: Path | None = None) -> None:
        place = folder or Path(str(resources.files("volteface"))) / "data" / "parser"
        with np.load(place / "heads.npz") as stored:
            self._w: dict[str, Array] = {k: stored[k].astype(np.float32) for k in stored.files}
        vocabulary = json.loads((place / "vocabulary.json").read_text("utf-8"))
        self._labels: list[str] = vocabulary["claims"]
        self._attributes: dict[str, list[str]] = vocabulary["attributes"]

    def find(self, sentence: Sentence, candidates: list[Candidate], least: float) -> Iterator[Found]:
        """Yield what the heads find in a sentence with at least this probability of a trigger."""
        if sentence.states is None:
            return
        chances = _sigmoid(self._mlp(sentence.states, "trigger.0", "trigger.3"))
        for trigger, label in np.argwhere(chances >= least):
            yield from self._between(sentence, candidates, int(trigger), int(label), float(chances[trigger, label]))

    def _between(
        self, sentence: Sentence, candidates: list[Candidate], trigger: int, label: int, chance: float
    ) -> Iterator[Found]:
        assert sentence.states is not None
        state = sentence.states[trigger]
        attributes = self._stands(state, label)
        scores = self._arguments(sentence, candidates, trigger, label)
        for source, target in _best_pairs(scores):
            yield Found(
                trigger,
                self._labels[label],
                chance,
                attributes,
                candidates[source].party if source < len(candidates) else None,
                candidates[target].party if target < len(candidates) else None,
            )

    def _stands(self, state: Array, label: int) -> dict[str, tuple[str, float]]:
        hidden = _gelu(self._linear(state, "attribute_in") + self._w["label.weight"][label])
        found = {}
        for name, values in self._attributes.items():
            chances = _softmax(self._linear(hidden, f"attribute_out.{name}"))
            best = int(chances.argmax())
            found[name] = (values[best], float(chances[best]))
        return found

    def _arguments(self, sentence: Sentence, candidates: list[Candidate], trigger: int, label: int) -> Array:
        """Log-probabilities (candidates + 1 × 2) of each candidate as source and target, null last."""
        assert sentence.states is not None
        base = self._linear(sentence.states[trigger], "argument_trigger") + self._w["label.weight"][label]
        position, path, unnamed = self._w["position.weight"], self._w["path.weight"], self._w["unnamed"]
        totals = []
        for candidate in candidates:
            place = position[candidate.in_pair]
            if candidate.tokens:
                states = sentence.states[list(candidate.tokens)]
                paths = [path_between(sentence, trigger, t) for t in candidate.tokens]
                rows = self._linear(states, "argument_token") + path[paths] + place
            else:
                rows = (unnamed[candidate.in_pair] + place)[None]
            totals.append(_logsumexp(self._linear(_gelu(base + rows), "argument_out")))
        totals.append(self._linear(_gelu(base + unnamed[0]), "argument_out"))
        scores = np.stack(totals)
        return np.asarray(scores - _logsumexp(scores), np.float32)

    def _mlp(self, x: Array, first: str, second: str) -> Array:
        return self._linear(_gelu(self._linear(x, first)), second)

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


def _gelu(x: Array) -> Array:
    """Gaussian error linear unit, exact to 1e-3 by the usual tanh form (Hendrycks & Gimpel 2016)."""
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), np.float32)


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)), np.float32)


def _softmax(x: Array) -> Array:
    shifted = np.exp(x - x.max())
    return np.asarray(shifted / shifted.sum(), np.float32)


def _logsumexp(x: Array) -> Array:
    top = x.max(0)
    return np.asarray(top + np.log(np.exp(x - top).sum(0)), np.float32)
