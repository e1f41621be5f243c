"""Text → sentences, through line breaks, lost full stops and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable

Span = tuple[int, int]

_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "gen",
        "col",
        "lt",
        "sgt",
        "maj",
        "capt",
        "cmdr",
        "adm",
        "sen",
        "rep",
        "gov",
        "prof",
        "jr",
        "sr",
        "no",
        "vs",
        "etc",
        "inc",
        "ltd",
        "corp",
        "co",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "approx",
        "est",
        "al",
        "fig",
        "vol",
        "art",
        "para",
        "u.s",
        "u.k",
        "u.n",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
    ]
)
_NUMBERED = frozenset(
    ("no", "vol", "art", "fig", "para", "est")
)  # words too, unless a number follows
_LETTERS = frozenset(("u.s", "u.k", "u.n", "a.m", "p.m"))
_OPENING = re.compile(r"(?:The|But|It|He|She|They|In|On|This|That|A|An)\s")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_LOST_STOP = re.compile(
    r"(?<=[A-Za-z%]{2}) (?=(?:The|But|It|He|She|They|This|That|These|Its|His|Her|Their|However|Meanwhile)\s[a-z])"
    r"|(?<![\w'’-])[a-z]{2,} (?=(?:In|On|At|From|According|After|Before|During|Since|Under|While|When|Although|Despite"
    r"|As|Last|Earlier|Asked|Officials|Analysts|Diplomats)\s)"
)
_GLUED = re.compile(r"(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+\s)|(?<=[a-z]{3}[.!?][”’\"])(?=[A-Z])")
_BREAK = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_WRAPPED = 55  # a line at least so long may have been broken by a mail program, not by its author


def split_sentences(text: str, skip: Iterable[Span] = ()) -> list[Span]:
    """Return the (start, end) offsets of the sentences of ``text``.

    A line break ends a sentence unless the next line goes on in lower case or the text is
    hard-wrapped. The spans to skip (furniture) count as blank: a sentence goes on around them.
    """
    shown = blanked(text, skip)
    return [span for start, end in _paragraphs(shown) for span in _in_block(shown, start, end)]


def blanked(text: str, skip: Iterable[Span]) -> str:
    """Return the text with the spans to skip blanked out, line breaks kept, so that offsets hold."""
    parts, at = [], 0
    for start, end in sorted(skip):
        if end > at:
            hidden = "".join(c if c in "\r\n" else " " for c in text[max(start, at) : end])
            parts += [text[at : max(start, at)], hidden]
            at = end
    return "".join([*parts, text[at:]])


def _paragraphs(text: str) -> list[Span]:
    is_wrapped = _is_hard_wrapped(text)
    spans, start = [], 0
    for match in _BREAK.finditer(text):
        before, after = text[start : match.start()].rstrip(), text[match.end() :]
        last_line = before.rsplit("\n", 1)[-1]
        goes_on = after[:1].islower() and bool(before) and before[-1] not in ".!?:"
        is_soft = is_wrapped and len(last_line) >= _WRAPPED and bool(after[:1].strip())
        if not (goes_on or is_soft):
            spans.append((start, match.start()))
            start = match.end()
    return [*spans, (start, len(text))]


def _is_hard_wrapped(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    open_ended = [
        line for line in lines if line.rstrip()[-1] not in '.!?:”"' and len(line) >= _WRAPPED
    ]
    return len(lines) >= 4 and len(open_ended) > len(lines) / 3 and max(map(len, lines)) <= 100


def _in_block(text: str, start: int, end: int) -> list[Span]:
    cuts = [m.end() for m in _END.finditer(text, start, end) if _is_end(text, m, end)]
    cuts += [m.end() for m in _LOST_STOP.finditer(text, start, end)]
    cuts += [m.end() for m in _GLUED.finditer(text, start, end)]
    spans, at = [], start
    for cut in sorted({*cuts, end}):
        span = _trim(text, at, cut)
        if span[0] < span[1]:
            spans.append(span)
        at = cut
    return spans


_LONGEST_WORD = 40  # characters looked back for an abbreviation


def _is_end(text: str, match: re.Match[str], end: int) -> bool:
    following = text[match.end() : end].lstrip()
    if not following:
        return True
    if match.group().startswith((".", "…")):
        word = re.search(r"[\w.]*$", text[max(match.start() - _LONGEST_WORD, 0) : match.start()])
        before = word.group().lower() if word else ""
        if before in _ABBREVIATIONS and not _ends_anyway(before, following):
            return False
        if len(before) == 1 and before.isalpha():
            return False
    return not following[0].islower()


def _ends_anyway(abbreviation: str, following: str) -> bool:
    """Whether what follows shows that a short form closes its sentence, or is a word ("no")."""
    if abbreviation in _NUMBERED:
        return not following[0].isdigit()
    return abbreviation in _LETTERS and _OPENING.match(following) is not None


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
