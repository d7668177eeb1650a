"""Lines above the text that name who wrote it, or when, beside other words."""

from __future__ import annotations

import re

from detente.articles.blocks import ends_sentence
from detente.articles.datelines import find_date
from detente.articles.headers import caseless, is_name_like, read_header
from detente.articles.letters import fold
from detente.articles.phrases import UNSPACED, byline_words


def names_writer(text: str) -> bool:
    """Whether a short line begins with a name, with a post or place behind it, or names who wrote it.

    >>> names_writer("By Hester Lang, Europe correspondent"), names_writer("Selin Kara / Van")
    (True, True)
    >>> names_writer("Talks resume in Baku"), names_writer("June 3, 2025")
    (False, False)
    """
    header = read_header(text)
    if header is not None or len(text) > MAX_WRITER_CHARS or ends_sentence(text):
        return bool(header and header.byline and not header.says_when)
    folded = fold(text)
    word = next((w for w in byline_words() if _opens(folded, w)), None)
    who = text[len(word) :].strip(" ,:：-–—|（(") if word else text.strip(" （(")
    first, *others = WRITER_SEAM.split(who)
    spaced = first.split()
    named = len(spaced) > 1 or caseless(first)
    if not named or (caseless(first) and not word) or not is_name_like(first, MAX_WRITER_WORDS):
        return False
    if any(char.isdigit() for char in text):
        return False
    return bool(word) or (bool(others) and all(other[:1].isupper() or len(other) > 1 for other in others))


def is_stamp(text: str) -> bool:
    """Whether a date is most of a short line, whatever else it says.

    >>> is_stamp("3 June 2025, 09:00 Read 812 times"), is_stamp("The talks in Geneva end on 3 June 2025")
    (True, False)
    """
    if len(text) > MAX_STAMP_CHARS or not any(char.isdigit() for char in text):
        return False
    date = find_date(text)
    return date is not None and date.end - date.start > STAMP_SHARE * len(text)


MAX_STAMP_CHARS = 60
STAMP_SHARE = 0.42


def _opens(folded: str, word: str) -> bool:
    whole = UNSPACED.match(word) is not None or not folded[len(word) : len(word) + 1].isalnum()
    return whole and folded.startswith(word)


MAX_WRITER_CHARS = 90
MAX_WRITER_WORDS = 4
WRITER_SEAM = re.compile(r"\s*[,/|·(（，、]\s*|\s+[–—-]\s+|\s+(?:in|at|for|FOR|from|en|à|em)\s+")
