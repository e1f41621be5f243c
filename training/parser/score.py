"""Tagging, tree and entity scores of a network on gold sentences."""

from __future__ import annotations

from collections import Counter

import torch
from batches import Example, batches, collate
from network import Parser

from volteface.reading.parser.lemma import apply_rule
from volteface.reading.parser.tree import best_tree

Vocabulary = dict[str, list[str]]


@torch.no_grad()
def score(network: Parser, examples: list[Example], vocabulary: Vocabulary) -> dict[str, float]:
    """Return percentages right: upos, xpos, feats, lemma, uas, las (subtypes ignored), entity F."""
    network.eval()
    count: Counter[str] = Counter()
    for group in batches(examples, 3000, shuffle=False):
        batch = collate(group)
        low = network.lower(batch.ids, batch.mask)
        out = network(low, batch.mask, batch.shapes, batch.first, batch.words)
        heads = _heads(out["arc"], group)
        rels = network.rel_scores(out, heads).argmax(-1)
        for row, example in enumerate(group):
            words = len(example.sentence.words)
            labels = {k: out[k][row, :words].argmax(-1).tolist() for k in network.heads}
            _count_tags(count, example, labels, vocabulary)
            _count_tree(count, example, heads[row].tolist(), rels[row].tolist(), vocabulary)
    return _percentages(count)


def _heads(arc: torch.Tensor, group: list[Example]) -> torch.Tensor:
    scores = torch.log_softmax(arc, -1).numpy()
    heads = torch.zeros(arc.shape[:2], dtype=torch.long)
    for row, example in enumerate(group):
        n = len(example.sentence.words)
        heads[row, :n] = torch.from_numpy(best_tree(scores[row, :n, : n + 1]).copy())
    return heads


def _count_tags(
    count: Counter[str], example: Example, labels: dict[str, list[int]], vocabulary: Vocabulary
) -> None:
    gold = example.sentence
    if gold.entities is not None:
        found = spans([vocabulary["entities"][i] for i in labels["entities"]])
        wanted = spans(gold.entities)
        count.update(both=len(found & wanted), found=len(found), wanted=len(wanted))
    if gold.upos is None or gold.lemma is None:
        return
    count["words"] += len(gold.words)
    for name in ("upos", "xpos", "feats"):
        wanted_labels = getattr(gold, name)
        named = [vocabulary[name][i] for i in labels[name]]
        count[name] += sum(a == b for a, b in zip(named, wanted_labels, strict=True))
    rules = [vocabulary["lemma"][i] for i in labels["lemma"]]
    lemmas = [apply_rule(w, r) for w, r in zip(gold.words, rules, strict=True)]
    count["lemma"] += sum(a == b for a, b in zip(lemmas, gold.lemma, strict=True))


def _count_tree(
    count: Counter[str], example: Example, heads: list[int], rels: list[int], vocabulary: Vocabulary
) -> None:
    gold = example.sentence
    if gold.head is None or gold.rel is None:
        return
    for word, head in enumerate(gold.head):
        attached = heads[word] == head
        same = vocabulary["rel"][rels[word]].split(":")[0] == gold.rel[word].split(":")[0]
        count["uas"] += attached
        count["las"] += attached and same


def spans(labels: list[str]) -> set[tuple[int, int, str]]:
    """Return the (start, end, type) spans of a BIO labelling; an I without its B starts one."""
    found, start = set(), 0
    for position in range(1, len(labels) + 1):
        here = labels[position] if position < len(labels) else "O"
        if labels[start] != "O" and here != f"I-{labels[start][2:]}":
            found.add((start, position, labels[start][2:]))
        if here != f"I-{labels[start][2:]}":
            start = position
    return found


def _percentages(count: Counter[str]) -> dict[str, float]:
    result = {}
    if count["words"]:
        for name in ("upos", "xpos", "feats", "lemma", "uas", "las"):
            result[name] = round(100 * count[name] / count["words"], 2)
    if count["wanted"]:
        result["entity_f"] = round(200 * count["both"] / (count["found"] + count["wanted"]), 2)
    return result
