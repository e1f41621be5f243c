"""The claim heads: which words tell a claim of which type, how it stands, and between whom."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from encoder import WIDTH
from labels import ATTRIBUTES
from network import Dropout
from passages import NOWHERE, Passage
from torch import Tensor, nn

from volteface.reading.candidates import PATHS
from volteface.reading.signs import ROLES, SIGNS

HIDDEN, NARROW = 192, 128
POSITIONS = 3  # place in the pair: none, first, second


@dataclass(slots=True)
class Place:
    """A passage in a batch: its row, where its words begin there, and where the sentence before begins.

    ``is_own`` is False for the sentence before a window, which is read but not scored.
    """

    passage: Passage
    row: int
    start: int
    earlier: int
    is_own: bool


@dataclass(slots=True)
class Instance:
    """One (trigger, label) of a passage with the numbers of its right candidates."""

    place: Place
    trigger: int
    label: int
    sources: set[int]
    targets: set[int]
    attributes: dict[str, int]

    @property
    def at(self) -> tuple[int, int]:
        """Row and word of the trigger in the batch."""
        return self.place.row, self.place.start + self.trigger

    @property
    def signs(self) -> list[int]:
        return self.place.passage.signs[self.trigger]


def _bag(width: int) -> nn.EmbeddingBag:
    bag = nn.EmbeddingBag(SIGNS, width, mode="sum")
    nn.init.normal_(bag.weight, std=0.02)
    return bag


def _flat(signs: list[list[int]]) -> tuple[Tensor, Tensor]:
    offsets = [0]
    for numbers in signs[:-1]:
        offsets.append(offsets[-1] + len(numbers))
    return torch.tensor([n for numbers in signs for n in numbers]), torch.tensor(offsets)


class ClaimHeads(nn.Module):
    """Heads on word states; ``labels`` is the number of trigger labels."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.trigger_in, self.trigger_out = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, labels)
        nn.init.constant_(self.trigger_out.bias, -4.0)  # most words tell no claim
        self.trigger_signs = _bag(HIDDEN)
        self.attribute_signs, self.argument_signs = _bag(NARROW), _bag(NARROW)
        self.role = nn.Embedding(ROLES, NARROW)
        self.label = nn.Embedding(labels, NARROW)
        self.attribute_in = nn.Linear(WIDTH, NARROW)
        self.attribute_out = nn.ModuleDict(
            {k: nn.Linear(NARROW, len(v)) for k, v in ATTRIBUTES.items()}
        )
        self.argument_trigger = nn.Linear(WIDTH, NARROW)
        self.argument_token = nn.Linear(WIDTH, NARROW)
        self.path = nn.Embedding(len(PATHS), NARROW)
        self.position = nn.Embedding(POSITIONS, NARROW)
        self.unnamed = nn.Parameter(
            torch.randn(POSITIONS, NARROW) * 0.05
        )  # null, first, second of the pair
        self.argument_out = nn.Linear(NARROW, 2)
        # how well a word fits the trigger as source and as target: a product of what each asks and offers
        self.argument_asked, self.argument_offered = (nn.Linear(WIDTH, NARROW) for _ in range(2))
        nn.init.zeros_(self.argument_asked.weight)
        nn.init.zeros_(self.argument_asked.bias)
        self.drop = Dropout(0.2)

    def triggers(self, states: Tensor, places: list[Place]) -> Tensor:
        """Scores of each label for each word of the places (words × labels)."""
        rows, columns = _words(places)
        signs = [numbers for place in places for numbers in place.passage.signs]
        hidden = self.trigger_in(self.drop(states[rows, columns]))
        hidden = hidden + self.trigger_signs(*_flat(signs))
        return self.trigger_out(self.drop(F.gelu(hidden)))

    def attributes(
        self, states: Tensor, labels: Tensor, signs: list[list[int]]
    ) -> dict[str, Tensor]:
        """Scores of each attribute for word states (n × width) with their labels and signs (n)."""
        hidden = (
            self.attribute_in(states) + self.label(labels) + self.attribute_signs(*_flat(signs))
        )
        hidden = self.drop(F.gelu(hidden))
        return {k: head(hidden) for k, head in self.attribute_out.items()}

    def arguments(self, states: Tensor, instances: list[Instance], labels: Tensor) -> Tensor:
        """Log-probabilities (instances × most candidates + 1 × 2) as source and target, null last of each."""
        rows = _rows(instances)
        triggers = _at_triggers(states, instances)
        base = self.argument_trigger(triggers)
        signs = self.argument_signs(*_flat([i.signs for i in instances]))
        base = (base + self.label(labels) + signs)[rows.instance]
        named = states[rows.sentence, rows.token]
        tokens = self.argument_token(named) + self.path(rows.path)
        unnamed = self.unnamed[rows.position]
        hidden = torch.where(rows.is_named[:, None], tokens, unnamed)
        hidden = (
            hidden
            + self.position(rows.position) * rows.has_position[:, None]
            + self.role(rows.role)
        )
        fit = self.argument_asked(triggers)[rows.instance] * self.argument_offered(named)
        fit = fit.unflatten(-1, (2, -1)).sum(-1) * rows.is_named[:, None]
        scores = self.argument_out(self.drop(F.gelu(base + hidden))) + fit
        table = scores.new_full((len(instances), rows.most, rows.deepest, 2), -1e4)
        table[rows.instance, rows.candidate, rows.depth] = scores
        return torch.log_softmax(table.logsumexp(2), 1)


@dataclass(slots=True)
class Rows:
    """Every (instance, candidate, token) of a batch, as index tensors of one length."""

    instance: Tensor
    sentence: Tensor
    candidate: Tensor
    depth: Tensor
    token: Tensor
    path: Tensor
    position: Tensor
    role: Tensor
    is_named: Tensor
    has_position: Tensor
    most: int
    deepest: int


def _rows(instances: list[Instance]) -> Rows:
    found: list[tuple[int, ...]] = []
    for number, item in enumerate(instances):
        place = item.place
        begins = (place.start, place.earlier, 0)
        last = len(place.passage.candidates)
        for row in place.passage.candidate_rows(item.trigger):
            token = begins[row.where] + row.token
            named, known = int(row.where != NOWHERE), int(row.candidate != last)
            found.append(
                (number, place.row, row.candidate, row.depth, token, *row[4:], named, known)
            )
    columns = torch.tensor(found).T
    most, deepest = int(columns[2].max()) + 1, int(columns[3].max()) + 1
    return Rows(*columns[:8], columns[8].bool(), columns[9].float(), most, deepest)


def _words(places: list[Place]) -> tuple[Tensor, Tensor]:
    """Row and column of every word of the places."""
    rows = [p.row for p in places for _ in p.passage.signs]
    columns = [p.start + i for p in places for i in range(len(p.passage.signs))]
    return torch.tensor(rows), torch.tensor(columns)


def _at_triggers(states: Tensor, instances: list[Instance]) -> Tensor:
    rows, columns = torch.tensor([i.at for i in instances]).T
    return states[rows, columns]


def heads_loss(
    heads: ClaimHeads, states: Tensor, places: list[Place], instances: list[Instance]
) -> Tensor:
    """Loss of one batch: triggers over all words, attributes and arguments at the gold triggers."""
    own = [p for p in places if p.is_own]
    scores = heads.triggers(states, own)
    wanted = torch.zeros_like(scores)
    begins, total = {}, 0
    for place in own:
        begins[id(place)] = total
        total += len(place.passage.signs)
    for item in instances:
        wanted[begins[id(item.place)] + item.trigger, item.label] = 1.0
    weight = 1.0 + 2.0 * wanted
    each = F.binary_cross_entropy_with_logits(scores, wanted, reduction="none") * weight
    loss = each.sum(-1).mean() * 4.0
    if not instances:
        return loss
    labels = torch.tensor([i.label for i in instances])
    chosen, signs = _at_triggers(states, instances), [i.signs for i in instances]
    for name, found in heads.attributes(chosen, labels, signs).items():
        gold = torch.tensor([i.attributes[name] for i in instances])
        loss = loss + 0.35 * F.cross_entropy(found, gold)
    return loss + _argument_loss(heads, states, instances, labels)


def _argument_loss(
    heads: ClaimHeads, states: Tensor, instances: list[Instance], labels: Tensor
) -> Tensor:
    chances = heads.arguments(states, instances, labels)
    gold = torch.full_like(chances, -1e4)
    for number, item in enumerate(instances):
        gold[number, sorted(item.sources), 0] = 0.0
        gold[number, sorted(item.targets), 1] = 0.0
    return -(chances + gold).logsumexp(1).sum(-1).mean() / 2
