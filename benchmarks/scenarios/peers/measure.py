"""Times a peer and prints what it found, as one line of JSON. Imports nothing of ours."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

# What the draws are when there is no noise.
QUIET = {"normal": 0.0, "uniform": 0.5}


def model_given() -> dict[str, Any]:
    """Return the equations in the file that the command names."""
    return json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))


def report(package: str, run: Callable[[], dict[str, list[float]]], note: str = "") -> None:
    """Time ``run``, which runs one trajectory; print the rate, the paths and a ``note``."""
    paths = run()
    print(
        json.dumps({
            "version": version(package),
            "per_core_second": per_core_second(run),
            "paths": {name: [float(value) for value in path] for name, path in paths.items()},
            "note": note,
        })
    )  # fmt: skip


def per_core_second(run: Callable[[], object], seconds: float = 1.0, repeats: int = 3) -> float:
    """Return how many calls a core makes in a second, the best of ``repeats``."""
    best = 0.0
    for _ in range(repeats):
        count, start = 0, time.process_time()
        while count < 3 or time.process_time() - start < seconds:
            run()
            count += 1
        best = max(best, count / (time.process_time() - start))
    return best
