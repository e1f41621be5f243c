"""Imports point downward only: the layout table of the docs, held against the code."""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "volteface"
FREE = "errors"  # every folder may raise our errors


def _table() -> dict[str, str]:
    with (ROOT / "docs" / "layout.csv").open(encoding="utf-8", newline="") as stream:
        return {row["folder"]: row["may import"] for row in csv.DictReader(stream)}


TABLE = _table()
MODULES = sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    """Return the row of the table that a module belongs to: its folder, or its own name."""
    first, *rest = path.relative_to(PACKAGE).parts
    return f"{first}/" if rest else first


def _imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and first part (below ``volteface``) of every import of ours, lazy ones too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import; write it in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            if package == "volteface":
                yield node.lineno, rest.partition(".")[0]


def test_every_folder_has_a_row_and_every_row_a_known_right() -> None:
    rooms = {_room(path) for path in MODULES}
    assert not rooms - set(TABLE), "give the new folder a row in docs/layout.csv"
    known = {room.rstrip("/") for room in TABLE} | {"nothing", "everything"}
    assert {word for rights in TABLE.values() for word in rights.split()} <= known


def test_the_table_allows_no_way_round() -> None:
    order = [room.rstrip("/") for room in TABLE]
    for room, rights in TABLE.items():
        for right in set(rights.split()) - {"nothing", "everything"}:
            assert order.index(right) < order.index(room.rstrip("/")), f"{room} is above {right}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_keep_to_the_table(path: Path) -> None:
    room = _room(path)
    rights = TABLE.get(room, "").split()
    if "everything" in rights:
        return
    allowed = {*rights, room.rstrip("/"), FREE}
    wrong = [f"line {line}: {part}" for line, part in _imported(path) if part not in allowed]
    assert not wrong, f"{room} may import {' '.join(rights) or 'nothing'}, but {wrong}"
