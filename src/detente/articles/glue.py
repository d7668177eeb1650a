"""Header lines that a page runs together without a space: who wrote it, when, how long it takes to read."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from detente.articles.blocks import ends_sentence
from detente.articles.calendars import weekday_words
from detente.articles.datelines import find_date
from detente.articles.headers import MAX_HEADER_CHARS, read_header
from detente.articles.letters import fold
from detente.articles.names import caseless, is_name_like
from detente.articles.phrases import REMEMBERED
from detente.articles.writers import names_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece

SEAM = re.compile(
    r"(?<=[^\W\d_A-ZÀ-ÞА-ЯİŞĞÇÖÜ])(?=[A-ZÀ-ÞА-ЯİŞĞÇÖÜ][^\W\d_])|(?<=[A-ZÀ-Þ]{2})(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=\))(?=\w)"
)
MAX_NAME_WORDS = 8  # of two or three people


def unglued(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the blocks, header lines that run together cut into their parts.

    >>> from detente.articles.blocks import Piece
    >>> [part.text for part in unglued([Piece("By Mira SandMarch 28, 2024 at 4:05 p.m. EDT6 min", 0)])]
    ['By Mira Sand', 'March 28, 2024 at 4:05 p.m. EDT', '6 min']
    """
    found: list[Piece] = []
    for piece in pieces:
        cuts = () if piece.hidden or len(piece.text) > MAX_HEADER_CHARS else _cuts(piece.text)
        edges = (0, *cuts, len(piece.text))
        if not cuts:
            found.append(piece)
        for start, end in itertools.pairwise(edges) if cuts else ():
            part = piece.part(start, end)
            dated = find_date(part.text) is not None
            found.append(part if dated else replace(part, time=None, changed=None))
    return found


@lru_cache(maxsize=REMEMBERED)
def _cuts(text: str) -> tuple[int, ...]:
    if not any(map(str.isdigit, text)) or ends_sentence(text):
        return ()
    seams = sorted({seam.start() for seam in SEAM.finditer(text)} | _weekday_seams(text))
    start = next((at for at in seams if _names(text[:at]) and _begins_dated(text[at:])), 0)
    if not start and not _begins_dated(text):
        return ()
    if read_header(text[start:]) is not None:
        return (start,) if start else ()
    behind = [at for at in seams if at > start and _says_when(text[start:at])]
    said = (at for at in behind if read_header(text[at:]) or is_name_like(text[at:]))
    end = next(said, behind[-1] if start and behind else None)
    return tuple(at for at in (start, end) if at)


def _weekday_seams(text: str) -> set[int]:
    """Return where a day of the week runs into the name before it, in scripts without large letters."""
    folded = fold(text)
    if not caseless(text) or len(folded) != len(text):
        return set()
    found = (match.start() for match in _weekdays().finditer(folded))
    return {at for at in found if at and text[at - 1].isalpha()}


@cache
def _weekdays() -> re.Pattern[str]:
    words = [word for word in weekday_words() if len(word) >= MIN_WEEKDAY and caseless(word)]
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?=\\s\\d)")


MIN_WEEKDAY = 4


def _names(text: str) -> bool:
    header = read_header(text)
    if header is not None:
        return bool(header.byline) and not header.says_when
    return names_writer(text) or is_name_like(text, MAX_NAME_WORDS)


def _begins_dated(text: str) -> bool:
    date = find_date(text)
    return date is not None and date.start == 0


def _says_when(text: str) -> bool:
    header = read_header(text)
    return header is not None and header.says_when
