"""The claim heads: which words tell a claim of which type, how it stands, and between whom."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from labels import ATTRIBUTES
from passages import Passage
from torch import Tensor, nn

from volteface.reading.candidates import PATHS, path_between

WIDTH, HIDDEN, NARROW = 384, 192, 128
POSITIONS = 3  # place in the pair: none, first, second


@dataclass(slots=True)
class Instance:
    """One (trigger, label) of a sentence of a batch with the rows that score its candidates."""

    row: int
    trigger: int
    label: int
    sources: set[int]
    targets: set[int]
    attributes: dict[str, int]
    passage: Passage


class ClaimHeads(nn.Module):
    """Heads on word states; ``labels`` is the number of trigger labels."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.trigger = nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.GELU(), nn.Dropout(0.2), nn.Linear(HIDDEN, labels))
        nn.init.constant_(self.trigger[3].bias, -4.0)  # most words tell no claim
        self.label = nn.Embedding(labels, NARROW)
        self.attribute_in = nn.Linear(WIDTH, NARROW)
        self.attribute_out = nn.ModuleDict({k: nn.Linear(NARROW, len(v)) for k, v in ATTRIBUTES.items()})
        self.argument_trigger = nn.Linear(WIDTH, NARROW)
        self.argument_token = nn.Linear(WIDTH, NARROW)
        self.path = nn.Embedding(len(PATHS), NARROW)
        self.position = nn.Embedding(POSITIONS, NARROW)
        self.unnamed = nn.Parameter(torch.randn(POSITIONS, NARROW) * 0.05)  # null, first, second of the pair
        self.argument_out = nn.Linear(NARROW, 2)
        self.drop = nn.Dropout(0.2)

    def attributes(self, states: Tensor, labels: Tensor) -> dict[str, Tensor]:
        """Scores of each attribute for word states (n × width) with their labels (n)."""
        hidden = self.drop(F.gelu(self.attribute_in(states) + self.label(labels)))
        return {k: head(hidden) for k, head in self.attribute_out.items()}

    def arguments(self, trigger: Tensor, label: Tensor, passage: Passage, place: int, states: Tensor) -> Tensor:
        """Scores (candidates + 1 × 2) of each candidate as source and target, null last."""
        base = self.argument_trigger(trigger) + self.label(label)
        rows, owner = [], []
        for index, candidate in enumerate(passage.candidates):
            position = self.position.weight[candidate.in_pair]
            for token in candidate.tokens:
                path = self.path.weight[path_between(passage.sentence, place, token)]
                rows.append(self.argument_token(states[token]) + path + position)
                owner.append(index)
            if not candidate.tokens:
                rows.append(self.unnamed[candidate.in_pair] + position)
                owner.append(index)
        rows.append(self.unnamed[0])
        owner.append(len(passage.candidates))
        scores = self.argument_out(self.drop(F.gelu(base + torch.stack(rows))))
        groups = [[i for i, o in enumerate(owner) if o == c] for c in range(len(passage.candidates) + 1)]
        return torch.stack([scores[g].logsumexp(0) for g in groups])


def heads_loss(heads: ClaimHeads, states: Tensor, present: Tensor, instances: list[Instance]) -> Tensor:
    """Loss of one batch: triggers over all words, attributes and arguments at the gold triggers."""
    scores = heads.trigger(heads.drop(states))
    wanted = torch.zeros_like(scores)
    for item in instances:
        wanted[item.row, item.trigger, item.label] = 1.0
    weight = 1.0 + 2.0 * wanted
    loss = (F.binary_cross_entropy_with_logits(scores, wanted, reduction="none") * weight).sum(-1)
    total = (loss * present).sum() / present.sum() * 4.0
    if not instances:
        return total
    chosen = torch.stack([states[i.row, i.trigger] for i in instances])
    labels = torch.tensor([i.label for i in instances])
    for name, found in heads.attributes(chosen, labels).items():
        gold = torch.tensor([i.attributes[name] for i in instances])
        total = total + 0.35 * F.cross_entropy(found, gold)
    return total + _argument_loss(heads, states, instances, labels)


def _argument_loss(heads: ClaimHeads, states: Tensor, instances: list[Instance], labels: Tensor) -> Tensor:
    terms = []
    for number, item in enumerate(instances):
        trigger = states[item.row, item.trigger]
        scores = heads.arguments(trigger, labels[number], item.passage, item.trigger, states[item.row])
        chances = torch.log_softmax(scores, 0)
        for column, gold in ((0, item.sources), (1, item.targets)):
            terms.append(-chances[sorted(gold), column].logsumexp(0))
    return torch.stack(terms).mean()
