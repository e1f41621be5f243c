"""Lines as a page sets them → paragraphs, with words that were hyphenated at line ends rejoined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_STOP = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_HALF = 0.5
_FULL = 0.75  # of the widest usual line: a shorter line ends a paragraph where a sentence ends


def unwrap(lines: Iterable[str]) -> str:
    """Return the lines joined to paragraphs, one blank line between them.

    >>> unwrap(["The last French troops left the base near the cap-", "ital on Friday."])
    'The last French troops left the base near the capital on Friday.'
    """
    rows = [line.strip() for line in lines]
    width = _usual_width(rows)
    paragraphs: list[list[str]] = []
    is_open = False
    for row in rows:
        if not row:
            is_open = is_open and bool(paragraphs) and not _is_stopped(paragraphs[-1][-1])
            continue
        if is_open and _continues(paragraphs[-1][-1], row):
            paragraphs[-1].append(row)
        else:
            paragraphs.append([row])
        is_open = not _ends(row, width)
    return "\n\n".join(_joined(paragraph) for paragraph in paragraphs)


def _usual_width(rows: list[str]) -> int:
    widths = sorted(len(row) for row in rows if row)
    return widths[int(len(widths) * 0.8)] if widths else 0


def _is_stopped(row: str) -> bool:
    return bool(_STOP.search(row[-6:]))


def _ends(row: str, width: int) -> bool:
    is_short = len(row) < _FULL * width
    return is_short and (_is_stopped(row) or len(row) < _HALF * width)


def _continues(before: str, row: str) -> bool:
    return not (row[:1] in "•▪–*" and _is_stopped(before))


def _joined(rows: list[str]) -> str:
    parts = [rows[0]]
    for before, row in pairwise(rows):
        is_hyphenated = before[-1:] == "-" and before[-2:-1].islower() and row[:1].islower()
        if is_hyphenated:
            parts[-1] = parts[-1][:-1]
        parts.append(row if is_hyphenated else f" {row}")
    return "".join(parts)
