"""Text → tokens with offsets, split as the English Universal Dependencies treebanks split them."""

from __future__ import annotations

import re

_PREFIXES = "anti|co|de|e|ex|non|post|pre|pro|re|un"
_TOKEN = re.compile(
    rf"""
    https?://\S+ | [\w.+-]+@[\w-]+\.\w+            # addresses
  | (?:[A-Z]\.){{2,}}                                # U.S.
  | (?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Prof|Jr|Sr|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.(?=\s)
  | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn|k)?\b     # numbers and what sticks to them
  | (?:{_PREFIXES})-[^\W\d_]+                        # co-operation stays whole
  | [^\W\d_]+(?=n['’]t\b)                           # do | n't
  | n['’]t\b
  | ['’](?:s|re|ve|ll|d|m)\b
  | [^\W_]+
  | \.\.\.|--+|…
  | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the tokens of ``text[start:end]``.

    >>> [ "Caracas’s long-held ties"[a:b] for a, b in tokenize("Caracas’s long-held ties") ]
    ['Caracas', '’s', 'long', '-', 'held', 'ties']
    """
    stop = len(text) if end is None else end
    return [match.span() for match in _TOKEN.finditer(text, start, stop)]
