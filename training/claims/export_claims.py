"""Export the claim encoder (ONNX, int8) and its heads (NumPy), ready to ship beside the parser.

python training/claims/export_claims.py --checkpoints DIR [DIR …] --out src/volteface/data/parser

Of several checkpoints, the mean of their weights is exported.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "parser"))

from encoder import ClaimEncoder
from export import INPUTS, export
from train_claims import mean_weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoints", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    saved = mean_weights(args.checkpoints)
    encoder = ClaimEncoder()
    encoder.load_state_dict(saved["encoder"])
    encoder.eval()
    export(encoder, INPUTS[:4], ("states",), args.out / "claims.onnx")
    heads = {k: v.numpy().astype(np.float16) for k, v in saved["heads"].items()}
    np.savez(args.out / "claims.npz", **heads)
    shutil.copy(args.checkpoints[0] / "claims.json", args.out / "claims.json")


if __name__ == "__main__":
    main()
