"""Running a command in this process, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from volteface.cli.app import run

REPORT = (
    "CARACAS, 14 January 2026 - Cuba has begun withdrawing its security advisers from Venezuela,"
    " the defence ministry in Caracas said on Wednesday.\n\n"
    "Venezuela has stopped its oil shipments to Cuba under pressure from the United States, two"
    " officials said. The cut has led to blackouts in Havana.\n\n"
    "Some Cuban doctors remain in Venezuela, in smaller numbers.\n"
)
NO_STATE = (
    "The choir sang for an hour and the hall was full. After the break the children read their own"
    " poems, and the baker gave bread to all who had come in from the rain.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Exit code and both streams of one command."""

    code: int
    out: str
    err: str


class Commands:
    """Runs commands as the command line does, less the process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Outcome:
        self._capsys.readouterr()
        code = run([str(a) for a in arguments])
        streams = self._capsys.readouterr()
        return Outcome(code=code, out=streams.out, err=streams.err)
