"""Lines around paragraphs that bear no mark: points above the text, captions and sub-headings in it.

They are told by their length, by how they close and by what stands around them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.blocks import breadth, ends_sentence, word_count
from detente.articles.headers import section_kind
from detente.articles.lists import MAX_POINT_CHARS
from detente.articles.names import is_name_like

if TYPE_CHECKING:
    from detente.articles.blocks import Piece
    from detente.articles.quotes import Labelled
    from detente.articles.split import Segment

MIN_POINTS = 3
MIN_POINT_WORDS = 4
# One short sentence below the header, a long paragraph behind it: a picture stood there.
MAX_CAPTION_CHARS = 75
MIN_PARAGRAPH_CHARS = 150
# A line without a stop between two paragraphs: a sub-heading is shorter, and has no stop inside.
MIN_CAPTION_WORDS = 12
MIN_STOPPED_WORDS = 8
STOP_INSIDE = re.compile(r"[^\W\d_]{3,}[.!?。।]\s+[^\W\d_]")
MAX_HEADING_CHARS = 90
HEADED = frozenset({"title", "byline", "meta", "share", "standfirst", "nav"})


def mark_gaps(labelled: list[Labelled], segment: Segment) -> None:
    """Give the lines above the text and between its paragraphs the roles that their form shows."""
    long = [i for i, (piece, role) in enumerate(labelled) if role == "body" and piece.is_long]
    if segment.head.end <= segment.head.start or not long:
        return
    _mark_points(labelled, segment.head.end, long[0])
    _mark_first_caption(labelled, segment.head.end, long[0])
    _mark_owned_captions(labelled, segment.head.start + 1, long[0])
    for i in range(long[0] + 1, long[-1]):
        piece, role = labelled[i]
        if role == "subheading" and not piece.path and _is_captionlike(piece.text):
            labelled[i] = (piece, "caption")
        elif role == "unassigned" and segment.zones[i] is None and _is_heading(labelled, i):
            labelled[i] = (piece, "subheading")


def _mark_points(labelled: list[Labelled], start: int, first: int) -> None:
    """Three lines and more without a stop right above the text are its points."""
    begin = first
    while begin > start and _is_point(*labelled[begin - 1]):
        begin -= 1
    if first - begin >= MIN_POINTS:
        for i in range(begin, first):
            labelled[i] = (labelled[i][0], "list")


def _is_point(piece: Piece, role: str) -> bool:
    said = word_count(piece.text) >= MIN_POINT_WORDS and len(piece.text) <= MAX_POINT_CHARS
    open_ = role == "unassigned" and not piece.links and not ends_sentence(piece.text)
    return said and open_ and not is_name_like(piece.text) and section_kind(piece.text) is None


def _mark_first_caption(labelled: list[Labelled], start: int, first: int) -> None:
    """In a dump one short sentence between header and text belongs to the picture that stood there."""
    i = first - 1
    if i < start or labelled[i][0].path:
        return
    piece, role = labelled[i]
    alone = role == "body" and not piece.is_long and labelled[i - 1][1] in HEADED
    alone = alone and word_count(piece.text) > MIN_POINT_WORDS - 1
    if alone and breadth(piece.text) <= MAX_CAPTION_CHARS < MIN_PARAGRAPH_CHARS <= breadth(
        labelled[first][0].text
    ):
        labelled[i] = (piece, "caption")


def _mark_owned_captions(labelled: list[Labelled], start: int, first: int) -> None:
    """Above the text of a dump a line that ends with a name in brackets is a caption: "... (Ansa)"."""
    for i in range(start, first):
        piece, role = labelled[i]
        open_ = role == "unassigned" or (role == "standfirst" and labelled[i - 1][1] == "standfirst")
        said = word_count(piece.text) >= MIN_OWNED_WORDS and not piece.path
        if open_ and said and OWNER.search(piece.text):
            labelled[i] = (piece, "caption")


MIN_OWNED_WORDS = 6
OWNER = re.compile(r"[^.!?\s]\s[(（][^\W\da-z][^()（）\d]{1,30}[)）]$")


def _is_captionlike(text: str) -> bool:
    words = word_count(text)
    if ends_sentence(text) or text[0].islower() or text.endswith((",", ";", "；", "؛")):
        return False
    return words >= MIN_CAPTION_WORDS or (words >= MIN_STOPPED_WORDS and STOP_INSIDE.search(text) is not None)


def _is_heading(labelled: list[Labelled], i: int) -> bool:
    """Whether a short line right above a paragraph, wherever it stands below another, is its heading."""
    text = labelled[i][0].text
    below, role = labelled[i + 1]
    if role != "body" or not below.is_long or len(text) > MAX_HEADING_CHARS or ends_sentence(text):
        return False
    return word_count(text) > 1 and not labelled[i][0].links and labelled[i - 1][1] != "unassigned"
