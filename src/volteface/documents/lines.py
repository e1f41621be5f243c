"""A text's units – its lines, or paragraphs where lines are wrapped – by their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_SENTENCE = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9ÀÁÂÃÄÅÇÉÈÊËÍÎÑÓÔÖØŠÚÜÝŽ©])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Maj|Capt|Sen|Rep|Gov|Prof|Jr|No|vs|Inc|Ltd|Co|Jan|Feb"
    r"|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)
_NARROWEST, _WIDEST, _RAGGED = 45, 100, 28  # characters of a line that a program wrapped


@dataclass(frozen=True, slots=True)
class Unit:
    """A line or a wrapped paragraph: ``text == whole[start:end]``, without white space around it.

    ``gap`` says whether a blank line, or nothing, stands before it.
    """

    start: int
    end: int
    text: str
    gap: bool

    @property
    def words(self) -> list[str]:
        """The words, split at white space."""
        return self.text.split()

    @property
    def is_stopped(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_STOP.search(self.text))


def units(text: str) -> list[Unit]:
    """Return the lines of ``text`` that hold anything, wrapped lines joined to paragraphs."""
    found: list[Unit] = []
    for block in _blocks(text):
        if _is_wrapped(block):
            first, last = block[0], block[-1]
            found.append(Unit(first.start, last.end, text[first.start : last.end], first.gap))
        else:
            found.extend(block)
    return found


def _lines(text: str) -> list[Unit]:
    found: list[Unit] = []
    start, gap = 0, True
    for end, after in [
        *((m.start(), m.end()) for m in _BREAK.finditer(text)),
        (len(text), len(text)),
    ]:
        line = text[start:end]
        bare = line.strip(" \t\xa0\u200b\ufeff")
        if bare:
            low = start + line.index(bare)
            found.append(Unit(low, low + len(bare), bare, gap))
        gap, start = not bare, after
    return found


def _blocks(text: str) -> list[list[Unit]]:
    blocks: list[list[Unit]] = []
    for line in _lines(text):
        if line.gap or not blocks:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _is_wrapped(block: list[Unit]) -> bool:
    widths = [len(line.text) for line in block[:-1]]
    if not widths or min(widths) < _NARROWEST or max(widths) > _WIDEST:
        return False
    if max(widths) - min(widths) > _RAGGED or len(block[-1].text) > _WIDEST:
        return False
    goes_on = [b.text[:1].islower() for a, b in pairwise(block) if not a.is_stopped]
    return any(goes_on) or (len(block) > 2 and bool(goes_on))


def sentences(unit: Unit) -> list[tuple[int, int]]:
    """Return rough offsets of the sentences of ``unit`` in the whole text."""
    spans, start = [], 0
    for match in _SENTENCE.finditer(unit.text):
        if _ABBREVIATION.search(unit.text, max(0, match.end() - 8), match.end()):
            continue
        spans.append((start, match.end()))
        start = match.end() + len(unit.text[match.end() :]) - len(unit.text[match.end() :].lstrip())
    spans.append((start, len(unit.text)))
    return [(unit.start + low, unit.start + high) for low, high in spans]
