"""Numbers with units → quantities; bounds and approximations are kept as told."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from volteface.model.claim import Quantity

_UNDER_TWENTY = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
                 "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: dict[str, float] = {
    **{word: number for number, word in enumerate(_UNDER_TWENTY, 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{"a": 1, "an": 1, "half": 0.5},
}
_SCALE = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "m": 1e6,
    "dozen": 12.0,
    "k": 1e3,
}
_PEOPLE = (
    "people|persons|troops|soldiers|advisers|advisors|guards|bodyguards|doctors|nurses|medics|workers|personnel|"
    "instructors|trainers|engineers|technicians|specialists|experts|diplomats|staff|servicemen|fighters|men|"
    "citizens|students|officers|operatives|agents|contractors|peacekeepers|teachers|civilians|soldiers|monitors|"
    "nationals|migrants|refugees|prisoners|detainees|hostages|marines|sailors|policemen|gendarmes|commandos|"
    "mercenaries|consultants|attaches|attachés|envoys|consuls|journalists|correspondents|physicians|mechanics|"
    "pilots|airmen|recruits|volunteers|passengers|villagers|fishermen|miners|labourers|laborers|tourists|visitors"
)
# Words that do not stand between a number and the people it counts: "nine days for Cuban staff", "8 April
# soldiers".
_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
_BETWEEN = (
    rf"(?!(?:hours?|days?|weeks?|months?|years?|for|with|after|from|by|who|{_MONTHS})\b)[\w-]+"
)
# People who tell are not people told of: "four people with knowledge of the matter".
_TELLERS = r"\s+(?:(?:with|who had)\s+(?:\w+\s+)?knowledge|familiar|briefed|close\s+to|who\s+(?:spoke|asked))"
_UNITS = (
    (r"(?:kb/d|kbd)", "kilobarrel/day"),
    (r"(?:barrels?\s+(?:per|a)\s+day|b/d|bpd|barrels\s+daily)", "barrel/day"),
    (r"barrels?", "barrel"),
    (r"(?:bcm|billion\s+cubic\s+met(?:re|er)s)(?:\s+(?:a|per)\s+year)?", "1e9 m3"),
    (r"cubic\s+met(?:re|er)s(?:\s+(?:a|per)\s+day)", "m3/day"),
    (r"cubic\s+met(?:re|er)s", "m3"),
    (r"(?:tonnes?|tons?)", "tonne"),
    (r"(?:megawatts?|MW)", "MW"),
    (r"(?:%|per\s?cent|percent)", "percent"),
    (rf"(?:{_BETWEEN}\s+){{0,3}}?(?:{_PEOPLE})(?!{_TELLERS})", "person"),
    (r"(?:ships?|tankers?|vessels?|cargoes|cargos?)", "ship"),
    (r"flights?(?:\s+(?:a|per)\s+week)?", "flight"),
    (r"(?:US\s+)?dollars", "USD"),
    (r"euros?", "EUR"),
    (r"-strong", "person"),
)
_SCALES = "hundred|thousand|million|billion|dozen"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNDER_TWENTY[:9])}))?"
    rf"|{'|'.join(_UNDER_TWENTY[::-1])}|(?:half\s+)?an?(?=\s+(?:{_SCALES})\b))"
)
_BOUND = (
    r"(?P<bound>more than|at least|over|no fewer than|upwards of|up to|no more than|fewer than|less than|under|"
    r"as many as|as much as|about|around|some|roughly|nearly|almost|close to|an estimated)?"
)
_PATTERNS = tuple(
    (
        re.compile(
            rf"\b{_BOUND}\s*(?P<currency>[$€])?(?P<number>{_NUMBER})(?:\s+(?:to|-|–|(?P<and>and))\s+(?P<upper>{_NUMBER}))?"
            rf"\s*(?:(?P<scale>(?:(?:hundred|dozen)\s+)?(?:{_SCALES}|bn|m|k))(?:\s+and\s+(?P<rest>{_NUMBER}))?)?\s*(?:of\s+)?{unit}(?=\W|$)",
            re.IGNORECASE,
        ),
        name,
    )
    for unit, name in _UNITS
)
_MONEY = re.compile(
    rf"{_BOUND}\s*(?P<currency>\$|€|US\$)\s?(?P<number>{_NUMBER})\s*(?P<scale>thousand|million|billion|bn|m)?\b",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(
    rf"\d|\b(?:{'|'.join((*_UNDER_TWENTY, *_TENS))}|{_SCALES})\b", re.IGNORECASE
)
_LOW = ("more than", "at least", "over", "no fewer than", "upwards of")
_HIGH = ("up to", "no more than", "fewer than", "less than", "under", "as many as", "as much as")
_OF_MONTH = re.compile(rf"\b(?:{_MONTHS})\.?\s+$", re.IGNORECASE)
_LAST_DAY = 31
_BETWEEN_TWO = re.compile(r"\bbetween\s*$", re.IGNORECASE)


def find_quantities(text: str) -> list[tuple[int, Quantity]]:
    """Return (offset, quantity) for each quantity told in ``text``, without overlap.

    "More than 50" gives ``low`` 50; "200 to 300" gives ``low`` and ``high``; units as units.txt.

    >>> find_quantities("about 300 instructors")[0][1].value
    300.0
    """
    found: dict[int, tuple[int, Quantity]] = {}
    if not _ANY_NUMBER.search(text):
        return []
    for pattern, unit in _PATTERNS:
        for match in _matches(pattern, text):
            _keep(found, match, unit)
    for match in _MONEY.finditer(text):
        _keep(found, match, "EUR" if match.group("currency") == "€" else "USD")
    return [found[start] for start in sorted(found)]


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches in order; two numbers joined by "and" are a range only after "between".

    "On January 3 American commandos landed" tells a day and no number.
    """
    at = 0
    while match := pattern.search(text, at):
        number = match.start("number")
        if _OF_MONTH.search(text, 0, number) and _value(match.group("number")) <= _LAST_DAY:
            at = match.end("number")
        elif match.group("and") and not _BETWEEN_TWO.search(text, 0, match.start()):
            at = match.start("upper")
        else:
            yield match
            at = match.end()


def _keep(found: dict[int, tuple[int, Quantity]], match: re.Match[str], unit: str) -> None:
    at = match.start("number")
    if at not in found:
        found[at] = (match.start(), _quantity(match, unit))


def _quantity(match: re.Match[str], unit: str) -> Quantity:
    scale = math.prod(_SCALE[word] for word in (match.group("scale") or "").lower().split())
    told = match.groupdict()
    number = _value(match.group("number")) * scale + _value(told.get("rest") or "0")
    upper = told.get("upper")
    bound = (match.group("bound") or "").lower()
    text = match.group().strip()
    if upper:
        return Quantity(unit=unit, low=number, high=_value(upper) * scale, text=text)
    if bound in _LOW:
        return Quantity(unit=unit, low=number, text=text)
    if bound in _HIGH:
        return Quantity(unit=unit, high=number, text=text)
    return Quantity(unit=unit, value=number, text=text)


def _value(text: str) -> float:
    """Return a number in figures or words: "1,500", "twenty-five", "half a" (of what follows)."""
    words = re.split(r"[-\s]+", text.lower())
    if words[0] not in _WORDS:
        return float(text.replace(",", ""))
    return 0.5 if words[0] == "half" else float(sum(_WORDS[word] for word in words))
