"""Words as Detente compares them: split into tokens, folded to plain small letters.

Not for grammar: what stands beside what is read in ``actors``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Combining accents belong to their word: a page may hold "e" and an accent as two characters.
TOKEN = re.compile(r"[\w\u0300-\u036f]+|[^\w\s]")

# Letters that Unicode does not decompose, and the quotation marks that stand for an apostrophe on the web.
_LETTERS = str.maketrans(
    {"ı": "i", "İ": "i", "ə": "a", "Ə": "a", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d",
     "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "’": "'", "‘": "'", "´": "'", "`": "'", "ʻ": "'",
     "ʼ": "'", "–": "-", "‑": "-", "‐": "-"}
)  # fmt: skip
_ACCENTS = re.compile("[\u0300-\u036f]+")
_CACHED_WORDS = 65_536  # a large article holds a few thousand different ones


@lru_cache(maxsize=_CACHED_WORDS)
def fold(text: str) -> str:
    """Return the text in small letters, without accents, with one kind of apostrophe and hyphen.

    >>> fold("Çavuşoğlu"), fold("Türkiye’s"), fold("Əliyev")
    ('cavusoglu', "turkiye's", 'aliyev')
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    decomposed = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(_LETTERS)))
    if decomposed.isascii():  # nearly all Latin words: no letter needs to be looked at by itself
        return decomposed.lower()
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def tokens(text: str) -> tuple[str, ...]:
    """Split into words and single marks, folded.

    >>> tokens("Nagorno-Karabakh")
    ('nagorno', '-', 'karabakh')
    """
    return tuple(fold(word) for word in TOKEN.findall(text))
