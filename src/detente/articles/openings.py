"""What stands between headline and text without a mark: bylines and standfirsts, told by their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.blocks import INLINE, ends_sentence, word_count
from detente.articles.datelines import find_date
from detente.articles.elements import SHORT_ROLE_CHARS
from detente.articles.furnishings import is_row, is_timed
from detente.articles.headers import section_kind
from detente.articles.names import are_people, caseless, is_name_like
from detente.articles.phrases import speaks_of_author
from detente.articles.sections import parent_of
from detente.articles.writers import names_writer

if TYPE_CHECKING:
    from detente.articles.blocks import Piece
    from detente.articles.quotes import Labelled
    from detente.articles.split import Segment

NAME_REACH = 4  # words of a name


def header_end(labelled: list[Labelled]) -> int:
    """Return where the text begins: at the first paragraph, or at the second where a date stands between.

    Then the first is the standfirst.
    """
    long = [i for i, (piece, role) in enumerate(labelled) if role == "body" and piece.is_long]
    if len(long) > 1 and any(
        role == "meta" and find_date(piece.text) for piece, role in labelled[long[0] + 1 : long[1]]
    ):
        return long[1]
    return long[0] if long else 0


def names_above(labelled: list[Labelled], segment: Segment) -> None:
    """Between headline and text a line that begins with a name, and its post or place, is the byline."""
    long = [i for i, (piece, role) in enumerate(labelled) if role == "body" and piece.is_long]
    first = next(iter(long[1:2] or long), 0)
    if segment.head.end <= segment.head.start or not long:
        return
    text = header_end(labelled)
    for i in range(segment.head.start + 1, first):
        piece, role = labelled[i]
        if role in UNSAID and len(piece.text) <= MAX_STAMP_CHARS and is_timed(piece.text):
            labelled[i] = (piece, "meta")
            continue
        linked = piece.links > 0 and role in LINK_ROLES and piece.tag not in NO_BYLINES
        if not (role in NAMELESS or linked) or piece.is_heading or section_kind(piece.text):
            continue
        if is_row(piece.text):
            continue
        below = i > 0 and (labelled[i - 1][1] in ABOVE_NAME or i - 1 == long[0] < text) and i < text
        above = labelled[i - 1][1] in RIGHT_ABOVE_TEXT and i < text
        below = below or (above and (i + 1 == text or (linked and _is_dated_beside(labelled, i, text))))
        alone = below and word_count(piece.text) > 1 and is_name_like(piece.text, NAME_REACH)
        alone = alone or (below and are_people(piece.text))
        named = alone and not caseless(piece.text) and (not linked or _is_dated_beside(labelled, i, text))
        if names_writer(piece.text) or named or _has_post(labelled, i) or _is_place_and_name(piece.text):
            labelled[i] = (piece, "byline")


UNSAID = frozenset({"unassigned", "standfirst", "body"})
MAX_STAMP_CHARS = 100


def _is_dated_beside(labelled: list[Labelled], i: int, first: int) -> bool:
    """Whether a linked name stands beside a date, or right above the text: else it may be a section's."""
    near = [piece for piece, role in labelled[max(0, i - 2) : i + 3] if role == "meta"]
    return i + 1 == first or any(find_date(piece.text) or piece.time for piece in near)


# A linked line between headline and text is of the site, unless it is a name.
LINK_ROLES = frozenset({"nav", "related_teaser"})
NO_BYLINES = frozenset({"li", "button", "option"})


def _has_post(labelled: list[Labelled], i: int) -> bool:
    """Whether a short line right below a byline says what its people are: "Courier Staff Writer"."""
    text = labelled[i][0].text
    return labelled[i - 1][1] == "byline" and word_count(text) <= POST_REACH and speaks_of_author(text)


POST_REACH = 6  # words of a post


def _is_place_and_name(text: str) -> bool:
    """Whether a line is a place and a name in a script without large letters: "بيروت - سلمى حداد"."""
    place, dash, name = text.partition(" - ")
    if not dash:  # "रमेश ठाकुर, काठमांडू"
        name, dash, place = text.partition(", ")
    alone = (
        bool(dash) and caseless(text) and not any(map(str.isdigit, text)) and word_count(place) <= MAX_PLACE
    )
    return alone and 1 < word_count(name) <= NAME_REACH and is_name_like(name) and is_name_like(place)


MAX_PLACE = 2


def standing_above(labelled: list[Labelled], segment: Segment) -> None:
    """In a dump what is said between headline and byline or date is the standfirst: one line to three."""
    start = segment.head.start + 1
    if segment.head.end <= segment.head.start or any(piece.path for piece, _ in labelled[start : start + 1]):
        return
    end = start
    while end < len(labelled) and end - start < MAX_STANDFIRST and _may_stand_above(*labelled[end]):
        end += 1
    pictured = end + 1 < len(labelled) and labelled[end][1] == "caption"
    headed = end < len(labelled) and _is_header(*labelled[end + pictured])
    goes_on = any(role == "body" for _, role in labelled[end:])
    for i in range(start, end) if headed and goes_on else ():
        labelled[i] = (labelled[i][0], "standfirst")


def _is_header(piece: Piece, role: str) -> bool:
    return role in HEADER_ROLES or is_timed(piece.text)


def _may_stand_above(piece: Piece, role: str) -> bool:
    said = word_count(piece.text) >= MIN_STANDFIRST_WORDS and not is_name_like(piece.text)
    said = said and not is_timed(piece.text)
    return role in SAID and said and len(piece.text) <= SHORT_ROLE_CHARS and not section_kind(piece.text)


MAX_STANDFIRST = 3
MIN_STANDFIRST_WORDS = 4
SAID = frozenset({"unassigned", "subheading", "standfirst", "body", "list"})
HEADER_ROLES = frozenset({"byline", "meta"})


def names_below(labelled: list[Labelled]) -> None:
    """Right behind the last paragraph a line that names who wrote it is the byline, as in many countries."""
    long = [i for i, (piece, role) in enumerate(labelled) if role == "body" and piece.is_long]
    notes = [i for i, (_, role) in enumerate(labelled) if role == "list"]
    start = long[-1] + 1 if long else len(labelled)
    while start in notes or (start + 1 in notes and labelled[start][1] == "subheading"):
        start += 1  # notes may stand between
    for i in range(start, min(len(labelled), start + CLOSING_REACH)):
        piece, role = labelled[i]
        signs = names_writer(piece.text) or REPORTED.match(piece.text) or ADDRESS.match(piece.text)
        if role in BELOW_ROLES and section_kind(piece.text) in (None, "nav") and signs:
            labelled[i] = (piece, "byline")
        elif role in ("promo", "nav"):
            continue
        elif role not in ("body", "pull_quote", "caption"):
            return


CLOSING_REACH = 3
# "(Reporting by Ada Lind in Baku; editing by Tom Orr)", the signature of agencies; an address alone
REPORTED = re.compile(
    r"^[\[(]?(?:Additional )?(?:[Rr]eport(?:ing)?|[Ww]rit(?:ing|ten)|Compiled|Edit(?:ing|ed)) "
    r"(?:and \w+ )?by\s[A-Z].{0,240}[)\]]?$"
)
ADDRESS = re.compile(r"^\S+@[\w-]+(?:\.\w+)+$")
RIGHT_ABOVE_TEXT = frozenset({"caption"})
ABOVE_NAME = frozenset({"title", "standfirst"})
BELOW_ROLES = frozenset(
    {"unassigned", "subheading", "standfirst", "meta", "nav", "related_teaser", "promo", "body"}
)
NAMELESS = frozenset({"unassigned", "subheading", "standfirst", "meta"})


def outer_standfirsts(labelled: list[Labelled], start: int, bodies: list[int]) -> None:
    """Sentences below the headline that do not stand where the paragraphs stand are its standfirst."""
    run = [parent_of(labelled[i][0]) for i in bodies[1:4]]
    if len(run) < MIN_RUN or run[0] is None or any(parent is not run[0] for parent in run) or start == 0:
        return
    paragraphs = all(labelled[i][0].tag == "p" for i in bodies[1:4])
    for i in range(start, bodies[1]):
        piece, role = labelled[i]
        other = parent_of(piece) is not run[0] or (paragraphs and piece.tag not in PARAGRAPHS)
        outside = other and piece.tag != "li" and not piece.links
        outside = outside and not piece.is_heading and "|" not in piece.text and not _is_stamped(piece)
        said = role == "body" or (role == "unassigned" and word_count(piece.text) >= STANDFIRST_WORDS)
        if said and outside and len(piece.text) <= SHORT_ROLE_CHARS:
            labelled[i] = (piece, "standfirst")


def _is_stamped(piece: Piece) -> bool:
    """Whether a line without a stop bears a date: of the header, whatever else it says."""
    return not ends_sentence(piece.text) and find_date(piece.text) is not None


MIN_RUN = 2
# Where paragraphs are <p>, a <div> above them is none; words in bold or in a link are still of a paragraph.
PARAGRAPHS = INLINE | {"p", "li", "blockquote", "q"}
STANDFIRST_WORDS = 8
