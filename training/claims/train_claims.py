"""Train the claim encoder and heads on annotated pages and reports.

    python training/claims/train_claims.py --weights model.safetensors --sentences training/claims/sentences \
        --reports benchmarks/reading/tune --out DIR [--epochs 8] [--leave-out a1-,a2-]

The encoder starts from the lower layers of MPNet (``--weights``) or goes on from earlier runs
(``--start``); the pages are parsed by the shipped parser, or the one in ``--parser``. Each epoch reads
every page once, as written or with other states put in. ``--leave-out`` keeps the pages whose name or
group (break) contains a part given out of training, for honest tuning. OUT keeps the parsed pages, so
that a second run on the same files begins at once, and the weights after each epoch.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import torch
from labels import ATTRIBUTES, choose_labels
from passages import Document, read_gold, read_sentences
from swap import write_swapped
from torch import nn
from torch.optim.swa_utils import AveragedModel

sys.path.append(str(Path(__file__).parent.parent / "parser"))

from batching import Batching, Filled
from encoder import ClaimEncoder
from heads import ClaimHeads, heads_loss
from tokenizers import Tokenizer

from volteface.reading.chain import Reading
from volteface.reading.gazetteer import load_gazetteer
from volteface.reading.lexicon import load_lexicon
from volteface.reading.parser.model import Parser, shipped

RATES = {"encoder": 7e-5, "heads": 1e-3}
WARM_UP = 60
SWAP_SEED = 1  # of the states put in, so that parsed pages serve every run
MASK, MASKED = 103, 0.08  # [MASK], and the share of word pieces hidden in training
Variants = list[Document]  # one page as written, then with other states put in


def main() -> None:
    args = _arguments()
    torch.set_num_threads(args.threads)
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    pages = chosen(read_all(args), args)
    labels = _labels(pages, args.start)
    encoder, heads = ClaimEncoder(args.weights), ClaimHeads(len(labels))
    if args.start:
        _take_up(encoder, heads, args.start, labels)
    print(len(pages), "pages", len(labels), "labels", flush=True)
    words = {"claims": labels, "attributes": {k: list(v) for k, v in ATTRIBUTES.items()}}
    (args.out / "claims.json").write_text(json.dumps(words), "utf-8")
    fit(encoder, heads, pages, Batching(_tokenizer(args), labels), args)


def _labels(pages: list[Variants], start: list[Path] | None) -> list[str]:
    """Return the labels of the runs to go on from, else those that occur often enough."""
    if start:
        labels: list[str] = json.loads((start[0] / "claims.json").read_text("utf-8"))["claims"]
        return labels
    return choose_labels(c.label for v in pages for p in v[0].passages for c in p.claims)


def _tokenizer(args: argparse.Namespace) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str((args.parser or shipped()) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def read_all(args: argparse.Namespace) -> list[Variants]:
    """Return all pages, parsed; parsed ones are kept beside ``--out``."""
    parser = Parser(args.parser, threads=args.threads)
    reading = Reading(parser, load_lexicon(), load_gazetteer())
    pages: list[Variants] = []
    for path in sorted(args.sentences.glob("*.jsonl")):
        kept = args.out.parent / "parsed" / f"{path.stem}-{_hash(path, args)}.pickle"
        if not kept.exists():
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(pickle.dumps(_variants(path, reading, args)))
        pages += pickle.loads(kept.read_bytes())
    return pages + [[read_gold(path, reading)] for path in sorted(args.reports.glob("*.json"))]


def _hash(path: Path, args: argparse.Namespace) -> str:
    return sha256(path.read_bytes() + f"{args.swapped} {SWAP_SEED}".encode()).hexdigest()[:12]


def _variants(path: Path, reading: Reading, args: argparse.Namespace) -> list[Variants]:
    found = [list(read_sentences(path, reading))]
    with tempfile.TemporaryDirectory() as folder:
        for copy in range(args.swapped):
            other = Path(folder) / path.name
            write_swapped(path, other, reading.gazetteer, SWAP_SEED + copy)
            found.append(list(read_sentences(other, reading)))
    return [list(page) for page in zip(*found, strict=True)]


def chosen(pages: list[Variants], args: argparse.Namespace) -> list[Variants]:
    """Return the pages to train on: those of no group left out."""
    parts = [part for part in args.leave_out.split(",") if part]
    return [p for p in pages if not any(part in f"{p[0].name} {p[0].group}" for part in parts)]


def _take_up(
    encoder: ClaimEncoder, heads: ClaimHeads, folders: list[Path], labels: list[str]
) -> None:
    """Begin from the mean of the weights of earlier runs, which must have the same labels."""
    for folder in folders:
        known = json.loads((folder / "claims.json").read_text("utf-8"))["claims"]
        if known != labels:
            raise SystemExit(f"{folder}: trained with other labels; train it anew on these pages")
    mean = mean_weights(folders)
    encoder.load_state_dict(mean["encoder"])
    heads.load_state_dict(mean["heads"])


def mean_weights(folders: list[Path]) -> dict[str, dict[str, torch.Tensor]]:
    """Return the mean of the weights of runs, for encoder and heads."""
    saved = [torch.load(folder / "checkpoint.pt", weights_only=True) for folder in folders]
    return {
        part: {
            key: (sum(one[part][key].float() for one in saved) / len(saved)).to(value.dtype)
            for key, value in saved[0][part].items()
        }
        for part in ("encoder", "heads")
    }


def fit(
    encoder: ClaimEncoder,
    heads: ClaimHeads,
    pages: list[Variants],
    batching: Batching,
    args: argparse.Namespace,
) -> None:
    """Train encoder and heads; the learning rate falls to zero over the epochs.

    With ``--average`` it stays at half, and the weights become their mean over all steps after the
    first epoch (stochastic weight averaging, Izmailov et al. 2018).
    """
    optimizer = _optimizer(encoder, heads)
    mean = AveragedModel(nn.ModuleDict({"encoder": encoder, "heads": heads}))
    for epoch in range(args.epochs):
        encoder.train()
        heads.train()
        began, losses = time.monotonic(), []
        filled = list(batching.epoch([random.choice(variants) for variants in pages]))
        for number, batch in enumerate(filled):
            done = (epoch + number / len(filled)) / args.epochs
            _set_rates(optimizer, epoch * len(filled) + number, 0.5 if args.average else 1 - done)
            losses.append(_step(encoder, heads, batch, optimizer))
            if args.average and epoch:
                mean.update_parameters(nn.ModuleDict({"encoder": encoder, "heads": heads}))
        seconds = time.monotonic() - began
        _save(encoder, heads, args.out)
        print(f"epoch {epoch + 1} loss {sum(losses) / len(losses):.3f} {seconds:.0f} s", flush=True)
    if args.average:
        encoder.load_state_dict(mean.module["encoder"].state_dict())
        heads.load_state_dict(mean.module["heads"].state_dict())
        _save(encoder, heads, args.out)


def _save(encoder: ClaimEncoder, heads: ClaimHeads, folder: Path) -> None:
    state = {"encoder": encoder.state_dict(), "heads": heads.state_dict()}
    torch.save(state, folder / "checkpoint.pt")


def _step(
    encoder: ClaimEncoder, heads: ClaimHeads, filled: Filled, optimizer: torch.optim.AdamW
) -> float:
    batch, places, instances = filled
    hidden = (torch.rand(batch.ids.shape) < MASKED) & (batch.mask > 0)
    ids = batch.ids.masked_fill(hidden, MASK)
    with torch.autocast("cpu", torch.bfloat16):  # faster by half where the processor knows it
        states = encoder(ids, batch.mask, batch.shapes, batch.first)
    loss = heads_loss(heads, states.float(), places, instances)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([*encoder.parameters(), *heads.parameters()], 2.0)
    optimizer.step()
    return float(loss.detach())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("sentences", "reports", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--parser", type=Path, help="folder of another exported parser")
    parser.add_argument("--weights", type=Path, help="MPNet's model.safetensors")
    parser.add_argument("--start", type=Path, nargs="+", help="go on from the mean of these runs")
    parser.add_argument("--average", action="store_true", help="the mean of the weights on the way")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--swapped", type=int, default=1, help="copies with other states put in")
    parser.add_argument("--leave-out", default="")
    return parser.parse_args()


def _optimizer(encoder: ClaimEncoder, heads: ClaimHeads) -> torch.optim.AdamW:
    groups = [
        {
            "params": [p for p in module.parameters() if p.requires_grad],
            "base": RATES[name],
        }
        for name, module in (("encoder", encoder), ("heads", heads))
    ]
    return torch.optim.AdamW(groups, lr=1e-4, weight_decay=0.01, fused=True)


def _set_rates(optimizer: torch.optim.AdamW, step: int, share: float) -> None:
    factor = max(min(1.0, (step + 1) / WARM_UP) * share, 0.01)
    for settings in optimizer.param_groups:
        settings["lr"] = settings["base"] * factor


if __name__ == "__main__":
    main()
