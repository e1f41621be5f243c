"""Any source – file, folder, address, standard input, bytes – → reports."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from volteface.documents.complete import complete
from volteface.documents.draft import Draft, Facts
from volteface.documents.folder import document_files, reports_folder
from volteface.documents.forms import form_of, form_of_type, read_form, sniff
from volteface.documents.options import MEGABYTE, Fetcher, Options
from volteface.documents.refusal import Loaded, Refusal
from volteface.errors import DocumentError, EmptyDocumentError, TooLargeError
from volteface.model.report import Report

Source = str | Path | bytes | BinaryIO


@dataclass(frozen=True, slots=True)
class _Origin:
    identity: str
    path: str | None
    retrieved: datetime | None


def load(source: Source, options: Options | None = None) -> tuple[Report, ...]:
    """Return the reports of a file, folder, feed, address, ``-`` (standard input), bytes or stream.

    Raises DocumentError where nothing could be read; where only some could not, ``load_all`` tells
    which and why.
    """
    loaded = load_all(source, options)
    if loaded.reports:
        return loaded.reports
    if len(loaded.refused) == 1:
        raise loaded.refused[0].error
    reasons = "\n".join(f"  {refusal.reason}" for refusal in loaded.refused)
    raise DocumentError(
        f"{_called(source)}: none of {len(loaded.refused)} documents could be read:\n{reasons}"
    )


def _called(source: Source) -> str:
    return str(source) if isinstance(source, str | Path) else "stdin"


def load_all(source: Source, options: Options | None = None) -> Loaded:
    """Return the reports of ``source`` and, beside them, every document refused with its reason."""
    options = options or Options()
    if isinstance(source, str | Path) and str(source) != "-":
        return _named(str(source), options)
    stream = sys.stdin.buffer if isinstance(source, str | Path) else source
    try:
        return _stream(stream, options)
    except DocumentError as error:
        return _refusal("stdin", error)


def _named(name: str, options: Options) -> Loaded:
    """Load an address, a folder's files one by one, or a file; errors become refusals."""
    if not name.lower().startswith(("http://", "https://")) and _is_folder(name):
        return _folder(Path(name), options)
    try:
        if name.lower().startswith(("http://", "https://")):
            return _address(name, options)
        return _file(Path(name), Path(name).name, options)
    except DocumentError as error:
        return _refusal(name, error)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _folder(folder: Path, options: Options) -> Loaded:
    folder = reports_folder(folder)
    try:
        files = document_files(folder)
    except DocumentError as error:
        return _refusal(str(folder), error)
    loaded = Loaded()
    for path in files:
        try:
            loaded += _file(path, path.relative_to(folder).as_posix(), options)
        except DocumentError as error:
            loaded += _refusal(str(path), error)
    return loaded


def _file(path: Path, identity: str, options: Options) -> Loaded:
    data = _bytes(path, options.size_limit)
    drafts = read_form(form_of(str(path), data), data, where=str(path))
    return _reports(drafts, _Origin(identity, str(path), None), options)


def _address(url: str, options: Options) -> Loaded:
    page = (options.fetcher or _web(options)).fetch(url)
    _check_size(len(page.data), options.size_limit, url)
    drafts = read_form(form_of_type(page.content_type, page.data), page.data, where=url)
    placed = [
        replace(
            draft,
            form="web" if draft.form == "html" else draft.form,
            facts=draft.facts.or_else(Facts(url=page.url)),
        )
        for draft in drafts
    ]
    return _reports(placed, _Origin(url, None, page.retrieved), options)


def _web(options: Options) -> Fetcher:
    from volteface.documents.web import WebFetcher

    return WebFetcher(size_limit=options.size_limit, clock=options.clock)


def _stream(source: bytes | BinaryIO, options: Options) -> Loaded:
    """Load bytes or a stream, of which no more than the limit and one byte are read."""
    data = source if isinstance(source, bytes) else source.read(options.size_limit + 1)
    _check_size(len(data), options.size_limit, "stdin")
    if not data:
        raise EmptyDocumentError("stdin: is empty; pipe a report's text into it")
    return _reports(
        read_form(sniff(data), data, where="stdin"), _Origin("stdin", None, None), options
    )


def _reports(drafts: Iterable[Draft], origin: _Origin, options: Options) -> Loaded:
    """Complete the drafts of one document; the entries of a feed fail one by one."""
    loaded = Loaded()
    for draft in drafts:
        identity = f"{origin.identity}#{draft.part}" if draft.part else origin.identity
        try:
            report = complete(
                draft,
                identity=identity,
                options=options,
                path=origin.path,
                retrieved=origin.retrieved,
            )
        except DocumentError as error:
            loaded += _refusal(identity, error)
        else:
            loaded += Loaded(reports=(report,))
    return loaded


def _refusal(where: str, error: DocumentError) -> Loaded:
    return Loaded(refused=(Refusal(where=where, error=error),))


def _bytes(path: Path, limit: int) -> bytes:
    """Return a file's bytes; its size is looked at before anything is read."""
    try:
        if not path.is_file():
            is_there = path.exists()
            advice = "is no regular file" if is_there else "there is no such file or folder"
            raise DocumentError(f"{path}: {advice}; check the name")
        _check_size(path.stat().st_size, limit, str(path))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        raise DocumentError(
            f"{path}: cannot be read ({told}); check name and permissions"
        ) from error
    if not data:
        raise EmptyDocumentError(f"{path}: the file is empty; hand in a report with text")
    return data


def _check_size(size: int, limit: int, where: str) -> None:
    if size > limit:
        raise TooLargeError(
            f"{where}: {size / MEGABYTE:.1f} MB, the limit is {limit / MEGABYTE:g} MB; hand in"
            " the part that matters, or raise the limit (Options(size_limit=…))"
        )
