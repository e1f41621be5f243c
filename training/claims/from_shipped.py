"""Take the shipped claim encoder and heads back as a checkpoint, to go on training where others are lost.

    python training/claims/from_shipped.py --out DIR

The weights come back as 8 bits hold them, free of the levelling that the export put in.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

sys.path.append(str(Path(__file__).parent.parent / "parser"))

from encoder import ClaimEncoder
from heads import ClaimHeads

from volteface.reading.parser.model import shipped


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    labels = json.loads((shipped() / "claims.json").read_text("utf-8"))["claims"]
    heads = ClaimHeads(len(labels)).state_dict()  # what the shipped heads lack begins anew
    with np.load(shipped() / "claims.npz") as stored:
        heads |= {name: torch.tensor(stored[name].astype(np.float32)) for name in stored.files}
    saved = {"encoder": encoder_state(shipped() / "claims.onnx"), "heads": heads}
    torch.save(saved, args.out / "checkpoint.pt")
    shutil.copy(shipped() / "claims.json", args.out / "claims.json")


def encoder_state(path: Path) -> dict[str, Tensor]:
    """Return the weights of an exported encoder as its ``state_dict``."""
    graph = onnx.load(path).graph
    known = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    state = {name: a for name, a in known.items() if ".linear.bias" in name or "norm" in name}
    state = {name.replace(".linear.bias", ".bias"): a for name, a in state.items()}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            layer, product = node.name.split("/")[1:3]  # /layers.0/query/linear/…
            weights = _real(known, node.input[1].removesuffix("_quantized"))
            levelled = product if product in ("out", "up", "down") else "query"  # one for three
            weights = weights * known[f"{layer}.{levelled}.inverse"][:, None]
            state[f"{layer}.{product}.weight"] = weights.T
        elif node.op_type == "DequantizeLinear":
            name = node.input[1].removesuffix("_scale")  # of word vectors and the like
            state[name] = _real(known, name)
        elif node.op_type == "Split" and node.input[0] in known:
            state["mix"] = np.log(known[node.input[0]])
    encoder = ClaimEncoder()
    encoder.load_state_dict({name: torch.tensor(a) for name, a in state.items()})
    return encoder.state_dict()


def _real(known: dict[str, np.ndarray], name: str) -> np.ndarray:
    """Return an 8-bit matrix as real numbers."""
    zero = known[f"{name}_zero_point"].astype(np.float32)
    return (known[f"{name}_quantized"].astype(np.float32) - zero) * known[f"{name}_scale"]


if __name__ == "__main__":
    main()
