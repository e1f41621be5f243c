from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.reading.tokens import tokenize

WORDS = st.sampled_from(
    [
        "Cuba",
        "’s",
        "don't",
        "U.S.",
        "co-operation",
        "1,500",
        "3.5bn",
        "…",
        "--",
        "“",
        "(",
        "é",
        "\n",
    ]
)
TEXTS = st.text() | st.lists(WORDS | st.just(" ")).map("".join)


@given(TEXTS)
def test_tokens_cover_every_visible_character_once_and_in_order(text: str) -> None:
    spans = tokenize(text)
    covered = [index for start, end in spans for index in range(start, end)]
    assert covered == sorted(set(covered))
    assert [i for i, c in enumerate(text) if not c.isspace()] == [
        i for i in covered if not text[i].isspace()
    ]


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_tokens_of_a_stretch_lie_inside_it(text: str, start: int, length: int) -> None:
    assert all(start <= a < b <= start + length for a, b in tokenize(text, start, start + length))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Caracas’s long-held ties", "Caracas|’s|long|-|held|ties"),
        ("They didn't leave.", "They|did|n't|leave|."),
        ("They didn’t leave.", "They|did|n’t|leave|."),
        ("co-operation with the U.S. ended", "co-operation|with|the|U.S.|ended"),
        ("Gen. Tiani met Mr. Wang", "Gen.|Tiani|met|Mr.|Wang"),
        ("1,500 troops, 3.5 tonnes", "1,500|troops|,|3.5|tonnes"),
        ("on the 3rd at 10:30", "on|the|3rd|at|10:30"),
        ("see https://example.org/a?b=1 now", "see|https://example.org/a?b=1|now"),
        ("write to press.office@example.org", "write|to|press.office@example.org"),
        ("it's we're they’ll", "it|'s|we|'re|they|’ll"),
        ("“No,” he said…", "“|No|,|”|he|said|…"),
        ("anti-French protests", "anti-French|protests"),
    ],
)
def test_words_are_split_as_the_english_treebanks_split_them(text: str, tokens: str) -> None:
    assert [text[a:b] for a, b in tokenize(text)] == tokens.split("|")
