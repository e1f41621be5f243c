"""Sentences and tokens of a text, parsed."""

from __future__ import annotations

from collections.abc import Iterable

from volteface.reading.parser.model import Parse, Parser
from volteface.reading.repairs import mended
from volteface.reading.sentences import Span, blanked, split_sentences
from volteface.reading.syntax import Sentence, Token, kids_of
from volteface.reading.tokens import tokenize

_LONGEST = 150  # words; longer runs are tables or lists and are cut


def parse_text(text: str, parser: Parser, skip: Iterable[Span] = ()) -> list[Sentence]:
    """Return the parsed sentences of ``text``, leaving out the spans to skip (furniture)."""
    spans_to_skip = tuple(skip)
    shown = blanked(text, spans_to_skip)
    spans = [tokenize(shown, start, end) for start, end in split_sentences(text, spans_to_skip)]
    pieces = [tokens[i : i + _LONGEST] for tokens in spans for i in range(0, len(tokens), _LONGEST)]
    words = [[text[a:b] for a, b in tokens] for tokens in pieces]
    parses = parser.parse(words)
    return [
        mended(_sentence(index, text, tokens, parse))
        for index, (tokens, parse) in enumerate(zip(pieces, parses, strict=True))
    ]


def _sentence(index: int, text: str, spans: list[Span], parse: Parse) -> Sentence:
    heads = [head - 1 for head in parse.heads]
    tokens = tuple(
        Token(
            index=i,
            text=text[start:end],
            start=start,
            end=end,
            lemma=parse.lemmas[i].lower(),
            upos=parse.upos[i],
            xpos=parse.xpos[i],
            feats=parse.feats[i],
            head=heads[i],
            rel=parse.rels[i],
            entity=parse.entities[i],
        )
        for i, (start, end) in enumerate(spans)
    )
    return Sentence(index, tokens[0].start, tokens[-1].end, tokens, kids_of(heads))
