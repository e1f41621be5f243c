"""The shipped parser: tokens → tags, lemmas, tree and entities, by onnxruntime on the CPU."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from volteface.reading.parser.lemma import apply_rule
from volteface.reading.parser.pieces import Pieces, to_pieces
from volteface.reading.parser.tree import best_tree

_OUTPUTS = ("upos", "xpos", "feats", "lemma", "entities", "arc", "rel_dependent", "rel_head", "states")
_LABELS = ("upos", "xpos", "feats", "entities")
_BATCH = 16
_LONGEST_PIECES = 500


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
    states: NDArray[np.float32]


class Parser:
    """Our own English parser (MiniLM encoder, int8): see ``training/parser`` and the model card.

    ``folder`` holds model.onnx, rel.npy, vocabulary.json and tokenizer.json; ``threads`` is the
    number of processor cores it may use.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        place = folder or Path(str(resources.files("volteface"))) / "data" / "parser"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(place / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._vocabulary: dict[str, list[str]] = json.loads((place / "vocabulary.json").read_text("utf-8"))
        self._rel = np.load(place / "rel.npy").astype(np.float32)
        self._tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return the analysis of each sentence (a sequence of words), in the order given."""
        parses: list[Parse | None] = [None] * len(sentences)
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            for index, parse in zip(chosen, self._batch([sentences[i] for i in chosen]), strict=True):
                parses[index] = parse
        return [p for p in parses if p is not None]

    def _batch(self, sentences: list[Sequence[str]]) -> Iterator[Parse]:
        pieces = [_cut(to_pieces(self._tokenizer, words)) for words in sentences]
        outputs = self._session.run(list(_OUTPUTS), _inputs(pieces, sentences))
        out = dict(zip(_OUTPUTS, outputs, strict=True))
        for row, words in enumerate(sentences):
            yield self._finish({k: v[row] for k, v in out.items()}, words)

    def _finish(self, out: dict[str, NDArray[np.float32]], words: Sequence[str]) -> Parse:
        n = len(words)
        heads = best_tree(_log_softmax(out["arc"][:n, : n + 1]))
        dependent = _with_one(out["rel_dependent"][:n])
        scores = np.einsum("ni,oij,nj->no", dependent, self._rel, _with_one(out["rel_head"][heads]), optimize=True)
        labels = {k: [self._vocabulary[k][i] for i in out[k][:n].argmax(1)] for k in _LABELS}
        rules = (self._vocabulary["lemma"][i] for i in out["lemma"][:n].argmax(1))
        return Parse(
            heads=[int(h) for h in heads],
            rels=[self._vocabulary["rel"][i] for i in scores.argmax(1)],
            lemmas=[apply_rule(w, r) for w, r in zip(words, rules, strict=True)],
            states=out["states"][:n],
            **labels,
        )


def _cut(pieces: Pieces) -> Pieces:
    """Keep within the encoder's positions; words beyond them share the last piece."""
    if len(pieces.ids) <= _LONGEST_PIECES:
        return pieces
    first = [min(i, _LONGEST_PIECES - 1) for i in pieces.first]
    return Pieces(pieces.ids[:_LONGEST_PIECES], pieces.shapes[:_LONGEST_PIECES], first)


def _inputs(pieces: list[Pieces], sentences: list[Sequence[str]]) -> dict[str, NDArray[np.int64]]:
    rows, length, width = len(pieces), max(len(p.ids) for p in pieces), max(map(len, sentences))
    ids, mask, shapes = (np.zeros((rows, length), np.int64) for _ in range(3))
    first, words = (np.zeros((rows, width), np.int64) for _ in range(2))
    for row, (p, sentence) in enumerate(zip(pieces, sentences, strict=True)):
        ids[row, : len(p.ids)], mask[row, : len(p.ids)] = p.ids, 1
        shapes[row, : len(p.ids)] = p.shapes
        first[row, : len(sentence)], words[row, : len(sentence)] = p.first, 1
    return {"ids": ids, "mask": mask, "shapes": shapes, "first": first, "words": words}


def _with_one(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.concatenate([x, np.ones((len(x), 1), np.float32)], 1)


def _log_softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = x - x.max(-1, keepdims=True)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result
