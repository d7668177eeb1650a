"""Where on a page the headline of its main article stands."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from detente.articles.blocks import ARTICLE_CHARS, breadth, ends_sentence, key, word_count
from detente.articles.headers import furniture, is_name_like, is_title_like, read_header, section_kind
from detente.articles.writers import is_stamp, names_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece

# Above the first paragraph: title, standfirst, byline, date, reading time, share buttons, caption ...
HEADER_REACH = 24
MIN_LONE_TITLE_WORDS = 3
# What speaks for a line as the headline, it is printed twice, the page marks it as a
# heading, a subtitle or a header line or a sentence stands right below, it has words, it is near the text.
COPIED, HEADING, SUBTITLED, DATED_BELOW, TEXT_BELOW, A_WORD, A_LINE = 3.0, 2.0, 3.0, 1.5, 1.0, 1 / 6, 0.1
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
    return _title_above(pieces, _first_text(pieces))


def _first_text(pieces: Sequence[Piece]) -> int:
    """Return the first paragraph; a long untitled line far above the others is a banner."""
    long = [i for i, piece in enumerate(pieces) if running_chars(piece)]
    first, rest = next(iter(long), len(pieces)), long[1:]
    if not any(other == one + 1 for one, other in itertools.pairwise(rest)) or rest[0] - first < BANNER_GAP:
        return first
    between = pieces[first : rest[0]]
    little = sum(running_chars(pieces[i]) for i in rest) < ARTICLE_CHARS
    if little or any(section_kind(piece.text) for piece in between):  # behind its head stands another's text
        return first
    titled = any(
        is_title_like(piece.text) and word_count(piece.text) >= MIN_LONE_TITLE_WORDS
        for piece in pieces[:first]
    )
    return first if titled else rest[0]


BANNER_GAP = 4


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
    shown = (i for i, p in enumerate(pieces) if p.tag and not p.hidden and not is_name_like(p.text))
    return next((i for i in shown if key(pieces[i].text) in wanted), None)


def _title_above(pieces: Sequence[Piece], body: int) -> int | None:
    """Return the best title line in the few lines above the first paragraph."""
    first = max(0, body - HEADER_REACH)
    headed = _first_header(pieces, first, body)
    best, found = 0.0, None
    for i in range(first, body):
        if pieces[i].hidden or not is_title_like(pieces[i].text) or is_stamp(pieces[i].text):
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
        + DATED_BELOW * (below is not None and _is_header(below))
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
    under = [line.text for line in lines[i + 2 : i + 4]]
    return _is_header(under[0]) or (len(under) > 1 and is_name_like(under[0]) and _is_header(under[1]))


def _is_header(text: str) -> bool:
    return read_header(text) is not None or is_stamp(text) or names_writer(text)


def _first_header(pieces: Sequence[Piece], first: int, body: int) -> int | None:
    """Return the first line with a byline, date or time that has a title above it: the headline is above."""
    titled = False
    for i in range(first, body):
        if is_stamp(pieces[i].text) and titled:
            return i
        titled = titled or (not pieces[i].hidden and is_title_like(pieces[i].text))
        header = read_header(pieces[i].text) if titled else None
        if header and (header.byline or header.says_when or header.clock or header.updated):
            return i
    return None
