"""Text that was read in the wrong encoding and written again: "TÃ¼rkiye". Repaired where that is certain.

Certain means: the signs of a line, taken back to the bytes they came from, are UTF-8 throughout, and a page
has several such places. A single "Ã¼" may be what its author meant.
"""

from __future__ import annotations

import re

# Enough places on a page that chance is out: each has to be well-formed UTF-8 of two bytes or more.
MIN_PLACES = 3
# The first sign of a character of UTF-8 read as windows-1252 or windows-1251, and one that can follow it.
WESTERN = re.compile("[Â-ô][\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
CYRILLIC = re.compile("[РСвЂ][\u0402-\u045f\u00a0-\u00bb‚„…†‡€‰‹‘’“”•–—™›№Ґґ]")
# What browsers make of the bytes that windows-1252 leaves open.
OPEN_BYTES = {code: bytes([code]) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D, 0x98)}


def repair(text: str) -> str:
    r"""Return text with its wrongly read lines set right, or as it is where that is not certain.

    >>> repair("TÃ¼rkiye ve ErdoÄŸan\nBÃ¶lge")
    'Türkiye ve Erdoğan\nBölge'
    >>> repair("Ã¼")
    'Ã¼'
    """
    for signs, codec in ((WESTERN, "cp1252"), (CYRILLIC, "cp1251")):
        if len(signs.findall(text)) >= MIN_PLACES:
            text = _repaired(text, codec)
    return text


def _repaired(text: str, codec: str) -> str:
    lines = text.split("\n")
    right = [_undone(line, codec) if not line.isascii() else None for line in lines]
    places = sum(sum(char > "\x7f" for char in line) for line in right if line)
    if places < MIN_PLACES:
        return text
    return "\n".join(old if new is None else new for old, new in zip(lines, right, strict=True))


def _undone(line: str, codec: str) -> str | None:
    """Return what the line was before it was read in a codec that it is not in, None where it never was."""
    try:
        return b"".join(_byte(char, codec) for char in line).decode("utf-8")
    except UnicodeError:
        return None


def _byte(char: str, codec: str) -> bytes:
    if char <= "\x7f":
        return char.encode("ascii")
    return OPEN_BYTES.get(ord(char)) or char.encode(codec)
