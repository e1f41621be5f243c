"""Boosted trees of scikit-learn → one ONNX graph that gives the probability of each outcome."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier


def export_trees(models: list[HistGradientBoostingClassifier], features: int, path: Path) -> None:
    """Write models with two classes as a graph: ``features`` (n × features) → ``chances`` (n × models)."""
    told: dict[str, list[Any]] = defaultdict(list)
    number = 0
    for target, model in enumerate(models):
        for (tree,) in model._predictors:
            for index, node in enumerate(tree.nodes):
                _add(told, number, target, index, node)
            number += 1
    bases = [float(model._baseline_prediction.item()) for model in models]
    ensemble = helper.make_node(
        "TreeEnsembleRegressor",
        ["features"],
        ["sums"],
        domain="ai.onnx.ml",
        n_targets=len(models),
        base_values=bases,
        **told,
    )
    graph = helper.make_graph(
        [ensemble, helper.make_node("Sigmoid", ["sums"], ["chances"])],
        "acceptance",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, features])],
        [helper.make_tensor_value_info("chances", TensorProto.FLOAT, [None, len(models)])],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def _add(told: dict[str, list[Any]], tree: int, target: int, index: int, node: Any) -> None:
    is_leaf = bool(node["is_leaf"])
    for name, value in (
        ("treeids", tree),
        ("nodeids", index),
        ("featureids", int(node["feature_idx"])),
        ("modes", "LEAF" if is_leaf else "BRANCH_LEQ"),
        ("values", 0.0 if is_leaf else float(node["num_threshold"])),
        ("truenodeids", int(node["left"])),
        ("falsenodeids", int(node["right"])),
    ):
        told[f"nodes_{name}"].append(value)
    if is_leaf:
        for name, value in (
            ("treeids", tree),
            ("nodeids", index),
            ("ids", target),
            ("weights", float(node["value"])),
        ):
            told[f"target_{name}"].append(value)
