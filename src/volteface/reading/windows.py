"""Sentences read together: passages of a report, each beginning with the sentence before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from volteface.reading.parser.pieces import SEPARATOR

_MOST_WORDS = 110  # of a window, the sentence before it left out


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences ``start`` to ``end``; the first is read again if ``overlaps``."""

    start: int
    end: int
    overlaps: bool

    @property
    def own(self) -> range:
        """The sentences that the window is there for."""
        return range(self.start + self.overlaps, self.end)


def windows(lengths: Sequence[int], first_words: int = _MOST_WORDS) -> Iterator[Window]:
    """Yield windows over sentences of these lengths in words; each sentence is one window's own.

    ``first_words`` is the room of the first window, so that training can cut anew each time.
    """
    start, used, room = 0, 0, first_words
    for index, length in enumerate(lengths):
        if index > start and used + length > room:
            yield _window(start, index)
            start, used, room = index, 0, _MOST_WORDS
        used += length
    if lengths:
        yield _window(start, len(lengths))


def _window(start: int, end: int) -> Window:
    return Window(max(start - 1, 0), end, overlaps=start > 0)


def joined(sentences: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    """Return the words of a window's sentences with separators, and where each sentence begins."""
    words: list[str] = []
    starts = []
    for sentence in sentences:
        if words:
            words.append(SEPARATOR)
        starts.append(len(words))
        words += sentence
    return words, starts
