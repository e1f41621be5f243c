"""Pages are fetched politely, within limits, once; no test asks the network."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from volteface.documents.web import WebFetcher
from volteface.documents.web_cache import PageCache
from volteface.errors import FetchError, TooLargeError

NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)
URL = "https://c.example/news/1"


class Site:
    """A site in memory that remembers what it was asked for."""

    def __init__(self, robots: str | int = 404, page: httpx2.Response | None = None) -> None:
        self.robots = robots
        self.page = page or httpx2.Response(200, text="Niamey told Paris to go.")
        self.asked: list[str] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request.url.path)
        if request.url.path == "/robots.txt":
            if isinstance(self.robots, int):
                return httpx2.Response(self.robots)
            return httpx2.Response(200, text=self.robots)
        if request.url.path == "/moved":
            return httpx2.Response(301, headers={"location": "/news/1"})
        if request.url.path == "/loop":
            return httpx2.Response(302, headers={"location": "/loop"})
        return self.page


def fetcher(
    site: Callable[[httpx2.Request], httpx2.Response],
    cache: PageCache | None = None,
    now: datetime = NOON,
    size_limit: int = 1000,
) -> WebFetcher:
    return WebFetcher(
        transport=httpx2.MockTransport(site), cache=cache, clock=lambda: now, size_limit=size_limit
    )


def test_robots_are_asked_first_and_the_page_is_stamped() -> None:
    site = Site()
    page = fetcher(site).fetch(URL)
    assert site.asked == ["/robots.txt", "/news/1"]
    assert (page.data, page.retrieved) == (b"Niamey told Paris to go.", NOON)


@pytest.mark.parametrize("robots", ["User-agent: *\nDisallow: /news", 403, 503])
def test_a_page_that_robots_forbid_is_not_fetched(robots: str | int) -> None:
    site = Site(robots)
    with pytest.raises(FetchError, match=r"robots\.txt.*save it"):
        fetcher(site).fetch(URL)
    assert site.asked == ["/robots.txt"]


def test_a_crawl_delay_is_waited_but_not_for_ever() -> None:
    slept: list[float] = []
    site = Site("User-agent: *\nCrawl-delay: 90")
    WebFetcher(transport=httpx2.MockTransport(site), cache=None, sleep=slept.append).fetch(URL)
    assert slept == [10.0]


def test_a_redirect_is_followed_to_the_final_address() -> None:
    assert fetcher(Site()).fetch("https://c.example/moved").url == URL


def test_a_redirect_without_end_is_given_up() -> None:
    with pytest.raises(FetchError, match="redirects more than"):
        fetcher(Site()).fetch("https://c.example/loop")


def test_a_page_above_the_limit_is_given_up() -> None:
    with pytest.raises(TooLargeError, match=r"c\.example"):
        fetcher(Site(page=httpx2.Response(200, content=b"a" * 1001))).fetch(URL)


def test_a_slow_page_is_given_up() -> None:
    ticks = itertools.count(step=20.0)
    slow = WebFetcher(
        transport=httpx2.MockTransport(Site("User-agent: *\nAllow: /")),
        cache=None,
        monotonic=lambda: next(ticks),
    )
    with pytest.raises(FetchError, match="took more than 30 s"):
        slow.fetch(URL)


def test_a_missing_page_is_told_with_its_status() -> None:
    with pytest.raises(FetchError, match="answered 404"):
        fetcher(Site(page=httpx2.Response(404))).fetch(URL)


def test_a_site_out_of_reach_is_told() -> None:
    def down(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no route", request=request)

    with pytest.raises(FetchError, match=r"cannot be reached.*no route"):
        fetcher(down).fetch(URL)


@pytest.mark.parametrize(
    "url", ["ftp://c.example/a", "https://", "file:///etc/hosts", "https://[x"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError, match="no web address"):
        fetcher(Site()).fetch(url)


def test_a_second_fetch_asks_nobody_until_the_page_is_old(tmp_path: Path) -> None:
    site, cache = Site(), PageCache(folder=tmp_path)
    first = fetcher(site, cache).fetch(URL)
    assert fetcher(site, cache, NOON + timedelta(hours=23)).fetch(URL) == first
    assert len(site.asked) == 2
    fetcher(site, cache, NOON + timedelta(hours=25)).fetch(URL)
    assert len(site.asked) == 4


def test_a_damaged_cache_is_as_if_absent(tmp_path: Path) -> None:
    site, cache = Site(), PageCache(folder=tmp_path)
    fetcher(site, cache).fetch(URL)
    for path in tmp_path.glob("*.page"):
        path.write_bytes(b"damaged")
    assert fetcher(site, cache).fetch(URL).data == b"Niamey told Paris to go."
