"""Live blogs: one article a post, in page order.

Posts are elements marked so, else elements side by side that each have a time, else, where a page has no
elements to go by, what stands between one line of time and the next.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.articles.blocks import Node, key
from detente.articles.build import Parts
from detente.articles.elements import is_post_node
from detente.articles.facts import LIVE_TYPE, Facts
from detente.articles.headers import is_title_like, read_header, section_kind
from detente.articles.phrases import is_live
from detente.articles.roles import assign_roles, is_sentence
from detente.articles.sections import section_map
from detente.articles.split import HEADER_TIME_CHARS, Head, Segment, main_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece

MIN_POSTS = 2
# Without any mark but lines of time: so many posts on a page that calls itself live, so many on others.
MIN_TIMED = 3
MIN_TIMED_UNNAMED = 4
KICKER_REACH = 3  # "LIVE" stands right above the headline
ENDS = frozenset({"related", "comments", "promo", "nav", "share"})

Post = list["Piece"]


def live_parts(pieces: Sequence[Piece], facts: Facts) -> list[Parts]:
    """Return the parts of each post of a live blog; none where the page is no live blog.

    The blocks outside all posts (menu, headline of the blog, footer) are kept with the first post.
    """
    head = main_head(pieces, facts.headlines)
    posts = _posts(pieces, head, live=_is_live(pieces, head, facts))
    if not posts:
        return []
    found = [_post(number, post, facts) for number, post in enumerate(posts)]
    labelled = sorted([*_outside(pieces, posts, head), *found[0].labelled], key=lambda item: item[0].offset)
    return [replace(found[0], labelled=labelled), *found[1:]]


def _is_live(pieces: Sequence[Piece], head: Head, facts: Facts) -> bool:
    """Whether the page calls itself a live blog: by its JSON-LD type, in its headline or right above it."""
    above = pieces[max(0, head.start - KICKER_REACH) : head.start]
    tops = [piece.text for piece in pieces if piece.tag == "h1"]
    kickers = [piece.text for piece in above if not piece.links and len(piece.text) <= HEADER_TIME_CHARS]
    said = any(is_live(text) for text in (*facts.headlines, head.title, *tops, *kickers))
    return LIVE_TYPE in facts.types or said


def _outside(pieces: Sequence[Piece], posts: Sequence[Post], head: Head) -> list[tuple[Piece, str]]:
    """Return the blocks outside all posts with their roles: the blog's own headline is a title."""
    inside = {id(piece) for post in posts for piece in post}
    others = tuple(piece for piece in pieces if id(piece) not in inside)
    top = pieces[head.start] if head.end > head.start else None
    place = next((i for i, piece in enumerate(others) if piece is top), None)
    head = Head(0, 0, "") if place is None else Head(place, place + 1, head.title)
    zones = tuple(section.kind if section else None for section in section_map(others, head.end))
    labelled = assign_roles(Segment(role="main", pieces=others, head=head, zones=zones))
    first = posts[0][0].offset
    start = others[head.start].offset if others else 0
    return [(piece, _outer_role(piece, role, start, first)) for piece, role in labelled]


def _outer_role(piece: Piece, role: str, start: int, first: int) -> str:
    """Between the blog's headline and its first post stands its introduction; nothing outside is text."""
    if role in ("body", "unassigned") and start < piece.offset < first and is_sentence(piece):
        return "standfirst"
    return "unassigned" if role == "body" else role


def _posts(pieces: Sequence[Piece], head: Head, *, live: bool) -> list[Post]:
    """Return the blocks of each post; none where there are too few to be sure."""
    marked = _grouped(pieces, {id(node) for piece in pieces for node in piece.path if is_post_node(node)})
    if len(marked) >= MIN_POSTS:
        return marked
    stamps = _stamps(pieces, head.end)
    if len(stamps) < (MIN_TIMED if live else MIN_TIMED_UNNAMED):
        return []
    clocks = all((header := read_header(pieces[i].text)) and header.clock for i in stamps)
    if not live and not clocks:
        return []
    side_by_side = _grouped(pieces, _families(pieces, stamps))
    return side_by_side if len(side_by_side) >= MIN_TIMED else _between(pieces, stamps)


def _stamps(pieces: Sequence[Piece], after: int) -> list[int]:
    """Return the places of the lines of time behind the headline, those of the commonest kind."""
    kinds = {i: kind for i in range(after, len(pieces)) if (kind := _stamp_kind(pieces[i]))}
    common = Counter(kinds.values()).most_common(1)
    return [i for i, kind in kinds.items() if kind == common[0][0]] if common else []


def _stamp_kind(piece: Piece) -> str | None:
    if piece.hidden or len(piece.text) > HEADER_TIME_CHARS:
        return None
    header = read_header(piece.text)
    if header is None:
        return "time" if piece.time else None
    return "clock" if header.clock else "age" if header.age else "date" if header.date else None


def _families(pieces: Sequence[Piece], stamps: Sequence[int]) -> set[int]:
    """Return the elements that stand side by side, each with a time of its own; the largest such family."""
    families: dict[Node, set[int]] = {}
    for i in stamps:
        for parent, child in itertools.pairwise(pieces[i].path):
            families.setdefault(parent, set()).add(id(child))
    return max(families.values(), key=len, default=set())


def _grouped(pieces: Sequence[Piece], nodes: set[int]) -> list[Post]:
    """Return the blocks inside each of these elements, where they hold a time and a text."""
    groups: dict[Node, Post] = {}
    for piece in pieces if nodes else ():
        if node := next((node for node in piece.path if id(node) in nodes), None):
            groups.setdefault(node, []).append(piece)
    return [
        group
        for group in groups.values()
        if any(piece.time or _stamp_kind(piece) for piece in group)
        and any(is_sentence(piece) and not piece.is_heading for piece in group)
    ]


def _between(pieces: Sequence[Piece], stamps: Sequence[int]) -> list[Post]:
    """Return what stands between lines of time; a headline may stand above its time or below it."""
    above = sum(
        _is_post_title(pieces, i - 1) and is_sentence(pieces[min(i + 1, len(pieces) - 1)]) for i in stamps
    )
    shift = 1 if 2 * above > len(stamps) else 0
    starts = [i - shift for i in stamps]
    ends = [*starts[1:], _end(pieces, stamps[-1])]
    found = [list(pieces[start:end]) for start, end in zip(starts, ends, strict=True)]
    texts = [post for post in found if any(is_sentence(piece) for piece in post)]
    return texts if len(texts) >= MIN_TIMED and 2 * len(texts) > len(found) else []


def _is_post_title(pieces: Sequence[Piece], i: int) -> bool:
    return i >= 0 and not pieces[i].hidden and not is_sentence(pieces[i]) and is_title_like(pieces[i].text)


def _end(pieces: Sequence[Piece], last: int) -> int:
    """Return where the last post ends: where its text has come and something else than text follows."""
    text = False
    for i in range(last + 1, len(pieces)):
        if section_kind(pieces[i].text) in ENDS or (text and not is_sentence(pieces[i])):
            return i
        text = text or is_sentence(pieces[i])
    return len(pieces)


def _post(number: int, pieces: Sequence[Piece], facts: Facts) -> Parts:
    heading = _heading(pieces)
    title = pieces[heading].text if heading is not None else ""
    head = Head(heading, heading + 1, title) if heading is not None else Head(0, 0, "")
    segment = Segment(role="post", pieces=tuple(pieces), head=head, zones=(None,) * len(pieces))
    headers = [header for piece in pieces if not piece.is_long and (header := read_header(piece.text))]
    stamps = [piece.time for piece in pieces if piece.time] or _listed_stamp(title, facts)
    return Parts(
        position=number,
        role="post",
        title=title,
        labelled=assign_roles(segment),
        headers=headers,
        outlet=facts.publisher or facts.outlet,
        byline=next((h.byline for h in headers if h.byline), None) or facts.author,
        stamps=stamps[:1],
        url=facts.url,
        lang=facts.lang,
        types=(LIVE_TYPE,),
    )


def _heading(pieces: Sequence[Piece]) -> int | None:
    """Return the headline of a post: its first heading, else a short line before its text."""
    for i, piece in enumerate(pieces):
        if piece.is_heading and not piece.hidden:
            return i
    text = next((i for i, piece in enumerate(pieces) if is_sentence(piece)), 0)
    return next((i for i in range(text) if _is_post_title(pieces, i)), None)


def _listed_stamp(title: str, facts: Facts) -> list[str]:
    """Return the time that the page's JSON-LD lists for a post of this headline."""
    for post in facts.posts:
        when = post.get("datePublished")
        if title and key(str(post.get("headline") or "")) == key(title) and isinstance(when, str):
            return [when]
    return []
