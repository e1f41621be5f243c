"""The files of a folder that are documents, in the order of their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volteface.errors import DocumentError, EmptyDocumentError

_CASE_FILES = frozenset({"case.toml", "model.yaml", "corrections.jsonl"})
_CASE_FOLDERS = frozenset({"series", "assessments"})


def reports_folder(folder: Path) -> Path:
    """Return the folder that holds the reports: ``reports/`` of a case folder, else itself."""
    is_case = (folder / "case.toml").is_file() and (folder / "reports").is_dir()
    return folder / "reports" if is_case else folder


def document_files(folder: Path) -> tuple[Path, ...]:
    """Return the files under ``folder``, hidden ones and a case's own files left out.

    Raises DocumentError where the folder cannot be listed, EmptyDocumentError where it holds none.
    """
    try:
        found = tuple(sorted(_walk(folder)))
    except OSError as error:
        raise DocumentError(f"{folder}: the folder cannot be listed ({error.strerror})") from error
    if not found:
        raise EmptyDocumentError(
            f"{folder}: the folder holds no files; put the reports there (.txt, .md, .html, .pdf …)"
        )
    return found


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in _CASE_FILES:
            continue
        if path.is_dir():
            if path.name not in _CASE_FOLDERS and not path.is_symlink():
                yield from _walk(path)
        else:
            yield path
