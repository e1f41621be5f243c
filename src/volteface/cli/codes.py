"""Exit codes, as the help and the docs print them."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a command's exit code means."""

    OK = 0
    FAILED = 1
    USAGE = 2
    UNREADABLE = 3
    PARTLY_READ = 4
    NO_ANSWER = 5


MEANINGS = {
    Exit.OK: "all was read and answered",
    Exit.FAILED: "a fault of ours; please report it",
    Exit.USAGE: "the command line is wrong, or a case folder or model file is damaged",
    Exit.UNREADABLE: "nothing could be read; the message says why",
    Exit.PARTLY_READ: "some documents were refused; what could be read was delivered",
    Exit.NO_ANSWER: "read, but no two states with a tie between them are told of",
}


def epilog() -> str:
    """Return the table of exit codes for the help."""
    rows = "  ".join(f"{code.value} {text};" for code, text in MEANINGS.items())
    return f"Exit codes: {rows.rstrip(';')}."
