"""Boxes of service that close a text: where to call or write, when it is open. No text of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.blocks import ends_sentence, word_count
from detente.articles.quotes import OPEN_ROLES
from detente.articles.sections import parent_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.quotes import Labelled

MAX_SERVICE_CHARS = 160
MAX_HEAD_WORDS = 5
MIN_DIGITS = 8  # of a telephone number with its area
NUMBER = re.compile(r"(?<![\d/.,-])\+?\(?\d{1,5}\)?(?:[\s/・･-]{1,3}\(?\d{1,4}\)?){1,5}(?![\d%€$£])")
YEARS = re.compile(r"(?:19|20)\d\d")
ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.\w+")
HOUR = r"(?:[01]?\d|2[0-4])(?:[.:h][0-5]\d)?"
HALF = r"\s?(?:[ap]\.?m\b\.?|uhr|h\b\.?|hrs\b|часов|час\.?|ч\.)"
# "9 a.m. to 6 p.m.", "16 bis 18 Uhr", "de 8.00 a 14.00"
HOURS = re.compile(
    rf"(?<!\d){HOUR}(?:{HALF})?\s?(?:to|till|until|bis|a|à|às|alle|do|до|-|–|—)\s?{HOUR}{HALF}|"
    r"(?<!\d)(?:[01]?\d|2[0-4])[.:][0-5]\d\s?(?:to|bis|a|à|às|alle|до|-|–|—)\s?(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\d)|"
    r"\b24\s(?:hours|horas|heures|stunden|ore|часа)\b",
    re.IGNORECASE,
)
LABELLED = re.compile(r"^[^:：.!?]{3,60}[:：]\s?\S")


def is_service(text: str) -> bool:
    """Whether a line says whom to call or write to, or when something is open.

    >>> is_service("Visitor centre: open daily 9 a.m. to 6 p.m."), is_service("Harbour office: 360-555-0142")
    (True, True)
    >>> is_service("The talks ran from 9 to 6.")
    False
    """
    if len(text) > MAX_SERVICE_CHARS:
        return False
    labelled = LABELLED.match(text) is not None
    called = any(
        sum(map(str.isdigit, found[0])) >= MIN_DIGITS and len(YEARS.findall(found[0])) < 2  # noqa: PLR2004 - "1998-2025"
        for found in NUMBER.finditer(text)
    )
    reached = called or ADDRESS.search(text) is not None
    return (reached or HOURS.search(text) is not None) and (labelled or (reached and not ends_sentence(text)))


def mark_services(labelled: list[Labelled]) -> None:
    """Behind the last paragraph lines of service, and the head above them, are no text of the article."""
    roles = OPEN_ROLES - {"standfirst"}
    text = [
        i for i, (p, role) in enumerate(labelled) if role == "body" and p.is_long and not is_service(p.text)
    ]
    marked: list[Labelled] = []
    for i in range(text[-1] + 1, len(labelled)) if text else ():
        piece, role = labelled[i]
        beside = (
            labelled[i - 1] in marked and LABELLED.match(piece.text) and len(piece.text) <= MAX_SERVICE_CHARS
        )
        if role in roles and (is_service(piece.text) or beside) and not _is_of_run(labelled, text, i):
            labelled[i] = (piece, "unassigned")
            marked.append(labelled[i])
            above, kind = labelled[i - 1]
            if kind in ("subheading", "list") and word_count(above.text) <= MAX_HEAD_WORDS:
                labelled[i - 1] = (above, "unassigned")


def _is_of_run(labelled: Sequence[Labelled], text: Sequence[int], i: int) -> bool:
    """Whether a line is a plain paragraph in the element of the paragraphs above it."""
    piece, last = labelled[i][0], labelled[text[-1]][0]
    same = bool(piece.path) and piece.tag == "p" == last.tag and parent_of(piece) is parent_of(last)
    return same and ADDRESS.search(piece.text) is None
