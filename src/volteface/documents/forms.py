"""Which form a document has – by its name, else by its first bytes – and who reads it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePath

from volteface.documents.draft import Draft
from volteface.errors import UnknownFormatError

_SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".eml": "mail",
}
_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/markdown": "markdown",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "text/xml": "feed",
    "application/xml": "feed",
    "message/rfc822": "mail",
}
_READERS = {
    "txt": ("text", "read_text"),
    "markdown": ("markdown", "read_markdown"),
    "html": ("html", "read_html"),
    "pdf": ("pdf", "read_pdf"),
    "mail": ("mail", "read_mail"),
}
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.S | re.I
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.S | re.I,
)


def form_of(name: str, data: bytes) -> str:
    """Return the form of a document named ``name``; names without ending are told by their bytes.

    Raises UnknownFormatError for endings that are not read.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix in _SUFFIXES:
        form = _SUFFIXES[suffix]
        return sniff(data) if form in ("feed", "html") and data.startswith(b"%PDF-") else form
    if suffix and re.fullmatch(r"\.[a-z][a-z0-9]{0,5}", suffix):
        raise UnknownFormatError(
            f"{name}: {suffix} is not a form that is read; hand in one of {', '.join(_SUFFIXES)}"
        )
    return sniff(data)


def form_of_type(content_type: str, data: bytes) -> str:
    """Return the form of a fetched page by its declared type, else by its bytes."""
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    form = _TYPES.get(kind, "")
    return sniff(data) if form in ("", "feed") else form


def is_known(name: str) -> bool:
    """Return whether a file's ending is one that is read."""
    return PurePath(name).suffix.lower() in _SUFFIXES


def sniff(data: bytes) -> str:
    """Return the form that the first bytes show; "txt" where they show none."""
    head = data[:2048].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if _FEED.match(head):
        return "feed"
    return "html" if _HTML.match(head) else "txt"


def read_form(form: str, data: bytes, *, where: str) -> tuple[Draft, ...]:
    """Return the drafts in ``data``, read as ``form``; raises DocumentError.

    A form's reader, and the library behind it, is loaded when the form is first met.
    """
    if form == "feed":
        return _read_xml(data, where)
    module, function = _READERS[form]
    reader = getattr(import_module(f"volteface.documents.{module}"), function)
    draft: Draft = reader(data, where=where)
    return (draft,)


def _read_xml(data: bytes, where: str) -> tuple[Draft, ...]:
    from volteface.documents.feed import read_feed

    return read_feed(data, where=where)
