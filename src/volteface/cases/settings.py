"""How the pair, the outside power and the break are found: weights and words, read from a table."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from volteface.errors import CaseError

FILE = "finding.toml"
Weights = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Weights by section of the table, word classes as patterns, and the small name tables."""

    opening_sentences: int
    opening: float
    pair: Weights
    pair_claim: Weights
    outside: Weights
    outside_claim: Weights
    powers: frozenset[str]
    seats: dict[str, str]
    successors: dict[str, str]
    break_: Weights
    words: dict[str, re.Pattern[str]]


@cache
def load_finding() -> Finding:
    """Return the packaged table; raises CaseError where a key is missing or wrong."""
    source = files("volteface").joinpath("data", "cases", FILE)
    try:
        return _finding(tomllib.loads(source.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:
        raise CaseError(f"{FILE}: {error!r}; restore the packaged file") from error


def _finding(table: dict[str, Any]) -> Finding:
    return Finding(
        opening_sentences=int(table["opening"]["sentences"]),
        opening=float(table["opening"]["weight"]),
        pair=_weights(table["pair"]),
        pair_claim=_weights(table["pair"]["claim"]),
        outside=_weights(table["outside"]),
        outside_claim=_weights(table["outside"]["claim"]),
        powers=frozenset(table["outside"]["powers"]),
        seats=dict(table["seats"]),
        successors=dict(table["successors"]),
        break_=_weights(table["break"]),
        words={name: _pattern(forms) for name, forms in table["words"].items()},
    )


def _weights(section: dict[str, Any]) -> Weights:
    return {key: float(value) for key, value in section.items() if isinstance(value, int | float)}


def _pattern(forms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)
