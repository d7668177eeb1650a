"""Lists told by their items: points above the text, paragraphs in it, lines of facts and figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.blocks import ends_sentence
from detente.articles.captions import is_caption
from detente.articles.headers import section_kind
from detente.articles.quotes import OPEN_ROLES
from detente.articles.sections import parent_of

if TYPE_CHECKING:
    from detente.articles.blocks import Node, Piece
    from detente.articles.quotes import Labelled
    from detente.articles.split import Segment

# A point is one line, two at most.
MAX_POINT_CHARS = 120


def mark_lists(labelled: list[Labelled], segment: Segment) -> None:
    """Items of one list are alike: points above the text, paragraphs in it; lines of figures are a list."""
    long = [i for i, (p, role) in enumerate(labelled) if role == "body" and p.is_long and p.tag != "li"]
    first, second = next(iter(long), 0), next(iter(long[1:]), len(labelled))
    groups: dict[Node, list[int]] = {}
    for i in range(segment.head.end, len(labelled)):
        piece, role = labelled[i]
        if piece.tag == "li" and role in OPEN_ROLES and (parent := parent_of(piece)):
            groups.setdefault(parent, []).append(i)
    for items in groups.values():
        roles = [labelled[i][1] for i in items]
        text = 2 * roles.count("body") > len(roles)
        if "list" in roles and len(roles) > 1 and (items[0] < second or text):
            for i in items:
                labelled[i] = (labelled[i][0], "list" if items[0] < second else "body")
    _led_lists(labelled)
    _dated_lists(labelled, first)
    _people(labelled, segment)
    facts = [
        role in ("unassigned", "subheading") and not piece.is_heading and FACT.match(piece.text) is not None
        for piece, role in labelled
    ]
    for i in range(max(first, 1), len(labelled)):
        piece, role = labelled[i]
        if facts[i] and (facts[i - 1] or (i + 1 < len(facts) and facts[i + 1])):
            labelled[i] = (piece, "list")
            head, kind = labelled[i - 1]
            if kind == "unassigned" and not facts[i - 1] and len(head.text) <= MAX_POINT_CHARS:
                labelled[i - 1] = (head, "subheading")


def _dated_lists(labelled: list[Labelled], first: int) -> None:
    """Lines behind the first paragraph that begin with a year, one after the other, are a timeline."""
    run: list[int] = []
    for i in range(first + 1, len(labelled) + 1):
        if i < len(labelled) and _is_dated(*labelled[i]):
            run.append(i)
            continue
        for n in run if len(run) >= MIN_DATED else ():
            labelled[n] = (labelled[n][0], "list")
        head = labelled[run[0] - 1] if len(run) >= MIN_DATED else None
        if head and head[1] == "unassigned" and len(head[0].text) <= MAX_POINT_CHARS:
            labelled[run[0] - 1] = (head[0], "list")
        run = []


def _is_dated(piece: Piece, role: str) -> bool:
    return role in OPEN_ROLES and len(piece.text) <= MAX_POINT_CHARS and DATED.match(piece.text) is not None


MIN_DATED = 3
# "2015 A general names it", "Oct. 2025: first ditches", "12 May 1994 – ceasefire"
DATED = re.compile(r"(?:\d{1,2}\.?\s)?(?:[^\W\d_]{3,12}\.?\s){0,1}(?:1[0-9]|20)\d\d年?\s?[:：–—,-]?\s?\S")


def _people(labelled: list[Labelled], segment: Segment) -> None:
    """Behind a head such as "Speakers" stands who took part, a line each."""
    for i in range(segment.head.end, len(labelled) - 1):
        piece, role = labelled[i]
        if role not in OPEN_ROLES | {"meta"} or section_kind(piece.text) != "people":
            continue
        end = i + 1
        while end < len(labelled) and _is_person_line(*labelled[end]):
            end += 1
        for n in range(i, end) if end > i + 1 else ():
            labelled[n] = (labelled[n][0], "list")


PEOPLE_ROLES = frozenset({"table", "byline", "caption", "meta", "nav"})


def _is_person_line(piece: Piece, role: str) -> bool:
    open_ = role in OPEN_ROLES | PEOPLE_ROLES and not piece.is_heading and not ends_sentence(piece.text)
    return (
        open_
        and len(piece.text) <= MAX_POINT_CHARS
        and not (is_caption(piece.text) or section_kind(piece.text))
    )


def _led_lists(labelled: list[Labelled]) -> None:
    """In a dump the short open lines behind one that ends in a colon are the points that it announces."""
    for i in range(1, len(labelled)):
        piece, role = labelled[i]
        if piece.path or role not in OPEN_ROLES or not LEAD_IN.search(piece.text):
            continue
        end = i + 1
        while end < len(labelled) and _is_led(*labelled[end]):
            end += 1
        if end - i > MIN_LED:
            for n in range(i + 1, end):
                labelled[n] = (labelled[n][0], "list")


def _is_led(piece: Piece, role: str) -> bool:
    open_ = role in ("unassigned", "subheading") and not piece.path and not ends_sentence(piece.text)
    return open_ and len(piece.text) <= MAX_POINT_CHARS and section_kind(piece.text) is None


LEAD_IN = re.compile(r"[:：]$")
MIN_LED = 2


# "Highest point: 2.9 metres"
FACT = re.compile(r"[^:：]{3,60}(?::|：|\s—)\s?.{0,60}\d.{0,40}(?<![.!?。])$")
