"""Furniture inside a paragraph: datelines, glued dates, teasers, credits, boilerplate sentences."""

from __future__ import annotations

import re

from volteface.documents.dateline import dateline_end
from volteface.documents.furniture_rules import rules, single_pattern
from volteface.documents.lines import Unit, sentences
from volteface.documents.stamps import glued_date_end
from volteface.documents.tables import word_list

Found = tuple[int, int, str]
_TEASER_WORDS = 25
_AGENCY = r"(?:Reuters|AFP|AP|TASS|Xinhua|EFE|dpa|Bloomberg)"
_SIGN_OFF = re.compile(
    rf"(?<=[.!?”\"’])\s+(?P<credit>(?:[–—-]\s*)?\({_AGENCY}\)\.?|[–—-]\s*{_AGENCY}\.?)$"
)
_STANDFIRSTS = 3  # paragraphs that may stand above the dateline
_REPEATED = 4, 25  # words of a headline glued twice to a paragraph


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
    found: list[Found] = []
    at = _twice(unit.text) if before == 0 else 0
    if at:
        found.append((unit.start, unit.start + at, "headline"))
    date = glued_date_end(unit.text[at:])
    if date:
        found.append((unit.start + at, unit.start + at + date, "date"))
        at += date
    rest = unit.text[at:].lstrip(" \t|–—-•·")
    start = len(unit.text) - len(rest)
    may_open = before == 0 or (before <= _STANDFIRSTS and rest[:3].isupper())
    end = dateline_end(rest) if may_open else 0
    if end:
        found.append((unit.start + start, unit.start + start + end, "dateline"))
    return found


def _twice(text: str) -> int:
    """Return the end of the second copy of a headline that opens ``text`` twice, or 0."""
    words = [(match.start(), match.group()) for match in re.finditer(r"\S+", text[:600])]
    for count in range(_REPEATED[0], min(_REPEATED[1], len(words) // 2) + 1):
        first, second = words[:count], words[count : 2 * count]
        if [word for _, word in first] == [word for _, word in second]:
            return words[2 * count][0] if len(words) > 2 * count else 0
    return 0


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
    """Whether a teaser may begin here: not as the last word of a phrase such as "no longer Related"."""
    return not before or before[-1] in " \t([|\n\xa0" or not before[-1].isalnum()


def _teaser_extent(text: str, start: int, behind: int) -> tuple[int, int]:
    opener = text[start - 1 : start]
    if opener in ("(", "["):
        close = text.find({"(": ")", "[": "]"}[opener], behind)
        if 0 <= close - start <= 300:
            return start - 1, close + 1
    return start, _teaser_end(text, behind)


def _teaser_end(text: str, start: int) -> int:
    """Return where a link's words end: at a stop, where a new sentence starts, or at the line's end.

    In title case they end before the first lower-case word that no title has.
    """
    words = list(re.finditer(r"\S+", text[start:].split("\n", 1)[0]))
    is_title = _is_title([match.group() for match in words[:6]])
    for count, match in enumerate(words):
        word, end = match.group(), start + match.end()
        if (
            count >= 3
            and word in word_list("starters")
            and not (is_title and word.lower() in word_list("small") and word != "The")
        ):
            return start + words[count - 1].end()
        if is_title and count >= 2 and word.islower() and word not in word_list("small"):
            return start + words[count - 1].end()
        if re.search(r"[.!?…,;][\"'”’)]*$", word) and count >= 1:
            return end if word[-1] not in ",;" else end - 1
        if count >= _TEASER_WORDS:
            return end
    return start + words[-1].end() if words else start


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
            if rule.sentence and rule.sentence.match(text):
                found.append((low, high, rule.kind))
                break
    return found
