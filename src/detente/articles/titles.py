"""Where on a page the headline of its main article stands."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from detente.articles.blocks import ARTICLE_CHARS, breadth, ends_sentence, key, word_count
from detente.articles.captions import is_caption
from detente.articles.furnishings import (
    is_category,
    is_dated,
    is_numbered,
    is_row,
    is_ticker,
    is_timed,
    is_trail,
)
from detente.articles.headers import furniture, is_title_like, read_header, section_kind
from detente.articles.names import are_people, is_name_like
from detente.articles.phrases import head_kind, stop_kinds
from detente.articles.writers import is_stamp, names_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece

# Above the first paragraph: title, standfirst, byline, date, reading time, share buttons, caption ...
HEADER_REACH = 24
MIN_LONE_TITLE_WORDS = 3
# What speaks for a line as the headline: it is printed twice, the page marks it as a
# heading, a standfirst or a header line or a sentence stands right below, it has words, it is near the text.
COPIED, HEADING, SUBTITLED, DATED_BELOW, NAMED_BELOW, TEXT_BELOW = 3.0, 2.0, 3.0, 1.5, 1.0, 1.0
A_WORD, A_LINE, A_MENU_LINE = 1 / 6, 0.1, 0.15
WORDS_THAT_COUNT = 12
# What speaks against it: a byline or date stands above it already, it is a name or no headline at all.
BELOW_HEADER, NAME, FURNISHING = 1.5, 1.0, 4.0
MENU_WORDS = 2  # a section's name has so many words at most
MAX_BELOW = 5  # lines between headline and header: a standfirst in three parts, an introduction
MAX_AUTHOR_WORDS = 4


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
    foreign = ("related", "comments")  # behind such a head stands another's text
    if little or any(section_kind(piece.text) in foreign for piece in between):
        return first
    titled = any(_may_head(piece.text) for piece in pieces[:first])
    menu = sum(word_count(piece.text) <= MENU_WORDS and not piece.is_heading for piece in between)
    above = pieces[first - 1].text if first else ""
    banner = furniture(above) == "promo" or bool(stop_kinds(above))
    return first if titled and not (banner and menu >= BANNER_GAP) else rest[0]


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
                return _fuller(pieces, name, words) or i
    real = [i for i in tops if is_title_like(pieces[i].text)]
    if real:
        return real[0]
    shown = (i for i, p in enumerate(pieces) if p.tag and not p.hidden and not is_name_like(p.text))
    return next((i for i in shown if key(pieces[i].text) in wanted), None)


def _fuller(pieces: Sequence[Piece], name: str, words: str) -> int | None:
    """Return a heading of lower rank that is most of what the page calls itself, where the first is little.

    Blogs put their own name into the first heading.
    """
    if 2 * len(words) >= len(name):
        return None
    others = (
        i for i, piece in enumerate(pieces) if piece.is_heading and piece.tag != "h1" and not piece.hidden
    )
    return next(
        (i for i in others if (own := key(pieces[i].text)) in name and 2 * len(own) >= len(name)), None
    )


def _title_above(pieces: Sequence[Piece], body: int) -> int | None:
    """Return the best title line in the few lines above the first paragraph."""
    first = max(0, body - HEADER_REACH)
    lines = pieces[first : body + 1]
    headed = _first_header(pieces, first, body)
    best, found = 0.0, None
    for i in range(first, body):
        if pieces[i].hidden or not is_title_like(pieces[i].text) or is_stamp(pieces[i].text):
            continue
        if is_row(pieces[i].text) or is_ticker(pieces[i].text) or _is_point(pieces, i):
            continue
        # one with a byline or date of its own right below may stand under the site's
        below_header = headed is not None and i > headed and not _is_header(lines[i - first + 1].text)
        score = _score(lines, i - first, below=below_header) - BELOW_HEADER * below_header
        if found is None and _may_stand_alone(pieces[i].text):
            best, found = score, i
        if score > best:
            best, found = score, i
    return found


def _may_stand_alone(text: str) -> bool:
    return word_count(text) >= MIN_LONE_TITLE_WORDS and not (is_name_like(text) or _is_furnishing(text))


def _is_furnishing(text: str) -> bool:
    placed = is_category(text) or is_trail(text) or is_numbered(text)
    return placed or is_dated(text) or is_row(text) or bool(stop_kinds(text))


def _score(lines: Sequence[Piece], i: int, *, below: bool) -> float:
    """Return how much speaks for one of the lines above the text as the headline; the text is the last.

    ``below``: it stands below a byline or date.
    """
    piece, under = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    copies = sum(key(other.text) == key(piece.text) for other in lines)
    menu = sum(_is_menu(other.text) for other in lines[i + 1 : -1])
    return (
        COPIED * (copies > 1)
        + HEADING * piece.is_heading
        + _worth_of_below(lines, i, below=below)
        + TEXT_BELOW * (under is not None and (under.is_long or _is_text(under.text)))
        + A_WORD * min(word_count(piece.text), WORDS_THAT_COUNT)
        - A_LINE * (len(lines) - 1 - i)
        - A_MENU_LINE * menu
        - NAME * is_name_like(piece.text)
        - FURNISHING * (_is_furnishing(piece.text) or _is_of_contents(lines, i))
    )


def _is_of_contents(lines: Sequence[Piece], i: int) -> bool:
    """Whether a line is a question among others: the contents of an explainer, printed again in it."""
    asked = {key(line.text) for line in lines if line.text.endswith(ASKED)}
    return lines[i].text.endswith(ASKED) and len(asked) >= MIN_ASKED


ASKED = ("?", "؟", "？")
MIN_ASKED = 3


def _is_point(pieces: Sequence[Piece], i: int) -> bool:
    """Whether a line stands among the points below a head such as "In short"."""
    above = next((j for j in range(i - 1, max(-1, i - MAX_POINTS), -1) if not _says(pieces[j])), None)
    return above is not None and head_kind(pieces[above].text) in ("key", "people")


MAX_POINTS = 8


def _is_text(text: str) -> bool:
    return ends_sentence(text) and furniture(text) is None


def _is_menu(text: str) -> bool:
    return word_count(text) <= MENU_WORDS and not _is_header(text) and head_kind(text) not in ("share", "key")


def _worth_of_below(lines: Sequence[Piece], i: int, *, below: bool) -> float:
    """Return what it is worth that a line opens the run of lines above a header line.

    What is said in several lines above a byline or date is headline, then standfirst.
    """
    if not _says(lines[i]):
        return DATED_BELOW * (i + 1 < len(lines) and _is_header(lines[i + 1].text))
    end = i + 1
    while end < len(lines) - 1 and end - i <= MAX_BELOW and _says(lines[end]):
        end += 1
    if end >= len(lines):
        return 0.0
    under = [line.text for line in lines[end : end + 2]]
    named = is_name_like(under[0], MAX_AUTHOR_WORDS) or are_people(under[0])
    named = named and not head_kind(under[0])
    furnished = head_kind(under[0]) in ("share", "key") or _is_share_row(under[0])
    pictured = not below and (is_caption(under[0]) or furnished)
    headed = _is_header(under[0]) or (named and len(under) > 1 and _is_header(under[1]))
    opens = i == 0 or not _says(lines[i - 1])
    subtitled = end > i + 1 and opens and (headed or named or pictured)
    if end > i + 1 and not opens:
        return 0.0
    return SUBTITLED * subtitled + (DATED_BELOW if headed else NAMED_BELOW * named)


def _is_share_row(text: str) -> bool:
    return is_row(text) and head_kind(text.split(maxsplit=1)[0]) == "share"


def _says(piece: Piece) -> bool:
    """Whether a line says something in words, as headlines and standfirsts do."""
    text = piece.text
    if piece.hidden or word_count(text) < MIN_LONE_TITLE_WORDS or is_name_like(text) or _is_furnishing(text):
        return False
    return not (_is_header(text) or furniture(text) or section_kind(text) or is_caption(text))


def _is_header(text: str) -> bool:
    dated = is_stamp(text) or is_timed(text)
    return dated or read_header(text) is not None or names_writer(text) or is_category(text)


def _first_header(pieces: Sequence[Piece], first: int, body: int) -> int | None:
    """Return the first line with a byline, date or time that has a title above it: the headline is above."""
    titled = False
    for i in range(first, body):
        if is_stamp(pieces[i].text) and titled:
            return i
        titled = titled or (not pieces[i].hidden and _may_head(pieces[i].text))
        header = read_header(pieces[i].text) if titled else None
        if header and (header.byline or header.says_when or header.clock or header.updated):
            return i
    return None


def _may_head(text: str) -> bool:
    return is_title_like(text) and _may_stand_alone(text)
