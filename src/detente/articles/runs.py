"""Whether the running text of a page is plain to see, so that no library need be asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.articles.headers import furniture
from detente.articles.sections import parent_of

if TYPE_CHECKING:
    from detente.articles.split import Segment

PLAIN_PARAGRAPHS = 3
PLAIN_SHARE = 0.8


def stands_out(segment: Segment) -> bool:
    """Whether the running text is plain to see: behind the title, and nearly all of it in one element.

    Then the library need not be asked, which costs as much as all else together.
    """
    long = [
        piece
        for piece, zone in zip(segment.pieces, segment.zones, strict=True)
        if piece.is_long and not piece.hidden and zone is None and furniture(piece.text) is None
    ]
    head = segment.head
    if head.end <= head.start or not long:
        return False
    behind = segment.pieces[head.start].offset
    total = sum(len(piece.text) for piece in long)
    for level in (1, 2):  # paragraphs side by side, or each in an element of its own
        first = next((parent_of(piece, level) for piece in long if piece.offset > behind), None)
        own = [len(piece.text) for piece in long if first is not None and parent_of(piece, level) is first]
        if len(own) >= PLAIN_PARAGRAPHS and sum(own) >= PLAIN_SHARE * total:
            return True
    return False
