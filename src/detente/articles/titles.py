"""Where on a page the headline of its main article stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.articles.blocks import breadth, ends_sentence, key, word_count
from detente.articles.headers import furniture, is_name_like, is_title_like, read_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece

# Above the first paragraph: title, standfirst, byline, date, reading time, share buttons, caption ...
HEADER_REACH = 24
MIN_LONE_TITLE_WORDS = 3
# What speaks for a line as the headline, in order of weight: it is printed twice, the page marks it as a
# heading, a subtitle or a header line or a sentence stands right below, it has words, it is near the text.
COPIED, HEADING, SUBTITLED, DATED_BELOW, TEXT_BELOW, A_WORD, A_LINE = 3.0, 2.0, 2.0, 1.5, 1.0, 1 / 6, 0.1
WORDS_THAT_COUNT = 12
# What speaks against it: a byline or date stands above it already, or it is a name.
BELOW_HEADER, NAME = 2.0, 1.0


def find_title(pieces: Sequence[Piece], headlines: Sequence[str]) -> int | None:
    """Return the block of the main headline, or None where none can be told.

    ``headlines`` are what the page calls itself, best first.
    """
    found = _headline(pieces, headlines)
    if found is not None:
        return found
    body = next((i for i, piece in enumerate(pieces) if running_chars(piece)), len(pieces))
    return _title_above(pieces, body)


def running_chars(piece: Piece) -> int:
    """Return how much running text a block is, in Latin letters."""
    text = piece.is_long and not piece.hidden and furniture(piece.text) is None
    return breadth(piece.text) if text else 0


def _headline(pieces: Sequence[Piece], headlines: Sequence[str]) -> int | None:
    """Return the block of the headline: the h1 that says what the page calls itself, else the first h1."""
    tops = [i for i, piece in enumerate(pieces) if piece.tag == "h1" and not piece.hidden]
    wanted = [words for text in headlines if (words := key(text))]
    for name in wanted:
        for i in tops:
            words = key(pieces[i].text)
            if words in name or name in words:
                return i
    real = [i for i in tops if is_title_like(pieces[i].text)]
    if real:
        return real[0]
    same = (i for i, p in enumerate(pieces) if p.tag and not p.hidden and key(p.text) in wanted)
    return next(same, None)


def _title_above(pieces: Sequence[Piece], body: int) -> int | None:
    """Return the best title line in the few lines above the first paragraph."""
    first = max(0, body - HEADER_REACH)
    headed = _first_header(pieces, first, body)
    best, found = 0.0, None
    for i in range(first, body):
        if pieces[i].hidden or not is_title_like(pieces[i].text):
            continue
        below_header = headed is not None and i > headed
        score = _score(pieces[first:body], i - first) - BELOW_HEADER * below_header
        if score > best:
            best, found = score, i
    return found


def _score(lines: Sequence[Piece], i: int) -> float:
    """Return how much speaks for one of the lines above the text as the headline."""
    piece = lines[i]
    below = lines[i + 1].text if i + 1 < len(lines) else None
    copies = sum(key(other.text) == key(piece.text) for other in lines)
    return (
        COPIED * (copies > 1)
        + HEADING * piece.is_heading
        + SUBTITLED * _has_subtitle(lines, i)
        + DATED_BELOW * (below is not None and read_header(below) is not None)
        + TEXT_BELOW * (below is not None and ends_sentence(below) and furniture(below) is None)
        + A_WORD * min(word_count(piece.text), WORDS_THAT_COUNT)
        - A_LINE * (len(lines) - i)
        - NAME * is_name_like(piece.text)
    )


def _has_subtitle(lines: Sequence[Piece], i: int) -> bool:
    """Whether a line of some words stands right above another, and that above a header line."""
    if i + 2 >= len(lines) or word_count(lines[i].text) < MIN_LONE_TITLE_WORDS or is_name_like(lines[i].text):
        return False
    below = lines[i + 1]
    if below.hidden or not is_title_like(below.text) or is_name_like(below.text):
        return False
    return read_header(lines[i + 2].text) is not None


def _first_header(pieces: Sequence[Piece], first: int, body: int) -> int | None:
    """Return the first line with a byline, date or time that has a title above it: the headline is above."""
    titled = False
    for i in range(first, body):
        titled = titled or (not pieces[i].hidden and is_title_like(pieces[i].text))
        header = read_header(pieces[i].text) if titled else None
        if header and (header.byline or header.says_when or header.clock or header.updated):
            return i
    return None
