"""The heads at run time give what the heads in training gave; needs the extra ``train``."""

import json
from pathlib import Path

import numpy as np
import pytest

from volteface.reading.chain import Reading
from volteface.reading.heads import ClaimHeads
from volteface.reading.parser.model import shipped
from volteface.reading.records import Scene

TRAINING = Path(__file__).parents[2] / "training"
TEXT = "France withdrew its last soldiers from Mali after the junta in Bamako asked it to leave."


@pytest.fixture
def torch(monkeypatch):
    monkeypatch.syspath_prepend(TRAINING / "parser")
    monkeypatch.syspath_prepend(TRAINING / "claims")
    return pytest.importorskip("torch", reason="the extra `train` is not installed")


@pytest.fixture
def passage(torch, tmp_path):
    from passages import read_sentences

    line = {"doc": "a", "pair": ["MLI", "FRA"], "text": TEXT, "claims": []}
    (tmp_path / "page.jsonl").write_text(json.dumps(line), "utf-8")
    (document,) = read_sentences(tmp_path / "page.jsonl", Reading.load())
    return document.passages[0]


def test_run_time_heads_agree_with_those_in_training(torch, passage):
    from heads import ClaimHeads as TrainedHeads
    from heads import Instance, Place

    labels = json.loads((shipped() / "claims.json").read_text("utf-8"))["claims"]
    trained = TrainedHeads(len(labels))
    with np.load(shipped() / "claims.npz") as stored:
        weights = {name: torch.tensor(stored[name].astype(np.float32)) for name in stored.files}
    trained.load_state_dict(weights)
    trained.eval()
    heads = ClaimHeads()
    (states,) = heads.states([passage.sentence])
    scene = Scene(passage.sentence, states, passage.signs, passage.candidates, passage.drafts)
    chances = heads.chances(scene)
    (found, *_) = heads.find(scene, chances, 0.5)

    place = Place(passage, 0, 0, 0, True)
    item = Instance(place, found.trigger, labels.index(found.label), set(), set(), {})
    with torch.no_grad():
        own = torch.tensor(states.own)[None]
        expected = torch.sigmoid(trained.triggers(own, [place])).numpy()
        sides = trained.arguments(own, [item], torch.tensor([item.label])).numpy()[0]

    assert chances == pytest.approx(expected, abs=1e-2)
    codes = [one.party.code for one in passage.candidates]
    source, target = codes.index(found.source.code), codes.index(found.target.code)
    assert {found.source.code, found.target.code} == {"FRA", "MLI"}
    assert found.weight.sides == pytest.approx(sides[source, 0] + sides[target, 1], abs=1e-2)
