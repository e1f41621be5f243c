"""The command line: parse the request, call, show. Messages go to standard error."""

from volteface.cli.app import main

__all__ = ["main"]
