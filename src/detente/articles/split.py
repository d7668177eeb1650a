"""Which blocks belong to which article: the main one, other full articles on the page, and the rest.

An article starts with a header group: its title, often twice, with lines that say who published it and when.
A group with an article's worth of text behind it is an article, one without is a teaser. What follows a
section head such as "Related Articles" never belongs to the main article; text there without a header of its
own stays unassigned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.articles.blocks import ARTICLE_CHARS, key, word_count
from detente.articles.headers import (
    MAX_OUTLET_WORDS,
    Header,
    furniture,
    genre_label,
    is_name_like,
    is_title_like,
    read_header,
    section_kind,
)
from detente.articles.sections import Section, section_map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Node, Piece
    from detente.records import Role

# A header group is at most title, outlet, age, outlet again, title again, a label and a link.
GROUP_REACH = 9
# Above the first paragraph: title, standfirst, byline, date, reading time, share buttons, caption ...
HEADER_REACH = 16


@dataclass(frozen=True, slots=True)
class Head:
    """A header group: where it starts and ends (exclusive), its title and what its lines say.

    ``outlet`` is a name that the group repeats, ``name`` one that stands once beside the date or age.
    """

    start: int
    end: int
    title: str
    headers: tuple[Header, ...] = ()
    outlet: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The blocks of one article, its header group among them, and the foreign section around each block."""

    role: Role
    pieces: tuple[Piece, ...]
    head: Head
    zones: tuple[str | None, ...]


def split(pieces: Sequence[Piece], headlines: Sequence[str] = ()) -> list[Segment]:
    """Return the page's segments, main first; every block is in exactly one of them.

    ``headlines`` are what the page calls itself (JSON-LD, og:title ...), best first; a text dump has none.
    """
    main = main_head(pieces, headlines)
    around = section_map(pieces, main.end)
    others = _others(pieces, main, around)
    return _segments(pieces, main, others, around)


def main_head(pieces: Sequence[Piece], headlines: Sequence[str]) -> Head:
    """Return the header group of the main article; of no width at 0 where the page has no title."""
    found = _headline(pieces, headlines)
    if found is None:
        body = next((i for i, piece in enumerate(pieces) if piece.is_long and not piece.hidden), None)
        found = _title_above(pieces, len(pieces) if body is None else body)
    if found is None:
        return Head(0, 0, headlines[0] if headlines and pieces else "")
    return _group(pieces, found)


def _headline(pieces: Sequence[Piece], headlines: Sequence[str]) -> int | None:
    """Return the block of the headline: the h1 that says what the page calls itself, else the first h1."""
    tops = [i for i, piece in enumerate(pieces) if piece.tag == "h1" and not piece.hidden]
    wanted = [key(text) for text in headlines]
    for name in wanted:
        for i in tops:
            if name and (
                key(pieces[i].text) == name or key(pieces[i].text) in name or name in key(pieces[i].text)
            ):
                return i
    real = [i for i in tops if is_title_like(pieces[i].text)]
    if real:
        return real[0]
    same = (
        i for i, piece in enumerate(pieces) if piece.tag and not piece.hidden and key(piece.text) in wanted
    )
    return next(same, None)


def _title_above(pieces: Sequence[Piece], body: int) -> int | None:
    """Return the best title line in the few lines above the first paragraph."""
    first = max(0, body - HEADER_REACH)
    best, found = 0.0, None
    for i in range(first, body):
        piece = pieces[i]
        if piece.hidden or not is_title_like(piece.text):
            continue
        copies = sum(key(other.text) == key(piece.text) for other in pieces[first:body])
        next_says = i + 1 < body and read_header(pieces[i + 1].text) is not None
        score = (
            3.0 * (copies > 1)
            + 1.5 * next_says
            + min(word_count(piece.text), 12) / 6
            + piece.is_heading * 2.0
        )
        score -= 0.1 * (body - i)
        if score > best:
            best, found = score, i
    return found


def _group(pieces: Sequence[Piece], start: int) -> Head:
    """Return the header group that starts at a title: its copies, its header lines and who published it.

    Short lines in between that say nothing (a category, an icon's name) are passed over, but never end a
    group.
    """
    title = key(pieces[start].text)
    headers: list[Header] = []
    names: list[str] = []
    outlet, name, end = None, None, start + 1
    for i in range(start + 1, min(len(pieces), start + GROUP_REACH)):
        piece, text = pieces[i], pieces[i].text.lstrip("•·- ")
        header = read_header(text) or _timed(piece)
        if key(text) == title:
            end = i + 1
            name = name or (names[-1] if names and headers else None)
        elif header is not None:
            headers.append(header)
            end = i + 1
            name = name or (names[-1] if names and header.says_when else None)
        elif key(text) in map(key, names):
            outlet, end = text, i + 1
        elif genre_label(text):
            end = i + 1
        elif not piece.hidden and is_name_like(text, MAX_OUTLET_WORDS) and section_kind(text) is None:
            names.append(text)
        elif not piece.hidden:
            break
    return Head(start, end, pieces[start].text, tuple(headers), outlet, name)


def _timed(piece: Piece) -> Header | None:
    return Header(date=piece.time) if piece.time and len(piece.text) <= HEADER_TIME_CHARS else None


# A <time> in a header stands with a few words around it at most.
HEADER_TIME_CHARS = 60


@dataclass(frozen=True, slots=True)
class _Other:
    """A header group that is not the main one: an article of its own where it is full, else a teaser."""

    head: Head
    end: int
    full: bool


def _others(pieces: Sequence[Piece], main: Head, around: Sequence[Section | None]) -> list[_Other]:
    """Return the further articles and teasers of the page, in page order."""
    heads = _heads(pieces, main.end, around)
    last = {node: i for i, piece in enumerate(pieces) for node in piece.path if node.tag == "article"}
    nexts = [*(head.start for head in heads), len(pieces)][1:]
    found = []
    for head, following in zip(heads, nexts, strict=True):
        end = min(following, _element_end(pieces, head, around, last))
        text = sum(_running(pieces[i]) for i in range(head.end, end) if around[i] is around[head.start])
        found.append(_Other(head, end, text >= ARTICLE_CHARS))
    return found


def _running(piece: Piece) -> int:
    """Return how much running text a block is."""
    return len(piece.text) if piece.is_long and not piece.hidden and furniture(piece.text) is None else 0


def _element_end(
    pieces: Sequence[Piece], head: Head, around: Sequence[Section | None], last: dict[Node, int]
) -> int:
    """Return where a further article must end: with its section and with its <article>."""
    section = around[head.start]
    end = section.end if section else len(pieces)
    element = next((node for node in reversed(pieces[head.start].path) if node.tag == "article"), None)
    return end if element is None else min(end, last[element] + 1)


def _heads(pieces: Sequence[Piece], after: int, around: Sequence[Section | None]) -> list[Head]:
    """Return the header groups behind the main article's first paragraph, or inside a related section."""
    siblings = _sibling_heads(pieces)
    body = next(
        (i for i in range(after, len(pieces)) if pieces[i].is_long and not pieces[i].hidden), len(pieces)
    )
    heads: list[Head] = []
    i = after
    while i < len(pieces):
        section = around[i]
        in_zone = section is not None and section.kind == "related" and i > section.start
        head = _head_at(pieces, i, in_zone=in_zone, sibling=i in siblings) if in_zone or i > body else None
        if head:
            heads.append(head)
        i = head.end if head else i + 1
    return heads


def _head_at(pieces: Sequence[Piece], i: int, *, in_zone: bool, sibling: bool) -> Head | None:
    piece = pieces[i]
    if piece.hidden or not is_title_like(piece.text) or (piece.is_long and not piece.is_heading):
        return None
    head = _group(pieces, i)
    copies = any(key(other.text) == key(piece.text) for other in pieces[i + 1 : head.end])
    dated = any(header.says_when for header in head.headers)
    if copies and (dated or in_zone or head.headers):
        return head
    return head if sibling or (in_zone and (dated or piece.is_heading)) else None


def _sibling_heads(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the first heading of each <article> where a page has several, none inside another."""
    firsts: dict[Node, int] = {}
    for i, piece in enumerate(pieces):
        articles = [node for node in piece.path if node.tag == "article"]
        if len(articles) == 1 and piece.is_heading and not piece.hidden:
            firsts.setdefault(articles[0], i)
    return frozenset(firsts.values()) if len(firsts) > 1 else frozenset()


def _segments(
    pieces: Sequence[Piece], main: Head, others: Sequence[_Other], around: Sequence[Section | None]
) -> list[Segment]:
    """Give every block to one article; teasers and what lies outside all others go to the main one."""
    owners = [0] * len(pieces)
    zones: list[str | None] = [section.kind if section else None for section in around]
    full = [other for other in others if other.full]
    for number, other in enumerate(full, start=1):
        start, end = other.head.start, other.end
        owners[start:end] = [number] * (end - start)
        zones[start:end] = [_inner(around[i], other.head) for i in range(start, end)]
    for other in others:
        if not other.full:
            zones[other.head.start : other.end] = ["related"] * (other.end - other.head.start)
    mine: list[list[int]] = [[] for _ in range(len(full) + 1)]
    for i, owner in enumerate(owners):
        mine[owner].append(i)
    heads = [main, *(other.head for other in full)]
    segments = [_segment(head, owned, pieces, zones) for head, owned in zip(heads, mine, strict=True)]
    return [segments[0], *(replace(segment, role="related") for segment in segments[1:])]


def _inner(section: Section | None, head: Head) -> str | None:
    """Return the kind of a section inside a further article; the one around it is not its own."""
    return section.kind if section and section.start >= head.end else None


def _segment(
    head: Head, owned: Sequence[int], pieces: Sequence[Piece], zones: Sequence[str | None]
) -> Segment:
    before = sum(1 for i in owned if i < head.start)
    return Segment(
        role="main",
        pieces=tuple(pieces[i] for i in owned),
        head=replace(head, start=before, end=before + head.end - head.start),
        zones=tuple(zones[i] for i in owned),
    )
