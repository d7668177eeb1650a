"""Live blogs: one article a post, in page order."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.articles.blocks import key
from detente.articles.build import Parts
from detente.articles.facts import LIVE_TYPE, Facts
from detente.articles.headers import read_header
from detente.articles.roles import assign_roles
from detente.articles.split import Head, Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Node, Piece

POST_MARKS = re.compile(
    r"\s(?:\w+-)*(?:live-?(?:post|entry|update|item|blog-?(?:post|entry|update))|lb-?(?:post|"
    r"entry))(?:-\w+)*(?=\s)"
)
MIN_POSTS = 2
LIVE_WORD = re.compile(
    r"^(?:\w+ )?live\b(?: updates| blog)?\s*[:|–—-]|\blive (?:updates|blog)\b", re.IGNORECASE
)
POST_TAGS = frozenset({"article", "div", "section", "li"})


def live_parts(pieces: Sequence[Piece], facts: Facts) -> list[Parts]:
    """Return the parts of each post of a live blog; none where the page is no live blog.

    The blocks outside all posts (menu, headline of the blog, footer) are kept with the first post.
    """
    posts = _posts(pieces, live=_is_live(pieces, facts))
    if len(posts) < MIN_POSTS:
        return []
    inside = {id(piece) for post in posts for piece in post}
    outside = [piece for piece in pieces if id(piece) not in inside]
    found = [_post(number, post, facts) for number, post in enumerate(posts)]
    page = Segment(role="main", pieces=tuple(outside), head=Head(0, 0, ""), zones=(None,) * len(outside))
    rest = [(piece, "unassigned" if role == "body" else role) for piece, role in assign_roles(page)]
    labelled = sorted([*rest, *found[0].labelled], key=lambda item: item[0].offset)
    return [replace(found[0], labelled=labelled), *found[1:]]


def _is_live(pieces: Sequence[Piece], facts: Facts) -> bool:
    """Whether the page calls itself a live blog: by its JSON-LD type or in its headline."""
    tops = [piece.text for piece in pieces if piece.tag == "h1"]
    return LIVE_TYPE in facts.types or any(LIVE_WORD.search(text) for text in (*facts.headlines, *tops))


def _posts(pieces: Sequence[Piece], *, live: bool) -> list[list[Piece]]:
    """Return the blocks of each post: elements marked so, on a live page else repeated dated elements."""
    marked = _grouped(pieces, {id(node) for piece in pieces for node in piece.path if _is_post(node)})
    if len(marked) >= MIN_POSTS or not live:
        return marked
    return _grouped(pieces, _dated_siblings(pieces))


def _is_post(node: Node) -> bool:
    return node.tag in POST_TAGS and POST_MARKS.search(node.marks) is not None


def _grouped(pieces: Sequence[Piece], nodes: set[int]) -> list[list[Piece]]:
    """Return the blocks inside each of these elements, where they hold a date and a text."""
    groups: dict[Node, list[Piece]] = {}
    for piece in pieces:
        if node := next((node for node in piece.path if id(node) in nodes), None):
            groups.setdefault(node, []).append(piece)
    return [
        group
        for group in groups.values()
        if any(piece.time or _says_when(piece) for piece in group) and any(not p.is_heading for p in group)
    ]


def _dated_siblings(pieces: Sequence[Piece]) -> set[int]:
    """Return the elements that stand side by side, each with a time of its own; the largest such family."""
    families: dict[Node, set[int]] = {}
    for piece in pieces:
        for parent, child in itertools.pairwise(piece.path if piece.time else ()):
            families.setdefault(parent, set()).add(id(child))
    return max(families.values(), key=len, default=set())


def _says_when(piece: Piece) -> bool:
    header = read_header(piece.text)
    return header is not None and header.says_when


def _post(number: int, pieces: Sequence[Piece], facts: Facts) -> Parts:
    heading = next((i for i, piece in enumerate(pieces) if piece.is_heading and not piece.hidden), None)
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


def _listed_stamp(title: str, facts: Facts) -> list[str]:
    """Return the time that the page's JSON-LD lists for a post of this headline."""
    for post in facts.posts:
        when = post.get("datePublished")
        if title and key(str(post.get("headline") or "")) == key(title) and isinstance(when, str):
            return [when]
    return []
