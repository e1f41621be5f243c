from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from volteface.reading.parser.tree import best_tree

Scores = NDArray[np.float32]


def scores_of(words: int) -> st.SearchStrategy[Scores]:
    """Return log-probabilities in quarters, so that sums are exact and ties are common."""
    return arrays(np.float32, (words, words + 1), elements=st.integers(-80, 0).map(lambda n: n / 4))


def is_tree(heads: tuple[int, ...]) -> bool:
    """Whether exactly one word hangs on the root and every word reaches it."""
    if sum(head == 0 for head in heads) != 1:
        return False
    for word in range(1, len(heads) + 1):
        node, steps = word, 0
        while node and steps <= len(heads):
            node, steps = heads[node - 1], steps + 1
        if node:
            return False
    return True


def weight(scores: Scores, heads: tuple[int, ...]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


@given(st.integers(1, 12).flatmap(scores_of))
def test_the_best_tree_is_a_tree_with_exactly_one_root(scores: Scores) -> None:
    assert is_tree(tuple(int(h) for h in best_tree(scores)))


@given(st.integers(1, 4).flatmap(scores_of))
def test_no_other_tree_with_one_root_weighs_more(scores: Scores) -> None:
    words = len(scores)
    trees = filter(is_tree, itertools.product(range(words + 1), repeat=words))
    most = max(weight(scores, heads) for heads in trees)
    assert weight(scores, tuple(int(h) for h in best_tree(scores))) == most


def test_a_single_word_hangs_on_the_root() -> None:
    assert best_tree(np.array([[-1.0, -0.1]], np.float32)).tolist() == [0]


def test_two_words_that_choose_each_other_are_parted_at_the_cheaper_place() -> None:
    # columns: root, word 1, word 2; both words prefer each other, word 2 loses less at the root
    scores = np.array([[-9, -20, -1], [-3, -1, -20]], np.float32)
    assert best_tree(scores).tolist() == [2, 0]


def test_of_two_words_that_both_want_the_root_only_the_better_pair_is_kept() -> None:
    scores = np.array([[-1, -20, -5], [-1, -2, -20]], np.float32)
    assert best_tree(scores).tolist() == [0, 1]
