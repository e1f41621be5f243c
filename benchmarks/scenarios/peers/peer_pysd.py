"""The reference model in PySD: translated once, then run again and again."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import pysd
from measure import model_given, per_core_second, report
from xmile import identifier, xmile


def main() -> None:
    """Print what PySD makes of the equations."""
    warnings.simplefilter("ignore")
    given = model_given()
    names = {name: identifier(name) for name in given["outputs"]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reference.xmile"
        path.write_text(xmile(given), encoding="utf-8")
        model = pysd.read_xmile(str(path))

        def run() -> dict[str, list[float]]:
            found = model.run()
            return {name: list(found[column]) for name, column in names.items()}

        fewer = per_core_second(lambda: model.run(return_columns=list(names.values())))
        report("pysd", run, f"run() as it stands; told to keep the outcomes only: {fewer:,.0f}/s")


if __name__ == "__main__":
    main()
