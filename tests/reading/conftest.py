"""The shipped parser, loaded once, and reading by the rules alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reading.told import Told
from volteface.model.dates import PartialDate
from volteface.model.report import Report
from volteface.reading.chain import Reading, context_of, read_report
from volteface.reading.gazetteer import load_gazetteer
from volteface.reading.lexicon import load_lexicon
from volteface.reading.mentions import mentions_of
from volteface.reading.nouns import Nouns
from volteface.reading.parser.model import Parser
from volteface.reading.parsing import parse_text

PUBLISHED = PartialDate(year=2026, month=3, day=10)


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def rules(parser: Parser) -> Reading:
    """Reading without the trained claim heads."""
    return Reading(parser, load_lexicon(), load_gazetteer(), None)


@pytest.fixture(scope="session")
def read(rules: Reading) -> Callable[[str], Told]:
    """Return a callable that reads a text of 10 March 2026 by the rules."""

    def claims_of(text: str) -> Told:
        return Told(read_report(Report(id="r", text=text, published=PUBLISHED), rules))

    return claims_of


@pytest.fixture(scope="session")
def parsed(rules: Reading) -> Callable[[str], list[Nouns]]:
    """Return a callable that gives the noun phrases of each sentence of a text."""

    def nouns_of(text: str) -> list[Nouns]:
        sentences = parse_text(text, rules.parser)
        mentions = mentions_of(sentences, rules.gazetteer)
        context = context_of(mentions)
        return [
            Nouns(s, named, context, rules.lexicon)
            for s, named in zip(sentences, mentions, strict=True)
        ]

    return nouns_of
