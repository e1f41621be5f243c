"""The small net and scikit-learn's boosted trees → one ONNX graph that gives the probability of each outcome."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from glance import Glance
from onnx import NodeProto, TensorProto, helper, numpy_helper
from sklearn.ensemble import HistGradientBoostingClassifier


def export_acceptance(
    net: Glance, models: list[HistGradientBoostingClassifier], path: Path
) -> None:
    """Write net and trees as a graph.

    ``features`` (n × features), ``states`` (n × width) → ``chances`` (n × models).
    """
    weights = _weights(net)
    nodes = [
        helper.make_node("MatMul", ["states", "of_states"], ["from_states"]),
        helper.make_node("Gemm", ["features", "of_features", "bias"], ["from_features"]),
        helper.make_node("Add", ["from_states", "from_features"], ["sum"]),
        helper.make_node("Relu", ["sum"], ["hidden"]),
        helper.make_node("Gemm", ["hidden", "out", "out_bias"], ["told"]),
        helper.make_node("Concat", ["features", "told"], ["all"], axis=1),
        _trees(models),
        helper.make_node("Sigmoid", ["sums"], ["chances"]),
    ]
    width, features = len(weights["of_states"]), len(weights["of_features"])
    graph = helper.make_graph(
        nodes,
        "acceptance",
        [
            helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, features]),
            helper.make_tensor_value_info("states", TensorProto.FLOAT, [None, width]),
        ],
        [helper.make_tensor_value_info("chances", TensorProto.FLOAT, [None, len(models)])],
        [numpy_helper.from_array(array, name) for name, array in weights.items()],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def _weights(net: Glance) -> dict[str, np.ndarray]:
    """The net's matrices, inputs × outputs; the scaling of features is put into theirs."""
    state = {name: tensor.numpy() for name, tensor in net.state_dict().items()}
    of_features = state["of_features.weight"].T / state["spread"][:, None]
    return {
        "of_states": np.ascontiguousarray(state["of_states.weight"].T),
        "of_features": of_features,
        "bias": state["of_states.bias"] - state["mean"] @ of_features,
        "out": np.ascontiguousarray(state["out.weight"].T),
        "out_bias": state["out.bias"],
    }


def _trees(models: list[HistGradientBoostingClassifier]) -> NodeProto:
    """Return the sums of all trees of each model as one node."""
    told: dict[str, list[Any]] = defaultdict(list)
    number = 0
    for target, model in enumerate(models):
        for (tree,) in model._predictors:
            for index, node in enumerate(tree.nodes):
                _add(told, number, target, index, node)
            number += 1
    bases = [float(model._baseline_prediction.item()) for model in models]
    return helper.make_node(
        "TreeEnsembleRegressor",
        ["all"],
        ["sums"],
        domain="ai.onnx.ml",
        n_targets=len(models),
        base_values=bases,
        **told,
    )


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
