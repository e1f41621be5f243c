"""What happens when the reader of standard output goes away, as ``head`` does."""

from __future__ import annotations

import os
import sys


def deliver() -> None:
    """Flush standard output; where its reader has gone, drop what is left quietly."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        drop_rest()


def drop_rest() -> None:
    """Send what is still to be written to standard output nowhere, so that its end says nothing."""
    try:
        target = sys.stdout.fileno()
    except (OSError, ValueError):  # a stand-in without a file behind it
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, target)
    os.close(nowhere)


def is_closed_pipe(end: BaseException) -> bool:
    """Return whether ``end`` came of a reader that had gone.

    Typer and rich both turn BrokenPipeError into an exit with 1 of their own.
    """
    return isinstance(end, BrokenPipeError) or isinstance(end.__context__, BrokenPipeError)
