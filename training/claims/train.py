"""Fine-tune the parser's encoder together with the claim heads, on annotated sentences and reports.

    python training/claims/train.py --parser DIR --treebanks DIR --sentences training/claims/sentences \
        --reports benchmarks/reading/tune --out DIR [--epochs 8] [--leave-out PATTERN]

Batches of treebank sentences are mixed in, so that the tree stays as good as it was. ``--leave-out``
keeps the groups (breaks) whose name contains the pattern out of training, for honest tuning.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

import torch
from labels import ATTRIBUTES, choose_labels, known_label
from passages import GoldClaim, Passage, read_gold, read_sentences

sys.path.insert(0, str(Path(__file__).parent.parent / "parser"))

from batches import Example, batches, collate, to_example  # noqa: E402 – lives beside, not in a package
from corpus import Sentence  # noqa: E402 – as above
from heads import ClaimHeads, Instance, heads_loss  # noqa: E402 – as above
from network import Parser  # noqa: E402 – as above
from score import score  # noqa: E402 – as above
from train import MINILM, _loss, _low, load_tokenizer  # noqa: E402 – as above

from volteface.reading.chain import Reading  # noqa: E402 – as above

RATES = {"encoder": 8e-5, "parser": 2e-4, "heads": 1.5e-3}


def main() -> None:
    args = _arguments()
    torch.set_num_threads(args.threads)
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    passages = read_all(args.sentences, args.reports, args.leave_out)
    labels = choose_labels(c.label for p in passages for c in p.claims)
    vocabulary = json.loads((args.parser / "vocabulary.json").read_text("utf-8"))
    network = Parser(MINILM / "model.safetensors", {k: len(v) for k, v in vocabulary.items()})
    saved = torch.load(args.parser / "checkpoint.pt", weights_only=True)
    network.load_state_dict(saved["network"])
    heads = ClaimHeads(len(labels))
    tokenizer = load_tokenizer()
    pairs = [(p, to_example(Sentence([t.text for t in p.sentence.tokens]), tokenizer, {})) for p in passages]
    pairs = [(p, e) for p, e in pairs if len(e.pieces.ids) <= 200]
    print(len(pairs), "sentences", sum(len(p.claims) for p in passages), "claims", len(labels), "labels", flush=True)
    trees, held = _trees(args.treebanks, tokenizer, vocabulary)
    _fit(network, heads, pairs, trees, labels, args)
    print("parser after:", score(network, held, vocabulary), flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    vocabulary["claims"] = labels
    vocabulary["attributes"] = {k: list(v) for k, v in ATTRIBUTES.items()}
    (args.out / "vocabulary.json").write_text(json.dumps(vocabulary), "utf-8")
    torch.save({"network": network.state_dict(), "heads": heads.state_dict(), "epoch": args.epochs}, args.out / "checkpoint.pt")


def read_all(sentences: Path, reports: Path, leave_out: str) -> list[Passage]:
    """Return the passages of all files, less the groups left out."""
    reading = Reading.load(threads=2)
    found = [p for path in sorted(sentences.glob("*.jsonl")) for p in read_sentences(path, reading)]
    found += [p for path in sorted(reports.glob("*.json")) for p in read_gold(path, reading)]
    return [p for p in found if not (leave_out and any(part in p.group for part in leave_out.split(",")))]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("parser", "treebanks", "sentences", "reports", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--leave-out", default="")
    return parser.parse_args()


def _trees(folder: Path, tokenizer: object, vocabulary: dict[str, list[str]]) -> tuple[list[Example], list[Example]]:
    from train import _sentences

    train, dev = _sentences(folder)
    index = {k: {label: i for i, label in enumerate(v)} for k, v in vocabulary.items()}
    random.shuffle(train)
    examples = [to_example(s, tokenizer, index) for s in train[:6000]]  # type: ignore[arg-type]  # untyped tokenizer
    return [e for e in examples if len(e.pieces.ids) <= 160], [to_example(s, tokenizer, index) for s in dev]  # type: ignore[arg-type]  # untyped tokenizer


def _fit(
    network: Parser, heads: ClaimHeads, pairs: list[tuple[Passage, Example]], trees: list[Example],
    labels: list[str], args: argparse.Namespace,
) -> None:
    by_example = {id(e): p for p, e in pairs}
    optimizer = _optimizer(network, heads)
    steps = args.epochs * len(batches([e for _, e in pairs], 900, shuffle=True))
    step, replay = 0, iter(batches(trees, 700, shuffle=True))
    for epoch in range(args.epochs):
        network.train()
        heads.train()
        total, count = 0.0, 0
        for group in batches([e for _, e in pairs], 900, shuffle=True):
            factor = max(min(1.0, (step + 1) / 40) * (1 - step / steps), 0.01)
            for settings in optimizer.param_groups:
                settings["lr"] = settings["base"] * factor
            batch = collate(group)
            out = network(_low(network, batch), batch.mask, batch.shapes, batch.first, batch.words)
            instances = _instances([by_example[id(e)] for e in group], labels)
            loss = heads_loss(heads, out["states"], batch.words.float(), instances)
            tree = next(replay, None)
            if tree is None:
                replay = iter(batches(trees, 700, shuffle=True))
                tree = next(replay)
            loss_all = loss + (0.3 * _loss(network, collate(tree)) if step % 2 == 0 else 0.0)
            optimizer.zero_grad()
            loss_all.backward()
            torch.nn.utils.clip_grad_norm_([*network.parameters(), *heads.parameters()], 2.0)
            optimizer.step()
            step, count, total = step + 1, count + 1, total + float(loss.detach())
        print(f"epoch {epoch + 1} loss {total / count:.3f}", flush=True)


def _optimizer(network: Parser, heads: ClaimHeads) -> torch.optim.AdamW:
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    rest = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [
        {"params": encoder, "base": RATES["encoder"]},
        {"params": rest, "base": RATES["parser"]},
        {"params": list(heads.parameters()), "base": RATES["heads"]},
    ]
    return torch.optim.AdamW(groups, lr=1e-4, weight_decay=0.01)


def _instances(passages: list[Passage], labels: list[str]) -> list[Instance]:
    index, known = {label: i for i, label in enumerate(labels)}, set(labels)
    found: dict[tuple[int, int, int], Instance] = {}
    for row, passage in enumerate(passages):
        codes = {c.party.code: i for i, c in enumerate(passage.candidates)}
        codes[None] = len(passage.candidates)
        for claim in passage.claims:
            label = known_label(claim.label, known)
            if label is None or claim.source not in codes or claim.target not in codes:
                continue
            _add(found, row, claim, index[label], codes, passage)
    return list(found.values())


def _add(
    found: dict[tuple[int, int, int], Instance], row: int, claim: GoldClaim, label: int,
    codes: dict[str | None, int], passage: Passage,
) -> None:
    attributes = {k: values.index(claim.attributes[k]) if claim.attributes[k] in values else 0 for k, values in ATTRIBUTES.items()}
    item = found.setdefault(
        (row, claim.trigger, label), Instance(row, claim.trigger, label, set(), set(), attributes, passage)
    )
    item.sources.add(codes[claim.source])
    item.targets.add(codes[claim.target])


if __name__ == "__main__":
    main()
