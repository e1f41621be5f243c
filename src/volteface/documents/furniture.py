"""What in a text is furniture: spans that are shown but never read for claims.

Captions, credits, bylines, share buttons, cookie notices, teasers, menus, newsletter boxes,
adverts, subheadings, headlines, dates, datelines and header lines. The text itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from volteface.documents.furniture_headings import headings
from volteface.documents.furniture_inline import inline_spans
from volteface.documents.furniture_links import link_lists, menus
from volteface.documents.furniture_rules import unit_kind
from volteface.documents.lines import Unit, units
from volteface.documents.mail_headers import mail_headers


class Span(NamedTuple):
    """A stretch of a text, ``text[start:end]``, and the kind of furniture it is."""

    start: int
    end: int
    kind: str


Step = Callable[[list[Unit], dict[int, str]], dict[int, str]]
_STEPS: tuple[Step, ...] = (menus, link_lists)


def furniture(text: str, *, title: str | None = None) -> tuple[Span, ...]:
    r"""Return the furniture of ``text`` in order, without overlaps; ``title`` is a known headline.

    Ordinary sentences are left alone: where a line may be either, it is not furniture.

    >>> [span.kind for span in furniture("By Jane Roe\n\nThe last troops left Niger on Friday.")]
    ['byline']
    """
    head = mail_headers(text).end
    body = [unit for unit in units(text) if unit.start >= head]
    kinds = _whole_units(body, title)
    spans = [Span(0, len(text[:head].rstrip()), "header")] if head else []
    running = 0
    for index, unit in enumerate(body):
        if index in kinds:
            spans.append(Span(unit.start, unit.end, kinds[index]))
        else:
            spans.extend(Span(*span) for span in inline_spans(unit, before=running))
            running += 1
    return _merged(spans)


def _whole_units(body: list[Unit], title: str | None) -> dict[int, str]:
    kinds = {
        index: kind for index, unit in enumerate(body) if (kind := unit_kind(unit)) is not None
    }
    for step in _STEPS:
        kinds |= step(body, kinds)
    return kinds | headings(body, kinds, title)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans sorted; one that begins inside another is cut or dropped."""
    merged: list[Span] = []
    for span in sorted(spans):
        start = max(span.start, merged[-1].end) if merged else span.start
        if start < span.end:
            merged.append(Span(start, span.end, span.kind))
    return tuple(merged)
