"""What the package promises – names, commands, options, exit codes, records – is what docs describe."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
import typer

import volteface
from volteface.cli.app import app
from volteface.cli.codes import MEANINGS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
_DIRECTIVE = re.compile(r"auto(?:function|class|exception|data):: volteface\.(\w+)")
_HEAVY = ("numpy", "onnxruntime", "trafilatura", "typer", "volteface.api")
MARK = "{{"


def _page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def test_the_api_page_describes_exactly_the_public_names() -> None:
    assert sorted(_DIRECTIVE.findall(_page("api.md"))) == sorted(
        name for name in volteface.__all__ if not name.startswith("_")
    )


@pytest.mark.parametrize("name", volteface.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    value = getattr(volteface, name)
    assert isinstance(value, str) or (value.__doc__ or "").strip()
    assert name in dir(volteface)


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'forecast'"):
        getattr(volteface, "forecast")  # noqa: B009 – a name that mypy must not see


def test_importing_the_package_loads_nothing_heavy() -> None:
    seen = f"import sys, volteface; print([m for m in {_HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_types_are_shipped() -> None:
    assert files("volteface").joinpath("py.typed").is_file()


def test_every_command_and_option_is_described() -> None:
    page = _page("command-line.md")
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]  # click groups have commands
        assert f"## volteface {name}" in page
        options = {o for p in command.params for o in p.opts if o.startswith("--")}
        assert not [o for o in options - {"--help"} if f"`{o}" not in page], name


def test_every_exit_code_is_described() -> None:
    page = _page("command-line.md")
    for code, meaning in MEANINGS.items():
        assert re.search(rf"^\| {code.value} \| {re.escape(meaning)}", page, re.MULTILINE)


def test_every_field_of_a_claim_is_described() -> None:
    schema = json.loads(files("volteface").joinpath("data", "claim.schema.json").read_text("utf-8"))
    page = _page("claim-record.md")
    assert not [field for field in schema["properties"] if f"`{field}`" not in page]


def test_every_table_that_an_analyst_may_edit_is_described() -> None:
    page = _page("codebooks.md")
    data = ROOT / "src" / "volteface" / "data"
    tables = [p for p in data.rglob("*") if p.suffix in (".csv", ".toml")]
    assert not [p.name for p in tables if f"`{p.name}`" not in page]


def test_docs_have_no_gaps_left_to_fill() -> None:
    card = ROOT / "src" / "volteface" / "data" / "parser" / "MODEL_CARD.md"
    pages = [ROOT / "README.md", card, *DOCS.glob("*.md")]
    assert not [p.name for p in pages if MARK in p.read_text("utf-8")]


def test_constraints_pin_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][\w.]*", pin) for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["dev"], *extras["docs"]]
    pinned = {_plain(pin.partition("==")[0]) for pin in pins}
    assert {_plain(re.split(r"[<>=\[]", name)[0]) for name in wanted} <= pinned


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
