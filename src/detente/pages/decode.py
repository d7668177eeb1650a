"""Bytes to text: which encoding a page is in, and when that is hopeless."""

from __future__ import annotations

import codecs
import re
import unicodedata

from detente.pages.charsets import best_codec
from detente.pages.limits import SNIFF_BYTES
from detente.pages.mojibake import repair

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# One unreadable character in fifty: a broken quote mark is no reason to lose a page, a soup is.
MAX_UNREADABLE_SHARE = 0.02
# Saved pages are cut in the middle of a character more often than they lie about being UTF-8.
MAX_UTF8_BREAKS = 0.001
# A page glued together of two: most of its lines that are not ASCII hold as UTF-8, the others are older.
MIN_UTF8_LINES = 0.5
# Text in UTF-16 is at least a fifth NUL bytes, all on one side; a file with some elsewhere is no text. A
# stray few in a page are left out, as browsers do.
MIN_UTF16_NULS = 0.2
MAX_STRAY_NULS = 0.005
ONE_SIDE = 0.95  # a few signs have a NUL on the other side
LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
ODD_ENDS = ("\r", "\u0085", "\u2028", "\u2029")
CONTROLS = bytes([*range(9), *range(14, 32), 127])
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


class UndecodableError(ValueError):
    """The bytes are no text in any encoding that could be told; carries the reason."""


def decode(data: bytes, charset: str | None = None) -> str:
    r"""Return the text of ``data``, NFC, with ``\n`` line ends.

    Asked in this order: byte-order mark, UTF-16 that shows itself, UTF-8 that holds, then which of the older
    encodings fits the letters, where ``charset`` (the server's word) and what the page declares have the
    better chance. Text that was decoded wrongly before it was written ("TÃ¼rkiye") is set right where that
    is certain.
    Raises `UndecodableError` with the reason where the bytes are no text.

    >>> decode("Türkiye’nin tutumu".encode("utf-8"))
    'Türkiye’nin tutumu'
    >>> decode(b'<meta charset="windows-1254">' + "Erdoğan".encode("cp1254"))[-7:]
    'Erdoğan'
    """
    text = clean(_with_bom(data) or _without_bom(data, charset))
    return text if text.isascii() else repair(text)


def clean(text: str) -> str:
    r"""Return text in NFC with ``\n`` line ends, or raise `UndecodableError` where it is unreadable."""
    unreadable = _unreadable(text)
    if unreadable > max(1, MAX_UNREADABLE_SHARE * len(text)):
        raise UndecodableError(f"not text: {unreadable} of {len(text)} characters are unreadable")
    if any(end in text for end in ODD_ENDS):
        text = LINE_ENDS.sub("\n", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _unreadable(text: str) -> int:
    """Return how many characters are no text; counted in bytes, which is thirty times as fast."""
    data = text.encode("utf-8", "replace")
    return len(data) - len(data.translate(None, CONTROLS)) + text.count("\ufffd")


def encoding_of(sample: bytes) -> str:
    """Return the name of the encoding of the front part of a larger file.

    >>> encoding_of("başlık,metin".encode("utf-8"))
    'utf-8-sig'
    """
    for mark, name in BOMS:
        if sample.startswith(mark):
            return name
    if _starts_as_utf8(sample) or _mostly_utf8(sample):
        return "utf-8-sig"
    return _utf16(sample) or best_codec(sample) or "cp1252"


def _with_bom(data: bytes) -> str | None:
    for mark, name in BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    return None


def _without_bom(data: bytes, charset: str | None) -> str:
    if name := _utf16(data):
        return data.decode(name, "replace")
    nuls = data.count(b"\x00")
    if nuls > MAX_STRAY_NULS * len(data):
        raise UndecodableError("binary file: holds NUL bytes")
    data = data.replace(b"\x00", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    return _mixed(data, charset) or _older(data, charset)


def _utf16(data: bytes) -> str | None:
    """Return which UTF-16 bytes without a mark are in: its spaces and markup have their NULs on one side."""
    front = data[:SNIFF_BYTES]
    even, odd = front[::2].count(0), front[1::2].count(0)
    if even + odd < MIN_UTF16_NULS * len(front) / 2 or max(even, odd) < ONE_SIDE * (even + odd):
        return None
    name = "utf-16-be" if even > odd else "utf-16-le"
    text = front[: len(front) // 2 * 2].decode(name, "replace")
    return name if len(NOT_TEXT.findall(text)) <= 1 + MAX_UNREADABLE_SHARE * len(text) else None


def _starts_as_utf8(sample: bytes) -> bool:
    """Whether a front is UTF-8 all through, but for a character that its end cuts."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return b"\x00" not in sample


def _mostly_utf8(data: bytes) -> bool:
    """Whether the non-ASCII part is UTF-8 but for a few breaks (a cut file, one pasted byte)."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = sum(1 for char in text if char > "\x7f") - broken
    return broken <= max(1, MAX_UTF8_BREAKS * len(text)) and broken * 5 <= beyond


def _mixed(data: bytes, charset: str | None) -> str | None:
    """Return the text of a page most of whose lines are UTF-8, the others in one older encoding."""
    lines = data.split(b"\n")
    beyond = [line for line in lines if BEYOND_ASCII.search(line)]
    old = [line for line in beyond if not _is_utf8(line)]
    if len(old) > MIN_UTF8_LINES * len(beyond):
        return None
    name = best_codec(b"\n".join(old), charset)
    if name is None:
        return None
    return "\n".join(line.decode("utf-8" if _is_utf8(line) else name, "replace") for line in lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _older(data: bytes, charset: str | None) -> str:
    name = best_codec(data, charset)
    if name is None:
        raise UndecodableError("not text: no encoding fits its bytes")
    return data.decode(name, "replace")
