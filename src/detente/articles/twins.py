"""Articles that a page loads one below the other: elements of one kind, each with a headline and its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.blocks import ARTICLE_CHARS, HEADING_TAGS
from detente.articles.datelines import find_date
from detente.articles.titles import running_chars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Node, Piece


def twin_heads(pieces: Sequence[Piece], after: int) -> frozenset[int]:
    """Return the first headings of elements beside the one with the main headline, of the same tag and class.

    So pages load one article below the other. Each has a line with a date, or a headline of the first rank.
    """
    top = next((i for i in range(after - 1, -1, -1) if pieces[i].is_heading), None)
    if top is None:
        return frozenset()
    around = {node: depth for depth, node in enumerate(pieces[top].path)}
    last = {node: i for i, piece in enumerate(pieces) for node in piece.path}
    texts: dict[Node, int] = {}
    for piece in pieces:
        for node in piece.path if running_chars(piece) else ():
            texts[node] = texts.get(node, 0) + running_chars(piece)
    firsts: dict[Node, int] = {}
    for i in range(after, len(pieces)):
        piece = pieces[i]
        depth = next((n for n, node in enumerate(piece.path) if node not in around), 0)
        if not piece.is_heading or piece.hidden or not 0 < depth < len(pieces[top].path):
            continue
        mine, twin = pieces[top].path[depth], piece.path[depth]
        same = mine.tag == twin.tag and FIGURES.sub("", mine.marks) == FIGURES.sub("", twin.marks)
        if not same or mine.tag in HEADING_TAGS or last[mine] >= i or texts.get(mine, 0) < ARTICLE_CHARS:
            continue
        if piece.tag == "h1" or _is_dated(pieces[i + 1 : i + 1 + DATE_REACH]):
            firsts.setdefault(twin, i)
    return frozenset(firsts.values())


def _is_dated(pieces: Sequence[Piece]) -> bool:
    return any(piece.time or (not piece.is_long and find_date(piece.text)) for piece in pieces)


FIGURES = re.compile(r"\d+")  # "item-2" is one of a family
DATE_REACH = 4  # a standfirst, a byline and a row of buttons may stand above the date
