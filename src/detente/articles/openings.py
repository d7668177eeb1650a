"""What stands between headline and text without a mark: bylines and standfirsts, told by their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.articles.blocks import ends_sentence, word_count
from detente.articles.datelines import find_date
from detente.articles.elements import SHORT_ROLE_CHARS
from detente.articles.headers import caseless, is_name_like, section_kind
from detente.articles.sections import parent_of
from detente.articles.writers import names_writer

if TYPE_CHECKING:
    from detente.articles.blocks import Piece
    from detente.articles.quotes import Labelled
    from detente.articles.split import Segment

NAME_REACH = 4  # words of a name


def names_above(labelled: list[Labelled], segment: Segment) -> None:
    """Between headline and text a line that begins with a name, and its post or place, is the byline."""
    long = [i for i, (piece, role) in enumerate(labelled) if role == "body" and piece.is_long]
    first = next(iter(long[1:2] or long), 0)
    if segment.head.end <= segment.head.start or not long:
        return
    for i in range(segment.head.start + 1, first):
        piece, role = labelled[i]
        if role not in NAMELESS or piece.is_heading or section_kind(piece.text):
            continue
        below = i > 0 and labelled[i - 1][1] in ABOVE_NAME and i < long[0]
        alone = below and word_count(piece.text) > 1 and is_name_like(piece.text, NAME_REACH)
        if names_writer(piece.text) or (alone and not caseless(piece.text)):
            labelled[i] = (piece, "byline")


ABOVE_NAME = frozenset({"title", "standfirst"})
NAMELESS = frozenset({"unassigned", "subheading", "standfirst", "meta"})


def outer_standfirsts(labelled: list[Labelled], start: int, bodies: list[int]) -> None:
    """Sentences below the headline that do not stand where the paragraphs stand are its standfirst."""
    run = [parent_of(labelled[i][0]) for i in bodies[1:4]]
    if len(run) < MIN_RUN or run[0] is None or any(parent is not run[0] for parent in run) or start == 0:
        return
    for i in range(start, bodies[1]):
        piece, role = labelled[i]
        outside = parent_of(piece) is not run[0] and piece.tag != "li" and not piece.links
        outside = outside and not piece.is_heading and "|" not in piece.text and not _is_stamped(piece)
        said = role == "body" or (role == "unassigned" and word_count(piece.text) >= STANDFIRST_WORDS)
        if said and outside and len(piece.text) <= SHORT_ROLE_CHARS:
            labelled[i] = (piece, "standfirst")


def _is_stamped(piece: Piece) -> bool:
    """Whether a line without a stop bears a date: of the header, whatever else it says."""
    return not ends_sentence(piece.text) and find_date(piece.text) is not None


MIN_RUN = 2
STANDFIRST_WORDS = 8
