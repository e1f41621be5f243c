"""The reference model in Simlin: compiled once, reset and run again and again."""

from __future__ import annotations

import tempfile
from pathlib import Path

import simlin
from measure import model_given, report
from xmile import identifier, xmile


def main() -> None:
    """Print what Simlin makes of the equations."""
    given = model_given()
    names = {name: identifier(name) for name in given["outputs"]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reference.xmile"
        path.write_text(xmile(given), encoding="utf-8")
        model = simlin.load(str(path))
        with model.simulate() as simulation:

            def run() -> dict[str, list[float]]:
                simulation.reset()
                simulation.run_to_end()
                return {name: simulation.get_series(one) for name, one in names.items()}

            report("pysimlin", run)


if __name__ == "__main__":
    main()
