"""Export the claim encoder (ONNX, int8) and its heads (NumPy), ready to ship beside the parser.

python training/claims/export_claims.py --checkpoints DIR [DIR …] --sentences training/claims/sentences \
    --out src/volteface/data/parser

Of several checkpoints, the mean of their weights is exported. How far the inputs of its products reach
is looked up on some of the sentences.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "parser"))

from encoder import ClaimEncoder
from export import INPUTS, export
from levelling import level
from tokenizers import Tokenizer
from train_claims import mean_weights

from volteface.reading.parser.model import shipped

_EVERY = 200  # how many sentences are passed over for one that is looked at


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoints", type=Path, nargs="+", required=True)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    saved = mean_weights(args.checkpoints)
    encoder = ClaimEncoder()
    encoder.load_state_dict(saved["encoder"])
    encoder.eval()
    level(encoder, Tokenizer.from_file(str(shipped() / "tokenizer.json")), _some(args.sentences))
    export(encoder, INPUTS[:4], ("states",), args.out / "claims.onnx")
    heads = {k: v.numpy().astype(np.float16) for k, v in saved["heads"].items()}
    np.savez(args.out / "claims.npz", **heads)
    shutil.copy(args.checkpoints[0] / "claims.json", args.out / "claims.json")


def _some(folder: Path) -> list[list[str]]:
    """Return the words of some of the sentences in a folder."""
    lines = [
        line for path in sorted(folder.glob("*.jsonl")) for line in path.open("r", encoding="utf-8")
    ]
    return [json.loads(line)["text"].split() for line in lines[::_EVERY]]


if __name__ == "__main__":
    main()
