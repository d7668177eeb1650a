"""What stands beside the text: pull quotes, bios, standfirsts, boxes of key points and notes, posts, tails.

A block alone does not show these; here each is told by its neighbours, by the words that it repeats, or by
the name that it begins with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.bios import end_behind_bio, is_about, mark_bios
from detente.articles.blocks import breadth, ends_sentence, key, word_count
from detente.articles.boxes import close_promos, end_behind_promo, mark_boxes, mark_notes
from detente.articles.datelines import find_date
from detente.articles.elements import SHORT_ROLE_CHARS
from detente.articles.furnishings import is_row
from detente.articles.gaps import mark_gaps
from detente.articles.headers import is_title_like, lead_kind, read_header, section_kind
from detente.articles.lists import mark_lists
from detente.articles.names import is_name_like
from detente.articles.openings import (
    NAME_REACH,
    header_end,
    names_above,
    names_below,
    outer_standfirsts,
    standing_above,
)
from detente.articles.questions import is_sibling_heading, mark_questions
from detente.articles.quotes import OPEN_ROLES, mark_quotes
from detente.articles.services import mark_services

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece
    from detente.articles.quotes import Labelled
    from detente.articles.split import Segment


MIN_SENTENCE_WORDS = 4
# "— Harbour Watch (@harbourwatch) July 14, 2025"
POSTED_BY = re.compile(r"^[—–-]{1,2}\s?.{1,60}\(@\w{2,30}\)")
POST_END = re.compile(r"\s[—–-]{1,2}\s?[^.!?]{1,60}\(@\w{2,30}\)[^.!?]{0,30}$")
MAX_POST_CHARS = 400
FOREIGN_ROLES = frozenset({"promo", "share", "nav", "related_teaser", "comments", "unassigned"})
HEADER_ROLES = frozenset({"byline", "meta"})


def settle(
    labelled: list[Labelled], segment: Segment, *, description: str | None, authors: Sequence[str]
) -> list[Labelled]:
    """Return the blocks with the roles that their neighbours show; changes the list that it is given."""
    mark_boxes(labelled, segment)
    mark_lists(labelled, segment)
    end_behind_promo(labelled, segment)
    close_promos(labelled)
    _tail(labelled)
    _posts(labelled)
    mark_quotes(labelled)
    _bylines(labelled, segment)
    names_above(labelled, segment)
    names_below(labelled)
    _inner_bylines(labelled)
    mark_bios(labelled, authors)
    end_behind_bio(labelled)
    mark_notes(labelled)
    mark_services(labelled)
    _standfirst(labelled, segment, key(description or ""))
    _late_standfirsts(labelled)
    mark_questions(labelled, segment)
    mark_gaps(labelled, segment)
    _subheadings(labelled)
    return labelled


def _tail(labelled: list[Labelled]) -> None:
    """Behind a break after the last paragraph of a dump, short lines are the site's.

    An HTML page says with its elements what belongs together.
    """
    long = [i for i, (piece, role) in enumerate(labelled) if role == "body" and piece.is_long]
    broken = False
    for i in range(long[-1] + 1, len(labelled)) if long else ():
        piece, role = labelled[i]
        goes_on = role == "unassigned" and i + 1 < len(labelled) and _closes(labelled[i + 1])
        # "Read also: ..." stands in the text
        teaser = role == "related_teaser" and lead_kind(piece.text) == "related"
        broken = broken or (role in FOREIGN_ROLES and not goes_on and not teaser)
        if broken and not piece.path and role in ("body", "subheading") and not is_about(piece.text):
            labelled[i] = (piece, "unassigned")


def _closes(item: Labelled) -> bool:
    """Whether a block is a paragraph, if a short one: then the line above it was a sub-heading."""
    return item[1] == "body" and ends_sentence(item[0].text) and breadth(item[0].text) >= MIN_CLOSED_CHARS


MIN_CLOSED_CHARS = 60


def _posts(labelled: list[Labelled]) -> None:
    """A post of a network that the text shows: its last line names the account."""
    for i, (piece, role) in enumerate(labelled):
        if role in OPEN_ROLES and len(piece.text) <= MAX_POST_CHARS and POST_END.search(piece.text):
            labelled[i] = (piece, "tweet")
        if role == "hidden" or POSTED_BY.match(piece.text) is None:
            continue
        labelled[i] = (piece, "tweet")
        before, kind = labelled[i - 1] if i else (piece, "hidden")
        if kind in OPEN_ROLES and len(before.text) <= MAX_POST_CHARS:
            labelled[i - 1] = (before, "tweet")


def _bylines(labelled: list[Labelled], segment: Segment) -> None:
    """A name in the header, beside a line that says when, is who wrote it."""
    first = next((i for i, (_, role) in enumerate(labelled) if role == "body"), len(labelled))
    for i in range(segment.head.end, max(first, header_end(labelled))):
        piece, role = labelled[i]
        if role not in ("unassigned", "subheading") or section_kind(piece.text) or is_row(piece.text):
            continue
        near = labelled[max(segment.head.end, i - 2) : i] + labelled[i + 1 : i + 3]
        dated = any(kind == "meta" and _says_when(other) for other, kind in near)
        if dated and word_count(piece.text) > 1 and is_name_like(piece.text, NAME_REACH):
            labelled[i] = (piece, "byline")


def _inner_bylines(labelled: list[Labelled]) -> None:
    """Between two paragraphs a line like "Von Gott und von Pumpen" is no byline."""
    bodies = [i for i, (_, role) in enumerate(labelled) if role == "body"]
    for i in range(bodies[0], bodies[-1]) if bodies else ():
        piece, role = labelled[i]
        said = read_header(piece.text)
        named = said is not None and said.byline and not SMALL_WORD.search(said.byline)
        if named and i > 2 * len(bodies) // 3 + bodies[0]:
            continue
        if role == "byline" and labelled[i - 1][1] == "body" and labelled[i + 1][1] == "body":
            labelled[i] = (piece, "subheading")


SMALL_WORD = re.compile(r"(?:^|\s)[^\W\d_A-ZÀ-ÞА-ЯİŞĞÇÖÜ]")


def _says_when(piece: Piece) -> bool:
    header = read_header(piece.text.lstrip("•·- "))
    return bool(piece.time) or (header is not None and (header.says_when or bool(header.updated)))


def _standfirst(labelled: list[Labelled], segment: Segment, description: str) -> None:
    """A line between title and byline is a standfirst; so is a bold first block, or the page's summary."""
    bodies = [i for i, (_, role) in enumerate(labelled) if role == "body"]
    if len(bodies) < 2:  # noqa: PLR2004 - the only paragraph is the text
        return
    first, piece = bodies[0], labelled[bodies[0]][0]
    for i in range(segment.head.end, first):
        other, role = labelled[i]
        if (
            role == "subheading"
            and not section_kind(other.text)
            and not is_sibling_heading(other, labelled[first:])
            and word_count(other.text) >= MIN_SENTENCE_WORDS
        ):
            labelled[i] = (other, "standfirst")
    _open_standfirst(labelled, segment.head.end, first)
    standing_above(labelled, segment)
    outer_standfirsts(labelled, segment.head.end, bodies)
    if len(piece.text) > SHORT_ROLE_CHARS:
        return
    between = {labelled[i][1] for i in range(first + 1, bodies[1])}
    keyed = any(section_kind(labelled[i][0].text) in ("key", "people") for i in range(first + 1, bodies[1]))
    above = bool(between & HEADER_ROLES) or keyed
    bold = piece.bold and not labelled[bodies[1]][0].bold
    if above or bold or (key(piece.text) == description and piece.tag != "p"):
        labelled[first] = (piece, "standfirst")


def _late_standfirsts(labelled: list[Labelled]) -> None:
    """Behind the text what the page marks as a standfirst is that of a teaser."""
    long = [i for i, (piece, role) in enumerate(labelled) if role == "body" and piece.is_long]
    for i in range(long[-1] + 1, len(labelled)) if len(long) > 1 else ():
        piece, role = labelled[i]
        if role == "standfirst":
            labelled[i] = (piece, "related_teaser")


def _open_standfirst(labelled: list[Labelled], i: int, first: int) -> None:
    """Right below the title and above the byline a line without a stop is a standfirst too."""
    if i >= first or labelled[i][1] != "unassigned":
        return
    piece = labelled[i][0]
    headed = any(role in HEADER_ROLES for _, role in labelled[i + 1 : first])
    if (
        (headed or _says_much(piece.text))
        and word_count(piece.text) >= MIN_SENTENCE_WORDS
        and not (piece.links or is_name_like(piece.text))
    ):
        labelled[i] = (piece, "standfirst")


def _says_much(text: str) -> bool:
    said = word_count(text) >= MIN_OPEN_WORDS and is_title_like(text) and text[0].isalnum()
    return said and "|" not in text and not is_row(text) and find_date(text) is None


MIN_OPEN_WORDS = 7  # of a standfirst without anything between it and the text


def _subheadings(labelled: list[Labelled]) -> None:
    """A sub-heading has text below it; one that has none is the head of something else."""
    for i, (piece, role) in enumerate(labelled):
        if role != "subheading" or section_kind(piece.text) in ("key", "notes"):
            continue
        below = [kind for _, kind in labelled[i + 1 : i + 1 + HEAD_REACH]]
        if not any(kind in ("body", "list", "table") for kind in below):
            labelled[i] = (piece, "unassigned")


HEAD_REACH = 4  # a picture with its caption, an advertisement or a quote may stand between
