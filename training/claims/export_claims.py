"""Export the claim encoder (ONNX, int8) and its heads (NumPy), ready to ship beside the parser.

python training/claims/export_claims.py --checkpoint DIR --out src/volteface/data/parser
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).parent.parent / "parser"))

from encoder import ClaimEncoder
from export import INPUTS, export


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    saved = torch.load(args.checkpoint / "checkpoint.pt", weights_only=True)
    encoder = ClaimEncoder()
    encoder.load_state_dict(saved["encoder"])
    encoder.eval()
    export(encoder, INPUTS[:4], ("states",), args.out / "claims.onnx")
    heads = {k: v.numpy().astype(np.float16) for k, v in saved["heads"].items()}
    np.savez(args.out / "claims.npz", **heads)
    shutil.copy(args.checkpoint / "claims.json", args.out / "claims.json")


if __name__ == "__main__":
    main()
