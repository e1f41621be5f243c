"""A reader that goes away, as ``head`` does, ends a command quietly with 0."""

import subprocess
import sys
from importlib.resources import files

import pytest

MODEL = str(files("volteface").joinpath("data", "scenarios", "templates", "generic.yaml"))
# Written by typer, and by rich.
COMMANDS = (("model", "explain", MODEL), ("simulate", MODEL, "--runs", "64"))


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_closed_pipe_ends_quietly(arguments: tuple[str, ...]) -> None:
    command = (sys.executable, "-c", "from volteface.cli import main; main()", *arguments)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        told = running.stderr.read()
    assert (running.returncode, told.strip()) == (0, "")
