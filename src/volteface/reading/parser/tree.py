"""The best dependency tree for a matrix of arc scores: maximum spanning tree with one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9


def best_tree(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the head of each word (0 is the root, words count from 1).

    ``scores`` is words × (words + 1) log-probabilities, column 0 the root. The greedy heads are
    kept when they are a tree with one root, which is nearly always; else Chu–Liu/Edmonds decides
    (Chu & Liu 1965; Edmonds 1967) for each candidate root.
    """
    words = scores.shape[0]
    table = np.full((words + 1, words + 1), _NEVER)
    table[:, 1:] = scores.T
    np.fill_diagonal(table, _NEVER)
    heads = _spanning_tree(table)
    roots = [i for i in range(1, words + 1) if heads[i] == 0]
    if len(roots) == 1:
        return heads[1:]
    candidates = roots or list(range(1, words + 1))
    trees = [_rooted(table, root) for root in candidates]
    return max(trees, key=lambda tree: _weight(table, tree))[1:]


def _rooted(table: NDArray[np.float64], root: int) -> NDArray[np.int64]:
    only = table.copy()
    only[0, 1:] = _NEVER
    only[0, root] = table[0, root]
    return _spanning_tree(only)


def _weight(table: NDArray[np.float64], heads: NDArray[np.int64]) -> float:
    return float(sum(table[heads[i], i] for i in range(1, len(heads))))


def _spanning_tree(table: NDArray[np.float64]) -> NDArray[np.int64]:
    heads: NDArray[np.int64] = table.argmax(0)
    heads[0] = -1
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    return _expand(table, heads, cycle)


def _find_cycle(heads: NDArray[np.int64]) -> list[int]:
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path, node = [], start
        while node > 0 and state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if node > 0 and node in path:
            return path[path.index(node) :]
        for passed in path:
            state[passed] = 2
    return []


def _expand(
    table: NDArray[np.float64], heads: NDArray[np.int64], cycle: list[int]
) -> NDArray[np.int64]:
    """Contract the cycle to one node, solve the smaller graph, and open the cycle where it is entered."""
    inside = set(cycle)
    outside = [i for i in range(len(heads)) if i not in inside]
    size = len(outside)
    total = sum(table[heads[c], c] for c in cycle)
    smaller = np.full((size + 1, size + 1), _NEVER)
    entered, left = {}, {}
    for row, a in enumerate(outside):
        smaller[row, :size] = table[a, outside]
        entered[a] = max(cycle, key=lambda c: table[a, c] - table[heads[c], c])
        smaller[row, size] = table[a, entered[a]] - table[heads[entered[a]], entered[a]] + total
        left[a] = max(cycle, key=lambda c: table[c, a])
        smaller[size, row] = table[left[a], a]
    smaller[:, 0] = _NEVER
    np.fill_diagonal(smaller, _NEVER)
    solved = _spanning_tree(smaller)
    result = np.array(heads)
    for row, a in enumerate(outside[1:], start=1):
        result[a] = left[a] if solved[row] == size else outside[solved[row]]
    source = outside[solved[size]]
    result[entered[source]] = source
    return result
