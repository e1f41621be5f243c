"""The exported acceptance gives what net and trees give; needs the extra ``train``."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

CLAIMS = Path(__file__).parents[2] / "training" / "claims"
ROWS, WIDTH, FEATURES = 400, 12, 5


def test_the_graph_agrees_with_the_net_and_the_trees(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(CLAIMS)
    pytest.importorskip("torch", reason="the extra `train` is not installed")
    ensemble = pytest.importorskip("sklearn.ensemble")
    from export_acceptance import export_acceptance
    from glance import fit_glance

    generator = np.random.default_rng(4)
    states = generator.normal(size=(ROWS, WIDTH)).astype(np.float32)
    features = generator.normal(2, 3, size=(ROWS, FEATURES)).astype(np.float32)
    outcomes = (states[:, :2] + features[:, :2] > 1).astype(np.float32)
    net = fit_glance(states, features, outcomes, np.ones_like(outcomes))
    told = np.hstack([features, net.told(states, features)])
    models = [ensemble.HistGradientBoostingClassifier(max_iter=20).fit(told, y) for y in outcomes.T]
    export_acceptance(net, models, tmp_path / "acceptance.onnx")

    session = onnxruntime.InferenceSession(str(tmp_path / "acceptance.onnx"))
    (found,) = session.run(None, {"features": features, "states": states})
    expected = np.stack([model.predict_proba(told)[:, 1] for model in models], 1)
    # a value at the very edge of a branch may fall to the other side
    assert np.quantile(abs(found - expected), 0.98) < 1e-5
    assert found.shape == (ROWS, 2)
