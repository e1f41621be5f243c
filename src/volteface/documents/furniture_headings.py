"""Headlines, repeated headlines and subheadings: short lines that end no sentence."""

from __future__ import annotations

import re

from volteface.documents.lines import Unit
from volteface.documents.tables import word_list

_HEADLINE_WORDS = 22
_SECOND_WORDS = 16
_LEAD_WORDS = 12
_RUNNING = 20  # words of a paragraph that is no headline
_SUBHEADING_WORDS = 9
_QUESTION = re.compile(r"(?:Who|What|Why|How|When|Where|Which|Whose)\s")
_BARE_WORDS = 3  # of a subheading below a line that lost its full stop
_AT_TOP = 4  # units, furniture aside, among which a headline and its standfirst stand
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|said|says"
    r"|told|warns?|warned|denie[sd]|confirms?|confirmed|announce[sd]|remains?|remained|left|leaves?"
    r"|began|begins?|ended|ends|agree[sd]|refuse[sd]|rejects?|rejected|halts?|halted|suspends?|suspended"
    r"|expels?|expelled|withdraws?|withdrew|recalls?|recalled|cuts?|severs?|severed|orders?|ordered)\b"
)


def headings(body: list[Unit], kinds: dict[int, str], title: str | None) -> dict[int, str]:
    """Return the units that are headlines, repeats of another unit, or subheadings."""
    text = [index for index in range(len(body)) if index not in kinds]
    found = _headline(body, text, title)
    found |= _repeats(body, text, found)
    rest = [index for index in text if index not in found]
    return found | {
        index: "subheading"
        for place, index in enumerate(rest[:-1])
        if _is_subheading(
            body[index], body[rest[place + 1]], body[rest[place - 1]] if place else None
        )
    }


def _headline(body: list[Unit], text: list[int], title: str | None) -> dict[int, str]:
    wanted = _key(title) if title and len(text) > 1 else ""
    found: dict[int, str] = {}
    for place, index in enumerate(text[:_AT_TOP]):
        unit, later = body[index], [body[at] for at in text[place + 1 :]]
        is_next = len(found) == place
        if (wanted and _key(unit.text) == wanted) or (
            _opens_page(unit, later) if place == 0 else is_next and _is_second(unit, later)
        ):
            found[index] = "headline"
    return found


def _opens_page(unit: Unit, later: list[Unit]) -> bool:
    text_follows = any(len(one.words) >= _LEAD_WORDS or one.is_stopped for one in later[:_AT_TOP])
    return text_follows and _looks_like_headline(unit)


def _looks_like_headline(unit: Unit) -> bool:
    return len(unit.words) <= _HEADLINE_WORDS and not re.search(r"[.…,;:][\"'”’)]*$", unit.text)


def _is_second(unit: Unit, later: list[Unit]) -> bool:
    """Whether a line below the first headline is one too: a title under a masthead, a standfirst.

    A lead that lost its full stop is told by its verb, and by what follows it.
    """
    if len(unit.words) > _SECOND_WORDS or not _looks_like_headline(unit):
        return False
    is_worded = ": " in unit.text or bool(_QUESTION.match(unit.text)) or _is_title_case(unit.words)
    is_bare = not _FINITE.search(unit.text.lower())
    runs_on = any(one.is_stopped and len(one.words) >= _RUNNING for one in later[:_AT_TOP])
    return runs_on and (is_worded or is_bare)


def _repeats(body: list[Unit], text: list[int], found: dict[int, str]) -> dict[int, str]:
    """Return later copies of a unit of four words or more; both copies where it is a headline."""
    first: dict[str, int] = {}
    copies: dict[int, str] = {}
    for index in text:
        key = _key(body[index].text)
        if len(key.split()) < 4:
            continue
        if key not in first:
            first[key] = index
            continue
        is_headline = first[key] in found or _looks_like_headline(body[index])
        copies[index] = "headline" if is_headline else "repeat"
        if is_headline:
            copies[first[key]] = "headline"
    return copies


def _is_subheading(unit: Unit, following: Unit, before: Unit | None) -> bool:
    """Whether a short unstopped line between whole paragraphs is no sentence that lost its stop."""
    words = unit.words
    if len(words) > _SUBHEADING_WORDS or re.search(r"[.!…,;:–—-][\"'”’)]*$", unit.text):
        return False
    if not (unit.text[:1].isupper() or unit.text[:1].isdigit() or unit.text[:1] in "“‘\"'#*"):
        return False
    if not (len(following.words) >= 10 and following.text[:1] in _openers(following)):
        return False
    is_question = bool(_QUESTION.match(unit.text))
    if _FINITE.search(unit.text.lower()) and not (is_question or _is_title_case(words)):
        return False
    is_set_off = before is None or before.is_stopped or unit.gap
    return is_set_off or len(words) <= _BARE_WORDS


def _openers(following: Unit) -> str:
    first = following.text[:1]
    return first if first.isupper() or first.isdigit() or first in "“‘\"'(" else "\0"


def _is_title_case(words: list[str]) -> bool:
    content = [
        word for word in words if word.lower() not in word_list("small") and word[:1].isalpha()
    ]
    return len(content) >= 3 and all(word[0].isupper() for word in content)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
