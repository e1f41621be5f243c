"""Bytes become the text that was written, whatever the encoding; binary files are refused."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.documents.decode import decode
from volteface.documents.language import detect_language
from volteface.errors import DocumentError, NotTextError

WORDS = "Maduro’s advisers left – “all of them”, said the São Tomé café’s owner.\r\nSecond line\n"
printed = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t"))


@given(printed.filter(lambda text: not text.startswith("\ufeff")))
def test_utf8_text_comes_back_unaltered(text: str) -> None:
    data = text.encode()
    try:
        assert decode(data, where="a.txt").text == text
    except NotTextError:  # a text may by chance begin as a binary file does
        assert data[:5] in (b"%PDF-", b"{\\rtf") or data.startswith((b"PK\x03\x04", b"GIF8"))


@given(printed, st.sampled_from([
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
]))  # fmt: skip
def test_a_byte_order_mark_is_obeyed_and_dropped(text: str, mark: tuple[bytes, str]) -> None:
    assert decode(mark[0] + text.encode(mark[1]), where="a.txt").text == text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be", "mac-roman"])
def test_a_text_without_mark_is_told_by_its_bytes(encoding: str) -> None:
    assert decode(WORDS.encode(encoding), where="a.txt").text == WORDS


def test_a_declared_encoding_is_used() -> None:
    assert decode("Łódź".encode("cp1250"), where="a.html", declared="windows-1250").text == "Łódź"


def test_a_wrong_or_unknown_declaration_is_overruled_by_the_bytes() -> None:
    assert decode(WORDS.encode(), where="a.html", declared="ascii").text == WORDS
    assert decode(WORDS.encode(), where="a.html", declared="no-such-code").text == WORDS


def test_russian_in_an_old_code_page_is_decoded_well_enough_to_tell_its_language() -> None:
    text = "Посольство закрыто с понедельника, сообщило министерство иностранных дел. " * 5
    decoded = decode(text.encode("cp1251"), where="a.txt").text
    assert detect_language(decoded).name.startswith("Russian")


def test_a_text_cut_off_inside_a_character_keeps_the_rest() -> None:
    assert decode("The café in Malé".encode()[:-1], where="a.txt").text.startswith(
        "The café in Mal"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + b"x" * 50,
        b"PK\x03\x04" + b"x" * 50,
        bytes(range(256)) * 8,
        b"text\x00more text with zeros\x00\x00" * 20,
        b"\x01\x02\x03\x04\x05\x06" * 100,
    ],
)
def test_a_binary_file_is_refused_by_name_with_advice(data: bytes) -> None:
    with pytest.raises(NotTextError, match=r"fake\.txt: .*(hand in|save|unpack)"):
        decode(data, where="fake.txt")


@given(st.binary())
def test_random_bytes_give_text_or_a_document_error(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        assert isinstance(decode(data, where="a").text, str)
