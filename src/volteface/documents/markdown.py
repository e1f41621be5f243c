"""Markdown → draft: the running text, headings as lines, front matter as facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from volteface.documents.dates import find_date
from volteface.documents.decode import decode
from volteface.documents.draft import Draft, Facts

_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<body>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(
    r"^(?P<name>[A-Za-z_-]+)\s*:\s*[\"']?(?P<value>[^\r\n]*?)[\"']?\s*$", re.MULTILINE
)


def read_markdown(data: bytes, *, where: str) -> Draft:
    r"""Return the extracted text (offsets refer to it) and the facts of front matter and title.

    Link targets, pictures, rules and code are left out. Raises NotTextError.

    >>> read_markdown(b"# Break\n\nTroops *left* [Niger](https://n.example).", where="a.md").text
    'Break\n\nTroops left Niger.'
    """
    source = decode(data, where=where).text
    front = _FRONT.match(source)
    facts = _facts(front["body"]) if front else Facts()
    tokens = (
        MarkdownIt("commonmark").enable("table").parse(source[front.end() :] if front else source)
    )
    text = "\n\n".join(_blocks(tokens))
    return Draft(text=text, form="markdown", facts=facts.or_else(Facts(title=_title(tokens))))


def _facts(front: str) -> Facts:
    values = {match["name"].lower(): match["value"] for match in _FIELD.finditer(front)}

    def value(*names: str) -> str | None:
        return next((values[name] for name in names if values.get(name)), None)

    date = value("published", "date")
    return Facts(
        title=value("title", "headline"),
        outlet=value("outlet", "publication", "publisher", "source"),
        published=find_date(date) if date else None,
        dateline=value("dateline"),
        url=value("url", "link"),
        origin=value("origin", "translated-from", "translated_from"),
    )


def _blocks(tokens: list[Token]) -> list[str]:
    texts = (_inline(token.children or ()) for token in tokens if token.type == "inline")
    return [text for text in texts if text]


def _inline(children: Iterable[Token]) -> str:
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" " if child.type == "softbreak" else "\n")
    return "".join(parts).strip()


def _title(tokens: list[Token]) -> str | None:
    for index, token in enumerate(tokens[:-1]):
        if token.type == "heading_open" and token.tag == "h1":
            return _inline(tokens[index + 1].children or ()) or None
    return None
