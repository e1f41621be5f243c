"""Where benchmark data lie, and their hashes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path


class MissingDataError(Exception):
    """Benchmark data are not on this machine."""


def data(*parts: str) -> Path:
    """Return the path below data/shift; MissingDataError where it is not there."""
    root = os.environ.get("VOLTEFACE_SHARED", "")
    path = Path(root, "data", "shift", *parts)
    if not root or not path.exists():
        raise MissingDataError(f"data/shift/{'/'.join(parts)} below VOLTEFACE_SHARED={root!r}")
    return path


def digest(paths: Iterable[Path]) -> str:
    """Return the start of one SHA-256 over the files, in order of name."""
    total = sha256()
    for path in sorted(paths):
        total.update(path.read_bytes())
    return total.hexdigest()[:16]
