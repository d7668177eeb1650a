"""Boxes beside a text: key points, notes, calls to subscribe, how the text wants to be cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.bios import about_author, bio_name, is_about_person
from detente.articles.blocks import ends_sentence, word_count
from detente.articles.headers import lead_kind, section_kind
from detente.articles.lists import MAX_POINT_CHARS
from detente.articles.phrases import line_kind
from detente.articles.quotes import OPEN_ROLES
from detente.articles.sections import parent_of
from detente.articles.services import is_service
from detente.articles.writers import names_writer

if TYPE_CHECKING:
    from detente.articles.quotes import Labelled
    from detente.articles.split import Segment

MAX_BOX_CHARS = 400
MAX_KEY_POINTS = 10
MIN_KEY_POINTS = 2
MAX_NOTES = 60
MAX_NOTE_CHARS = 400
MAX_CALL_CHARS = 200  # between the head and the button of a box
MAX_NOTES_SHARE = 0.4  # a statement in numbered paragraphs is the text itself
BACK_LINK = re.compile(r"\s(?:↩\ufe0e?|⤴|↑)\s*$")
NUMBERED = re.compile(r"^[\[(]?(?P<n>\d{1,2})[.)\]]\s")
LEAD_IN = re.compile(r"[:：]$")


def mark_boxes(labelled: list[Labelled], segment: Segment) -> None:
    """Give key points, notes and notes on the author their roles, each opened by a head of that name."""
    paragraphs = 0
    for i in range(segment.head.end, len(labelled)):
        piece, role = labelled[i]
        paragraphs += role == "body" and piece.is_long
        started = paragraphs > _standing_above(labelled, i)
        if role == "hidden" or segment.zones[i] or len(piece.text) > MAX_BOX_CHARS:
            continue
        kind = section_kind(piece.text)
        if kind == "key" and not (piece.tag == "li" or started):
            labelled[i] = (piece, "subheading")
            _key_points(labelled, i + 1)
        elif kind == "notes" and started:
            labelled[i] = (piece, "subheading")
            _note_lines(labelled, i + 1)
        elif started and "gallery" in (kind, lead_kind(piece.text)):
            _gallery(labelled, i)
        elif kind == "cite" and started:
            _citation(labelled, i)
        elif kind == "author" and not started and role == "bio":
            labelled[i] = (piece, "meta")  # the label above a name
        elif kind == "author" and started:
            about_author(labelled, i)
        elif role in ("unassigned", "subheading") and _opens_promo(labelled, i):
            labelled[i] = (piece, "promo")


def _standing_above(labelled: list[Labelled], i: int) -> int:
    """Return how many paragraphs above a box may be a standfirst: in a dump one, and above list items."""
    listed = i + 1 < len(labelled) and labelled[i + 1][0].tag == "li"
    return 0 if labelled[i][0].path and not listed else 1


def _citation(labelled: list[Labelled], i: int) -> None:
    labelled[i] = (labelled[i][0], "meta")
    below, role = labelled[i + 1] if i + 1 < len(labelled) else (labelled[i][0], "")
    if role in OPEN_ROLES and len(below.text) <= MAX_BOX_CHARS:
        labelled[i + 1] = (below, "meta")


def _gallery(labelled: list[Labelled], start: int) -> None:
    """Behind the head of a gallery stand its captions, up to the next head or paragraph."""
    end = start + 1
    while end < len(labelled) and end - start <= MAX_KEY_POINTS:
        piece, role = labelled[end]
        shown = role in OPEN_ROLES or role == "caption"
        if not shown or piece.is_heading or section_kind(piece.text) or len(piece.text) > MAX_CALL_CHARS:
            break
        alike = ends_sentence(piece.text) == ends_sentence(labelled[start + 1][0].text)
        if role != "caption" and (
            not alike or word_count(piece.text) < MIN_SHOWN_WORDS or is_service(piece.text)
        ):
            break
        end += 1
    for n in range(start, end) if end > start + 1 else ():
        labelled[n] = (labelled[n][0], "caption")


MIN_SHOWN_WORDS = 4


def _key_points(labelled: list[Labelled], start: int) -> None:
    listed = start < len(labelled) and labelled[start][0].tag == "li"
    if start < len(labelled) and not labelled[start][0].path and (end := _closed_points(labelled, start)):
        for i in range(start, end):
            labelled[i] = (labelled[i][0], "list")
        return
    for i in range(start, min(len(labelled), start + MAX_KEY_POINTS)):
        piece, role = labelled[i]
        closed = len(piece.text) > MAX_POINT_CHARS if not piece.path else ends_sentence(piece.text)
        if (listed and piece.tag != "li") or (not listed and (piece.is_long or closed)):
            break
        if role in OPEN_ROLES:
            labelled[i] = (piece, "list")


def _closed_points(labelled: list[Labelled], start: int) -> int | None:
    """Return where points that are sentences end in a dump: one sentence each, then paragraphs of several."""
    end = start
    while end < min(len(labelled), start + MAX_KEY_POINTS):
        text, role = labelled[end][0].text, labelled[end][1]
        if role not in OPEN_ROLES or len(text) > MAX_CALL_CHARS or NUMBERED.match(text):
            break
        if not ends_sentence(text) or SENTENCES.search(text):
            break
        end += 1
    follows = end < len(labelled) and (labelled[end][1] != "body" or SENTENCES.search(labelled[end][0].text))
    return end if end - start >= MIN_KEY_POINTS and follows else None


SENTENCES = re.compile(r"[.!?。؟۔।]\S{0,3}(?:\s|(?<=。)\S)")


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
        if not piece.path and not numbered and _ends_notes(piece.text):
            break
        labelled[i] = (piece, "list")


def _ends_notes(text: str) -> bool:
    """Whether a line of a dump is none of the notes above it: a head, a byline, a note on a person."""
    head = word_count(text) <= MAX_HEAD_WORDS and not ends_sentence(text) and not any(map(str.isdigit, text))
    return head or names_writer(text) or is_about_person(text) or is_service(text)


MAX_HEAD_WORDS = 4


def _opens_promo(labelled: list[Labelled], i: int) -> bool:
    """Whether a line is the name of a box that calls to subscribe, or closes one ("Let us sum it up:")."""
    piece = labelled[i][0]
    if names_writer(piece.text):
        return False
    if NEWSLETTER.search(piece.text) and word_count(piece.text) <= MAX_OFFER_WORDS:
        return True
    if i + 1 < len(labelled) and not ends_sentence(piece.text) and labelled[i + 1][1] == "promo":
        return line_kind(labelled[i + 1][0].text) == "promo"
    return i > 0 and LEAD_IN.search(piece.text) is not None and labelled[i - 1][1] == "promo"


# "Get the Explainer newsletter"
NEWSLETTER = re.compile(
    r"^(?:get|receive|recibe|recib[ae]|receba|assine|recevez|ricevi|erhalten|bekommen|получайте|отримуйте)\b.*"
    r"\b(?:newsletters?|bolet[ií]n|infolettre|bulletin|рассылк\w+)$",
    re.IGNORECASE,
)
MAX_OFFER_WORDS = 8


def end_behind_promo(labelled: list[Labelled], segment: Segment) -> None:
    """After the last paragraphs a line such as "Download the app" opens a box that goes on to the end."""
    behind: list[int] = []
    long = [piece for piece, role in labelled if role == "body" and piece.is_long]
    running = parent_of(long[0]) if len(long) > 1 else None
    for i in range(len(labelled) - 1, segment.head.end, -1):
        piece, role = labelled[i]
        among = not piece.path or (running is not None and parent_of(piece) is running and piece.tag == "p")
        if role == "body" and piece.is_long and SENTENCES.search(piece.text) and among:
            break  # a paragraph: the line above was the label of an advertisement
        if role == "body":
            behind.append(i)
        if len(behind) > 1:  # text goes on: the line was a box in mid-text
            break
        if role == "promo" and section_kind(piece.text) == "promo":
            for n in behind:
                labelled[n] = (labelled[n][0], "promo")
            behind.clear()


def mark_notes(labelled: list[Labelled]) -> None:
    """Numbered lines that close a text, one after the other from 1, are its notes."""
    bodies = [i for i, (_, role) in enumerate(labelled) if role == "body"]
    numbered: list[int] = []
    for i in reversed(bodies):
        found = NUMBERED.match(labelled[i][0].text)
        if found is None or len(labelled[i][0].text) > MAX_NOTE_CHARS:
            break
        numbered.append(int(found["n"]))
    numbered.reverse()
    for i in range(bodies[0] if bodies else 0, len(labelled)):
        piece, role = labelled[i]
        if role in OPEN_ROLES and BACK_LINK.search(piece.text):
            labelled[i] = (piece, "list")
    _split_notes(labelled, bodies)
    _sources(labelled, bodies)
    sizes = [len(labelled[i][0].text) for i in bodies]
    few = len(numbered) > 1 and sum(sizes[-len(numbered) :]) < MAX_NOTES_SHARE * sum(sizes)
    if few and numbered == list(range(1, len(numbered) + 1)):
        for i in bodies[-len(numbered) :]:
            labelled[i] = (labelled[i][0], "list")


def _sources(labelled: list[Labelled], bodies: list[int]) -> None:
    """Behind the text a line that names its sources, several of them, is of its notes."""
    for i in range(bodies[-1] if bodies else len(labelled), len(labelled)):
        piece, role = labelled[i]
        if (
            role in OPEN_ROLES | {"promo", "nav"}
            and len(piece.text) <= MAX_NOTE_CHARS
            and SOURCES.match(piece.text)
        ):
            labelled[i] = (piece, "list")


# "Sources: the ministry; the court of auditors"
SOURCES = re.compile(
    r"^(?:sources?|fuentes?|fonti|fontes?|quellen?|bronnen|źródła|джерела|источники|kaynak(?:lar|ça)?|المصادر|منابع|"
    r"参考资料|资料来源|出典|자료)\s?[:：]\s?[^.]{4,}[,;；،、]\s?\S",
    re.IGNORECASE,
)


def _split_notes(labelled: list[Labelled], bodies: list[int]) -> None:
    """In a dump the number of a note may stand in a line of its own: 1, the note, 2, the note."""
    wanted = 1
    for i in range(bodies[len(bodies) // 2] if bodies else 0, len(labelled) - 1):
        piece, role = labelled[i]
        below, kind = labelled[i + 1]
        alone = not piece.path and role in OPEN_ROLES and piece.text == str(wanted)
        if alone and kind in OPEN_ROLES and ends_sentence(below.text) and len(below.text) <= MAX_NOTE_CHARS:
            labelled[i], labelled[i + 1] = (piece, "list"), (below, "list")
            wanted += 1


MAX_BUTTON_WORDS = 3


def close_promos(labelled: list[Labelled]) -> None:
    """Between the head of a box that calls to subscribe and its button stands what the box offers."""
    for i in range(1, len(labelled) - 1):
        piece, role = labelled[i]
        button = labelled[i + 1][1] == "nav" and word_count(labelled[i + 1][0].text) <= MAX_BUTTON_WORDS
        offered = NEWSLETTER.search(labelled[i - 1][0].text) is not None and button
        between = labelled[i - 1][1] == "promo" and (labelled[i + 1][1] == "promo" or offered)
        if between and role in OPEN_ROLES and len(piece.text) <= MAX_CALL_CHARS:
            labelled[i] = (piece, "promo")
