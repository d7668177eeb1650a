"""Articles that stand below the first in a dump: told by the lines around their headlines alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.articles.blocks import ends_sentence, word_count
from detente.articles.headers import furniture, is_title_like, read_header, section_kind
from detente.articles.names import is_name_like
from detente.articles.titles import MIN_LONE_TITLE_WORDS, running_chars
from detente.articles.writers import is_stamp, names_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece

MAX_CLOSED_TITLE_CHARS = 160
STANDFIRST_REACH = 2  # lines between a headline and its byline
DATE_REACH = 2
TEXT_REACH = 7  # from a headline to its text: byline, date, buttons, a caption
MIN_PARAGRAPHS = 2


def loaded_heads(pieces: Sequence[Piece], start: int, after: int) -> frozenset[int]:
    """Return the headlines behind ``after`` in a dump whose own lines say who wrote it, or when.

    ``start`` is the main headline: where its date stands right above it, so do those of the others.
    """
    if any(piece.path for piece in pieces[:1]):
        return frozenset()
    above = date_above(pieces, start)
    found = []
    for i in range(after + 1, len(pieces) - 1):
        if not _says(pieces, i) or not _has_text(pieces, i):
            continue
        if (above and date_above(pieces, i)) or (not _opens_below(pieces, i) and _is_signed(pieces, i)):
            found.append(i)
    return frozenset(found)


def standfirst_end(pieces: Sequence[Piece], i: int) -> int:
    """Return where the standfirst below a headline ends, right behind the headline where it has none."""
    end = i + 1
    while end < min(len(pieces), i + 1 + STANDFIRST_REACH) and _is_standfirst(pieces[end].text):
        end += 1
    header = read_header(pieces[end].text) if end < len(pieces) else None
    return end if header is not None or (end < len(pieces) and names_writer(pieces[end].text)) else i + 1


def date_above(pieces: Sequence[Piece], i: int) -> bool:
    """Whether right above a headline a line says when."""
    header = read_header(pieces[i - 1].text) if i > 0 else None
    return header is not None and bool(header.date)


def _says(pieces: Sequence[Piece], i: int) -> bool:
    text = pieces[i].text
    if ends_sentence(text):
        above = pieces[i - 1].text
        if len(text) > MAX_CLOSED_TITLE_CHARS or ends_sentence(above) or read_header(above):
            return False
    bare = text.rstrip(".。")
    said = word_count(bare) >= MIN_LONE_TITLE_WORDS and is_title_like(bare) and not is_name_like(bare)
    return said and not (is_stamp(text) or names_writer(text))


def _opens_below(pieces: Sequence[Piece], i: int) -> bool:
    """Whether the line above says something too: then this one is a standfirst."""
    above = pieces[i - 1].text
    open_ = not ends_sentence(above) and word_count(above) > MIN_LONE_TITLE_WORDS + 1
    return open_ and is_title_like(above) and not (is_name_like(above) or furniture(above))


def _is_signed(pieces: Sequence[Piece], i: int) -> bool:
    """Whether below a headline, past a standfirst, stands a byline that a date or the text follows."""
    for n in range(i + 1, min(len(pieces), i + 2 + STANDFIRST_REACH)):
        text = pieces[n].text
        header = read_header(text)
        named = bool(header and header.byline) or names_writer(text)
        below = [text, *(piece.text for piece in pieces[n + 1 : n + 1 + DATE_REACH])]
        dated = any((line := read_header(one)) and line.says_when for one in below)
        if n > i + 1 and header is not None and header.date and _is_standfirst(pieces[n - 1].text):
            return not ends_sentence(pieces[i].text)
        if named and (dated or (header is not None and not ends_sentence(pieces[i].text))):
            return True
        if running_chars(pieces[n]) > MAX_CLOSED_TITLE_CHARS or section_kind(text):
            return False
    return False


def _is_standfirst(text: str) -> bool:
    said = word_count(text) > MIN_LONE_TITLE_WORDS and not is_name_like(text) and furniture(text) is None
    return said and read_header(text) is None


def _has_text(pieces: Sequence[Piece], i: int) -> bool:
    first = next(
        (n for n in range(i + 1, min(len(pieces), i + TEXT_REACH)) if running_chars(pieces[n])), None
    )
    return first is not None and sum(
        running_chars(piece) > 0 for piece in pieces[first : first + TEXT_REACH]
    ) >= (MIN_PARAGRAPHS)
