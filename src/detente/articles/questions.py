"""Texts in questions and answers: the questions of an explainer are its sub-headings.

Where a page has no marks a short question alone in a line may also be asked in an interview.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.blocks import breadth, key, word_count
from detente.articles.headers import section_kind
from detente.articles.quotes import OPEN_ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece
    from detente.articles.quotes import Labelled
    from detente.articles.split import Segment

QUESTION = re.compile(r"^[^.!?؟？:：«»“”\"]{6,90}[?؟？]$")
NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\S)")
MAX_QUESTION_CHARS = 70
# So many short questions, each above a paragraph, and the text is made of them ...
MIN_QUESTIONS = 3
# ... unless it also asks at length, as whoever leads an interview does.
MAX_LONG_QUESTIONS = 1
MIN_CONTENTS = 2
ASKED = re.compile(r"[?؟？][\s»”\"]*$")


def mark_questions(labelled: list[Labelled], segment: Segment) -> None:
    """In a dump short questions above paragraphs are sub-headings; a list of them above the text is nav."""
    if any(piece.path for piece, _ in labelled[:1]):
        return
    _mark_contents(labelled, segment)
    asked = [i for i in range(segment.head.end, len(labelled) - 1) if _is_asked(labelled, i)]
    numbered = [i for i in asked if NUMBERED.match(labelled[i][0].text)]
    long = sum(
        ASKED.search(piece.text) is not None and not _is_short(piece.text)
        for piece, role in labelled
        if role in ("body", "subheading")
    )
    # "3. Who will drive the trains?" among sub-headings with numbers
    among = sum(role == "subheading" and NUMBERED.match(p.text) is not None for p, role in labelled)
    explains = len(asked) >= MIN_QUESTIONS and long <= MAX_LONG_QUESTIONS
    explains = explains and not _is_interview(labelled, segment)
    for i in asked if explains else numbered if len(numbered) + among >= MIN_QUESTIONS else ():
        labelled[i] = (labelled[i][0], "subheading")


def _is_asked(labelled: Sequence[Labelled], i: int) -> bool:
    """Whether a line is a short question, with a paragraph below it."""
    piece, role = labelled[i]
    below, kind = labelled[i + 1]
    answered = kind == "body" and below.is_long and ASKED.search(below.text) is None
    return role in OPEN_ROLES | {"related_teaser"} and answered and _is_short(piece.text)


def _is_short(text: str) -> bool:
    bare = NUMBERED.sub("", text)
    return breadth(bare) <= MAX_QUESTION_CHARS and QUESTION.match(bare) is not None


def _mark_contents(labelled: list[Labelled], segment: Segment) -> None:
    """Lines above the text that stand again further down, each alone in its line, are its contents."""
    first = next((i for i, (p, role) in enumerate(labelled) if role == "body" and p.is_long), 0)
    if segment.head.end <= segment.head.start:
        return
    places = {key(piece.text): i for i, (piece, _) in enumerate(labelled)}
    open_ = (i for i in range(segment.head.end, first) if _is_open(labelled[i]))
    again = [i for i in open_ if places[key(labelled[i][0].text)] >= max(i + 1, first - 1)]
    if len(again) >= MIN_CONTENTS and again[-1] - again[0] < 2 * len(again):
        for i in again:
            labelled[i] = (labelled[i][0], "nav")


def _is_open(item: Labelled) -> bool:
    piece, role = item
    return word_count(piece.text) > 1 and role in OPEN_ROLES and section_kind(piece.text) is None


def _is_interview(labelled: Sequence[Labelled], segment: Segment) -> bool:
    """Whether headline, byline or label says that somebody is asked, or the headline is a quotation."""
    title = segment.head.title
    if QUOTED.search(title):
        return True
    first = next((i for i, (p, role) in enumerate(labelled) if role == "body" and p.is_long), 0)
    start = max(0, segment.head.start - 1)
    lines = [piece.text for piece, _ in labelled[start:first] if len(piece.text) <= MAX_LINE_CHARS]
    lines += [piece.text for piece, role in labelled[first:] if role in ("byline", "meta")]
    return any(INTERVIEW.search(line) for line in (title, *lines))


MAX_LINE_CHARS = 300
QUOTED = re.compile(r"^[«“„\"].{8,}[»”“\"]|[:：]\s?[«“„\"「]|[»”“\"][,.]?$")
INTERVIEW = re.compile(
    r"interview|intervista|entrevista|entretien|propos recueillis|gesprach|gespräch|wywiad|интервью|інтерв|"
    r"беседовал|розмовля|söyleşi|röportaj|مقابله|مقابلة|حوار|حاور|گفت.?و.?گو|مصاحبه|साक्षात्कार|इंटरव्यू|बातचीत|采访|专访|訪談|"
    r"聞き手|インタビュー|인터뷰",
    re.IGNORECASE,
)


def is_sibling_heading(piece: Piece, others: Sequence[Labelled]) -> bool:
    """Whether a heading is of the same rank, in the same element, as sub-headings further down the text."""
    return piece.is_heading and any(
        other.tag == piece.tag and other.path[:-1] == piece.path[:-1] and role == "subheading"
        for other, role in others
    )
