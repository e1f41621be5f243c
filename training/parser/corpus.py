"""Treebank files (spaCy DocBin) → sentences with gold labels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span

ENTITY_LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
LABELLED = ("upos", "xpos", "feats", "lemma", "head", "rel")
_HELD_WIKIGOLD = 10  # every tenth block of WikiGold is held for testing
_BLOCK = 40  # WikiGold keeps no document marks; blocks of consecutive sentences stand for them


@dataclass(slots=True)
class Sentence:
    """Words with gold labels; a layer that the source does not carry is None."""

    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemma: list[str] | None = None
    head: list[int] | None = None
    rel: list[str] | None = None
    entities: list[str] | None = None


def read_treebank(path: Path) -> list[Sentence]:
    """Return the sentences of a treebank file with syntax and without entities."""
    return [_syntax(span) for doc in _docs(path) for span in doc.sents if len(span)]


def read_entities(path: Path) -> tuple[list[Sentence], list[Sentence]]:
    """Return WikiGold's sentences with entities only, split by block into train and held."""
    train: list[Sentence] = []
    held: list[Sentence] = []
    for index, doc in enumerate(_docs(path)):
        part = held if index // _BLOCK % _HELD_WIKIGOLD == _HELD_WIKIGOLD - 1 else train
        part.append(Sentence([t.text for t in doc], entities=[_entity(t) for t in doc]))
    return train, held


def without_final_stop(sentence: Sentence) -> Sentence:
    """Return the sentence less its last full stop, as headlines and damaged pages have it."""
    if sentence.head is None or sentence.words[-1] != "." or len(sentence.words) in sentence.head:
        return sentence
    cut = {name: getattr(sentence, name)[:-1] for name in LABELLED}
    return Sentence(sentence.words[:-1], **cut)


def _docs(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def _syntax(span: Span) -> Sentence:
    start = span.start
    root = [t.dep_ == "ROOT" or t.head.i == t.i for t in span]
    return Sentence(
        words=[t.text for t in span],
        upos=[t.pos_ for t in span],
        xpos=[t.tag_ for t in span],
        feats=[str(t.morph) for t in span],
        lemma=[t.lemma_ for t in span],
        head=[
            0 if is_root else t.head.i - start + 1 for t, is_root in zip(span, root, strict=True)
        ],
        rel=["root" if is_root else t.dep_ for t, is_root in zip(span, root, strict=True)],
    )


def _entity(token: spacy.tokens.Token) -> str:
    label = token.ent_type_
    return f"{token.ent_iob_}-{label}" if label in ("PER", "ORG", "LOC") else "O"
