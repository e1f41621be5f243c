"""Runs on many machines: blocks of trajectories handed to Ray's workers (extra ``cluster``).

Noise is a function of its labels, so a block gives the same figures wherever and whenever it is
run. A worker that dies loses nothing: its blocks are run again by another.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import numpy as np

from volteface.errors import ScenarioError
from volteface.scenarios.engine import Array, Engine, Given, Lanes, engine_named
from volteface.scenarios.program import Program

_TRIES_AFTER_A_DEATH = 5
_BLOCKS_AHEAD = 2
_JOBS_KEPT = 4

Job = tuple[str | Engine, Program, tuple[str, ...] | None]
_jobs_here: dict[str, tuple[Engine, Program, tuple[str, ...] | None]] = {}


class Cluster:
    """An engine whose blocks are run by the workers of a Ray cluster, in order of trajectory.

    ``engine`` is the engine that each worker runs: a name, or an object that can be pickled.
    ``block`` is how many trajectories a worker gets at once. Made by ``cluster``.
    """

    name = "cluster"

    def __init__(self, engine: str | Engine = "numpy", *, block: int = 4096) -> None:
        if block < 1:
            raise ValueError(f"block is {block}; expected at least 1 trajectory")
        self.engine, self.block = engine, block

    def run(
        self,
        program: Program,
        lanes: Lanes,
        outputs: tuple[str, ...] | None = None,
        parameters: Given | None = None,
    ) -> Array:
        """Return the ``outputs`` (symbols), of shape (outputs, months, lanes); see ``Engine``."""
        found = list(self.blocks(program, lanes, outputs, parameters))
        return np.concatenate(found, axis=2)

    def blocks(
        self,
        program: Program,
        lanes: Lanes,
        outputs: tuple[str, ...] | None = None,
        parameters: Given | None = None,
    ) -> Iterator[Array]:
        """Yield the figures of one block of trajectories after another, in their order.

        A few blocks more than there are workers are under way at any time, so memory stays
        bounded however many trajectories are asked for.
        """
        ray = _ray()
        job = ray.put((self.engine, program, outputs))
        remote = ray.remote(max_retries=_TRIES_AFTER_A_DEATH)(_run_block)
        tasks = (
            remote.remote([job], piece, _given_for(piece, lanes, parameters))
            for piece in pieces(lanes, self.block)
        )
        ahead = int(ray.cluster_resources().get("CPU", 1)) + _BLOCKS_AHEAD
        for task in _started_ahead(tasks, ahead):
            yield ray.get(task)


@contextmanager
def cluster(
    engine: str | Engine = "numpy",
    *,
    workers: int | None = None,
    address: str | None = None,
    block: int = 4096,
) -> Iterator[Cluster]:
    """Connect to the cluster at ``address``, or start one of ``workers`` on this machine.

    Raises ScenarioError where Ray is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ray = _ray()
    here: Mapping[str, Any] = {} if address else {"num_cpus": workers, "include_dashboard": False}
    ray.init(address=address, log_to_driver=False, **here)
    try:
        yield Cluster(engine, block=block)
    finally:
        ray.shutdown()


def _ray() -> Any:
    """Return the package, which is loaded only when it is used."""
    try:
        return import_module("ray")
    except ImportError as error:
        raise ScenarioError(
            f"runs on a cluster: {error}; install it with pip install 'volteface[cluster]'"
        ) from error


def pieces(lanes: Lanes, block: int) -> Iterator[Lanes]:
    """Yield ``lanes`` in runs of at most ``block`` trajectories.

    >>> [piece.count for piece in pieces(Lanes(seed=1, first=0, count=10), 4)]
    [4, 4, 2]
    """
    for start in range(0, lanes.count, block):
        count = min(block, lanes.count - start)
        yield Lanes(seed=lanes.seed, first=lanes.first + start, count=count)


def _given_for(piece: Lanes, lanes: Lanes, parameters: Given | None) -> Given | None:
    """Return the given parameters of one piece: its share of every array."""
    if parameters is None:
        return None
    start = piece.first - lanes.first
    share = slice(start, start + piece.count)
    return {
        name: np.asarray(value)[share] if np.ndim(value) else value
        for name, value in parameters.items()
    }


def _started_ahead(tasks: Iterable[Any], ahead: int) -> Iterator[Any]:
    """Yield the tasks in order, having started up to ``ahead`` of them before each."""
    waiting: deque[Any] = deque()
    for task in tasks:
        waiting.append(task)
        if len(waiting) > ahead:
            yield waiting.popleft()
    yield from waiting


def _run_block(job: list[Any], lanes: Lanes, given: Given | None) -> Array:
    """Run one block on a worker, which keeps the programs it has made ready."""
    engine, program, outputs = _job_here(job[0])
    return engine.run(program, lanes, outputs, given)


def _job_here(reference: Any) -> tuple[Engine, Program, tuple[str, ...] | None]:
    ray = _ray()
    key = reference.hex()
    if key not in _jobs_here:
        while len(_jobs_here) >= _JOBS_KEPT:
            _jobs_here.pop(next(iter(_jobs_here)))
        engine, program, outputs = ray.get(reference)
        made = engine_named(engine) if isinstance(engine, str) else engine
        _jobs_here[key] = (made, program, outputs)
    return _jobs_here[key]
