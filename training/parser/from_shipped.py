"""Write a checkpoint from the shipped 8-bit parser, so that the claim reader can be trained without training the parser again.

    python training/parser/from_shipped.py --model src/volteface/data/parser --out DIR

The weights are those that the 8-bit graph computes with; DIR gets ``checkpoint.pt``, ``vocabulary.json``
and, for reading, a copy of the exported parser in ``onnx/``.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from network import LAYERS, WORD_HEADS, Parser
from onnx import numpy_helper
from torch import Tensor
from train import MINILM

_IN_LAYER = ("query", "key", "value", "out", "up", "down")
_FILES = ("model.onnx", "rel.npy", "vocabulary.json", "tokenizer.json")
_NAMED = "network."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    vocabulary = json.loads((args.model / "vocabulary.json").read_text("utf-8"))
    network = Parser(MINILM / "model.safetensors", {k: len(v) for k, v in vocabulary.items()})
    state = weights_of(args.model / "model.onnx")
    state["rel"] = torch.from_numpy(np.load(args.model / "rel.npy").astype(np.float32))
    network.load_state_dict(state)
    (args.out / "onnx").mkdir(parents=True, exist_ok=True)
    torch.save({"network": network.state_dict(), "epoch": None}, args.out / "checkpoint.pt")
    shutil.copy(args.model / "vocabulary.json", args.out)
    for name in _FILES:
        shutil.copy(args.model / name, args.out / "onnx")


def weights_of(path: Path) -> dict[str, Tensor]:
    """Return the network's parameters from an exported graph, 8-bit ones as the numbers they stand for."""
    graph = onnx.load(path).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {
        name.removeprefix(_NAMED): value
        for name, value in stored.items()
        if name.startswith(_NAMED) and not name.endswith(("_scale", "_zero_point", "_quantized"))
    }
    for table in ("encoder.words.weight", "encoder.positions.weight", "shape.weight", "arc"):
        found[table] = _real(stored, f"{_NAMED}{table}")
    unnamed = sorted({_stem(n) for n in stored if n.startswith("onnx::")}, key=_number)
    for module, name in zip(_modules(), unnamed, strict=True):
        found[f"{module}.weight"] = _real(stored, name).T
    return {k: torch.from_numpy(np.array(v, dtype=np.float32)) for k, v in found.items()}


def _modules() -> list[str]:
    """The linear modules in the order in which the export numbered their weights."""
    layers = [f"encoder.layers.{i}.{name}" for i in range(LAYERS) for name in _IN_LAYER]
    heads = [f"heads.{name}" for name in WORD_HEADS]
    tree = [f"{name}.0" for name in ("arc_dependent", "arc_head", "rel_dependent", "rel_head")]
    return [*layers, *heads, *tree]


def _stem(name: str) -> str:
    return "_".join(name.split("_")[:2])


def _number(name: str) -> int:
    return int(name.split("_")[1])


def _real(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    numbers = stored[f"{name}_quantized"].astype(np.float32)
    return (numbers - stored[f"{name}_zero_point"].astype(np.float32)) * stored[f"{name}_scale"]


if __name__ == "__main__":
    main()
