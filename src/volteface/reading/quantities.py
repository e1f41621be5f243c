"""Numbers with units → quantities; bounds and approximations are kept as told."""

from __future__ import annotations

import re

from volteface.model.claim import Quantity

_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "hundred": 100,
    "thousand": 1000,
    "dozen": 12,
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
    "citizens|students|officers|operatives|agents|contractors|peacekeepers|teachers|civilians|soldiers|monitors"
)
# Words that do not stand between a number and the people it counts: "nine days for Cuban staff".
_BETWEEN = r"(?!(?:hours?|days?|weeks?|months?|years?|for|with|after|from|by|who)\b)[\w-]+"
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
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|" + "|".join(_WORDS) + r")"
_BOUND = r"(?P<bound>more than|at least|over|no fewer than|up to|no more than|fewer than|less than|under|about|around|some|roughly|nearly|almost|an estimated)?"
_PATTERNS = tuple(
    (
        re.compile(
            rf"\b{_BOUND}\s*(?P<currency>[$€])?(?P<number>{_NUMBER})(?:\s+(?:to|-|and|–)\s+(?P<upper>{_NUMBER}))?"
            rf"\s*(?P<scale>hundred|thousand|million|billion|dozen|bn|m|k)?\s*(?:of\s+)?{unit}(?=\W|$)",
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
_ANY_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_LOW = ("more than", "at least", "over", "no fewer than")
_HIGH = ("up to", "no more than", "fewer than", "less than", "under")


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
        for match in pattern.finditer(text):
            _keep(found, match, unit)
    for match in _MONEY.finditer(text):
        _keep(found, match, "EUR" if match.group("currency") == "€" else "USD")
    return [found[start] for start in sorted(found)]


def _keep(found: dict[int, tuple[int, Quantity]], match: re.Match[str], unit: str) -> None:
    at = match.start("number")
    if at not in found:
        found[at] = (match.start(), _quantity(match, unit))


def _quantity(match: re.Match[str], unit: str) -> Quantity:
    scale = _SCALE.get((match.group("scale") or "").lower(), 1.0)
    number = _value(match.group("number")) * scale
    upper = match.groupdict().get("upper")
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
    lowered = text.lower()
    return float(_WORDS[lowered]) if lowered in _WORDS else float(text.replace(",", ""))
