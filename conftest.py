"""Modules that need an extra are left out of the doctests where it is not installed."""

from importlib.util import find_spec

_SCENARIOS = "src/volteface/scenarios"
_NEEDS = {
    "numba": (f"{_SCENARIOS}/lanes/*", f"{_SCENARIOS}/engine_numba.py"),
    "jax": (
        f"{_SCENARIOS}/engine_jax.py",
        f"{_SCENARIOS}/jax_noise.py",
        f"{_SCENARIOS}/jax_draws.py",
        f"{_SCENARIOS}/calibration/density.py",
        f"{_SCENARIOS}/calibration/nuts.py",
    ),
    "numpyro": (f"{_SCENARIOS}/calibration/nuts.py",),
    "ray": (f"{_SCENARIOS}/cluster.py",),
}

collect_ignore_glob = [
    path for name, paths in _NEEDS.items() if find_spec(name) is None for path in paths
]
