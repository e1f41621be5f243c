"""Sentences → tensors, in batches of like length."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import torch
from corpus import Sentence
from tokenizers import Tokenizer
from torch import Tensor

from volteface.reading.parser.lemma import lemma_rule
from volteface.reading.parser.pieces import Pieces, to_pieces

IGNORED = -100
TARGETS = ("upos", "xpos", "feats", "lemma", "entities", "head", "rel")


@dataclass(slots=True)
class Example:
    """A sentence ready for the network; ``low`` caches the frozen layers' output in half precision."""

    sentence: Sentence
    pieces: Pieces
    targets: dict[str, list[int]]
    low: Tensor | None = field(default=None)


@dataclass(slots=True)
class Batch:
    examples: list[Example]
    ids: Tensor
    mask: Tensor
    shapes: Tensor
    first: Tensor
    words: Tensor
    targets: dict[str, Tensor]


def to_example(
    sentence: Sentence, tokenizer: Tokenizer, index: dict[str, dict[str, int]]
) -> Example:
    """Return the sentence with its labels as numbers; a label outside the vocabulary is ignored."""
    targets: dict[str, list[int]] = {}
    for name in ("upos", "xpos", "feats", "rel", "entities"):
        labels = getattr(sentence, name)
        if labels is not None:
            targets[name] = [index[name].get(label, IGNORED) for label in labels]
    if sentence.lemma is not None and sentence.head is not None:
        rules = [
            lemma_rule(w, lemma) for w, lemma in zip(sentence.words, sentence.lemma, strict=True)
        ]
        targets["lemma"] = [index["lemma"].get(rule, IGNORED) for rule in rules]
        targets["head"] = sentence.head
    return Example(sentence, to_pieces(tokenizer, sentence.words), targets)


def batches(examples: list[Example], pieces: int, shuffle: bool) -> list[list[Example]]:
    """Return batches of at most so many padded pieces, sentences of like length together."""
    noise = 6.0 if shuffle else 0.0
    order = sorted(examples, key=lambda e: len(e.pieces.ids) + random.random() * noise)
    result: list[list[Example]] = [[]]
    for example in order:
        if result[-1] and len(example.pieces.ids) * (len(result[-1]) + 1) > pieces:
            result.append([])
        result[-1].append(example)
    if shuffle:
        random.shuffle(result)
    return result


def collate(examples: list[Example]) -> Batch:
    """Return the padded tensors of a batch (padding 0, targets −100)."""
    n = len(examples)
    pieces = max(len(e.pieces.ids) for e in examples)
    words = max(len(e.sentence.words) for e in examples)
    ids, mask, shapes = (torch.zeros(n, pieces, dtype=torch.long) for _ in range(3))
    first, present = (torch.zeros(n, words, dtype=torch.long) for _ in range(2))
    targets = {k: torch.full((n, words), IGNORED, dtype=torch.long) for k in TARGETS}
    for row, e in enumerate(examples):
        p, w = len(e.pieces.ids), len(e.sentence.words)
        ids[row, :p], mask[row, :p] = torch.tensor(e.pieces.ids), 1
        shapes[row, :p] = torch.tensor(e.pieces.shapes)
        first[row, :w], present[row, :w] = torch.tensor(e.pieces.first), 1
        for name, labels in e.targets.items():
            targets[name][row, :w] = torch.tensor(labels)
    return Batch(examples, ids, mask, shapes, first, present, targets)
