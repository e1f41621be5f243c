from __future__ import annotations

import numpy as np
import pytest

from reading.told import Parsed
from volteface.reading.candidates import find_candidates
from volteface.reading.drafts import Draft
from volteface.reading.findings import turns_people_round
from volteface.reading.records import Scene, States

NOTHING = np.zeros((0, 1), np.float32)


@pytest.mark.parametrize(
    ("text", "word", "source", "is_wrong"),
    [
        ("The Cubans were replaced by Venezuelan officers.", "replaced", "VEN", True),
        ("The Cubans were replaced by Venezuelan officers.", "replaced", "CUB", False),
        ("Venezuela took over the guard from Cuba.", "took", "VEN", True),
        ("Cubans guard the president of Venezuela.", "guard", "VEN", True),
        ("Cubans guard the president of Venezuela.", "guard", "CUB", False),
        ("France withdrew its troops from Mali.", "withdrew", "FRA", False),
    ],
)
def test_who_takes_over_or_is_guarded_is_not_the_one_who_serves(
    parsed: Parsed, text: str, word: str, source: str, is_wrong: bool
) -> None:
    (nouns,) = parsed(text)
    candidates = find_candidates(nouns)
    scene = Scene(nouns.sentence, States(NOTHING, NOTHING, NOTHING), [], candidates, [])
    anchor = next(t for t in nouns.sentence.tokens if t.text == word)
    party = next(c.party for c in candidates if c.party.code == source)
    type_name = "security_personnel" if word == "guard" else "RETREAT"
    draft = Draft(
        anchor=anchor, rule="heads", kind="event", type=type_name, source=party, target=None
    )
    assert turns_people_round(draft, scene) is is_wrong
