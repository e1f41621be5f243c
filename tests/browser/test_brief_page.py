"""The brief's page in a real Chromium. Skips, and says why, where a part is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefing.samples import sample

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: pip install 'volteface[dev]'"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium"
    ),
]


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_text(sample().to_html(), "utf-8")
    return path


@pytest.fixture(params=["light", "dark"])
def page(request, chromium, page_file):
    page = chromium.new_page(color_scheme=request.param, viewport={"width": 1200, "height": 900})
    page.goto(page_file.as_uri())
    yield page
    page.close()


def test_the_page_makes_no_request_but_for_itself(chromium, page_file):
    asked = []
    page = chromium.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri(), wait_until="networkidle")
    page.close()
    assert [url for url in asked if not url.startswith("data:")] == [page_file.as_uri()]


def test_the_page_is_complete_without_scripts(chromium, page_file):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert page.locator("main > section").count() == len(sample().sections) + 2
    assert page.get_by_text("It is likely (75 %; 90 %").is_visible()
    assert page.locator("figure svg").first.is_visible()
    page.locator("a.ref[href='#claim-1']").first.click()
    assert page.url.endswith("#claim-1")
    context.close()


def test_axe_finds_no_violation(page):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe is not installed: pip install axe-playwright-python",
    )
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_every_sentence_links_to_words_that_are_on_the_page(page):
    missing = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')]"
        ".filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.hash)"
    )
    assert missing == []
    bare = page.evaluate(
        "[...document.querySelectorAll('.told')]"
        ".filter(t => !t.nextElementSibling.querySelector('a.ref')).map(t => t.textContent)"
    )
    assert bare == []


def test_the_words_that_a_link_leads_to_are_highlighted(page):
    before = page.locator("#claim-1").evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator("a.ref[href='#claim-1']").first.click()
    after = page.locator("#claim-1").evaluate("e => getComputedStyle(e).backgroundColor")
    assert before != after


@pytest.mark.parametrize("width", [1200, 390])
def test_the_page_never_scrolls_sideways(chromium, page_file, width):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_page_prints(page):
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert len(printed) > 20_000
