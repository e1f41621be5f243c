"""One spelling for the names of Vensim and XMILE, which both ignore case and spacing."""

from __future__ import annotations

import re

_SPACING = re.compile(r"(?:\s|_|\\n)+")
_ESCAPED = re.compile(r'\\(["\\])')


def canonical(name: str) -> str:
    r"""The name in lower case, unquoted, with single spaces for blanks, underscores and ``\n``.

    Source: OASIS XMILE 1.0, section 3.2.2 (identifiers).

    >>> canonical('"Heat_Loss  to\\nRoom"')
    'heat loss to room'
    """
    return _SPACING.sub(" ", shown(name)).strip().lower()


def shown(name: str) -> str:
    r"""The name as a person reads it: without the quotation marks and escapes of the file.

    >>> shown('"Hyphenated-Stock"')
    'Hyphenated-Stock'
    """
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1]
    return _ESCAPED.sub(r"\1", " ".join(name.split()))
