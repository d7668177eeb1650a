"""Pages that hold no article: section pages, paywalls, consent walls, error pages, robot checks, shells.

They are told by what they say, in many languages, and by how little else they hold; an article's page may say
the same in a corner.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from detente.articles.blocks import breadth, ends_sentence, key, word_count
from detente.articles.headers import furniture, section_kind
from detente.articles.phrases import stop_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.build import Parts
    from detente.articles.quotes import Labelled

# The teaser above a paywall is one or two paragraphs.
PAYWALL_CHARS = 1_000
# How soon behind the text the wall stands.
WALL_REACH = 8
# Behind these a call to subscribe is only that.
BEHIND_TEXT = frozenset({"related_teaser", "comments", "bio"})
# What an error page or a check says beside the words that tell it.
STUB_CHARS = 300
STUB_LINES = 60  # a page of more lines than this has a menu, teasers: it may be an article behind a banner
MIN_TEASERS = 4
TEASER_WORDS = 3
LINKED = 0.6
# A summary under a headline; paragraphs of an article are longer, or several stand together.
SUMMARY_CHARS = 260
TEXT_ROLES = frozenset({"body", "pull_quote", "list", "correction", "bio"})
TEASER_ROLES = frozenset({"title", "subheading", "related_teaser", "unassigned", "nav", "standfirst"})
NAMES = {
    "paywall": "paywall",
    "javascript": "needs JavaScript",
    "error": "error page",
    "robot": "robot check",
    "consent": "consent wall",
}


def page_kind(parts: Parts) -> str | None:
    """Return what a page is that holds no article, in words; None where it may hold one."""
    body = sum(breadth(piece.text) for piece, role in parts.labelled if role == "body")
    if kind := _stub(parts.labelled, body):
        return f"{NAMES[kind]}: {body} characters of text on the page"
    if teasers := _teasers(parts):
        return f"section page: {teasers} linked headlines and no article"
    return None


def _stub(labelled: Sequence[Labelled], body: int) -> str | None:
    """Return which kind of stub a page is: first what stops the reader, last the banner about cookies."""
    if body >= PAYWALL_CHARS:
        return None
    if _has_wall(labelled):
        return "paywall"
    said = [stop_kinds(piece.text) for piece, _ in labelled[: 2 * STUB_LINES]]
    rest = sum(
        breadth(piece.text)
        for (piece, role), kinds in zip(labelled, said, strict=False)
        if role == "body" and not kinds and furniture(piece.text) is None
    )
    if rest >= STUB_CHARS or len(labelled) > STUB_LINES:
        return None
    found = frozenset().union(*said)
    return next((kind for kind in ("javascript", "error", "robot", "consent") if kind in found), None)


def _has_wall(labelled: Sequence[Labelled]) -> bool:
    """Whether the text stops at a wall: its words stand right behind the text, or the title alone."""
    marks = [i for i, (_, role) in enumerate(labelled) if role in ("title", "body", "standfirst")]
    if not marks:
        return False
    reach = [
        labelled[i] for i in range(marks[-1] - 1, min(len(labelled), marks[-1] + WALL_REACH + 1)) if i >= 0
    ]
    near = itertools.takewhile(lambda item: item[1] not in BEHIND_TEXT, reach)
    return any("paywall" in stop_kinds(piece.text) for piece, role in near if role != "hidden")


def _teasers(parts: Parts) -> int:
    """Return how many headlines a section page has; 0 where the page has an article beside them."""
    shown = [(piece, role) for piece, role in parts.labelled if role not in ("hidden", "meta", "share")]
    texts = {i for i, (piece, role) in enumerate(shown) if role in TEXT_ROLES and ends_sentence(piece.text)}
    bodies = {i for i in texts if shown[i][1] == "body"}
    runs = any(i + 1 in texts for i in texts)
    long = any(breadth(piece.text) > SUMMARY_CHARS for piece, role in shown if role in ("body", "standfirst"))
    heads = len({key(piece.text) for piece, role in shown if _is_teaser((piece, role))})  # copies are one
    titled = any(
        role == "title" and piece.links <= LINKED and piece.path and word_count(piece.text) > TEASER_WORDS
        for piece, role in shown
    )
    return heads if heads >= MIN_TEASERS and not runs and not long and not (titled and bodies) else 0


def _is_teaser(labelled: Labelled) -> bool:
    """Whether a block is a headline that leads elsewhere: a link, or in a dump a line that is no sentence."""
    piece, role = labelled
    if word_count(piece.text) < TEASER_WORDS or role not in TEASER_ROLES or section_kind(piece.text):
        return False
    return piece.links > LINKED if piece.path else not ends_sentence(piece.text)
