"""The brief's own tables: phrases of ties and events, rules, and the words it is written with."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

from volteface.errors import CodebookError

Forms = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """How a kind of tie or a type of event is said.

    ``forms`` are base, past, participle and gerund of its verb; ``rest`` follows the verb,
    ``noun`` names the whole; both hold {s} for the source and {t} for the target.
    """

    key: str
    forms: Forms
    rest: str
    noun: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A printed rule that sentences may rest on."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The word lists of ``words.toml``."""

    changes: Mapping[str, Forms]
    stages: Mapping[str, Forms]
    sectors: Mapping[str, str]
    voices: Mapping[str, str]
    articles: frozenset[str]
    now: Mapping[str, Mapping[str, str]]
    level: Mapping[str, tuple[str, str]]
    level_people: Mapping[str, tuple[str, str]]
    manners: Mapping[str, str]


def read_text(name: str) -> str:
    """Return a packaged file of the briefing; raises CodebookError where it is missing."""
    source = files("volteface").joinpath("data", "briefing", name)
    if not source.is_file():
        raise CodebookError(f"{name}: not found in the package data; reinstall volteface")
    return source.read_text(encoding="utf-8")


@cache
def load_phrases() -> Mapping[str, Phrase]:
    """Return the phrases by key: a kind of tie, ``TYPE`` or ``TYPE:mode``.

    Raises CodebookError naming the row where a cell is empty or a key stands twice.
    """
    found: dict[str, Phrase] = {}
    for number, row in enumerate(_rows("phrases.csv"), 2):
        if row["key"] in found or not all(row[c] for c in ("key", "base", "rest", "noun", "short")):
            raise CodebookError(
                f"phrases.csv, row {number}: a cell is empty or the key stands twice"
            )
        found[row["key"]] = Phrase(
            key=row["key"],
            forms=(row["base"], row["past"], row["participle"], row["gerund"]),
            rest=row["rest"],
            noun=row["noun"],
            short=row["short"],
        )
    return found


def phrase(type_name: str, mode: str | None = None) -> Phrase | None:
    """Return the phrase of a mode, else that of its type; None where neither has one.

    >>> phrase("RETREAT", "replace").short
    'replacement'
    """
    phrases = load_phrases()
    return phrases.get(f"{type_name}:{mode}") or phrases.get(type_name)


@cache
def load_rules() -> Mapping[str, Rule]:
    """Return the printed rules by id, in the order of the table."""
    return {row["id"]: Rule(**row) for row in _rows("rules.csv")}


@cache
def load_words() -> Words:
    """Return the word lists; raises CodebookError where a table is missing or a form is lacking."""
    told = tomllib.loads(read_text("words.toml"))
    try:
        return Words(
            changes={name: _forms(name, forms) for name, forms in told["changes"].items()},
            stages={name: _forms(name, forms) for name, forms in told["stages"].items()},
            sectors=told["sectors"],
            voices=told["voices"],
            articles=frozenset(told["articles"]["with"]),
            now=told["now"],
            level={change: (one, many) for change, (one, many) in told["level"].items()},
            level_people={
                change: (one, many) for change, (one, many) in told["level_people"].items()
            },
            manners={kind: way for way, kinds in told["manners"].items() for kind in kinds},
        )
    except KeyError as error:
        raise CodebookError(f"words.toml: the table {error} is missing; restore it") from error


def _forms(name: str, forms: list[str]) -> Forms:
    if len(forms) != 4:
        raise CodebookError(
            f"words.toml, {name}: write base, past, participle, gerund; got {forms}"
        )
    return forms[0], forms[1], forms[2], forms[3]


def _rows(name: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(StringIO(read_text(name), newline=""), restkey="extra"))
    for number, row in enumerate(rows, 2):
        if None in row.values() or "extra" in row:
            raise CodebookError(f"{name}, row {number}: not as many cells as the header has")
    return rows
