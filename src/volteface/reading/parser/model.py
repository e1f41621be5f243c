"""The shipped parser: tokens → tags, lemmas, tree and entities, by onnxruntime on the CPU."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from volteface.reading.parser.lemma import apply_rule
from volteface.reading.parser.network import Array, Network
from volteface.reading.parser.tree import best_tree

_OUTPUTS = ("upos", "xpos", "feats", "lemma", "entities", "arc", "rel_dependent", "rel_head")
_LABELS = ("upos", "xpos", "feats", "entities")


@dataclass(frozen=True, slots=True)
class Parse:
    """The analysis of one sentence, a list entry a word; ``heads`` count from 1, 0 is the root."""

    heads: list[int]
    rels: list[str]
    upos: list[str]
    xpos: list[str]
    feats: list[str]
    entities: list[str]
    lemmas: list[str]


def shipped() -> Path:
    """Return the folder of the packaged weights."""
    return Path(str(resources.files("volteface"))) / "data" / "parser"


class Parser:
    """Our own English parser (MiniLM encoder, int8): see ``training/parser`` and the model card.

    ``folder`` holds model.onnx, rel.npy, vocabulary.json and tokenizer.json; ``threads`` is the
    number of processor cores it may use.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        place = folder or shipped()
        self._network = Network(place / "model.onnx", _OUTPUTS, threads)
        self._vocabulary: dict[str, list[str]] = json.loads(
            (place / "vocabulary.json").read_text("utf-8")
        )
        rel = np.load(place / "rel.npy").astype(np.float32)  # labels × dependent × head
        self._rels = rel.shape[0]
        self._rel = np.ascontiguousarray(rel.transpose(1, 0, 2).reshape(rel.shape[1], -1))

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return the analysis of each sentence (a sequence of words), in the order given."""
        found = {i: self._finish(out, sentences[i]) for i, out in self._network.run(sentences)}
        return [found[i] for i in range(len(sentences))]

    def _finish(self, out: dict[str, Array], words: Sequence[str]) -> Parse:
        n = len(words)
        heads = best_tree(_log_softmax(out["arc"][:n, : n + 1]))
        projected = (_with_one(out["rel_dependent"][:n]) @ self._rel).reshape(n, self._rels, -1)
        scores = (projected @ _with_one(out["rel_head"][heads])[:, :, None])[:, :, 0]
        labels = {k: [self._vocabulary[k][i] for i in out[k][:n].argmax(1)] for k in _LABELS}
        rules = (self._vocabulary["lemma"][i] for i in out["lemma"][:n].argmax(1))
        return Parse(
            heads=[int(h) for h in heads],
            rels=[self._vocabulary["rel"][i] for i in scores.argmax(1)],
            lemmas=[apply_rule(w, r) for w, r in zip(words, rules, strict=True)],
            **labels,
        )


def _with_one(x: Array) -> Array:
    return np.concatenate([x, np.ones((len(x), 1), np.float32)], 1)


def _log_softmax(x: Array) -> Array:
    shifted = x - x.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), np.float32)
