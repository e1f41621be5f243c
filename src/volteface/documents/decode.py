"""Bytes → text: byte-order marks, declared encodings, UTF-8, UTF-16, old Western code pages."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from volteface.errors import NotTextError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF-", "a PDF file", "name it .pdf"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save it as text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"\x89PNG", "a PNG picture", "hand in its text"),
    (b"\xff\xd8\xff", "a JPEG picture", "hand in its text"),
    (b"GIF8", "a GIF picture", "hand in its text"),
    (b"\x7fELF", "a program", "hand in a text"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text"),
    (b"{\\rtf", "a rich-text file", "save it as plain text"),
)
_MAX_CONTROL_SHARE = 0.005
_MAX_BAD_SHARE = 0.02
_MAX_HIGH_SHARE = 0.12  # English with typographic marks and foreign names stays far below
_TYPICAL_HIGH = frozenset("‘’“”–—…«»°£€©®·•éèêëáàâäãåæçíìîïñóòôöõøœúùûüýßşžšŠŽÉÈÁÀÂÄÅÇÍÎÑÓÖØÚÜ\xa0")
_WHITE = frozenset("\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text without its byte-order mark, else unaltered, and the encoding it was read in."""

    text: str
    encoding: str


def decode(data: bytes, *, where: str, declared: str | None = None) -> Decoded:
    r"""Return the text of ``data``, newlines and all as they stand, less a byte-order mark.

    A mark wins over ``declared`` (from a header or a ``<meta>``), which wins over a guess. Raises
    NotTextError, naming ``where``, for pictures, archives, programs and undecodable bytes.

    >>> decode("\ufeffNiamey\r\n".encode("utf-8"), where="a.txt").text
    'Niamey\r\n'
    """
    _refuse_binary(data, where)
    decoded = _by_mark(data, where) or _by_name(data, declared) or _by_trial(data)
    if decoded is None and b"\x00" in data:
        raise NotTextError(f"{where}: this is a binary file, not text; hand in the report's text")
    if decoded is None:
        raise NotTextError(
            f"{where}: the encoding of the text cannot be told; save the file as UTF-8"
        )
    _refuse_control(decoded.text, where)
    return decoded


def _refuse_binary(data: bytes, where: str) -> None:
    for magic, kind, advice in _BINARY:
        if data.startswith(magic):
            raise NotTextError(f"{where}: this is {kind}, not text; {advice}")


def _by_mark(data: bytes, where: str) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            decoded = _tolerant(data[len(mark) :], encoding)
            if decoded is None:
                raise NotTextError(
                    f"{where}: begins with the mark of {encoding.upper()} but is not such text;"
                    " save the file as UTF-8"
                )
            return decoded
    return None


def _by_name(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        encoding = codecs.lookup(declared.strip().strip("\"'")).name
        text = data.decode(encoding)
    except (LookupError, UnicodeError, ValueError, TypeError, AttributeError):
        return None  # pages declare wrong and unknown encodings; the bytes decide then
    return Decoded(text=text, encoding=encoding) if isinstance(text, str) else None


def _by_trial(data: bytes) -> Decoded | None:
    return (
        _strict(data, "utf-8")
        if _is_utf8(data)
        else _utf16_without_mark(data) or _tolerant(data, "utf-8") or _western(data) or _guess(data)
    )


def _is_utf8(data: bytes) -> bool:
    return b"\x00" not in data and _strict(data, "utf-8") is not None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeError:
        return None


def _tolerant(data: bytes, encoding: str) -> Decoded | None:
    """Return the text where only the last character is cut off or very few are damaged."""
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad if encoding == "utf-8" else len(text)
    if bad > 1 and (bad > _MAX_BAD_SHARE * len(text) or bad > good):
        return None
    if bad == 1 and not text.endswith("\ufffd") and good < 2:
        return None
    return Decoded(text=text, encoding=encoding)


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """Return UTF-16 text told by its zeros, which stand in every second byte of Latin letters."""
    sample = data[:4096]
    if len(sample) < 8:
        return None
    half = len(sample) / 2
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if max(even, odd) < 0.6 or min(even, odd) > 0.1:
        return None
    return _strict(data[: len(data) // 2 * 2], "utf-16-be" if even > odd else "utf-16-le")


def _western(data: bytes) -> Decoded | None:
    high = sum(byte > 0x7F for byte in data)
    if b"\x00" in data or high > _MAX_HIGH_SHARE * len(data):
        return None
    for encoding in ("cp1252", "mac-roman", "latin-1"):
        decoded = _strict(data, encoding)
        if decoded is None:
            continue
        marks = [character for character in decoded.text if character > "\x7f"]
        if sum(character in _TYPICAL_HIGH for character in marks) >= 0.8 * len(marks):
            return decoded
    return None


def _guess(data: bytes) -> Decoded | None:
    best = from_bytes(data[:200_000]).best()
    decoded = _by_name(data, best.encoding) if best is not None else None
    return decoded or (_strict(data, "cp1252") if b"\x00" not in data else None)


def _refuse_control(text: str, where: str) -> None:
    control = sum(character < " " and character not in _WHITE for character in text)
    if "\x00" in text or control > max(1, _MAX_CONTROL_SHARE * len(text)):
        raise NotTextError(
            f"{where}: holds {control} control characters among {len(text)}: this is a binary file,"
            " not text; hand in the report's text"
        )
