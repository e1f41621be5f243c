"""Lists of links: menus, breadcrumbs, and what stands under "Related articles" and the like."""

from __future__ import annotations

import re

from volteface.documents.furniture_rules import single_pattern
from volteface.documents.lines import Unit

_SEPARATED = re.compile(r"\s*[|•·›»>/]\s*")
_LINKED = re.compile(r"\s*[|•▪]\s*")
_MENU_WORDS = 3  # words of a menu's entry, at most
_MENU_ENTRIES = 4
_LINK_WORDS = 16
_MOST_LINKS = 8


def menus(body: list[Unit], kinds: dict[int, str]) -> dict[int, str]:
    """Return the units that are menus: separated entries or links, or runs of very short lines."""
    found = {
        index: "menu" for index, unit in enumerate(body) if index not in kinds and _is_bar(unit)
    }
    found |= {
        index: "teaser"
        for index, unit in enumerate(body)
        if index not in kinds and index not in found and _is_row_of_links(unit)
    }
    run: list[int] = []
    for index, unit in enumerate([*body, None]):
        if unit is not None and _is_entry(unit):
            run.append(index)
            continue
        if len(run) >= _MENU_ENTRIES:
            found |= {at: kinds.get(at, "menu") for at in run}
        run = []
    return found


def _is_bar(unit: Unit) -> bool:
    parts = [part for part in _SEPARATED.split(unit.text) if part]
    return (
        len(parts) >= 3
        and not unit.is_stopped
        and all(len(part.split()) <= _MENU_WORDS + 1 for part in parts)
    )


def _is_row_of_links(unit: Unit) -> bool:
    """Whether a line holds several links, set apart by bullets or bars."""
    parts = [part for part in _LINKED.split(unit.text) if part]
    is_open = not unit.is_stopped and len(parts) > 1
    return is_open and all(len(part.split()) <= _LINK_WORDS for part in parts)


def _is_entry(unit: Unit) -> bool:
    return len(unit.words) <= _MENU_WORDS and not re.search(r"[.!?…:;,][\"'”’)]*$", unit.text)


def link_lists(body: list[Unit], kinds: dict[int, str]) -> dict[int, str]:
    """Return the heads of link lists and the link lines after them, up to the next running text."""
    found: dict[int, str] = {}
    heads = single_pattern("teaser", "heads")
    for index, unit in enumerate(body):
        if not heads.fullmatch(unit.text.strip(" *_#-–—")):
            continue
        found[index] = "teaser"
        for later in range(index + 1, min(index + 1 + _MOST_LINKS, len(body))):
            if not _is_link(body, later, kinds):
                break
            found[later] = kinds.get(later, "teaser")
    return found


def _is_link(body: list[Unit], index: int, kinds: dict[int, str]) -> bool:
    """Whether a unit below a list's head is a link: short, and without full stop.

    A sentence that lost its full stop looks alike, so no more than eight are taken, none of them
    longer than a link usually is.
    """
    unit = body[index]
    is_open = not re.search(r"[.…;,][\"'”’)]*$", unit.text)
    return index in kinds or (is_open and len(unit.words) <= _LINK_WORDS)
