"""Which blocks belong to which article: the main one, other full articles on the page, and the rest.

An article starts with a header group: its title, often twice, with lines that say who published it and when.
A group with an article's worth of text behind it is an article, one without is a teaser. What follows a
section head such as "Related Articles" never belongs to the main article; text there without a header of its
own stays unassigned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.articles.blocks import ARTICLE_CHARS, breadth, ends_sentence, key, word_count
from detente.articles.headers import (
    MAX_TITLE_CHARS,
    Header,
    furniture,
    genre_label,
    is_title_like,
    read_header,
    section_kind,
)
from detente.articles.loaded import date_above, loaded_heads, standfirst_end
from detente.articles.names import MAX_OUTLET_WORDS, is_name_like
from detente.articles.sections import Section, parent_of, section_map
from detente.articles.titles import MIN_LONE_TITLE_WORDS, find_title, running_chars
from detente.articles.twins import twin_heads
from detente.articles.writers import names_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Node, Piece
    from detente.records import Role

# A header group is at most title, outlet, age, outlet again, title again, a label and a link.
GROUP_REACH = 9


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
    found = find_title(pieces, headlines)
    if found is None:
        return Head(0, 0, headlines[0] if headlines and pieces else "")
    return _group(pieces, found)


def _group(pieces: Sequence[Piece], start: int, bound: int | None = None) -> Head:
    """Return the header group that starts at a title: its copies, its header lines and who published it.

    Short lines in between that say nothing (a category, an icon's name) are passed over, but never end a
    group.
    """
    title = key(pieces[start].text)
    headers: list[Header] = []
    names: list[str] = []
    outlet, name, end = None, None, start + 1
    unknown = 0
    for i in range(start + 1, min(bound or len(pieces), len(pieces), start + GROUP_REACH)):
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
        elif not piece.hidden and unknown < MAX_UNKNOWN and _says_nothing(text):
            unknown += 1
            names += [text] if word_count(text) <= MAX_LABEL_WORDS and len(text) <= MAX_LABEL_CHARS else []
        elif not piece.hidden:
            break
    return Head(start, end, pieces[start].text, tuple(headers), outlet, name)


def _timed(piece: Piece) -> Header | None:
    return Header(date=piece.time) if piece.time and len(piece.text) <= HEADER_TIME_CHARS else None


MAX_UNKNOWN = 1
MAX_LABEL_WORDS, MAX_LABEL_CHARS = 4, 30  # an outlet's name in small letters; more is a standfirst


def _says_nothing(text: str) -> bool:
    return len(text) <= HEADER_TIME_CHARS and not ends_sentence(text) and section_kind(text) is None


# A <time> in a header stands with a few words around it at most.
HEADER_TIME_CHARS = 60


@dataclass(frozen=True, slots=True)
class _Other:
    """A header group that is not the main one: an article of its own where it is full, else a teaser."""

    head: Head
    start: int
    end: int
    full: bool


def _others(pieces: Sequence[Piece], main: Head, around: Sequence[Section | None]) -> list[_Other]:
    """Return the further articles and teasers of the page, in page order."""
    heads = _heads(pieces, main, around)
    last = {node: i for i, piece in enumerate(pieces) for node in piece.path if node.tag == "article"}
    starts = [head.start - _is_dated_above(pieces, main, head) for head in heads]
    found = []
    for head, start, following in zip(heads, starts, [*starts, len(pieces)][1:], strict=True):
        end = min(following, _element_end(pieces, head, around, last))
        own = [pieces[i] for i in range(head.end, end) if around[i] is around[head.start]]
        text = (
            sum(running_chars(piece) or _closing(piece) for piece in own)
            if any(map(running_chars, own))
            else 0
        )
        found.append(_Other(head, start, end, text >= ARTICLE_CHARS))
    return found


def _is_dated_above(pieces: Sequence[Piece], main: Head, head: Head) -> bool:
    """Whether an article has its date right above its headline, as the main one has."""
    if main.end <= main.start or not (date_above(pieces, main.start) and date_above(pieces, head.start)):
        return False
    own = set(pieces[head.start].path) - set(pieces[main.start].path)
    line = pieces[head.start - 1]
    return not line.path or any(node in own for node in line.path)


def _closing(piece: Piece) -> int:
    """Return how much text a short closed paragraph is; beside longer ones it counts."""
    text = (
        not piece.hidden and not piece.links and ends_sentence(piece.text) and furniture(piece.text) is None
    )
    return breadth(piece.text) if text and not piece.is_heading else 0


def _element_end(
    pieces: Sequence[Piece], head: Head, around: Sequence[Section | None], last: dict[Node, int]
) -> int:
    """Return where a further article must end: with its section and with its <article>."""
    section = around[head.start]
    end = section.end if section else len(pieces)
    element = next((node for node in reversed(pieces[head.start].path) if node.tag == "article"), None)
    return end if element is None else min(end, last[element] + 1)


def _heads(pieces: Sequence[Piece], main: Head, around: Sequence[Section | None]) -> list[Head]:
    """Return the header groups behind the main article's first paragraph, or inside a related section."""
    enough, signs = _enough(pieces, main.end), _signs(pieces)
    siblings = _sibling_heads(pieces) | twin_heads(pieces, main.end)
    loaded = loaded_heads(pieces, main.start, enough)
    siblings |= loaded
    after = main.end
    running = _running_parent(pieces, after)
    body = next((i for i in range(after, len(pieces)) if running_chars(pieces[i])), len(pieces))
    heads: list[Head] = []
    i = after
    while i < len(pieces):
        section = around[i]
        in_zone = section is not None and section.kind == "related" and i > section.start
        open_ = in_zone or (i > body and (section is None or i in siblings))
        sure = i in siblings or (in_zone and pieces[i].is_heading)
        may = open_ and (sure or any(i < n < i + GROUP_REACH for n in signs[i : i + 1]))
        may = may and (in_zone or sure or i > enough)
        bound = next((n for n in range(i + 1, min(i + GROUP_REACH, len(pieces))) if n in siblings), None)
        twin = i in siblings
        head = _head_at(pieces, i, bound, in_zone=in_zone, sibling=twin, body=running) if may else None
        if head and in_zone and _is_teaser_above(pieces, head):
            head = None
        if head and i in loaded:
            head = replace(head, end=max(head.end, standfirst_end(pieces, i)))
        if head:
            heads.append(head)
        i = head.end if head else i + 1
    return heads


def _is_teaser_above(pieces: Sequence[Piece], head: Head) -> bool:
    """Whether in a list of a dump the next line, no sentence, is the title of what is dated below."""
    if pieces[head.start].path:
        return False
    title = key(head.title)
    for piece in pieces[head.start + 1 : head.end]:
        if key(piece.text) == title or read_header(piece.text) or names_writer(piece.text):
            return False
        says = word_count(piece.text) > MIN_LONE_TITLE_WORDS and not is_name_like(piece.text)
        if says and is_title_like(piece.text) and not ends_sentence(piece.text):
            return True
    return False


def _enough(pieces: Sequence[Piece], after: int) -> int:
    """Return where the main article has an article's worth of text: no title stands among its header."""
    total = 0
    for i in range(after, len(pieces)):
        total += running_chars(pieces[i])
        if total >= ARTICLE_CHARS:
            return i
    return after


def _signs(pieces: Sequence[Piece]) -> list[int]:
    """Return for each block where the next line stands that says when or repeats a line just above it."""
    signs, following = [len(pieces)] * len(pieces), len(pieces)
    seen: dict[str, int] = {}
    repeated = set()
    for i, piece in enumerate(pieces):
        words = key(piece.text) if len(piece.text) <= MAX_TITLE_CHARS else ""
        if words and i - seen.get(words, i) in range(1, GROUP_REACH):
            repeated.add(i)
        seen[words] = i
    for i in range(len(pieces) - 1, -1, -1):
        signs[i] = following
        header = read_header(pieces[i].text) or _timed(pieces[i])
        if i in repeated or (header is not None and header.says_when):
            following = i
    return signs


def _running_parent(pieces: Sequence[Piece], after: int) -> Node | None:
    """Return the element that holds the first two paragraphs behind the main title, None where none does."""
    long = [piece for piece in pieces[after:] if piece.is_long and not piece.hidden][:2]
    parents = {parent_of(piece) for piece in long}
    return parents.pop() if len(long) > 1 and len(parents) == 1 else None


def _head_at(
    pieces: Sequence[Piece], i: int, bound: int | None, *, in_zone: bool, sibling: bool, body: Node | None
) -> Head | None:
    piece = pieces[i]
    text = piece.text.rstrip(".。") if sibling else piece.text
    if piece.hidden or not is_title_like(text) or (piece.is_long and not (sibling or piece.is_heading)):
        return None
    head = _group(pieces, i, bound)
    copies = any(key(other.text) == key(piece.text) for other in pieces[i + 1 : head.end])
    dated = any(header.says_when for header in head.headers)
    if copies and (dated or in_zone or head.headers):
        return head
    if sibling or (in_zone and (dated or piece.is_heading)):
        return head
    return head if dated and _stands_alone(pieces, head, body) else None


def _stands_alone(pieces: Sequence[Piece], head: Head, body: Node | None) -> bool:
    """Whether a dated title outside all sections heads an article: in full, its text not among the main's.

    A name with an age above a text is a comment.
    """
    piece = pieces[head.start]
    if word_count(piece.text) < MIN_LONE_TITLE_WORDS or is_name_like(piece.text) or ends_sentence(piece.text):
        return False
    after = next((other for other in pieces[head.end : head.end + GROUP_REACH] if other.is_long), None)
    return after is not None and (body is None or not after.path or parent_of(after) is not body)


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
        start, end = other.start, other.end
        owners[start:end] = [number] * (end - start)
        zones[start:end] = [_inner(around[i], other.head) for i in range(start, end)]
    for other in others:
        if not other.full:
            end = other.end if around[other.head.start] else other.head.end
            here = around[other.head.start]
            for i in range(other.head.start, end):
                zones[i] = "related" if around[i] is here else zones[i]
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
