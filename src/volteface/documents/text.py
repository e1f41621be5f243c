"""Plain text → draft: the decoded text as it stands, newlines included."""

from __future__ import annotations

from volteface.documents.decode import decode
from volteface.documents.draft import Draft
from volteface.documents.mail_headers import mail_headers


def read_text(data: bytes, *, where: str) -> Draft:
    """Return the decoded text, unaltered but for the byte-order mark, and its headers.

    Raises NotTextError.
    """
    text = decode(data, where=where).text
    return Draft(text=text, form="txt", facts=mail_headers(text).facts)
