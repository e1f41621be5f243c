"""Is a text in English? Told by its script and by the commonest words of each language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from volteface.documents.tables import read_table
from volteface.errors import LanguageError

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEW_WORDS = 8  # under so many, words cannot tell a language: names alone look like any
_ENGLISH_SHARE = 0.15  # of function words; running English has 0.3–0.5, lists of names less
_SCRIPTS = {
    "CYRILLIC": "Russian, or another language in Cyrillic script",
    "ARABIC": "Arabic, or another language in Arabic script",
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "ARMENIAN": "Armenian",
    "GEORGIAN": "Georgian",
    "DEVANAGARI": "Hindi, or another language in Devanagari script",
    "ETHIOPIC": "Amharic or Tigrinya",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The language a text seems to be in; ``is_english`` is None where its words are too few."""

    name: str
    is_english: bool | None


@cache
def _profiles() -> dict[str, frozenset[str]]:
    table = read_table("function_words.csv")
    return {row["language"]: frozenset(row["words"].split()) for row in table}


def detect_language(text: str) -> Language:
    """Return the language of ``text`` by script, then by the share of its function words.

    >>> detect_language("Las tropas han salido de la capital y el gobierno no dice por qué.").name
    'Spanish'
    """
    sample = text[:200_000]
    script = _foreign_script(sample)
    if script:
        return Language(name=script, is_english=False)
    words = [word.lower().replace("’", "'") for word in _WORD.findall(sample)]
    if len(words) < _FEW_WORDS:
        return Language(name="English", is_english=None)
    shares = _shares(words)
    best = max(shares, key=lambda name: (shares[name], name == "English"))
    if best == "English" and shares[best] >= _ENGLISH_SHARE:
        return Language(name="English", is_english=True)
    if shares[best] < _ENGLISH_SHARE:
        return _unsure(len(words), shares["English"])
    return Language(name=best, is_english=False)


def _unsure(count: int, english: float) -> Language:
    """Judge a text with few function words: headlines, lists, or a language unknown here."""
    if count < 40 or english >= 0.05:
        return Language(name="English", is_english=None)
    return Language(name="a language that is not known here", is_english=False)


def _shares(words: list[str]) -> dict[str, float]:
    counts = Counter(words)
    return {
        language: sum(counts[word] for word in profile) / len(words)
        for language, profile in _profiles().items()
    }


def _foreign_script(text: str) -> str | None:
    """Return the script most letters are of, None where these are Latin or there are none."""
    letters = Counter(
        unicodedata.name(character, "").split(" ")[0]
        for character in text[:20_000]
        if character.isalpha()
    )
    if not letters or letters["LATIN"] * 2 >= letters.total():
        return None
    script = letters.most_common(1)[0][0]
    return _SCRIPTS.get(script, f"a language in {script.title()} script")


def require_english(text: str, *, where: str) -> None:
    """Raise LanguageError where ``text`` is clearly in another language, saying how to go on."""
    language = detect_language(text)
    if language.is_english is False:
        raise LanguageError(
            f"{where}: the report is not in English (it looks like {language.name}); only"
            " English is read. Translate it and hand the translation in with its origin: the"
            " option --origin (in Python Given(origin=…)), or a first line such as 'Translated-From: es, Granma'"
        )
