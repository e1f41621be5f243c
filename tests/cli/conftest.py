"""Commands of the command line, run in this process."""

from __future__ import annotations

import pytest

from cli.outcome import Commands


@pytest.fixture
def volteface(capsys: pytest.CaptureFixture[str]) -> Commands:
    """Return a callable that runs a command and returns its exit code and streams."""
    return Commands(capsys)
