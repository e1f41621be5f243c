"""Lines that are furniture by their own words: the patterns of ``furniture.toml``, and bylines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from volteface.documents.lines import Unit
from volteface.documents.stamps import is_date_line
from volteface.documents.tables import read_settings, word_list

_LIMIT = 45  # words: longer paragraphs are text, whatever they begin with
_NAME = r"(?:[A-ZÀ-Þ][\w’'.-]*|d[eaiu]|del?|la|le|van|von|bin|ibn|al|el|ben|ter|dos)"
_BYLINE = re.compile(
    rf"(?:By|BY|by|Por|Par)\s*:?\s+(?P<names>{_NAME}(?:\s+{_NAME}){{0,4}}"
    rf"(?:\s*(?:,|&|and|with|\|)\s*{_NAME}(?:\s+{_NAME}){{0,4}}){{0,4}})(?P<rest>.*)"
)
_CORRESPONDENT = re.compile(
    rf"(?P<names>{_NAME}(?:\s+{_NAME}){{1,3}}),?\s+(?:in|reporting from|reports from)\s+"
    rf"{_NAME}(?:\s+{_NAME}){{0,2}}"
)
_REST = re.compile(
    r"\s*(?:[,|•·–—/-].*|in\s+[A-Z].*|for\s+[A-Z].*|(?:\d|updated|published|posted|last|mon|tue|wed|thu|fri|sat|sun"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The compiled patterns of one kind of furniture."""

    kind: str
    unit: re.Pattern[str] | None
    opens: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    words: frozenset[str]


@cache
def rules() -> tuple[Rules, ...]:
    """Return the rules of every kind, in the order of the file."""
    return tuple(
        Rules(
            kind=kind,
            unit=_either(table.get("unit")),
            opens=_either(table.get("opens")),
            sentence=_either(table.get("sentence")),
            words=frozenset(table.get("words", "").split()),
        )
        for kind, table in read_settings("furniture.toml").items()
    )


@cache
def single_pattern(kind: str, name: str) -> re.Pattern[str]:
    """Return the one pattern that the file holds under ``name`` for ``kind``."""
    return re.compile(str(read_settings("furniture.toml")[kind][name]), re.IGNORECASE)


def unit_kind(unit: Unit) -> str | None:
    """Return the kind of furniture a whole line or paragraph is by its own words, or None."""
    text = unit.text.strip(" *_#\t")
    if not any(character.isalnum() for character in text):
        return "rule"
    if is_date_line(text):
        return "date"
    if _is_byline(text, unit):
        return "byline"
    return next((rule.kind for rule in rules() if _holds(rule, text, unit.words)), None)


def _holds(rule: Rules, text: str, words: list[str]) -> bool:
    count = len(words)
    if count <= _LIMIT and rule.opens and rule.opens.match(text):
        return True
    if 2 <= count <= _LIMIT and rule.words and all(word.lower() in rule.words for word in words):
        return True
    return count <= _LIMIT * 2 and bool(rule.unit and rule.unit.fullmatch(text))


def _is_byline(text: str, unit: Unit) -> bool:
    if len(unit.words) > 25:
        return False
    match = _BYLINE.fullmatch(text) or _CORRESPONDENT.fullmatch(text)
    if not match:
        return False
    names = re.findall(r"\w+", match["names"].lower())
    if not names or set(names) & word_list("not_names"):
        return False
    rest = match.groupdict().get("rest") or ""
    return (
        not re.search(r"[a-z]{3}\.$", text)
        and bool(_REST.fullmatch(rest))
        and len(rest.split()) <= 14
    )


def _either(patterns: list[str] | None) -> re.Pattern[str] | None:
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE | re.DOTALL)
