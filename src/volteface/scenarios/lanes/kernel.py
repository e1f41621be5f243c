"""Compiles the written form of a program, and keeps what was compiled on disk."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, cast

import numba

from volteface.scenarios.lanes import compiler, double, single, words

Compiled = Callable[..., None]
# Modules kept on disk, with their machine code: a few megabytes in all.
_MODULES_KEPT = 64
_WRITTEN_WITH = (compiler, single, double, words)


def compiled(text: str, folder: Path | None = None) -> Compiled:
    """Return the function ``run`` of a module's ``text``; compiled once for each text and machine.

    The module lies in ``folder`` (default: the user's cache) under a name made of its hash, with
    the machine code beside it, so that a second process starts at once.
    """
    place = (folder or cache_folder()) / f"lanes_{_fingerprint(text)}.py"
    if not place.is_file() or place.read_text(encoding="utf-8") != text:
        _forget_oldest(place.parent)
        _write(place, text)
    spec = spec_from_file_location(place.stem, place)
    if spec is None or spec.loader is None:
        raise ImportError(f"{place} cannot be loaded")
    module = module_from_spec(spec)
    sys.modules[place.stem] = module
    spec.loader.exec_module(module)
    return cast(Compiled, module.run)


def cache_folder() -> Path:
    """Return the folder of compiled programs, made if it is missing, readable by its owner only.

    It is ``volteface`` in the user's cache (XDG_CACHE_HOME), or, where that cannot be written, a
    fresh temporary folder.
    """
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "volteface" / "lanes"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="volteface-lanes-"))
    return folder if os.access(folder, os.W_OK) else Path(tempfile.mkdtemp(prefix="volteface-"))


def _fingerprint(text: str) -> str:
    """Return a hash of the text and of all that its meaning depends on."""
    digest = sha256(numba.__version__.encode())
    for module in _WRITTEN_WITH:
        digest.update(Path(cast(Any, module).__file__).read_bytes())
    digest.update(text.encode("utf-8"))
    return digest.hexdigest()[:32]


def _write(place: Path, text: str) -> None:
    """Write in one piece, since another process may be reading the same place."""
    handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(place)


def _forget_oldest(folder: Path) -> None:
    """Remove the modules written longest ago, with their machine code, so that few are kept."""
    written = sorted(folder.glob("lanes_*.py"), key=lambda path: path.stat().st_mtime)
    for module in written[: max(0, len(written) + 1 - _MODULES_KEPT)]:
        for file in (*folder.glob(f"__pycache__/{module.stem}*"), module):
            file.unlink(missing_ok=True)
