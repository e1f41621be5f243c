"""Score the shipped parser (int8, onnxruntime) on the test treebanks, never trained on.

python training/parser/evaluate.py --treebanks DIR [--model src/volteface/data/parser]
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections import Counter
from pathlib import Path

from corpus import Sentence, read_entities, read_treebank

from volteface.reading.parser.model import Parse, Parser

TAGS = ("upos", "xpos", "feats")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=None)
    args = parser.parse_args()
    model = Parser(args.model)
    for name in ("ewt-test", "gum-clean-test", "pud-test"):
        path = args.treebanks / f"{name}.spacy"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        print(name, digest, _scores(model, read_treebank(path)))
    _, held = read_entities(args.treebanks / "wikigold.spacy")
    print("wikigold-held", _entities(model, held))


def _scores(model: Parser, sentences: list[Sentence]) -> dict[str, float]:
    start = time.process_time()
    parses = model.parse([s.words for s in sentences])
    spent = time.process_time() - start
    count: Counter[str] = Counter()
    for gold, parse in zip(sentences, parses, strict=True):
        _count(count, gold, parse)
    scores = {k: round(100 * count[k] / count["words"], 2) for k in (*TAGS, "lemma", "uas", "las")}
    return scores | {"words per CPU-second": round(count["words"] / spent)}


def _count(count: Counter[str], gold: Sentence, parse: Parse) -> None:
    assert gold.head
    assert gold.rel
    assert gold.lemma
    count["words"] += len(gold.words)
    for name in TAGS:
        count[name] += sum(
            a == b for a, b in zip(getattr(gold, name), getattr(parse, name), strict=True)
        )
    count["lemma"] += sum(a == b for a, b in zip(gold.lemma, parse.lemmas, strict=True))
    for head, rel, found, label in zip(gold.head, gold.rel, parse.heads, parse.rels, strict=True):
        count["uas"] += head == found
        count["las"] += head == found and rel.split(":")[0] == label.split(":")[0]


def _entities(model: Parser, held: list[Sentence]) -> dict[str, float]:
    from score import spans

    both = found = wanted = 0
    for gold, parse in zip(held, model.parse([s.words for s in held]), strict=True):
        a, b = spans(parse.entities), spans(gold.entities or [])
        both, found, wanted = both + len(a & b), found + len(a), wanted + len(b)
    return {"sentences": len(held), "entity_f": round(200 * both / (found + wanted), 2)}


if __name__ == "__main__":
    main()
