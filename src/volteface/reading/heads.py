"""The claim heads at run time: which words of a sentence tell a claim, how it stands, between whom.

Trained on annotated sentences (``training/claims``): an encoder of their own gives word states, the
small heads on top are computed in NumPy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from volteface.model.claim import Party
from volteface.reading.candidates import EARLIER, Candidate, path_between
from volteface.reading.drafts import Draft
from volteface.reading.groups import group_of
from volteface.reading.parser.model import shipped
from volteface.reading.parser.network import Array, Network
from volteface.reading.records import Found, Scene, States, Weight
from volteface.reading.signs import role_by_rule
from volteface.reading.syntax import Sentence
from volteface.reading.windows import joined, windows

_NOISE = 0.02  # a word with less says nothing of a label


@dataclass(frozen=True, slots=True)
class _Told:
    """A label at a word of a scene, with its probability, and its group's, in the sentence and there."""

    trigger: int
    label: int
    chance: float
    at_word: float
    group: float
    group_at_word: float


@dataclass(frozen=True, slots=True)
class _Stands:
    """How a finding stands: the likeliest value of each attribute, its probability, and that it is undone."""

    likeliest: dict[str, str]
    chance: dict[str, float]
    undone: float


@dataclass(frozen=True, slots=True)
class _Offered:
    """What may stand for the candidates of a scene (rows × width); a candidate's rows begin at ``starts``."""

    rows: Array
    starts: NDArray[np.intp]

    @property
    def means(self) -> Array:
        """The mean of each candidate's rows (candidates × width)."""
        counts = np.diff(self.starts, append=len(self.rows))
        return np.asarray(np.add.reduceat(self.rows, self.starts) / counts[:, None], np.float32)


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
        groups = [group_of(label.partition(":")[0]) for label in self._labels]
        self._same_group = np.array([[a == b for b in groups] for a in groups], np.float32)

    def states(self, sentences: Sequence[Sentence]) -> list[States]:
        """Return the word states of each sentence of a report, read with its neighbours."""
        words = [[t.text for t in s.tokens] for s in sentences]
        cut = list(windows([len(w) for w in words]))
        passages = [joined(words[w.start : w.end]) for w in cut]
        found: dict[int, States] = {}
        for number, out in self._network.run([text for text, _ in passages]):
            window, starts = cut[number], passages[number][1]
            states = out["states"]
            parties = np.hstack(
                [self._linear(states, f"argument_{part}") for part in ("token", "offered")]
            )
            for index in window.own:
                at = starts[index - window.start]
                before = starts[index - window.start - 1] if index > window.start else at
                end = at + len(words[index])
                earlier = parties[before : max(at - 1, before)]
                found[index] = States(states[at:end], parties[at:end], earlier)
        return [found[i] for i in range(len(sentences))]

    def find(self, scene: Scene, chances: Array, least: float) -> Iterator[Found]:
        """Yield what the heads find in a sentence with at least this probability of a trigger.

        ``chances`` are those of the scene.
        """
        told = list(self._told(chances, least))
        if not told:
            return
        parties: list[Party | None] = [*(c.party for c in scene.candidates), None]
        offered = self._offered(scene)
        found, means = self._arguments(scene, told, offered), offered.means
        for one, stands, scores in zip(told, self._stands(scene, told), found, strict=True):
            own = scene.states.own[one.trigger]
            for source, target in _best_pairs(scores):
                yield Found(
                    one.trigger,
                    self._labels[one.label],
                    stands.likeliest,
                    parties[source],
                    parties[target],
                    _weight(one, stands, scores, (source, target), (own, means)),
                )

    def chances(self, scene: Scene) -> Array:
        """Return the probability that each word tells a claim of each label (words × labels)."""
        hidden = self._linear(scene.states.own, "trigger_in") + self._bags(
            scene.signs, "trigger_signs"
        )
        return _sigmoid(self._linear(_gelu(hidden), "trigger_out"))

    def weigh(self, scene: Scene, draft: Draft, chances: Array) -> Weight:
        """Return what the heads give a rule's draft; ``chances`` are those of the scene."""
        name = f"{draft.type}:{draft.sector}" if draft.sector else draft.type
        anchor = draft.anchor.index
        known = name in self._labels
        label = self._labels.index(name) if known else int(chances[anchor].argmax())
        told = [self._told_at(chances, anchor, label, _somewhere(chances))]
        offered = self._offered(scene)
        (scores,), (stands,) = self._arguments(scene, told, offered), self._stands(scene, told)
        codes = [c.party.code for c in scene.candidates]
        source, target = (
            codes.index(party.code) if party and party.code in codes else len(codes)
            for party in (draft.source, draft.target)
        )
        states = scene.states.own[anchor], offered.means
        return _weight(told[0], stands, scores, (source, target), states)

    def _told(self, chances: Array, least: float) -> Iterator[_Told]:
        """Yield each label that is likely enough somewhere, at its best word and at others likely by themselves."""
        somewhere = _somewhere(chances)
        for label in map(int, np.flatnonzero(somewhere >= least)):
            column = chances[:, label]
            best = int(column.argmax())
            yield self._told_at(chances, best, label, somewhere)
            for trigger in map(int, np.flatnonzero(column >= least)):
                if trigger != best:
                    yield self._told_at(chances, trigger, label, chances[trigger])

    def _told_at(self, chances: Array, trigger: int, label: int, somewhere: Array) -> _Told:
        """A label at a word; ``somewhere`` are the probabilities of all labels in the sentence."""
        same = self._same_group[label]
        return _Told(
            trigger,
            label,
            float(somewhere[label]),
            float(chances[trigger, label]),
            _any(somewhere, same),
            _any(chances[trigger], same),
        )

    def _stands(self, scene: Scene, told: list[_Told]) -> Iterator[_Stands]:
        """How each stands: the likeliest value of each attribute."""
        hidden = _gelu(self._base(scene, told, "attribute_in", "attribute_signs"))
        found = {
            name: _softmax(self._linear(hidden, f"attribute_out.{name}"))
            for name in self._attributes
        }
        happened = self._attributes["status"].index("happened")
        for row in range(len(told)):
            best = {name: int(chances[row].argmax()) for name, chances in found.items()}
            yield _Stands(
                {name: self._attributes[name][i] for name, i in best.items()},
                {name: float(found[name][row, i]) for name, i in best.items()},
                1 - float(found["status"][row, happened]),
            )

    def _offered(self, scene: Scene) -> _Offered:
        """All that may be source or target in a scene, nobody last."""
        rows = [self._rows(scene, candidate) for candidate in scene.candidates]
        starts = np.cumsum([0, *(len(own) for own in rows)])
        nobody = self._w["unnamed"][:1] + self._w["role.weight"][0]
        return _Offered(np.concatenate([*rows, _offers_nothing(nobody)]), starts)

    def _arguments(self, scene: Scene, told: list[_Told], offered: _Offered) -> Array:
        """Log-probabilities (told × candidates + 1 × 2) of each candidate as source and target, null last."""
        fixed, starts = offered.rows, offered.starts
        base = self._base(scene, told, "argument_trigger", "argument_signs")
        by_trigger = {t: self._seen_from(scene, t) for t in {one.trigger for one in told}}
        seen = np.stack([by_trigger[one.trigger] for one in told])
        width = base.shape[1]
        scores = self._linear(_gelu(base[:, None] + fixed[:, :width] + seen), "argument_out")
        scores += self._fit(scene, told, fixed[:, width:])
        table = np.logaddexp.reduceat(scores, starts, axis=1)
        return np.asarray(table - np.logaddexp.reduce(table, axis=1, keepdims=True), np.float32)

    def _fit(self, scene: Scene, told: list[_Told], offered: Array) -> Array:
        """How well each row fits each label's word, as source and target (told × rows × 2)."""
        asked = self._linear(scene.states.own[[one.trigger for one in told]], "argument_asked")
        asked, offered = (x.reshape(len(x), 2, -1).swapaxes(0, 1) for x in (asked, offered))
        return np.asarray((asked @ offered.swapaxes(1, 2)).transpose(1, 2, 0), np.float32)

    def _rows(self, scene: Scene, candidate: Candidate) -> Array:
        """What may stand for a candidate: its words here, else those before and its place in the pair."""
        place = _offers_nothing(self._w["position.weight"][candidate.in_pair][None])
        if candidate.tokens:
            return np.asarray(scene.states.parties[list(candidate.tokens)] + place)
        rows = []
        if candidate.earlier:
            states = scene.states.earlier[list(candidate.earlier)]
            rows.append(states + _offers_nothing(self._w["path.weight"][EARLIER][None]))
        if candidate.in_pair:
            rows.append(_offers_nothing(self._w["unnamed"][candidate.in_pair][None]))
        return np.asarray(np.concatenate(rows) + place)

    def _seen_from(self, scene: Scene, trigger: int) -> Array:
        """What depends on the trigger in each row of all candidates: path and role; nothing of the null."""
        rows = []
        for candidate in scene.candidates:
            role = self._w["role.weight"][role_by_rule(candidate, trigger, scene.drafts)]
            paths = [path_between(scene.sentence, trigger, t) for t in candidate.tokens]
            if paths:
                rows.append(self._w["path.weight"][paths] + role)
            else:
                rows.append(np.tile(role, (len(candidate.earlier) + bool(candidate.in_pair), 1)))
        return np.concatenate([*rows, np.zeros_like(self._w["unnamed"][:1])])

    def _base(self, scene: Scene, told: list[_Told], states: str, signs: str) -> Array:
        """What the heads begin from for each label at its word (told × width)."""
        words = [one.trigger for one in told]
        labels = self._w["label.weight"][[one.label for one in told]]
        bags = self._bags([scene.signs[word] for word in words], signs)
        return np.asarray(self._linear(scene.states.own[words], states) + labels + bags)

    def _bags(self, signs: list[list[int]], name: str) -> Array:
        """Sum of the signs' vectors for each word (words × width); every word has signs."""
        flat = np.fromiter(chain.from_iterable(signs), np.intp)
        starts = np.cumsum([0, *(len(numbers) for numbers in signs[:-1])])
        return np.asarray(np.add.reduceat(self._w[f"{name}.weight"][flat], starts), np.float32)

    def _linear(self, x: Array, name: str) -> Array:
        return np.asarray(x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"], np.float32)


def _offers_nothing(parties: Array) -> Array:
    """Parties (n × width) without anything that they would offer a trigger (n × 2 width)."""
    return np.hstack([parties, np.zeros_like(parties)])


def _weight(
    one: _Told, stands: _Stands, scores: Array, sides: tuple[int, int], states: tuple[Array, Array]
) -> Weight:
    """``states`` are the word's, and those of all candidates, of which ``sides`` are source and target."""
    (source, target), (own, parties) = sides, states
    return Weight(
        in_sentence=one.chance,
        at_word=one.at_word,
        sides=float(scores[source, 0] + scores[target, 1]),
        turned=float(scores[target, 0] + scores[source, 1]),
        undone=stands.undone,
        voice=stands.chance["speaker"],
        kind=stands.chance["kind"],
        group=one.group,
        group_at_word=one.group_at_word,
        states=np.concatenate([own, parties[source], parties[target]]),
    )


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
    also = np.log(0.15)
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


def _any(chances: Array, chosen: Array) -> float:
    """Noisy-or over the labels chosen (1 or 0 each)."""
    return float(1 - np.prod(1 - chances * chosen))


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)), np.float32)


def _softmax(x: Array) -> Array:
    shifted = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)
