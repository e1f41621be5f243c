"""Train the claim encoder and heads on annotated sentences and reports.

    python training/claims/train_claims.py --parser DIR --sentences training/claims/sentences \
        --reports benchmarks/reading/tune --out DIR [--epochs 10] [--leave-out a1-,a2-]

The encoder starts from the parser's, which knows the tree; the parser itself stays as it is.
``--leave-out`` keeps the groups (breaks) whose names contain a part given out of training, for
honest tuning. DIR of ``--parser`` holds checkpoint.pt, vocabulary.json and the exported ``onnx/``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

import torch
from labels import ATTRIBUTES, choose_labels, known_label
from passages import GoldClaim, Passage, read_gold, read_sentences
from swap import write_swapped

sys.path.append(str(Path(__file__).parent.parent / "parser"))

from batches import Example, batches, collate, to_example
from corpus import Sentence
from heads import ClaimHeads, Instance, heads_loss
from network import Parser
from train import MINILM, load_tokenizer

from volteface.reading.chain import Reading
from volteface.reading.gazetteer import load_gazetteer
from volteface.reading.lexicon import load_lexicon
from volteface.reading.parser.model import Parser as ShippedParser

RATES = {"encoder": 1e-4, "heads": 1.5e-3}
PIECES_IN_BATCH, LONGEST, WARM_UP = 700, 200, 60
MASK, MASKED = 103, 0.08  # [MASK], and the share of word pieces hidden in training
Pair = tuple[Passage, Example]


def main() -> None:
    args = _arguments()
    torch.set_num_threads(args.threads)
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    passages = read_all(args)
    labels = choose_labels(c.label for p in passages for c in p.claims)
    vocabulary = json.loads((args.parser / "vocabulary.json").read_text("utf-8"))
    network = Parser(MINILM / "model.safetensors", {k: len(v) for k, v in vocabulary.items()})
    network.load_state_dict(torch.load(args.parser / "checkpoint.pt", weights_only=True)["network"])
    if args.start:
        labels = json.loads((args.start / "vocabulary.json").read_text("utf-8"))["claims"]
    heads = ClaimHeads(len(labels))
    if args.start:
        saved = torch.load(args.start / "checkpoint.pt", weights_only=True)
        network.load_state_dict(saved["network"])
        heads.load_state_dict(saved["heads"])
    tokenizer = load_tokenizer()
    pairs = [
        (p, to_example(Sentence([t.text for t in p.sentence.tokens]), tokenizer, {}))
        for p in passages
    ]
    pairs = [(p, e) for p, e in pairs if len(e.pieces.ids) <= LONGEST]
    claims = sum(len(p.claims) for p in passages)
    print(len(pairs), "sentences", claims, "claims", len(labels), "labels", flush=True)
    fit(network, heads, pairs, labels, args.epochs)
    args.out.mkdir(parents=True, exist_ok=True)
    words = {"claims": labels, "attributes": {k: list(v) for k, v in ATTRIBUTES.items()}}
    (args.out / "vocabulary.json").write_text(json.dumps({**vocabulary, **words}), "utf-8")
    state = {"network": network.state_dict(), "heads": heads.state_dict()}
    torch.save(state, args.out / "checkpoint.pt")


def read_all(args: argparse.Namespace) -> list[Passage]:
    """Return the passages of all files, parsed by the exported parser, less the groups left out."""
    reading = Reading(
        ShippedParser(args.parser / "onnx", threads=args.threads), load_lexicon(), load_gazetteer()
    )
    files = sorted(args.sentences.glob("*.jsonl"))
    found = [p for path in files for p in read_sentences(path, reading)]
    with tempfile.TemporaryDirectory() as folder:
        for copy in range(args.swapped):
            for path in files:
                other = Path(folder) / f"{path.stem}-{copy}.jsonl"
                write_swapped(path, other, reading.gazetteer, args.seed + copy)
                found += read_sentences(other, reading)
    found += [p for path in sorted(args.reports.glob("*.json")) for p in read_gold(path, reading)]
    parts = [part for part in args.leave_out.split(",") if part]
    return [p for p in found if not any(part in p.group for part in parts)]


def fit(
    network: Parser, heads: ClaimHeads, pairs: list[Pair], labels: list[str], epochs: int
) -> None:
    """Train encoder and heads; the learning rate falls to zero over the epochs."""
    passages = {id(example): passage for passage, example in pairs}
    examples = [example for _, example in pairs]
    optimizer = _optimizer(network, heads)
    steps = epochs * len(batches(examples, PIECES_IN_BATCH, shuffle=True))
    step = 0
    for epoch in range(epochs):
        network.train()
        heads.train()
        total, count = 0.0, 0
        for group in batches(examples, PIECES_IN_BATCH, shuffle=True):
            _set_rates(optimizer, step, steps)
            total += _step(
                network, heads, group, [passages[id(e)] for e in group], labels, optimizer
            )
            step, count = step + 1, count + 1
        print(f"epoch {epoch + 1} loss {total / count:.3f}", flush=True)


def _step(
    network: Parser,
    heads: ClaimHeads,
    group: list[Example],
    passages: list[Passage],
    labels: list[str],
    optimizer: torch.optim.AdamW,
) -> float:
    batch = collate(group)
    hidden = (torch.rand(batch.ids.shape) < MASKED) & (batch.mask > 0)
    ids = batch.ids.masked_fill(hidden, MASK)
    with torch.no_grad():
        low = network.lower(ids, batch.mask)
    instances = _instances(passages, labels)
    out = network(low, batch.mask, batch.shapes, batch.first, batch.words)
    loss = heads_loss(heads, out["states"], batch.words.float(), passages, instances)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([*network.parameters(), *heads.parameters()], 2.0)
    optimizer.step()
    return float(loss.detach())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("parser", "sentences", "reports", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="go on from this folder's checkpoint")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--swapped", type=int, default=1, help="copies with other states put in")
    parser.add_argument("--leave-out", default="")
    return parser.parse_args()


def _optimizer(network: Parser, heads: ClaimHeads) -> torch.optim.AdamW:
    encoder = [
        p
        for n, p in network.named_parameters()
        if n.startswith(("encoder.", "mix", "shape")) and p.requires_grad
    ]
    groups = [
        {"params": encoder, "base": RATES["encoder"]},
        {"params": list(heads.parameters()), "base": RATES["heads"]},
    ]
    return torch.optim.AdamW(groups, lr=1e-4, weight_decay=0.01)


def _set_rates(optimizer: torch.optim.AdamW, step: int, steps: int) -> None:
    factor = max(min(1.0, (step + 1) / WARM_UP) * (1 - step / steps), 0.01)
    for settings in optimizer.param_groups:
        settings["lr"] = settings["base"] * factor


def _instances(passages: list[Passage], labels: list[str]) -> list[Instance]:
    index, known = {label: i for i, label in enumerate(labels)}, set(labels)
    found: dict[tuple[int, int, int], Instance] = {}
    for row, passage in enumerate(passages):
        codes: dict[str | None, int] = {c.party.code: i for i, c in enumerate(passage.candidates)}
        codes[None] = len(passage.candidates)
        for claim in passage.claims:
            label = known_label(claim.label, known)
            if label is not None and claim.source in codes and claim.target in codes:
                _add(found, row, claim, index[label], codes, passage)
    return list(found.values())


def _add(
    found: dict[tuple[int, int, int], Instance],
    row: int,
    claim: GoldClaim,
    label: int,
    codes: dict[str | None, int],
    passage: Passage,
) -> None:
    attributes = {k: _position(values, claim.attributes[k]) for k, values in ATTRIBUTES.items()}
    item = found.setdefault(
        (row, claim.trigger, label),
        Instance(row, claim.trigger, label, set(), set(), attributes, passage),
    )
    item.sources.add(codes[claim.source])
    item.targets.add(codes[claim.target])


def _position(values: tuple[str, ...], value: str) -> int:
    return values.index(value) if value in values else 0


if __name__ == "__main__":
    main()
