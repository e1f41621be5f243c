"""Export a checkpoint to one ONNX graph in int8, with vocabulary and tokenizer, ready to ship.

python training/parser/export.py --checkpoint DIR --out src/volteface/data/parser
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from network import Parser
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from train import MINILM

INPUTS = ("ids", "mask", "shapes", "first", "words")
OUTPUTS = ("upos", "xpos", "feats", "lemma", "entities", "arc", "rel_dependent", "rel_head")


class Whole(nn.Module):
    """The network from piece ids to scores, frozen layers included."""

    def __init__(self, network: Parser) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, words: Tensor
    ) -> tuple[Tensor, ...]:
        out = self.network(self.network.lower(ids, mask), mask, shapes, first, words)
        return tuple(out[name] for name in OUTPUTS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    vocabulary = json.loads((args.checkpoint / "vocabulary.json").read_text("utf-8"))
    network = Parser(MINILM / "model.safetensors", {k: len(v) for k, v in vocabulary.items()})
    saved = torch.load(args.checkpoint / "checkpoint.pt", weights_only=True)
    network.load_state_dict(saved["network"])
    network.eval()
    export(Whole(network), INPUTS, OUTPUTS, args.out / "model.onnx")
    np.save(args.out / "rel.npy", network.rel.detach().numpy().astype(np.float16))
    (args.out / "vocabulary.json").write_text(json.dumps(vocabulary), "utf-8")
    shutil.copy(MINILM / "tokenizer.json", args.out / "tokenizer.json")
    print({p.name: p.stat().st_size // 1024 for p in args.out.iterdir()}, "epoch", saved["epoch"])


def export(whole: nn.Module, inputs: tuple[str, ...], outputs: tuple[str, ...], path: Path) -> None:
    """Write the graph as ONNX with 8-bit weights (dynamic quantisation, per channel)."""
    pieces, words = 14, 9
    ids = torch.randint(1000, 2000, (2, pieces))
    ones = torch.ones(2, pieces, dtype=torch.long)
    first = torch.arange(words).repeat(2, 1)
    sample = (ids, ones, torch.zeros_like(ids), first, torch.ones_like(first))[: len(inputs)]
    axes = {name: {0: "batch", 1: "pieces"} for name in inputs[:3]}
    axes |= {name: {0: "batch", 1: "words"} for name in (*inputs[3:], *outputs)}
    if "arc" in outputs:
        axes["arc"] = {0: "batch", 1: "words", 2: "heads"}
        axes["rel_head"] = {0: "batch", 1: "heads"}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            whole,
            sample,
            str(full),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            str(full),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        )


if __name__ == "__main__":
    main()
