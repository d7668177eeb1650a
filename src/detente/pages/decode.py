"""Bytes to text: which encoding a page is in, and when that is hopeless."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from detente.pages.limits import SNIFF_BYTES

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{3,30})""", re.IGNORECASE)
# Browsers read these names as their Windows superset; pages that say Latin-1 hold Windows quotes.
SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# One unreadable character in fifty: a broken quote mark is no reason to lose a page, a soup is.
MAX_UNREADABLE_SHARE = 0.02
# Saved pages are cut in the middle of a character more often than they lie about being UTF-8.
MAX_UTF8_BREAKS = 0.001
LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


class UndecodableError(ValueError):
    """The bytes are no text in any encoding that could be told; carries the reason."""


def decode(data: bytes) -> str:
    r"""Return the text of ``data``, NFC, with ``\n`` line ends.

    Asked in this order: byte-order mark, UTF-8 that holds, the declared charset, a guess from the bytes.
    Raises `UndecodableError` with the reason where the bytes are no text.

    >>> decode("Türkiye’nin tutumu".encode("utf-8"))
    'Türkiye’nin tutumu'
    >>> decode(b'<meta charset="windows-1254">' + "Erdoğan".encode("cp1254"))[-7:]
    'Erdoğan'
    """
    return clean(_with_bom(data) or _without_bom(data))


def clean(text: str) -> str:
    r"""Return text in NFC with ``\n`` line ends, or raise `UndecodableError` where it is unreadable."""
    unreadable = len(NOT_TEXT.findall(text))
    if unreadable > max(1, MAX_UNREADABLE_SHARE * len(text)):
        raise UndecodableError(f"not text: {unreadable} of {len(text)} characters are unreadable")
    return unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text))


def encoding_of(sample: bytes) -> str:
    """Return the name of the encoding of the front part of a larger file.

    >>> encoding_of("başlık,metin".encode("utf-8"))
    'utf-8-sig'
    """
    for mark, name in BOMS:
        if sample.startswith(mark):
            return name
    if _mostly_utf8(sample):
        return "utf-8-sig"
    return _declared(sample) or _guessed(sample) or "cp1252"


def _with_bom(data: bytes) -> str | None:
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    return None


def _without_bom(data: bytes) -> str:
    if b"\x00" in data:
        raise UndecodableError("binary file: holds NUL bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    name = _declared(data) or _guessed(data)
    if name is None:
        raise UndecodableError("not text: no encoding fits its bytes")
    return data.decode(name, "replace")


def _mostly_utf8(data: bytes) -> bool:
    """Whether the non-ASCII part is UTF-8 but for a few breaks (a cut file, one pasted byte)."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = sum(1 for char in text if char > "\x7f") - broken
    return broken <= max(1, MAX_UTF8_BREAKS * len(text)) and broken * 5 <= beyond


def _declared(data: bytes) -> str | None:
    found = DECLARED.search(data[:SNIFF_BYTES])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    if name.startswith("utf"):  # it was tried and did not hold
        return None
    return SUPERSETS.get(name, name)


def _guessed(data: bytes) -> str | None:
    best = from_bytes(data[:SNIFF_BYTES]).best()
    if best is None:
        return None
    name = codecs.lookup(best.encoding).name
    return SUPERSETS.get(name, name)
