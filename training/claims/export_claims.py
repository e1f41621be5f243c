"""Export the claim encoder (ONNX, int8) and its heads (NumPy), ready to ship beside the parser.

python training/claims/export_claims.py --checkpoint DIR --out src/volteface/data/parser
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).parent.parent / "parser"))

from export import Whole, export
from network import Parser
from train import MINILM


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    vocabulary = json.loads((args.checkpoint / "vocabulary.json").read_text("utf-8"))
    words = {k: vocabulary.pop(k) for k in ("claims", "attributes")}
    network = Parser(MINILM / "model.safetensors", {k: len(v) for k, v in vocabulary.items()})
    saved = torch.load(args.checkpoint / "checkpoint.pt", weights_only=True)
    network.load_state_dict(saved["network"])
    network.eval()
    export(Whole(network, ("states",)), ("states",), args.out / "claims.onnx")
    heads = {k: v.numpy().astype(np.float16) for k, v in saved["heads"].items()}
    np.savez(args.out / "claims.npz", **heads)
    (args.out / "claims.json").write_text(json.dumps(words), "utf-8")


if __name__ == "__main__":
    main()
