"""An exported encoder: sentences of words → its outputs for each sentence, by onnxruntime."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from volteface.reading.parser.pieces import Pieces, to_pieces

Array = NDArray[np.float32]
# Words in a batch: more is slower, as what is computed no longer fits into the processor's cache.
_WORDS = 120
_LONGEST_PIECES = 500


class Network:
    """One ONNX graph over word pieces; ``outputs`` names what is wanted of it."""

    def __init__(self, model: Path, outputs: tuple[str, ...], threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._outputs = outputs
        self._inputs = [node.name for node in self._session.get_inputs()]
        self._tokenizer = Tokenizer.from_file(str(model.parent / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def run(self, sentences: Sequence[Sequence[str]]) -> Iterator[tuple[int, dict[str, Array]]]:
        """Yield the number and outputs of each sentence, those of like length together."""
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        for chosen in _batches(order, [len(s) for s in sentences]):
            words = [sentences[i] for i in chosen]
            pieces = [_cut(to_pieces(self._tokenizer, w)) for w in words]
            feed = _feed(pieces, words)
            found = self._session.run(list(self._outputs), {k: feed[k] for k in self._inputs})
            for row, index in enumerate(chosen):
                yield index, {k: v[row] for k, v in zip(self._outputs, found, strict=True)}


def _batches(order: list[int], lengths: list[int]) -> Iterator[list[int]]:
    """Yield the numbers in ``order`` (shortest first) in groups of few words, at least one each."""
    chosen: list[int] = []
    for index in order:
        if chosen and (len(chosen) + 1) * lengths[index] > _WORDS:
            yield chosen
            chosen = []
        chosen.append(index)
    if chosen:
        yield chosen


def _cut(pieces: Pieces) -> Pieces:
    """Keep within the encoder's positions; words beyond them share the last piece."""
    if len(pieces.ids) <= _LONGEST_PIECES:
        return pieces
    first = [min(i, _LONGEST_PIECES - 1) for i in pieces.first]
    return Pieces(pieces.ids[:_LONGEST_PIECES], pieces.shapes[:_LONGEST_PIECES], first)


def _feed(pieces: list[Pieces], sentences: list[Sequence[str]]) -> dict[str, NDArray[np.int64]]:
    rows, length = len(pieces), max(len(p.ids) for p in pieces)
    width = max(map(len, sentences))
    ids, mask, shapes = (np.zeros((rows, length), np.int64) for _ in range(3))
    first, words = (np.zeros((rows, width), np.int64) for _ in range(2))
    for row, (p, sentence) in enumerate(zip(pieces, sentences, strict=True)):
        ids[row, : len(p.ids)], mask[row, : len(p.ids)] = p.ids, 1
        shapes[row, : len(p.ids)] = p.shapes
        first[row, : len(sentence)], words[row, : len(sentence)] = p.first, 1
    return {"ids": ids, "mask": mask, "shapes": shapes, "first": first, "words": words}
