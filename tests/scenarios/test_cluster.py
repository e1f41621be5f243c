"""A cluster of two workers gives one process's figures to the last bit, and outlives a worker."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from scenarios.small_programs import apply, program_of, random_program, spread
from volteface.scenarios.cluster import Cluster, cluster, pieces
from volteface.scenarios.engine import Lanes
from volteface.scenarios.engine_numpy import NumpyEngine
from volteface.scenarios.program import Draw, Symbol

ray = pytest.importorskip("ray", reason="the extra `cluster` is not installed")

# JAX, where a test before this one has loaded it, warns of any fork; Ray forks only to start
# another program.
pytestmark = pytest.mark.filterwarnings("ignore:os.fork:RuntimeWarning")

LANES = Lanes(seed=9, first=3, count=5_000)


class EngineThatDiesOnce:
    """Runs as the default engine does, but the first worker that touches ``mark`` is killed."""

    name = "dies once"

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def run(self, program, lanes, outputs=None, parameters=None):
        if lanes.first > LANES.first and not self.mark.exists():
            self.mark.touch()
            os._exit(1)
        return NumpyEngine().run(program, lanes, outputs, parameters)


@pytest.fixture(scope="module")
def two_workers():
    with cluster("numpy", workers=2, block=700) as made:
        # The workers cannot import test modules: classes of this one travel whole.
        ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
        yield made


def test_two_workers_agree_with_one_process_to_the_last_bit(two_workers):
    program = random_program(2, statements=12)

    found = two_workers.run(program, LANES)

    assert found.tobytes() == NumpyEngine().run(program, LANES).tobytes()


def test_blocks_come_in_order_of_trajectory(two_workers):
    program = program_of({"oil": Draw("normal", "oil")})

    blocks = list(two_workers.blocks(program, LANES))

    assert [block.shape[2] for block in blocks] == [700] * 7 + [100]
    assert np.array_equal(np.concatenate(blocks, axis=2), NumpyEngine().run(program, LANES))


def test_given_parameters_go_with_their_trajectories(two_workers):
    program = program_of(
        {"sum": apply("add", Symbol("a"), Symbol("b"))},
        parameters=(spread("a", 0.0, 1.0), spread("b", 0.0, 1.0)),
    )
    given = {"a": np.arange(5_000.0), "b": 0.5}

    found = two_workers.run(program, LANES, None, given)

    assert found[0, 0].tolist() == (np.arange(5_000.0) + 0.5).tolist()


def test_a_killed_worker_loses_nothing(two_workers, tmp_path):
    program = random_program(2, statements=12)
    mark = tmp_path / "a worker died"

    found = Cluster(EngineThatDiesOnce(mark), block=500).run(program, LANES)

    assert mark.exists()
    assert found.tobytes() == NumpyEngine().run(program, LANES).tobytes()


def test_an_error_of_the_engine_reaches_the_caller(two_workers):
    with pytest.raises(KeyError, match="no such output"):
        two_workers.run(program_of({}), LANES, ("no such output",))


def test_pieces_cover_every_trajectory_once():
    found = [
        index
        for piece in pieces(LANES, 999)
        for index in range(piece.first, piece.first + piece.count)
    ]

    assert found == list(range(LANES.first, LANES.first + LANES.count))


def test_a_block_has_at_least_one_trajectory():
    with pytest.raises(ValueError, match="at least 1"):
        Cluster(block=0)
