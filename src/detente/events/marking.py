"""How a pair of actors is shown to the encoder: its mentions between markers, the earlier actor first.

The order is that of the text, never of the caller: who is called source cannot sway the answer, so asking
the other way round gives the same event, turned. Training and coding both read a sentence through this file.
Markers after Baldini Soares et al., Matching the Blanks (ACL 2019).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

Span = tuple[int, int]

MOST_MENTIONS = 4  # of one actor; more would crowd out the sentence
MAX_TOKENS = 160  # with the markers; 99.5 % of newswire sentences are shorter
CLS, SEP, MASK = 101, 102, 103  # in BERT's English vocabulary, which MiniLM shares
FIRST_OPEN, FIRST_CLOSE, SECOND_OPEN, SECOND_CLOSE = 1, 2, 3, 4  # [unused0] .. [unused3]


class MarkedPair(NamedTuple):
    """Token ids of one sentence with one pair marked, and where each token came from.

    ``first`` and ``second`` are the positions of the opening markers of the two actors; ``offsets`` the
    characters of each token, (0, 0) for what is not text.
    """

    ids: list[int]
    first: list[int]
    second: list[int]
    offsets: list[Span]


class TokenizedText(NamedTuple):
    """A sentence cut into word pieces once, for all its pairs."""

    ids: list[int]
    offsets: list[Span]


@cache
def load_tokenizer() -> Tokenizer:
    """Return the word-piece tokenizer that ships beside the model."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - half the time of `import detente`

    return Tokenizer.from_str((files("detente.events") / "model" / "tokenizer.json").read_text("utf-8"))


def tokenize_text(text: str) -> TokenizedText:
    """Cut a sentence into word pieces.

    >>> tokenize_text("Oslo met Rome.").offsets
    [(0, 4), (5, 8), (9, 13), (13, 14)]
    """
    found = load_tokenizer().encode(text, add_special_tokens=False)
    return TokenizedText(found.ids, found.offsets)


def mark_pair(tokens: TokenizedText, first: Sequence[Span], second: Sequence[Span]) -> MarkedPair | None:
    """Put markers round the mentions of two actors, at most four of each; None where one covers no token.

    Both may share a span ("the two sides"). A sentence too long is cut to the window that holds the first
    mention of each.

    >>> pair = mark_pair(tokenize_text("Oslo met Rome."), [(0, 4)], [(9, 13)])
    >>> len(pair.ids), pair.first, pair.second
    (10, [1], [5])
    """
    first, second = first[:MOST_MENTIONS], second[:MOST_MENTIONS]
    opened: dict[int, list[int]] = {}
    closed: dict[int, list[int]] = {}
    wanted: list[int] = []
    for spans, left, right in ((first, FIRST_OPEN, FIRST_CLOSE), (second, SECOND_OPEN, SECOND_CLOSE)):
        places = [place for span in spans if (place := _token_range(tokens.offsets, span))]
        if not places:
            return None
        wanted += places[0]
        for start, end in places:
            opened.setdefault(start, []).append(left)
            closed.setdefault(end, []).insert(0, right)
    low, high = _window(len(tokens.ids), wanted, MAX_TOKENS - 2 - 4 * (len(first) + len(second)))
    ids, offsets = [CLS], [(0, 0)]
    marks: dict[int, list[int]] = {FIRST_OPEN: [], SECOND_OPEN: []}
    for k in range(low, high):
        for mark in opened.get(k, ()):
            marks[mark].append(len(ids))
            ids.append(mark)
            offsets.append((0, 0))
        ids.append(tokens.ids[k])
        offsets.append(tokens.offsets[k])
        for mark in closed.get(k, ()):
            ids.append(mark)
            offsets.append((0, 0))
    ids.append(SEP)
    offsets.append((0, 0))
    if not (marks[FIRST_OPEN] and marks[SECOND_OPEN]):
        return None  # the two stand too far apart for one window
    return MarkedPair(ids, marks[FIRST_OPEN], marks[SECOND_OPEN], offsets)


def _token_range(offsets: Sequence[Span], span: Span) -> Span | None:
    """Return the first and last token that a span of characters touches."""
    inside = [k for k, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
    return (inside[0], inside[-1]) if inside else None


def _window(length: int, wanted: Sequence[int], room: int) -> Span:
    """Return the stretch of at most ``room`` tokens that holds the wanted ones, begun as early as can be."""
    if length <= room:
        return 0, length
    low = max(0, min(*wanted, max(wanted) + 1 - room))
    return low, min(length, low + room)
