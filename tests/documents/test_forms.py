"""Each form gives its text and its facts: Markdown, HTML, PDF, feeds, letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.samples import ATOM, PAGE, RSS, pdf
from volteface.documents.feed import read_feed
from volteface.documents.forms import read_form
from volteface.documents.html import read_html
from volteface.documents.mail import read_mail
from volteface.documents.markdown import read_markdown
from volteface.documents.pdf import read_pdf
from volteface.errors import DocumentError, EmptyDocumentError, EncryptedError, NotTextError


def test_html_gives_the_article_without_scripts_and_menus() -> None:
    draft = read_html(PAGE.encode(), where="a.html")
    assert "told Paris to hand over" in draft.text
    assert "Two diplomats" in draft.text
    for unread in ("Shark", "Ten killed", "color", "World"):
        assert unread not in draft.text


def test_html_metadata_tell_title_outlet_and_date() -> None:
    facts = read_html(PAGE.encode(), where="a.html").facts
    assert facts.outlet == "The Courier"
    assert str(facts.published) == "2024-03-03"
    assert facts.title == "Niamey closes the last base of its old partner"


def test_html_without_a_date_is_not_dated() -> None:
    page = PAGE.replace(
        '<meta property="article:published_time" content="2024-03-03T10:00:00Z">', ""
    )
    assert read_html(page.encode(), where="a.html").facts.published is None


def test_html_in_a_declared_code_page_is_decoded() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').encode("cp1252")
    assert "Niger’s military" in read_html(page, where="a.html").text


def test_html_that_scripts_build_is_empty() -> None:
    page = b"<html><head><script>render()</script></head><body><div id=app></div></body></html>"
    with pytest.raises(EmptyDocumentError, match=r"a\.html: .*save"):
        read_html(page, where="a.html")


def test_markdown_gives_running_text_and_front_matter() -> None:
    source = (
        "---\noutlet: The Courier\npublished: 2024-03-03\n---\n# Base *closed*\n\nNiamey told "
        "[Paris](https://p.example)\nto go.\n\n![map](m.png)\n\n- 20 officers\n- no planes\n"
    )
    draft = read_markdown(source.encode(), where="a.md")
    assert draft.text == "Base closed\n\nNiamey told Paris to go.\n\n20 officers\n\nno planes"
    assert (draft.facts.title, draft.facts.outlet) == ("Base closed", "The Courier")
    assert str(draft.facts.published) == "2024-03-03"


def test_pdf_lines_are_joined_to_paragraphs() -> None:
    lines = [
        "The last French troops left the base near the capital on Friday, a day be-",
        "fore the date that the rulers of the country had set, the ministry said.",
        "",
        "Nobody was hurt.",
    ]
    text = read_pdf(pdf(lines), where="a.pdf").text
    assert "a day before the date that the rulers" in text


def test_an_encrypted_pdf_is_refused_with_advice() -> None:
    with pytest.raises(EncryptedError, match=r"a\.pdf: .*password.*save a copy"):
        read_pdf(pdf(["Secret"], password="x"), where="a.pdf")


def test_a_pdf_locked_only_for_printing_is_read() -> None:
    assert "Open text" in read_pdf(pdf(["Open text"], password=""), where="a.pdf").text


def test_a_scan_without_text_is_refused_with_advice() -> None:
    with pytest.raises(EmptyDocumentError, match="text recognition"):
        read_pdf(pdf([]), where="a.pdf")


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"a\.pdf"):
        read_pdf(pdf(["Text"])[:200], where="a.pdf")


def test_an_rss_file_gives_a_draft_an_entry() -> None:
    first, second = read_feed(RSS, where="a.rss")
    assert (first.text, second.text) == ("Niamey told Paris to go.", "Envoy recalled")
    assert (first.facts.outlet, first.facts.url) == ("The Courier", "https://c.example/1")
    assert str(first.facts.published) == "2024-03-03"
    assert second.facts.published is None


def test_an_atom_file_is_read() -> None:
    (entry,) = read_feed(ATOM, where="a.atom")
    assert (entry.text, str(entry.facts.published)) == ("Yerevan stops paying.", "2024-05-06")


def test_a_file_that_is_no_feed_is_refused() -> None:
    with pytest.raises(NotTextError, match=r"a\.xml: .*no RSS or Atom"):
        read_feed(b"<config><a/></config>", where="a.xml")


def test_a_letter_with_parts_gives_its_text_part() -> None:
    letter = (
        b"Subject: Base closed\r\nFrom: The Courier <d@c.example>\r\n"
        b"Date: Sun, 3 Mar 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
        b"\r\nNiamey=E2=80=99s rulers told Paris to go.\r\n"
    )
    draft = read_mail(letter, where="a.eml")
    assert draft.text.strip() == "Niamey’s rulers told Paris to go."
    assert (draft.facts.outlet, draft.facts.title) == ("The Courier", "Base closed")
    assert str(draft.facts.published) == "2024-03-03"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["txt", "markdown", "html", "pdf", "feed", "mail"]),
    st.sampled_from(
        [b"", b"%PDF-1.4\n", b"<rss version='2.0'>", b"<html><p>", b"---\na: b\n---\n"]
    ),
    st.binary(max_size=400) | st.text(max_size=200).map(str.encode),
)
def test_random_bytes_give_drafts_or_a_document_error(form: str, head: bytes, tail: bytes) -> None:
    problem = "a: "
    try:
        read_form(form, head + tail, where="a")
    except DocumentError as error:
        problem = str(error)
    assert problem.startswith("a: ")
