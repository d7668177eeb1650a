"""One form for the letters and digits of all scripts, so that words and numbers of dates can be looked up.

The form has as many characters as the text: a place in one is the same place in the other.
"""

from __future__ import annotations

import unicodedata

# Up to here, and in the block of Latin and Greek letters with marks, an accent is left out where people type
# without; further on it makes another letter (Japanese, Korean, the scripts of India).
LAST_ACCENTED = 0x06FF
ACCENTED_BLOCK = range(0x1E00, 0x2000)
FULL_WIDTH = range(0xFF01, 0xFF5F)  # ASCII as wide as a Chinese sign
FULL_WIDTH_SHIFT = 0xFEE0
# The same letter on other keyboards, and letters that the small or bare form of another becomes.
SAME = {"ی": "ي", "ى": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ۀ": "ه", "ھ": "ه", "ı": "i", "İ": "i"}
MARKS = dict.fromkeys("’‘ʼ´`՚׳", "'") | dict.fromkeys("‐‑‒−", "-")


class _Folds(dict[int, str]):
    """What each character becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        self[code] = folded
        return folded


def fold(text: str) -> str:
    """Return text in small letters without accents, its digits ASCII; every character stays in its place.

    >>> fold("٣ FÉVRIER ２０２０"), fold("İYUL"), fold("۱۴ مهر")
    ('3 fevrier 2020', 'iyul', '14 مهر')
    """
    return text.translate(_FOLDS)


def _folded(char: str) -> str:
    if char in SAME:
        return SAME[char]
    if char in MARKS:
        return MARKS[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    code = ord(char)
    if code in FULL_WIDTH:
        return chr(code - FULL_WIDTH_SHIFT).lower()
    if char.isspace() or unicodedata.category(char) == "Cf":  # marks of direction, joiners of no width
        return " "
    small = char.lower()
    if code <= LAST_ACCENTED or code in ACCENTED_BLOCK:
        bare, *marks = list(unicodedata.normalize("NFD", small))
        if marks and all(unicodedata.combining(mark) for mark in marks):
            return SAME.get(bare, bare)
    return small if len(small) == 1 else char


_FOLDS = _Folds()
