"""Fetched pages kept on disk, so that a second reading asks nobody."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from volteface.documents.options import Page


def user_cache() -> Path:
    """Return the folder for cached pages: XDG_CACHE_HOME, else where the system keeps caches."""
    told = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    home = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    return (Path(told) if told else home) / "volteface" / "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCache:
    """Pages by address under ``folder``; one older than ``max_age`` is as if absent."""

    folder: Path
    max_age: timedelta = timedelta(hours=24)

    def get(self, url: str, at: datetime) -> Page | None:
        """Return the page kept for ``url``, None where there is none fresh or it is damaged."""
        try:
            told = json.loads(self._file(url, ".json").read_text("utf-8"))
            data = self._file(url, ".page").read_bytes()
            page = Page(
                url=str(told["url"]),
                data=data,
                content_type=str(told["content_type"]),
                retrieved=datetime.fromisoformat(told["retrieved"]),
            )
            is_whole = hashlib.sha256(data).hexdigest() == told["hash"]
            return page if is_whole and at - page.retrieved <= self.max_age else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, url: str, page: Page) -> None:
        """Keep ``page`` for ``url``; a cache that cannot be written is done without."""
        told = {
            "url": page.url,
            "content_type": page.content_type,
            "retrieved": page.retrieved.isoformat(),
            "hash": hashlib.sha256(page.data).hexdigest(),
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(self._file(url, ".page"), page.data)
            self._write(self._file(url, ".json"), json.dumps(told).encode())
        except OSError:
            return

    def _file(self, url: str, suffix: str) -> Path:
        return self.folder / (hashlib.sha256(url.encode("utf-8", "replace")).hexdigest() + suffix)

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_bytes(data)
        part.replace(path)
