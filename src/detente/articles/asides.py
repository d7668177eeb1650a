"""What stands beside the text: pull quotes, bios, standfirsts, boxes of key points and notes, posts, tails.

A block alone does not show these; here each is told by its neighbours, by the words that it repeats, or by
the name that it begins with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.blocks import breadth, ends_sentence, key, word_count
from detente.articles.elements import SHORT_ROLE_CHARS
from detente.articles.headers import is_name_like, read_header, section_kind
from detente.articles.lists import MAX_POINT_CHARS, mark_lists
from detente.articles.openings import NAME_REACH, names_above, outer_standfirsts
from detente.articles.phrases import line_kind, opens_bio, speaks_of_author
from detente.articles.quotes import OPEN_ROLES, mark_quotes
from detente.articles.sections import parent_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece
    from detente.articles.quotes import Labelled
    from detente.articles.split import Segment


MIN_SENTENCE_WORDS = 4
BIO_REACH = 3
MAX_BIO_CHARS = 420
MAX_KEY_POINTS = 10
MAX_NOTES = 60
MAX_NOTE_CHARS = 400
BIO = re.compile(
    r"^[\s•*·–—-]*(?:About the author:?\s*)?(?P<who>(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Amb|"
    r"Ambassador|Gen|Col)\.?\s+)?"
    r"[A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]*|al|bin|van|de|der|von)){0,4})(?:,\s[^,]{3,80},)?\s+"
    r"(?:is|was|has been|writes|covers|works|teaches|reports)\s+(?:an?|the|about|on|for|at|as|"
    r"currently|based|from|senior|professor|director|chair|editor|author|formerly)\b"
)
TWITTER = re.compile(r"\b(?:Twitter|X:|@\w+)")
# "— Harbour Watch (@harbourwatch) July 14, 2025"
POSTED_BY = re.compile(r"^[—–-]{1,2}\s?.{1,60}\(@\w{2,30}\)")
MAX_POST_CHARS = 400
MAX_NOTES_SHARE = 0.4  # a statement in numbered paragraphs is the text itself
NUMBERED = re.compile(r"^[\[(]?(?P<n>\d{1,2})[.)\]]\s")
LEAD_IN = re.compile(r"[:：]$")
FOREIGN_ROLES = frozenset({"promo", "share", "nav", "related_teaser", "comments", "unassigned"})
HEADER_ROLES = frozenset({"byline", "meta"})


def settle(
    labelled: list[Labelled], segment: Segment, *, description: str | None, authors: Sequence[str]
) -> list[Labelled]:
    """Return the blocks with the roles that their neighbours show; changes the list that it is given."""
    _boxes(labelled, segment)
    mark_lists(labelled, segment)
    _promo_tail(labelled, segment)
    _tail(labelled)
    _posts(labelled)
    mark_quotes(labelled)
    _bylines(labelled, segment)
    names_above(labelled, segment)
    _inner_bylines(labelled)
    _bios(labelled, authors)
    _behind_bio(labelled)
    _notes(labelled)
    _standfirst(labelled, segment, key(description or ""))
    _subheadings(labelled)
    return labelled


def bio_name(text: str) -> str | None:
    """Return whom a bio line introduces, or None where it is none.

    >>> bio_name("• Dr. Leyla Aras is a political analyst who writes about the Caucasus.")
    'Dr. Leyla Aras'
    """
    found = BIO.match(text)
    return found["who"].strip() if found and (speaks_of_author(text) or TWITTER.search(text)) else None


def _boxes(labelled: list[Labelled], segment: Segment) -> None:
    """Give key points, notes and notes on the author their roles, each opened by a head of that name."""
    started = False
    for i in range(segment.head.end, len(labelled)):
        piece, role = labelled[i]
        started = started or (role == "body" and piece.is_long)
        if role == "hidden" or segment.zones[i] or len(piece.text) > MAX_POST_CHARS:
            continue
        kind = section_kind(piece.text)
        if kind == "key" and not (piece.tag == "li" or started):
            labelled[i] = (piece, "subheading")
            _key_points(labelled, i + 1)
        elif kind == "notes" and started:
            labelled[i] = (piece, "subheading")
            _note_lines(labelled, i + 1)
        elif kind == "author" and started:
            _about(labelled, i)
        elif role in ("unassigned", "subheading") and _opens_promo(labelled, i):
            labelled[i] = (piece, "promo")


def _key_points(labelled: list[Labelled], start: int) -> None:
    listed = start < len(labelled) and labelled[start][0].tag == "li"
    for i in range(start, min(len(labelled), start + MAX_KEY_POINTS)):
        piece, role = labelled[i]
        closed = len(piece.text) > MAX_POINT_CHARS if not piece.path else ends_sentence(piece.text)
        if (listed and piece.tag != "li") or (not listed and (piece.is_long or closed)):
            break
        if role in OPEN_ROLES:
            labelled[i] = (piece, "list")


def _note_lines(labelled: list[Labelled], start: int) -> None:
    """Notes end with the element that holds them; in a dump with the numbers before them."""
    box = parent_of(labelled[start][0]) if start < len(labelled) else None
    numbered = start < len(labelled) and NUMBERED.match(labelled[start][0].text) is not None
    for i in range(start, min(len(labelled), start + MAX_NOTES)):
        piece, role = labelled[i]
        if box not in piece.path if box else numbered and not NUMBERED.match(piece.text):
            break
        if role not in OPEN_ROLES or section_kind(piece.text) or bio_name(piece.text):
            break
        labelled[i] = (piece, "list")


def _about(labelled: list[Labelled], i: int) -> None:
    """Behind a head such as "About the author" perhaps the name, then what is said of them."""
    labelled[i] = (labelled[i][0], "bio")
    for n in range(i + 1, min(len(labelled), i + BIO_REACH)):
        piece, role = labelled[n]
        if role not in OPEN_ROLES | HEADER_ROLES or len(piece.text) > MAX_BIO_CHARS:
            break
        labelled[n] = (piece, "bio")
        if ends_sentence(piece.text):
            break


def _opens_promo(labelled: list[Labelled], i: int) -> bool:
    """Whether a line is the name of a box that calls to subscribe, or closes one ("Let us sum it up:")."""
    piece = labelled[i][0]
    if i + 1 < len(labelled) and not ends_sentence(piece.text) and labelled[i + 1][1] == "promo":
        return line_kind(labelled[i + 1][0].text) == "promo"
    return i > 0 and LEAD_IN.search(piece.text) is not None and labelled[i - 1][1] == "promo"


def _promo_tail(labelled: list[Labelled], segment: Segment) -> None:
    """After the last paragraphs a line such as "Download the app" opens a box that goes on to the end."""
    behind: list[int] = []
    for i in range(len(labelled) - 1, segment.head.end, -1):
        piece, role = labelled[i]
        if role == "body":
            behind.append(i)
        if len(behind) > 1:  # text goes on: the line was a box in mid-text
            break
        if role == "promo" and section_kind(piece.text) == "promo":
            for n in behind:
                labelled[n] = (labelled[n][0], "promo")
            behind.clear()


def _tail(labelled: list[Labelled]) -> None:
    """Behind a break after the last paragraph of a dump, short lines are the site's.

    An HTML page says with its elements what belongs together.
    """
    long = [i for i, (piece, role) in enumerate(labelled) if role == "body" and piece.is_long]
    broken = False
    for i in range(long[-1] + 1, len(labelled)) if long else ():
        piece, role = labelled[i]
        goes_on = role == "unassigned" and i + 1 < len(labelled) and _closes(labelled[i + 1])
        broken = broken or (role in FOREIGN_ROLES and not goes_on)
        if broken and not piece.path and role in ("body", "subheading") and not _is_about(piece.text):
            labelled[i] = (piece, "unassigned")


def _closes(item: Labelled) -> bool:
    """Whether a block is a paragraph, if a short one: then the line above it was a sub-heading."""
    return item[1] == "body" and ends_sentence(item[0].text) and breadth(item[0].text) >= MIN_CLOSED_CHARS


MIN_CLOSED_CHARS = 60


def _is_about(text: str) -> bool:
    return opens_bio(text) or bio_name(text) is not None


def _posts(labelled: list[Labelled]) -> None:
    """A post of a network that the text shows: its last line names the account."""
    for i, (piece, role) in enumerate(labelled):
        if role == "hidden" or POSTED_BY.match(piece.text) is None:
            continue
        labelled[i] = (piece, "tweet")
        before, kind = labelled[i - 1] if i else (piece, "hidden")
        if kind in OPEN_ROLES and len(before.text) <= MAX_POST_CHARS:
            labelled[i - 1] = (before, "tweet")


def _bylines(labelled: list[Labelled], segment: Segment) -> None:
    """A name in the header, beside a line that says when, is who wrote it."""
    first = next((i for i, (_, role) in enumerate(labelled) if role == "body"), len(labelled))
    for i in range(segment.head.end, first):
        piece, role = labelled[i]
        if role not in ("unassigned", "subheading") or section_kind(piece.text):
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
        if role == "byline" and labelled[i - 1][1] == "body" and labelled[i + 1][1] == "body":
            labelled[i] = (piece, "subheading")


def _says_when(piece: Piece) -> bool:
    header = read_header(piece.text.lstrip("•·- "))
    return bool(piece.time) or (header is not None and (header.says_when or bool(header.updated)))


def _bios(labelled: list[Labelled], authors: Sequence[str]) -> None:
    """Among the last blocks of the text, a line that introduces its author is a bio."""
    bodies = [i for i, (_, role) in enumerate(labelled) if role == "body"]
    if len(bodies) < 2:  # noqa: PLR2004 - the only paragraph is the text
        return
    names = _author_names(labelled, authors)
    for i in range(bodies[-BIO_REACH:][0], min(len(labelled), bodies[-1] + BIO_REACH + 1)):
        piece, role = labelled[i]
        if role not in OPEN_ROLES | FOOT_ROLES or len(piece.text) > MAX_BIO_CHARS:
            continue
        start = key(piece.text)
        named = word_count(piece.text) > MIN_SENTENCE_WORDS and any(start.startswith(name) for name in names)
        closing = i >= bodies[-1] or piece.text.startswith(BULLETS)
        if named or opens_bio(piece.text) or bio_name(piece.text) or (closing and _introduces(piece.text)):
            labelled[i] = (piece, "bio")


def _behind_bio(labelled: list[Labelled]) -> None:
    """Behind the lines on its author the text of a dump is over."""
    last = max((i for i, (_, role) in enumerate(labelled) if role == "bio"), default=len(labelled))
    behind = range(last + 1, len(labelled))
    if any(labelled[i][1] == "body" and labelled[i][0].is_long for i in behind):
        return
    for i in behind:
        piece, role = labelled[i]
        if role in ("body", "subheading") and not piece.path:
            labelled[i] = (piece, "unassigned")


def _introduces(text: str) -> bool:
    """Whether a line that closes a text begins with a name and says what that person does."""
    start = NAME_START.match(text.lstrip("•*· "))
    if len(text) <= MAX_POST_CHARS and CASELESS.match(
        text
    ):  # "Salma Haddad correspondent ...", without a verb
        return speaks_of_author(" ".join(text.split()[2:5]))
    return start is not None and is_name_like(start["name"] or start["signs"]) and speaks_of_author(text)


# What an author is or does comes right behind the name, in the present.
NAME_START = re.compile(
    r"(?P<name>[^\s,]+(?: [^\s,]+){1,2}?)(?:,| [—–-]| (?:is|was|has|writes|covers|reports|teaches|works|"
    r"est|a|enseigne|"
    r"écrit|es|ha|escribe|cubre|ist|war|schreibt|lebt|berichtet|lehrt|è|insegna|scrive|collabora|é|escreve|jest|пишет)\b)"
    r"|(?P<signs>[\u4e00-\u9fff]{2,4})是"
)
CASELESS = re.compile(r"[\u0590-\u06ff]+ [\u0590-\u06ff]+ ")
BULLETS = ("•", "*", "·", "▪")
FOOT_ROLES = frozenset({"nav", "related_teaser", "meta"})


def _author_names(labelled: Sequence[Labelled], authors: Sequence[str]) -> list[str]:
    """Return the names of whoever wrote it, as they are compared."""
    lines = [piece.text for piece, role in labelled if role == "byline"] + list(authors)
    headers = [read_header(line) for line in lines]
    names = [h.byline if h and h.byline else line for h, line in zip(headers, lines, strict=True)]
    beside = [read_header(piece.text) for piece, role in labelled if role == "meta"]
    names += [h.name for h in beside if h and h.name]
    parts = [part for name in names for part in NAMES_SEAM.split(name)]
    return [key(part) for part in parts if word_count(part) > 1 and is_name_like(part)]


NAMES_SEAM = re.compile(r",|;|\s(?:and|und|et|y|e|и|і|ve|و|&)\s")


def _notes(labelled: list[Labelled]) -> None:
    """Numbered lines that close a text, one after the other from 1, are its notes."""
    bodies = [i for i, (_, role) in enumerate(labelled) if role == "body"]
    numbered: list[int] = []
    for i in reversed(bodies):
        found = NUMBERED.match(labelled[i][0].text)
        if found is None or len(labelled[i][0].text) > MAX_NOTE_CHARS:
            break
        numbered.append(int(found["n"]))
    numbered.reverse()
    sizes = [len(labelled[i][0].text) for i in bodies]
    few = len(numbered) > 1 and sum(sizes[-len(numbered) :]) < MAX_NOTES_SHARE * sum(sizes)
    if few and numbered == list(range(1, len(numbered) + 1)):
        for i in bodies[-len(numbered) :]:
            labelled[i] = (labelled[i][0], "list")


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
            and word_count(other.text) >= MIN_SENTENCE_WORDS
        ):
            labelled[i] = (other, "standfirst")
    _open_standfirst(labelled, segment.head.end, first)
    outer_standfirsts(labelled, segment.head.end, bodies)
    if len(piece.text) > SHORT_ROLE_CHARS:
        return
    between = {labelled[i][1] for i in range(first + 1, bodies[1])}
    keyed = any(section_kind(labelled[i][0].text) == "key" for i in range(first + 1, bodies[1]))
    above = bool(between & HEADER_ROLES) or keyed
    bold = piece.bold and not labelled[bodies[1]][0].bold
    if above or bold or (key(piece.text) == description and piece.tag != "p"):
        labelled[first] = (piece, "standfirst")


def _open_standfirst(labelled: list[Labelled], i: int, first: int) -> None:
    """Right below the title and above the byline a line without a stop is a standfirst too."""
    if i >= first or labelled[i][1] != "unassigned":
        return
    piece = labelled[i][0]
    headed = any(role in HEADER_ROLES for _, role in labelled[i + 1 : first])
    if (
        headed
        and word_count(piece.text) >= MIN_SENTENCE_WORDS
        and not (piece.links or is_name_like(piece.text))
    ):
        labelled[i] = (piece, "standfirst")


def _subheadings(labelled: list[Labelled]) -> None:
    """A sub-heading has text below it; one that has none is the head of something else."""
    for i, (piece, role) in enumerate(labelled):
        if role != "subheading" or section_kind(piece.text) in ("key", "notes"):
            continue
        below = [kind for _, kind in labelled[i + 1 : i + 1 + HEAD_REACH]]
        if not any(kind in ("body", "list", "table") for kind in below):
            labelled[i] = (piece, "unassigned")


HEAD_REACH = 4  # a picture with its caption, an advertisement or a quote may stand between
