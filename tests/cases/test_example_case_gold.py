import json
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from volteface.codebook.event_types import type_names
from volteface.codebook.organisations import load_organisations
from volteface.codebook.states import load_states
from volteface.codebook.tie_kinds import load_tie_kinds
from volteface.documents.load import load
from volteface.model.claim import Certainty, Change, ClaimKind, Polarity, SpeakerKind, TimeFrame

CASE = Path(__file__).parents[2] / "cases" / "caracas-havana"
REPORTS = {path.stem: path for path in sorted((CASE / "reports").iterdir())}
BOTH = [
    pytest.param(CASE / side / f"{stem}.json", id=f"{side}/{stem}")
    for side in ("gold", "gold/second")
    for stem in REPORTS
]
ENUMS = {
    "kind": get_args(ClaimKind),
    "polarity": get_args(Polarity),
    "certainty": get_args(Certainty),
    "time_frame": get_args(TimeFrame),
    "speaker_kind": get_args(SpeakerKind),
    "change": (*get_args(Change), None),
    "key": (True, False),
}
# fmt: off
SECTORS = {
    "fuel", "electricity", "transport", "water", "health", "food", "public_services", "economy",
    "politics",
}
# fmt: on
TYPES = {*type_names(), *load_tie_kinds(), "CAUSE"}
CODES = {
    None,
    *(state.code for state in load_states()),
    *(organisation.code for organisation in load_organisations()),
}


def gold(path):
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def extracted(stem):
    (report,) = load(REPORTS[stem])
    return report.text


@pytest.mark.parametrize("path", BOTH)
def test_a_report_has_its_gold_file_with_claims_of_the_pair(path):
    found = gold(path)
    assert Path(found["file"]).stem == path.stem
    assert found["claims"]
    assert {*found["pair"], found["outside"]} <= CODES
    assert re.fullmatch(r"(\d{4}|XXXX)-(0[1-9]|1[0-2])", found["break_month"])


@pytest.mark.parametrize("path", BOTH)
def test_each_annotated_sentence_stands_exactly_once_in_the_text(path):
    text, found = extracted(path.stem), gold(path)
    sentences = [c["sentence"] for c in found["claims"]]
    sentences += [m["sentence"] for m in found["must_not"] if m.get("sentence")]
    assert [s for s in sentences if text.count(s) != 1] == []


@pytest.mark.parametrize("path", BOTH)
def test_each_field_of_a_claim_has_one_of_its_values(path):
    claims = gold(path)["claims"]
    wrong = [
        (c["id"], f, c[f]) for c in claims for f, allowed in ENUMS.items() if c[f] not in allowed
    ]
    assert wrong == []
    assert len({c["id"] for c in claims}) == len(claims)


@pytest.mark.parametrize("path", BOTH)
def test_types_and_parties_are_in_the_codebook(path):
    found = gold(path)
    entries = [*found["claims"], *found["must_not"]]
    assert [e for e in entries if not e["type"] or not {*e["type"]} <= TYPES] == []
    assert [e for e in entries if not {e["source"], e["target"]} <= CODES] == []


@pytest.mark.parametrize("path", BOTH)
def test_no_claim_has_its_source_as_its_target(path):
    claims = gold(path)["claims"]
    assert [c["id"] for c in claims if c["source"] and c["source"] == c["target"]] == []


@pytest.mark.parametrize("path", BOTH)
def test_only_effects_inside_a_state_have_a_sector(path):
    told = [c for c in gold(path)["claims"] if c.get("sector")]
    assert [
        c["id"] for c in told if c["sector"] not in SECTORS or "domestic" not in c["type"]
    ] == []
