from __future__ import annotations

import numpy as np
import pytest

from reading.told import Parsed
from volteface.reading.candidates import find_candidates
from volteface.reading.findings import makes_successors_leave
from volteface.reading.heads import Found, Scene, States

NOTHING = np.zeros((0, 1), np.float32)


@pytest.mark.parametrize(
    ("text", "word", "source", "is_wrong"),
    [
        ("The Cubans were replaced by Venezuelan officers.", "replaced", "VEN", True),
        ("The Cubans were replaced by Venezuelan officers.", "replaced", "CUB", False),
        ("Venezuela took over the guard from Cuba.", "took", "VEN", True),
        ("France withdrew its troops from Mali.", "withdrew", "FRA", False),
    ],
)
def test_who_takes_a_post_over_is_not_the_one_who_leaves(
    parsed: Parsed, text: str, word: str, source: str, is_wrong: bool
) -> None:
    (nouns,) = parsed(text)
    candidates = find_candidates(nouns)
    scene = Scene(nouns.sentence, States(NOTHING, NOTHING, NOTHING), [], candidates, [])
    trigger = next(t.index for t in nouns.sentence.tokens if t.text == word)
    party = next(c.party for c in candidates if c.party.code == source)
    found = Found(trigger, "RETREAT", 0.9, {}, party, None, -0.1, 0.9)
    assert makes_successors_leave(found, scene) is is_wrong
