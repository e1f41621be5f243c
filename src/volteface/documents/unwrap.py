"""Lines as a page sets them → paragraphs, with words that were hyphenated at line ends rejoined."""

from __future__ import annotations

import re
from collections.abc import Iterable

_STOP = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_FULL = 0.75  # of the widest usual line: a shorter line ends a paragraph where a sentence ends


def unwrap(lines: Iterable[str]) -> str:
    """Return the lines joined to paragraphs, one blank line between them.

    >>> unwrap(["The last French troops left the base near the cap-", "ital on Friday."])
    'The last French troops left the base near the capital on Friday.'
    """
    rows = [line.strip() for line in lines]
    width = _usual_width(rows)
    paragraphs: list[str] = []
    is_open = False
    for row in rows:
        if not row:
            is_open = is_open and bool(paragraphs) and not _STOP.search(paragraphs[-1])
            continue
        if is_open and _continues(paragraphs[-1], row):
            paragraphs[-1] = _joined(paragraphs[-1], row)
        else:
            paragraphs.append(row)
        is_open = not _ends(row, width)
    return "\n\n".join(paragraphs)


def _usual_width(rows: list[str]) -> int:
    widths = sorted(len(row) for row in rows if row)
    return widths[int(len(widths) * 0.8)] if widths else 0


def _ends(row: str, width: int) -> bool:
    is_short = len(row) < _FULL * width
    return is_short and (bool(_STOP.search(row)) or len(row) < 0.5 * width)


def _continues(paragraph: str, row: str) -> bool:
    return not (row[:1] in "•▪–*" and bool(_STOP.search(paragraph)))


def _joined(paragraph: str, row: str) -> str:
    if re.search(r"[a-z]-$", paragraph) and row[:1].islower():
        return paragraph[:-1] + row
    return f"{paragraph} {row}"
