from __future__ import annotations

import pytest

from volteface.reading.parser.model import Parser
from volteface.reading.parsing import parse_text
from volteface.reading.repairs import mended
from volteface.reading.syntax import Sentence, Token, kids_of

TEXT = "Cuban guards left Caracas on Sunday. “We are going home,” one of them said.\nNiger waits."


@pytest.fixture(scope="module")
def sentences(parser: Parser) -> list[Sentence]:
    return parse_text(TEXT, parser)


def test_the_words_of_a_sentence_stand_at_their_offsets(sentences: list[Sentence]) -> None:
    for sentence in sentences:
        assert all(TEXT[t.start : t.end] == t.text for t in sentence.tokens)
        assert sentence.text(TEXT) == TEXT[sentence.start : sentence.end]


def test_each_sentence_is_one_tree(sentences: list[Sentence]) -> None:
    assert len(sentences) == 3
    for sentence in sentences:
        (root,) = [t.index for t in sentence.tokens if t.head < 0]
        assert sentence.subtree(root) == list(range(len(sentence.tokens)))


def test_a_plain_sentence_is_parsed_right(sentences: list[Sentence]) -> None:
    first = sentences[0]
    assert [(t.text, t.rel, t.head) for t in first.tokens][:4] == [
        ("Cuban", "amod", 1),
        ("guards", "nsubj", 2),
        ("left", "root", -1),
        ("Caracas", "obj", 2),
    ]
    assert (first.tokens[1].lemma, first.tokens[2].lemma) == ("guard", "leave")
    assert first.preposition(5) == "on"


def test_the_governors_of_a_word_lead_to_the_root(sentences: list[Sentence]) -> None:
    assert [t.text for t in sentences[0].ancestors(0)] == ["guards", "left"]


def test_furniture_is_not_parsed(parser: Parser) -> None:
    text = "Cuban guards left. Read also: Niger waits. Doctors stayed."
    start, end = text.index("Read"), text.index("Doctors")
    found = [s.text(text) for s in parse_text(text, parser, [(start, end)])]
    assert found == ["Cuban guards left.", "Doctors stayed."]


def test_an_endless_sentence_is_cut(parser: Parser) -> None:
    pieces = parse_text("word " * 400, parser)
    assert [len(p.tokens) for p in pieces] == [150, 150, 100]


def test_nothing_gives_no_sentence(parser: Parser) -> None:
    assert parse_text("", parser) == []
    assert parse_text(" \n", parser) == []


def test_a_parse_does_not_depend_on_the_company_of_other_sentences(parser: Parser) -> None:
    short, long = ["Guards", "left", "."], ["The", *["old"] * 20, "guards", "left", "."]
    alone = parser.parse([short])[0]
    beside = parser.parse([long, short])[1]
    assert (beside.heads, beside.rels, beside.upos) == (alone.heads, alone.rels, alone.upos)


def test_every_word_gets_every_label_even_past_the_reach_of_the_encoder(parser: Parser) -> None:
    words = ["Zelenskyy"] * 200  # five pieces each, twice what the encoder takes
    parse = parser.parse([words])[0]
    for labels in (parse.heads, parse.rels, parse.upos, parse.xpos, parse.feats, parse.lemmas):
        assert len(labels) == 200


def test_what_somebody_said_without_that_is_what_he_said() -> None:
    words = ["He", "said", "guards", "have", "left"]
    heads, rels = [1, -1, 1, 4, 2], ["nsubj", "root", "obj", "aux", "acl:relcl"]
    tags = ["PRP", "VBD", "NNS", "VBP", "VBN"]
    tokens = tuple(
        Token(i, w, 5 * i, 5 * i + len(w), w, "X", tags[i], "_", heads[i], rels[i], "O")
        for i, w in enumerate(words)
    )
    tree = mended(Sentence(0, 0, 24, tokens, kids_of(heads)))
    assert [(t.head, t.rel) for t in tree.tokens] == [
        (1, "nsubj"),
        (-1, "root"),
        (4, "nsubj"),
        (4, "aux"),
        (1, "ccomp"),
    ]
