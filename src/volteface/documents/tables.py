"""The tables under ``volteface/data/documents`` that an analyst can read and change."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a packaged CSV file, each by its column names."""
    return list(csv.DictReader(_text(name).splitlines()))


def read_settings(name: str) -> dict[str, Any]:
    """Return the content of a packaged TOML file."""
    return tomllib.loads(_text(name))


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one vocabulary of ``words.toml``."""
    return frozenset(str(read_settings("words.toml")[name]).split())


def _text(name: str) -> str:
    return (files("volteface") / "data" / "documents" / name).read_text("utf-8")
