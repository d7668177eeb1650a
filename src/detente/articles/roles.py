"""What each block of an article is for. Only ``body`` blocks are text and get coded; the others are kept.

Roles: body title standfirst byline meta bio pull_quote correction caption list table tweet share comments
promo nav hidden subheading related_teaser unassigned. ``meta`` is a header line (outlet, date, age, reading
time, link). Here each block is looked at alone; `asides` then looks at what stands around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.articles.asides import MIN_SENTENCE_WORDS, settle
from detente.articles.bios import bio_name, is_about_person
from detente.articles.blocks import ends_sentence, key, word_count
from detente.articles.captions import is_caption, is_credited
from detente.articles.cuts import cut_body
from detente.articles.elements import SHORT_ROLE_CHARS, element_role
from detente.articles.furnishings import is_row
from detente.articles.headers import (
    furniture,
    genre_label,
    lead_kind,
    read_header,
    section_kind,
)
from detente.articles.names import is_name_like
from detente.articles.runs import PLAIN_PARAGRAPHS
from detente.articles.sections import parent_of
from detente.articles.split import HEADER_TIME_CHARS
from detente.articles.tables import data_tables
from detente.articles.writers import names_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Node, Piece
    from detente.articles.quotes import Labelled
    from detente.articles.split import Segment

__all__ = ["assign_roles", "bio_name", "texts"]

# An element that holds this share of the text is the page's frame, whatever its class says ("has-sidebar").
FRAME_SHARE = 0.5
LIST_SENTENCE_WORDS = 8
LINKED = 0.6
SITE_ROLES = frozenset({"share", "promo", "nav", "meta"})
# Section heads by what the line itself then is.
HEAD_ROLES = {
    "related": "related_teaser",
    "comments": "comments",
    "share": "share",
    "promo": "promo",
    "nav": "nav",
    "author": "bio",
    "cite": "meta",
}


@dataclass(frozen=True, slots=True)
class Guide:
    """What is known of a segment before its blocks are looked at one by one.

    ``main_text`` is the letters of the main text that the extraction library found, None where it is not
    asked. ``parents`` are the elements that hold the running text.
    """

    frames: frozenset[Node]
    main_text: str | None
    parents: frozenset[Node]
    tables: frozenset[Node] = frozenset()


def assign_roles(
    segment: Segment,
    *,
    main_text: str | None = None,
    description: str | None = None,
    authors: Sequence[str] = (),
) -> list[Labelled]:
    """Return the blocks of a segment in order, each with its role; mixed blocks come cut in parts."""
    guide = _guide(segment, main_text)
    labelled = [(piece, _role(i, piece, segment, guide)) for i, piece in enumerate(segment.pieces)]
    return cut_body(settle(labelled, segment, description=description, authors=authors))


def _guide(segment: Segment, main_text: str | None) -> Guide:
    weights: dict[Node, int] = {}
    total = 0
    for piece in segment.pieces:
        if piece.is_long and not piece.hidden:
            total += len(piece.text)
            for node in piece.path:
                weights[node] = weights.get(node, 0) + len(piece.text)
    frames = {node for node, weight in weights.items() if weight >= FRAME_SHARE * total}
    head = segment.head
    main_text = main_text if main_text and _is_covered(segment, main_text) else None
    if head.end > head.start:
        frames |= set(segment.pieces[head.start].path[:-1])
    return Guide(
        frozenset(frames),
        main_text,
        _parents(segment, main_text, short=not total),
        data_tables(segment.pieces),
    )


def _is_covered(segment: Segment, main_text: str) -> bool:
    """Whether the library's text holds most of what the element fullest of running text holds.

    Else it took a box for the text, or lost signs that join words: then our own rules decide alone.
    """
    runs: dict[Node, list[Piece]] = {}
    for piece, zone in zip(segment.pieces, segment.zones, strict=True):
        if piece.is_long and not piece.hidden and zone is None and (parent := parent_of(piece)):
            runs.setdefault(parent, []).append(piece)
    fullest = max(runs.values(), key=lambda run: sum(len(piece.text) for piece in run), default=[])
    total = sum(len(piece.text) for piece in fullest)
    found = sum(len(piece.text) for piece in fullest if _in_main(piece, main_text))
    return len(fullest) < PLAIN_PARAGRAPHS or found >= FRAME_SHARE * total


def _parents(segment: Segment, main_text: str | None, *, short: bool) -> frozenset[Node]:
    """Return the elements that hold about as much running text directly as the fullest one does."""
    for level in (1, 2):
        parents: dict[Node, int] = {}
        for i, piece in enumerate(segment.pieces):
            text = piece.is_long or (short and is_sentence(piece))
            parent = parent_of(piece, level) if text and not piece.hidden else None
            if parent and segment.zones[i] is None and _in_main(piece, main_text):
                parents[parent] = parents.get(parent, 0) + 1
        most = max(parents.values(), default=0)
        # Each paragraph in an element of its own: what holds them stands one higher.
        if most > 1 or len(parents) <= 1:
            break
    return frozenset(node for node, count in parents.items() if count * 2 > most)


def _in_main(piece: Piece, main_text: str | None) -> bool:
    return main_text is None or key(piece.text) in main_text


def _role(i: int, piece: Piece, segment: Segment, guide: Guide) -> str:
    """Return the first role that one block's own looks and place give it."""
    if piece.hidden:
        return "hidden"
    head = segment.head
    if piece.time and len(piece.text) <= HEADER_TIME_CHARS:
        return "meta"
    if i < head.end and head.title and key(piece.text) == key(head.title):
        return "title"
    marked = _marked(piece, guide)
    if head.start < i < head.end:
        said = word_count(piece.text) > MIN_SENTENCE_WORDS and not is_name_like(piece.text)
        return marked or _header_role(piece) or ("standfirst" if said else "meta")
    return (
        _zone_role(segment.zones[i], piece, guide)
        or marked
        or _site_role(piece, guide)
        or _line_role(piece)
        or _text_role(i, piece, segment, guide)
    )


def _zone_role(zone: str | None, piece: Piece, guide: Guide) -> str | None:
    if zone is None:
        return None
    kind = section_kind(piece.text)
    if kind == "nav" or furniture(piece.text) == "nav" or _is_button_row(piece):
        return "nav"
    if zone == "comments":
        return "promo" if furniture(piece.text) == "promo" else "comments"
    if furniture(piece.text) or kind == "promo":
        return "promo"
    marked = _marked(piece, guide)
    return "unassigned" if piece.is_long else marked if marked in SITE_ROLES else "related_teaser"


def _is_button_row(piece: Piece) -> bool:
    return not piece.path and is_row(piece.text) and read_header(piece.text) is None


def _marked(piece: Piece, guide: Guide) -> str | None:
    """Return the role that the elements around a block give it, the nearest first; frames say nothing."""
    for node in reversed(piece.path):
        if node in guide.frames:
            break
        if role := element_role(node, piece):
            if role == "table" and _is_layout(piece, guide):
                continue
            if role == "table" and piece.pictured:
                return "caption"
            if (
                role == "meta"
                and (header := read_header(piece.text))
                and header.byline
                and not header.says_when
            ):
                return "byline"
            if own := _own_words(role, piece):
                return own
            if role == "standfirst" and piece.links > LINKED:
                return "related_teaser"
            return "unassigned" if role == "related_teaser" and piece.is_long else role
        if node.tag == "header" and not piece.is_heading and not is_sentence(piece):
            return _header_role(piece) or "nav"
    return None


def _own_words(role: str, piece: Piece) -> str | None:
    """Return the role that a block marked as caption or byline has by its own words, if another."""
    if role == "caption":
        return "promo" if furniture(piece.text) == "promo" else None
    return _marked_byline(piece) if role == "byline" else None


def _marked_byline(piece: Piece) -> str | None:
    """Return what a block marked as the author's is where it is no byline: date, minutes, note."""
    header = read_header(piece.text)
    if header is not None and not header.byline and not header.name:
        return "meta"
    return "bio" if is_about_person(piece.text) else furniture(piece.text)


def _is_layout(piece: Piece, guide: Guide) -> bool:
    """Whether the innermost table around a block is the page's frame, as on old sites."""
    inner = next((node for node in reversed(piece.path) if node.tag == "table"), None)
    return inner in guide.frames or inner not in guide.tables


def _site_role(piece: Piece, guide: Guide) -> str | None:
    """Return the role of a line whose words are the site's; a long paragraph may speak of cookies too."""
    role = furniture(piece.text)
    if role == "nav" and is_credited(piece.text):
        return "caption"
    inside = piece.is_long and guide.main_text is not None and parent_of(piece) in guide.parents
    if role == "promo" and inside and len(piece.text) > PROMO_CHARS and piece.links < LINKED:
        return None
    return role


# Calls to subscribe are shorter than this where they stand between the paragraphs of a text.
PROMO_CHARS = 240


def _header_role(piece: Piece) -> str | None:
    header = read_header(piece.text.lstrip("•·- "))
    if header is None:
        return None
    return "byline" if header.byline and not header.says_when else "meta"


def _line_role(piece: Piece) -> str | None:
    """Return the role of a short line that says what it is."""
    if role := _header_role(piece):
        return role
    if genre_label(piece.text):
        return "meta"
    if (kind := section_kind(piece.text)) and kind in HEAD_ROLES:
        return HEAD_ROLES[kind]
    if (kind := lead_kind(piece.text)) in ("related", "nav", "share", "promo", "cite"):
        return HEAD_ROLES[kind]
    if piece.links > LINKED:
        return "nav" if word_count(piece.text) < LIST_SENTENCE_WORDS else "related_teaser"
    if is_caption(piece.text):
        return "byline" if names_writer(piece.text) else "caption"
    return None


def _text_role(i: int, piece: Piece, segment: Segment, guide: Guide) -> str:
    """Return the role of a block that is text: body where it is running text of the article."""
    if i < segment.head.start:
        return "unassigned"
    if piece.is_heading:
        asks = piece.text.endswith(("?", "؟", "？"))
        return "standfirst" if i == segment.head.end and is_sentence(piece) and not asks else "subheading"
    if piece.pictured and _is_captionlike(piece, guide):
        return "caption"
    if not is_sentence(piece):
        return "list" if piece.tag == "li" else _short_role(i, segment)
    if piece.tag == "li" and word_count(piece.text) < LIST_SENTENCE_WORDS:
        return "list"
    return "body" if _belongs(piece, guide) else "unassigned"


def _is_captionlike(piece: Piece, guide: Guide) -> bool:
    """Whether a text right behind a picture is its caption: short, and not where the paragraphs stand."""
    outside = piece.tag != "p" or parent_of(piece) not in guide.parents
    return bool(piece.path) and outside and len(piece.text) <= SHORT_ROLE_CHARS // 2


def is_sentence(piece: Piece) -> bool:
    """Whether a block is at least one sentence."""
    return (
        piece.is_long
        or (ends_sentence(piece.text) and word_count(piece.text) >= MIN_SENTENCE_WORDS)
        or _is_utterance(piece)
    )


def _is_utterance(piece: Piece) -> bool:
    """Short paragraphs of a text end with a stop too: "He declined."."""
    return (
        UTTERED.search(piece.text[-UTTERED_REACH:]) is not None
        and piece.tag in ("p", "")
        and word_count(piece.text) > 1
    )


UTTERED = re.compile(r"[.!?。！？؟۔।…][\s\"'“”’»」』]*$")
UTTERED_REACH = 6


def _short_role(i: int, segment: Segment) -> str:
    """A short line between two paragraphs is a sub-heading, elsewhere nothing that is known."""
    pieces = segment.pieces
    before, behind = _neighbour(i, -1, pieces), _neighbour(i, 1, pieces)
    between = (
        before is not None and behind is not None and _is_text(pieces[before]) and _is_text(pieces[behind])
    )
    open_ = between and segment.zones[behind or 0] is None and segment.zones[before or 0] is None
    if open_ and ends_sentence(pieces[i].text) and parent_of(pieces[i]) is parent_of(pieces[i - 1]):
        return "body"  # "No."
    return "subheading" if open_ and not is_name_like(pieces[i].text, words=1) else "unassigned"


def _neighbour(i: int, step: int, pieces: Sequence[Piece]) -> int | None:
    """Return the next block on one side, past one label of an advertisement."""
    place = i + step
    if 0 <= place < len(pieces) and section_kind(pieces[place].text) == "promo":
        place += step
    return place if 0 <= place < len(pieces) else None


def _is_text(piece: Piece) -> bool:
    return piece.is_long or is_sentence(piece)


def _belongs(piece: Piece, guide: Guide) -> bool:
    """Whether running text is of the main run: the library found it, or it stands where that text stands."""
    if not piece.path or parent_of(piece) in guide.parents or parent_of(piece, 2) in guide.parents:
        return True
    return guide.main_text is not None and _in_main(piece, guide.main_text)


def texts(labelled: Sequence[Labelled], role: str) -> list[str]:
    """Return the texts of one role, in order."""
    return [piece.text for piece, found in labelled if found == role]
