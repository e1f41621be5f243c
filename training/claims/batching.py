"""Documents → batches of windows: pieces for the encoder, and where each sentence stands in them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from batches import Batch, Example, collate, to_example
from corpus import Sentence
from heads import Instance, Place
from labels import ATTRIBUTES, known_label
from passages import Document, GoldClaim
from tokenizers import Tokenizer

from volteface.reading.windows import Window, joined, windows

PIECES_IN_BATCH, LONGEST = 1400, 300
_FIRST_ROOM = (30, 110)  # words of a document's first window, so that it is cut anew each time

Item = tuple[Example, Document, Window, list[int]]
Filled = tuple[Batch, list[Place], list[Instance]]


class Batching:
    """Cuts documents into windows, anew for each epoch, and fills batches."""

    def __init__(self, tokenizer: Tokenizer, labels: list[str]) -> None:
        self.tokenizer, self.labels = tokenizer, labels
        self.index, self.known = {label: i for i, label in enumerate(labels)}, set(labels)

    def epoch(self, documents: list[Document]) -> Iterator[Filled]:
        """Yield the batches of one pass over the documents, windows of like length together."""
        items = [item for document in documents for item in self._items(document)]
        items.sort(key=lambda item: len(item[0].pieces.ids) + random.random() * 12)
        groups: list[list[Item]] = [[]]
        for item in items:
            if groups[-1] and len(item[0].pieces.ids) * (len(groups[-1]) + 1) > PIECES_IN_BATCH:
                groups.append([])
            groups[-1].append(item)
        random.shuffle(groups)
        yield from (self._filled(group) for group in groups if group)

    def _items(self, document: Document) -> Iterator[Item]:
        lengths = [len(p.words) for p in document.passages]
        for window in windows(lengths, random.randint(*_FIRST_ROOM)):
            chosen = document.passages[window.start : window.end]
            words, starts = joined([p.words for p in chosen])
            example = to_example(Sentence(words), self.tokenizer, {})
            if len(example.pieces.ids) <= LONGEST:
                yield example, document, window, starts

    def _filled(self, group: list[Item]) -> Filled:
        places = []
        for row, (_, document, window, starts) in enumerate(group):
            for number in range(window.start, window.end):
                at = number - window.start
                passage, earlier = document.passages[number], starts[max(at - 1, 0)]
                places.append(Place(passage, row, starts[at], earlier, number in window.own))
        instances = [i for p in places if p.is_own for i in self._instances(p)]
        return collate([example for example, *_ in group]), places, instances

    def _instances(self, place: Place) -> list[Instance]:
        candidates = place.passage.candidates
        codes: dict[str | None, int] = {c.party.code: i for i, c in enumerate(candidates)}
        codes[None] = len(candidates)
        found: dict[tuple[int, int], Instance] = {}
        for claim in place.passage.claims:
            label = known_label(claim.label, self.known)
            if label is not None and claim.source in codes and claim.target in codes:
                number = self.index[label]
                item = found.setdefault((claim.trigger, number), _instance(place, claim, number))
                item.sources.add(codes[claim.source])
                item.targets.add(codes[claim.target])
        return list(found.values())


def _instance(place: Place, claim: GoldClaim, label: int) -> Instance:
    attributes = {k: _position(values, claim.attributes[k]) for k, values in ATTRIBUTES.items()}
    return Instance(place, claim.trigger, label, set(), set(), attributes)


def _position(values: tuple[str, ...], value: str) -> int:
    return values.index(value) if value in values else 0
