"""A letter as mail programs keep it (.eml) → draft: its text part, or its HTML part's text."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from volteface.documents.dates import find_date
from volteface.documents.decode import decode
from volteface.documents.draft import Draft, Facts
from volteface.documents.html import html_to_text
from volteface.documents.mail_headers import mail_headers, sender_name


def read_mail(data: bytes, *, where: str) -> Draft:
    """Return the letter's body and what its headers tell.

    A letter without MIME parts is read as text with header lines on top. Raises NotTextError.
    """
    message = _parsed(data)
    if message is None or not message.get("Content-Type"):
        text = decode(data, where=where).text
        headers = mail_headers(text)
        return Draft(text=text[headers.end :].lstrip("\r\n"), form="mail", facts=headers.facts)
    return Draft(text=_body(message, where), form="mail", facts=_facts(message))


def _parsed(data: bytes) -> EmailMessage | None:
    try:
        message = message_from_bytes(data, policy=policy.default)
    except (ValueError, LookupError, IndexError, TypeError, AttributeError):
        return None
    return message if isinstance(message, EmailMessage) else None


def _body(message: EmailMessage, where: str) -> str:
    part = message.get_body(("plain", "html"))
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes):
        return ""
    text = decode(payload, where=where, declared=part.get_content_charset()).text
    return html_to_text(text) if part.get_content_type() == "text/html" else text


def _facts(message: EmailMessage) -> Facts:
    def header(name: str) -> str | None:
        try:
            value = message.get(name)
        except (ValueError, IndexError, TypeError, AttributeError):
            return None  # the standard library trips over damaged headers
        return str(value).strip() or None if value is not None else None

    date = header("Date")
    return Facts(
        title=header("Subject"),
        outlet=header("Outlet") or sender_name(header("From")),
        published=find_date(date) if date else None,
        dateline=header("Dateline"),
        origin=header("Translated-From") or header("Origin"),
    )
