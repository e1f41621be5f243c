"""PDF → draft: the text of its pages, lines joined to paragraphs, running heads left out."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import DependencyError

from volteface.documents.draft import Draft, Facts
from volteface.documents.quiet import quiet
from volteface.documents.unwrap import unwrap
from volteface.errors import (
    DocumentError,
    EmptyDocumentError,
    EncryptedError,
    NotTextError,
    TooLargeError,
)

_MOST_PAGES = 3000
_MOST_CHARACTERS = 20_000_000
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d+(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)


def read_pdf(data: bytes, *, where: str) -> Draft:
    """Return the text layer of a PDF, paragraph by paragraph (offsets refer to this text).

    Raises EncryptedError where a password is needed, EmptyDocumentError for scans without text,
    NotTextError for damaged files, TooLargeError beyond 3,000 pages.
    """
    with quiet("pypdf"):
        try:
            reader = _opened(data, where)
            pages = list(_pages(reader, where))
            facts = _facts(reader)
        except DocumentError:
            raise
        except Exception as error:
            raise NotTextError(
                f"{where}: the PDF is damaged ({type(error).__name__}: {error}); open it in a"
                " viewer and save or print it anew"
            ) from error
    text = unwrap(_without_running_heads(pages))
    if not text.strip():
        raise EmptyDocumentError(
            f"{where}: the PDF has no text layer (its pages are pictures); run text recognition"
            " over it, e.g. ocrmypdf, and hand in the result"
        )
    return Draft(text=text, form="pdf", facts=facts)


def _opened(data: bytes, where: str) -> PdfReader:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        try:
            is_open = bool(reader.decrypt(""))
        except DependencyError:
            is_open = False
        if not is_open:
            raise EncryptedError(
                f"{where}: the PDF is encrypted and needs a password; save a copy without one"
                " (e.g. qpdf --decrypt --password=… in.pdf out.pdf) and hand that in"
            )
    if len(reader.pages) > _MOST_PAGES:
        raise TooLargeError(
            f"{where}: the PDF has {len(reader.pages)} pages, the limit is {_MOST_PAGES}; hand in"
            " the pages that matter"
        )
    return reader


def _pages(reader: PdfReader, where: str) -> Iterator[list[str]]:
    total = 0
    for page in reader.pages:
        text = page.extract_text().replace("\x00", "")
        total += len(text)
        if total > _MOST_CHARACTERS:
            raise TooLargeError(
                f"{where}: the PDF unfolds to more than {_MOST_CHARACTERS} characters; hand in the"
                " pages that matter"
            )
        yield text.splitlines()


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """Return all lines but page numbers and first or last lines that most pages share."""
    edges = Counter(line.strip() for page in pages for line in {*page[:1], *page[-1:]})
    heads = {line for line, count in edges.items() if count > 2 and count > len(pages) / 2}
    lines: list[str] = []
    for page in pages:
        for place, line in enumerate(page):
            is_edge = place in (0, len(page) - 1)
            if is_edge and (line.strip() in heads or _PAGE_NUMBER.fullmatch(line.strip())):
                continue
            lines.append(line)
    return lines


def _facts(reader: PdfReader) -> Facts:
    """Return the title the file tells; its dates are those of the file, not of the report."""
    try:
        told = reader.metadata
        title = told.title if told else None
    except Exception:
        return Facts()
    is_name = title is not None and not re.search(
        r"\.(?:docx?|indd|qxd|pdf|tex)$|^untitled", title, re.I
    )
    return Facts(title=str(title).strip() or None if is_name else None)
