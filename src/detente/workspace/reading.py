"""What a reader of a workspace gets besides the records themselves, and the reading of SQLite rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

DAY = len("YYYY-MM-DD")
END_OF_DAY = "T23:59:59Z"
# A word as the full-text index sees it; everything else in a question (quotes, AND, *, parentheses)
# would be syntax there.
_WORD = re.compile(r"\w+", re.UNICODE)
MARK_OPEN, MARK_CLOSE = "[", "]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One sentence that holds the words searched for; ``snippet`` has them in square brackets."""

    article_id: str
    number: int
    text: str
    snippet: str
    score: float
    title: str
    outlet: str | None
    url: str | None
    published: str | None
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a workspace holds; superseded rows are counted apart."""

    pages: int
    articles: int
    undated_articles: int
    not_coded: int
    sentences: int
    events: int
    undated_events: int
    superseded_events: int
    claims: int
    rejects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One changed field: what it was, what it is, who or what changed it, why and when."""

    what: str
    id: str
    field: str
    old: str | None
    new: str | None
    who: str
    why: str
    at: str


def moment_of(recorded_as_of: str | None) -> str | None:
    """Return the moment meant: a bare day means its end.

    >>> moment_of("2025-07-14")
    '2025-07-14T23:59:59Z'
    """
    if recorded_as_of is None or len(recorded_as_of) > DAY:
        return recorded_as_of
    return recorded_as_of + END_OF_DAY


def match_of(words: str) -> str:
    """Return the full-text question that asks for all the words, whatever signs stand around them.

    >>> match_of('jet" OR (down*')
    '"jet" "OR" "down"'
    """
    return " ".join(f'"{word}"' for word in _WORD.findall(words))
