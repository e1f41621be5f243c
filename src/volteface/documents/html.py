"""A web page → draft: the article's text without scripts and menus, and what its metadata tell."""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.settings import Document

from volteface.documents.dates import find_date
from volteface.documents.decode import decode
from volteface.documents.draft import Draft, Facts
from volteface.documents.quiet import quiet
from volteface.errors import EmptyDocumentError

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_UNREAD = (
    *("script", "style", "noscript", "template", "svg", "head"),
    *("nav", "footer", "aside", "form", "button", "iframe"),
)
_BLOCKS = frozenset(
    [
        *("p", "div", "li", "blockquote", "tr", "td", "br", "section", "article", "pre"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    ]
)
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TOO_SHORT = 80  # characters: what the extractor leaves of a page it misjudged


def read_html(
    data: bytes, *, where: str, url: str | None = None, charset: str | None = None
) -> Draft:
    """Return the page's article; scripts, styles, menus and comments are never part of it.

    Title, outlet and date come from the page's own metadata, never from the clock. Raises
    NotTextError, EmptyDocumentError.
    """
    source = decode(data, where=where, declared=charset or declared_charset(data)).text
    document = _extracted(source, url)
    text = (document.text if document else None) or ""
    if len(text) < _TOO_SHORT:
        text = max(text, html_to_text(source), key=len)
    if not text.strip():
        raise EmptyDocumentError(
            f"{where}: the page holds no article text; if scripts build it, save its text as .txt"
        )
    return Draft(text=text, form="html", facts=_facts(document, url))


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that a page or feed declares in its first bytes, or None."""
    head = data[:4096]
    match = _CHARSET.search(head) or _XML_ENCODING.search(head)
    return match[1].decode("ascii", "replace") if match else None


def html_to_text(source: str) -> str:
    """Return the text of any HTML, a line for each block, without scripts, styles and menus."""
    root = _parsed(source)
    if root is None:
        return ""
    for element in list(root.iter(*_UNREAD)):
        if element.getparent() is not None:
            element.drop_tree()
    for element in root.iter():
        if element.tag in _BLOCKS:
            element.tail = "\n" + _UNPRINTED.sub(" ", element.tail or "")
            element.text = "\n" + _UNPRINTED.sub(" ", element.text or "")
    lines = (" ".join(line.split()) for line in str(root.text_content()).splitlines())
    return "\n".join(line for line in lines if line)


def _parsed(source: str) -> lxml_html.HtmlElement | None:
    cleaned = _UNPRINTED.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    if not cleaned.strip():
        return None
    with suppress(etree.LxmlError, ValueError, RecursionError):
        return lxml_html.document_fromstring(cleaned)
    return None


def _extracted(source: str, url: str | None) -> Document | None:
    """Return what the extractor finds; a page on which it fails is read by its blocks instead."""
    try:
        with quiet("trafilatura"), quiet("htmldate"):
            found = trafilatura.bare_extraction(
                source,
                url=url,
                with_metadata=True,
                include_comments=False,
                date_extraction_params=dict(_DATES),
            )
    except (etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError, KeyError):
        return None
    return found if isinstance(found, Document) else None


def _facts(document: Document | None, url: str | None) -> Facts:
    if document is None:
        return Facts(url=url)
    return Facts(
        title=unescape(document.title).strip() if document.title else None,
        outlet=document.sitename or None,
        published=find_date(document.date) if document.date else None,
        url=url or document.url or None,
    )
