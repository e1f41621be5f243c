"""Furniture inside a paragraph: datelines, glued dates, teasers, credits, boilerplate sentences."""

from __future__ import annotations

import re

from volteface.documents.furniture_rules import rules, single_pattern
from volteface.documents.lines import Unit, sentences
from volteface.documents.opening import opening
from volteface.documents.tables import word_list

Found = tuple[int, int, str]
_TEASER_WORDS = 25
_FARTHEST = 400  # characters in which a link ends
_FEWEST = 2  # words of a link
_AGENCY = r"(?:Reuters|AFP|AP|TASS|Xinhua|EFE|dpa|Bloomberg)"
_SIGN_OFF = re.compile(
    rf"(?<=[.!?”\"’])\s+(?P<credit>(?:[–—-]\s*)?\({_AGENCY}\)\.?|[–—-]\s*{_AGENCY}\.?)$"
)
_LONGEST = 45  # words of a sentence that is boilerplate as a whole
_STANDFIRSTS = 3  # paragraphs that may stand above the dateline


def inline_spans(unit: Unit, *, before: int) -> list[Found]:
    """Return furniture inside a paragraph, as offsets of the whole text.

    ``before`` counts the running paragraphs before it: a dateline opens one of the first.
    """
    found = [*_opening(unit, before), *_teasers(unit), *_boilerplate(unit)]
    for match in single_pattern("credit", "inline").finditer(unit.text):
        found.append((unit.start + match.start(), unit.start + match.end(), "credit"))
    if sign_off := _SIGN_OFF.search(unit.text):
        found.append((unit.start + sign_off.start("credit"), unit.end, "credit"))
    return [span for span in found if span[0] < span[1]]


def _opening(unit: Unit, before: int) -> list[Found]:
    how = opening(unit.text)
    headline = how.headline_end if before == 0 else 0
    found = [
        (unit.start, unit.start + headline, "headline"),
        (unit.start + how.headline_end, unit.start + how.date_end, "date"),
    ]
    start = unit.start + how.dateline_start
    may_open = before == 0 or (
        before <= _STANDFIRSTS and unit.text[how.dateline_start :][:3].isupper()
    )
    if how.dateline and may_open:
        found.append((start, start + how.dateline.end(), "dateline"))
    return found


def _teasers(unit: Unit) -> list[Found]:
    found: list[Found] = []
    for match in single_pattern("teaser", "inline").finditer(unit.text):
        low = match.start()
        if found and unit.start + low < found[-1][1]:
            continue
        if not _may_start(unit.text[:low]):
            continue
        low, high = _teaser_extent(unit.text, low, match.end())
        found.append((unit.start + low, unit.start + high, "teaser"))
    return found


def _may_start(before: str) -> bool:
    """Whether a teaser may begin behind ``before``: not inside a word."""
    return not before or before[-1] in " \t([|\n\xa0" or not before[-1].isalnum()


def _teaser_extent(text: str, start: int, behind: int) -> tuple[int, int]:
    opener = text[start - 1 : start]
    if opener in ("(", "["):
        close = text.find({"(": ")", "[": "]"}[opener], behind)
        if 0 <= close - start <= 300:
            return start - 1, close + 1
    return start, _teaser_end(text, behind)


def _teaser_end(text: str, start: int) -> int:
    """Return where a link's words end: at a stop, a new sentence, or the line's end.

    In title case they end before the first lower-case word that no title has.
    """
    words = list(re.finditer(r"\S+", text[start : start + _FARTHEST].split("\n", 1)[0]))
    is_title = _is_title([match.group() for match in words[:6]])
    for count, match in enumerate(words):
        word, end = match.group(), start + match.end()
        following = words[count + 1].group() if count + 1 < len(words) else ""
        if count >= _FEWEST and _starts_sentence(word, following, is_title=is_title):
            return start + words[count - 1].end()
        if count and re.search(r"[.!?…,;][\"'”’)]*$", word):
            return end if word[-1] not in ",;" else end - 1
        if count >= _TEASER_WORDS:
            return end
    return start + words[-1].end() if words else start


def _starts_sentence(word: str, following: str, *, is_title: bool) -> bool:
    """Whether ``word`` goes on behind a link: no title holds it, or a sentence starts with it."""
    if is_title and word.islower():
        return word not in word_list("small")
    return word in word_list("starters") and (not is_title or following.islower())


def _is_title(words: list[str]) -> bool:
    content = [
        word for word in words if word.lower() not in word_list("small") and word[:1].isalpha()
    ]
    return len(content) >= 3 and sum(word[0].isupper() for word in content) >= len(content) - 1


def _boilerplate(unit: Unit) -> list[Found]:
    found: list[Found] = []
    for low, high in sentences(unit):
        text = unit.text[low - unit.start : high - unit.start]
        for rule in rules():
            match = rule.sentence.match(text) if rule.sentence else None
            if match:
                is_whole = rule.kind != "advert" and len(text.split()) <= _LONGEST
                found.append((low, high if is_whole else low + match.end(), rule.kind))
                break
    return found
