"""The assessments of a case, every one kept: written once, never overwritten."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from volteface.errors import CaseError

FOLDER = "assessments"
_NAME = re.compile(r"(\d{4,})\.json$")


def kept_assessments(case: Path) -> tuple[Path, ...]:
    """Return the files of a case's assessments, oldest first."""
    folder = case / FOLDER
    found = folder.glob("*.json") if folder.is_dir() else ()
    return tuple(sorted(path for path in found if _NAME.match(path.name)))


def keep_assessment(case: Path, record: dict[str, Any]) -> Path:
    """Write a record under the next number and return its file; CaseError where it cannot be."""
    kept = kept_assessments(case)
    path = case / FOLDER / f"{int(kept[-1].stem) + 1 if kept else 1:04d}.json"
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            json.dump(record, file, ensure_ascii=False, indent=1)
    except OSError as error:
        raise CaseError(f"{path}: cannot be written ({error.strerror}); check it") from error
    return path
