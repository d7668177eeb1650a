"""Sections of a page that are not its main article: related stories, comments. Where each starts and ends."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.articles.blocks import INLINE, breadth, ends_sentence
from detente.articles.headers import furniture, lead_kind, read_header, section_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Node, Piece

# A page has a handful of sections; one with more is a list of links, and what follows is foreign in any case.
MAX_SECTIONS = 50
LINKED = 0.6
# Inside these a section's words are a link or a button, not its head.
NO_HEADS = frozenset({"a", "li", "option", "button", "td"})


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its kind and its blocks, from its head to its end (exclusive)."""

    kind: str
    start: int
    end: int


def section_map(pieces: Sequence[Piece], after: int) -> list[Section | None]:
    """Return for each block the section that it stands in, the innermost; none before ``after``."""
    around: list[Section | None] = [None] * len(pieces)
    body, last, found = _body_parent(pieces), _last_blocks(pieces), 0
    text = next((i for i in range(after, len(pieces)) if pieces[i].is_long), len(pieces))
    for i in range(after, len(pieces)):
        kind = section_kind(pieces[i].text) if _may_head(pieces[i]) else None
        if kind not in ("related", "comments"):
            continue
        if kind == "comments" and i < text < len(pieces) and not pieces[i].path:
            continue  # a button above the text of a dump: "Comments 4"
        end = _end(pieces, i, body, last) if found + 1 < MAX_SECTIONS else len(pieces)
        if i < text < end and not pieces[i].is_heading and _holds_run(pieces[i:end], body):
            continue  # a button or a label in the header, in one element with the text
        found += 1
        around[i:end] = [Section(kind, i, end)] * (end - i)
        if found == MAX_SECTIONS:
            break
    return around


def _may_head(piece: Piece) -> bool:
    """Whether a block can be the head of a section; "Read also: ..." that is itself a link is the teaser."""
    if piece.hidden or piece.tag in NO_HEADS or lead_kind(piece.text):
        return False
    return piece.is_heading or piece.links <= LINKED


def parent_of(piece: Piece, level: int = 1) -> Node | None:
    """Return the element around the block's own element, or one so many levels up."""
    path = piece.path
    own = next((n for n in range(len(path) - 1, -1, -1) if path[n].tag == piece.tag), 0)
    around = (path[n] for n in range(own - 1, -1, -1) if path[n].tag not in INLINE)
    return next(itertools.islice(around, level - 1, None), None)


def _holds_run(pieces: Sequence[Piece], body: Node | None) -> bool:
    """Whether the main run of paragraphs stands in these blocks."""
    run = [p for p in pieces if p.tag == "p" and p.is_long and body is not None and parent_of(p) is body]
    return len(run) >= MIN_RUN


MIN_RUN = 3


def _body_parent(pieces: Sequence[Piece]) -> Node | None:
    """Return the element that directly holds most paragraphs."""
    counts: dict[Node, int] = {}
    for piece in pieces:
        if piece.tag == "p" and piece.is_long and not piece.hidden and (parent := parent_of(piece)):
            counts[parent] = counts.get(parent, 0) + 1
    return max(counts, key=lambda node: counts[node], default=None)


def _last_blocks(pieces: Sequence[Piece]) -> dict[Node, int]:
    """Return the last block inside each element."""
    return {node: i for i, piece in enumerate(pieces) for node in piece.path}


def _end(pieces: Sequence[Piece], start: int, body: Node | None, last: dict[Node, int]) -> int:
    """Return where a section ends: with the element that it shares with what follows it, or with the page."""
    path = pieces[start].path
    if start + 1 >= len(pieces):
        return len(pieces)
    if not path:
        return _box_end(pieces, start) or len(pieces)
    shared = _shared(path, pieces[start + 1].path)
    if shared is None:
        return start + 1
    if shared is body:  # a head between paragraphs: links behind it are its own, then the article goes on
        return _links_end(pieces, start + 1, body)
    return last[shared] + 1


def _box_end(pieces: Sequence[Piece], start: int) -> int | None:
    """Return where a box of links in the middle of a dump's text ends, None where the text does not go on.

    One to three lines, then paragraph after paragraph without a date of their own: that is the text again. In
    a list of teasers headlines and summaries alternate.
    """
    for i in range(start + 1, min(len(pieces) - 1, start + 1 + MAX_BOX_LINES)):
        header = read_header(pieces[i].text)
        if header and header.says_when:
            return None
        if i > start + 1 and _closed(pieces[i]) and _closed(pieces[i + 1]):
            return i
    return None


MAX_BOX_LINES = 4
MIN_CLOSED_CHARS = 40


def _closed(piece: Piece) -> bool:
    text = piece.is_long or (breadth(piece.text) >= MIN_CLOSED_CHARS and ends_sentence(piece.text))
    return text and furniture(piece.text) not in ("nav", "promo")


def _shared(one: tuple[Node, ...], other: tuple[Node, ...]) -> Node | None:
    found = None
    for mine, theirs in zip(one, other, strict=False):
        if mine is not theirs:
            break
        found = mine
    return found


def _links_end(pieces: Sequence[Piece], start: int, body: Node | None) -> int:
    """Return where links between two paragraphs end; a heading or a text at once opens something longer."""
    for i in range(start, len(pieces)):
        if pieces[i].is_heading:
            return len(pieces)
        text = pieces[i].is_long or (parent_of(pieces[i]) is body and ends_sentence(pieces[i].text))
        if text:
            return i if i > start else len(pieces)
    return len(pieces)
