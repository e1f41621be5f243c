"""Addresses → pages: asked for politely, within limits, and kept on disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx2

from volteface.documents.options import MEGABYTE, Page, now
from volteface.documents.web_cache import PageCache, user_cache
from volteface.errors import FetchError, TooLargeError

AGENT = "volteface"
_REDIRECTS = 5
_ROBOTS_LIMIT = 500_000
_LONGEST_DELAY = 10.0  # seconds, whatever a robots.txt asks
_SAVE = "open the page in a browser, save it, and hand in the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFetcher:
    """Fetches pages as robots.txt allows; the transport, clocks and cache are handed in.

    ``time_limit`` is in seconds for one address, ``size_limit`` in bytes. ``cache`` None keeps
    nothing.
    """

    transport: httpx2.BaseTransport | None = None
    cache: PageCache | None = field(default_factory=lambda: PageCache(folder=user_cache()))
    size_limit: int = 50 * MEGABYTE
    time_limit: float = 30.0
    clock: Callable[[], datetime] = now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def fetch(self, url: str) -> Page:
        """Return the page at ``url``, from the cache where it is fresh.

        Raises FetchError (refused, forbidden by robots.txt, unreachable, too slow) and
        TooLargeError.
        """
        _require_web(url)
        kept = self.cache.get(url, self.clock()) if self.cache else None
        if kept is not None:
            return kept
        try:
            page = self._fetched(url)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError) as error:
            raise FetchError(
                f"{url}: cannot be reached ({type(error).__name__}: {error}); check the address and"
                f" the connection, or {_SAVE}"
            ) from error
        if self.cache:
            self.cache.put(url, page)
        return page

    def _fetched(self, url: str) -> Page:
        deadline = self.monotonic() + self.time_limit
        with httpx2.Client(
            transport=self.transport,
            headers={"User-Agent": AGENT},
            timeout=self.time_limit,
            follow_redirects=False,
        ) as client:
            at = url
            for _ in range(_REDIRECTS + 1):
                self._ask_robots(client, at, deadline)
                answer = self._get(client, at, deadline, self.size_limit)
                if not answer.is_redirect:
                    return self._page(at, answer)
                at = urljoin(at, answer.headers.get("location", ""))
                _require_web(at)
        raise FetchError(f"{url}: redirects more than {_REDIRECTS} times; give the final address")

    def _page(self, url: str, answer: httpx2.Response) -> Page:
        if answer.status_code != httpx2.codes.OK:
            raise FetchError(
                f"{url}: the server answered {answer.status_code} {answer.reason_phrase}; check the"
                f" address, or {_SAVE}"
            )
        kind = answer.headers.get("content-type", "")
        return Page(url=url, data=answer.content, content_type=kind, retrieved=self.clock())

    def _ask_robots(self, client: httpx2.Client, url: str, deadline: float) -> None:
        """Raise FetchError where robots.txt forbids the page; wait as it asks, up to 10 s."""
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}/robots.txt"
        answer = self._get(client, place, deadline, _ROBOTS_LIMIT)
        robots = RobotFileParser()
        if answer.status_code in (401, 403) or answer.status_code >= 500:
            raise FetchError(
                f"{url}: the site's robots.txt answers {answer.status_code}, so it may not be"
                f" fetched by program; {_SAVE}"
            )
        robots.parse(answer.text.splitlines() if answer.status_code == httpx2.codes.OK else [])
        if not robots.can_fetch(AGENT, url):
            raise FetchError(
                f"{url}: the site's robots.txt forbids fetching it by program; {_SAVE}"
            )
        delay = robots.crawl_delay(AGENT)
        if delay:
            self.sleep(min(float(delay), _LONGEST_DELAY))

    def _get(self, client: httpx2.Client, url: str, deadline: float, limit: int) -> httpx2.Response:
        """Return the answer with its content read, given up where it grows too large or slow."""
        parts: list[bytes] = []
        size = 0
        with client.stream("GET", url) as answer:
            for part in answer.iter_bytes():
                size += len(part)
                parts.append(part)
                if size > limit:
                    raise TooLargeError(
                        f"{url}: more than {limit // MEGABYTE or 1} MB; save the part that"
                        " matters and hand in the file"
                    )
                if self.monotonic() > deadline:
                    raise FetchError(
                        f"{url}: took more than {self.time_limit:g} s; try again, or {_SAVE}"
                    )
            headers = [
                (name, value)
                for name, value in answer.headers.multi_items()
                if name.lower() not in ("content-encoding", "content-length", "transfer-encoding")
            ]
            return httpx2.Response(answer.status_code, headers=headers, content=b"".join(parts))


def _require_web(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web:
        raise FetchError(f"{url}: is no web address; give one that begins with https:// or http://")
