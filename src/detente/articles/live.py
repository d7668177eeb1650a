"""Live blogs: one article a post, in page order.

Posts are elements marked so, else elements side by side that each have a time, else, where a page has no
elements to go by, what stands between one line of time and the next.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from detente.articles.blocks import ARTICLE_CHARS, Node, key, word_count
from detente.articles.build import Parts, machine_times, segment_parts
from detente.articles.elements import is_post_node
from detente.articles.facts import LIVE_TYPE, Facts
from detente.articles.furnishings import is_timed
from detente.articles.headers import is_title_like, read_header, section_kind
from detente.articles.names import is_name_like
from detente.articles.phrases import is_live
from detente.articles.roles import assign_roles, is_sentence, texts
from detente.articles.sections import section_map
from detente.articles.split import HEADER_TIME_CHARS, Head, Segment, main_head
from detente.articles.stamps import parted, post_stamps, stamp_of
from detente.articles.titles import running_chars
from detente.articles.writers import is_stamp, names_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece
    from detente.articles.quotes import Labelled

MIN_POSTS = 2
# Without any mark but lines of time: so many posts on a page that calls itself live, so many on others.
MIN_TIMED = 3
MIN_TIMED_UNNAMED = 4
KICKER_REACH = 3  # "LIVE" stands right above the headline
ENDS = frozenset({"related", "comments", "promo", "nav", "share"})
TEXT_SHARE = 0.5  # of the elements with a time that hold a text
# A pinned article: so many lines from its headline to its text, so many paragraphs.
TITLE_REACH = 5
MIN_PARAGRAPHS = 3
MIN_PINNED_WORDS = 3
FIGURES = re.compile(r"\d+")  # "post-2" is one of a family

Post = list["Piece"]


def live_parts(pieces: Sequence[Piece], facts: Facts) -> list[Parts]:
    """Return the parts of each post of a live blog; none where the page is no live blog.

    An article that stands above the posts under a headline of its own, as pages pin what explains the day,
    comes first. The blocks outside (menu, headline of the blog, footer) are kept with the first of all.
    """
    head = main_head(pieces, facts.headlines)
    live = _is_live(pieces, head, facts)
    posts = _posts(pieces, head, live=live)
    if not posts:
        return []
    pinned = _pinned(pieces, head, posts[0][0].offset)
    found = [_article(pinned, facts)] if pinned else []
    found += [_post(number, post, facts) for number, post in enumerate(posts, start=len(found))]
    outer = _outside(pieces, [pinned, *posts] if pinned else posts, head)
    labelled = sorted([*outer, *found[0].labelled], key=lambda item: item[0].offset)
    return [replace(found[0], labelled=labelled), *found[1:]]


def _article(pieces: Post, facts: Facts) -> Parts:
    """Return the parts of an article among the posts: the page's author and dates are those of the blog."""
    head = Head(0, 1, pieces[0].text)
    segment = Segment(role="main", pieces=tuple(pieces), head=head, zones=(None,) * len(pieces))
    return segment_parts(0, segment, assign_roles(segment), replace(facts, types=(), author=None))


def _pinned(pieces: Sequence[Piece], head: Head, before: int) -> Post:
    """Return the blocks of an article of its own between the blog's headline and its first post."""
    end = next((i for i, piece in enumerate(pieces) if piece.offset >= before), len(pieces))
    for i in range(head.end, end):
        if not _may_open(pieces, i):
            continue
        text = next((n for n in range(i + 1, min(end, i + TITLE_REACH)) if running_chars(pieces[n])), None)
        if text is None or any(_may_open(pieces, n) for n in range(i + 1, text)):
            continue
        last = _box_end(pieces, i, text, end)
        long = [size for n in range(text, last) if (size := running_chars(pieces[n]))]
        if len(long) >= MIN_PARAGRAPHS and sum(long) >= ARTICLE_CHARS:
            return list(pieces[i:last])
    return []


def _may_open(pieces: Sequence[Piece], i: int) -> bool:
    """Whether a block may be the headline of an article: a heading; in a dump a line that says something."""
    piece = pieces[i]
    if piece.hidden or piece.tag == "li" or section_kind(piece.text) or not is_title_like(piece.text):
        return False
    if piece.path:
        return piece.is_heading or piece.bold
    said = word_count(piece.text) >= MIN_PINNED_WORDS and not is_sentence(piece)
    named = names_writer(piece.text) or is_name_like(piece.text)
    return said and not (named or stamp_of(piece) or is_stamp(piece.text) or is_timed(piece.text))


def _box_end(pieces: Sequence[Piece], start: int, text: int, end: int) -> int:
    """Return where the element ends that holds a headline and its text, if it is none of the page's frame."""
    around = set(pieces[end].path) if end < len(pieces) else set()
    box = next((n for n in pieces[text].path if n in pieces[start].path and n not in around), None)
    return next((i for i in range(text, end) if box and box not in pieces[i].path), end)


def _is_live(pieces: Sequence[Piece], head: Head, facts: Facts) -> bool:
    """Whether the page calls itself a live blog: in its JSON-LD type, address, headline or right above it."""
    above = pieces[max(0, head.start - KICKER_REACH) : head.start]
    tops = [piece.text for piece in pieces if piece.tag == "h1"]
    kickers = [piece.text for piece in above if not piece.links and len(piece.text) <= HEADER_TIME_CHARS]
    steps = [step.replace("-", " ") for step in urlsplit(facts.url or "").path.split("/")]
    said = any(is_live(text) for text in (*facts.headlines, head.title, *tops, *kickers, *steps))
    return LIVE_TYPE in facts.types or said


def _outside(pieces: Sequence[Piece], posts: Sequence[Post], head: Head) -> list[Labelled]:
    """Return the blocks outside all posts with their roles: the blog's own headline is a title.

    They are read with the text of the first post between them, as those of an article with its text.
    """
    inside = {id(piece) for post in posts[1:] for piece in post}
    others = tuple(piece for piece in pieces if id(piece) not in inside)
    top = pieces[head.start] if head.end > head.start else None
    place = next((i for i, piece in enumerate(others) if piece is top), None)
    head = Head(0, 0, "") if place is None else Head(place, place + 1, head.title)
    zones = tuple(section.kind if section else None for section in section_map(others, head.end))
    labelled = assign_roles(Segment(role="main", pieces=others, head=head, zones=zones))
    first, last = posts[0][0].offset, posts[0][-1].offset + len(posts[0][-1].text)
    start = others[head.start].offset if others else 0
    outer = [(piece, role) for piece, role in labelled if not first <= piece.offset < last]
    return [(piece, _outer_role(piece, role, start, first)) for piece, role in outer]


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
    stamps = post_stamps(pieces, head.end, live=live)
    if len(stamps) < (MIN_TIMED if live else MIN_TIMED_UNNAMED):
        return []
    clocks = all((stamp := stamp_of(pieces[i])) and stamp.form == "clock" for i in stamps)
    if not live and not clocks:
        return []
    side_by_side = next(
        (posts for nodes in _families(pieces, stamps) if (posts := _family(pieces, nodes))), []
    )
    return side_by_side or _between(pieces, stamps)


def _family(pieces: Sequence[Piece], nodes: set[int]) -> list[Post]:
    posts = _grouped(pieces, nodes)
    return posts if len(posts) >= max(MIN_TIMED, TEXT_SHARE * len(nodes)) else []


def _families(pieces: Sequence[Piece], stamps: Sequence[int]) -> list[set[int]]:
    """Return the elements that stand side by side, or alike at one depth, each with a time of its own.

    The largest family comes first; of two of one size that of the outer elements.
    """
    families: dict[tuple[object, ...], set[int]] = {}
    for i in stamps:
        for depth, (parent, child) in enumerate(itertools.pairwise(pieces[i].path)):
            families.setdefault((parent,), set()).add(id(child))
            alike = (depth, child.tag, FIGURES.sub("", child.marks))
            families.setdefault(alike, set()).add(id(child))
    return sorted((nodes for nodes in families.values() if len(nodes) >= MIN_TIMED), key=len, reverse=True)


def _grouped(pieces: Sequence[Piece], nodes: set[int]) -> list[Post]:
    """Return the blocks inside each of these elements, where they hold a time and a text."""
    groups: dict[Node, Post] = {}
    for piece in pieces if nodes else ():
        if node := next((node for node in piece.path if id(node) in nodes), None):
            groups.setdefault(node, []).append(piece)
    return [
        group
        for group in groups.values()
        if any(piece.time or stamp_of(piece) for piece in group)
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


def _post(number: int, blocks: Sequence[Piece], facts: Facts) -> Parts:
    pieces = [part for piece in blocks for part in parted(piece)]
    heading = _heading(pieces)
    title = pieces[heading].text if heading is not None else ""
    head = Head(heading, heading + 1, title) if heading is not None else Head(0, 0, "")
    segment = Segment(role="post", pieces=tuple(pieces), head=head, zones=(None,) * len(pieces))
    headers = [header for piece in pieces if not piece.is_long and (header := read_header(piece.text))]
    labelled = assign_roles(segment)
    named = next((h.byline for h in headers if h.byline), None)
    stamps, changes = machine_times(pieces)
    stamps = stamps or _listed_stamp(title, facts)
    return Parts(
        position=number,
        role="post",
        title=title,
        labelled=labelled,
        headers=headers,
        outlet=facts.publisher or facts.outlet,
        byline=named or next(iter(texts(labelled, "byline")), None) or facts.author,
        stamps=stamps[:1],
        updates=changes or _listed_stamp(title, facts, "dateModified"),
        url=facts.url,
        lang=facts.lang,
        types=(LIVE_TYPE,),
    )


def _heading(pieces: Sequence[Piece]) -> int | None:
    """Return the headline of a post: its first heading, else a short line before its text; a name last."""
    said = (i for i, piece in enumerate(pieces) if is_sentence(piece) and not piece.is_heading)
    text = next(said, len(pieces))
    forms = [stamp.form if (stamp := stamp_of(piece)) else None for piece in pieces]
    times = [i for i, form in enumerate(forms) if form]
    # beside a line of time "Ceasefire from 13:00" is a headline
    able = [i for i in range(text) if not forms[i] or (forms[i] == "trail" and len(times) > 1)]
    headings = (i for i in able if pieces[i].is_heading and not pieces[i].hidden)
    if (heading := next(headings, None)) is not None:
        return heading
    lines = [i for i in able if _is_post_title(pieces, i)]
    return next((i for i in lines if not is_name_like(pieces[i].text)), next(iter(lines), None))


def _listed_stamp(title: str, facts: Facts, name: str = "datePublished") -> list[str]:
    """Return the time that the page's JSON-LD lists for a post of this headline."""
    for post in facts.posts:
        when = post.get(name)
        if title and key(str(post.get("headline") or "")) == key(title) and isinstance(when, str):
            return [when]
    return []
