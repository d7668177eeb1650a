"""Cuts inside one body block: tails of the site ("Short link : Post Views: 11") and glued sub-headings.

Aggregators print an article as one paragraph with its sub-headings run into the text. A sub-heading is cut
only where a capital in mid-sentence shows it: a few words after a full stop, then a word such as "The" or
"Late" that is written with a capital only at the start of a sentence. What cannot be told that way stays in
the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.articles.blocks import Piece

# Only whole articles in one block are searched for glued sub-headings; a shorter block is a brief without
# any.
GLUED_BODY_CHARS = 400

TAIL = re.compile(
    r"(?<=[.!?\"'”’»)\s])\s*(?:short link\s*:|post views\s*:|share this (?:article|story|post)\b|"
    r"read more\s*:|read also\s*:|"
    r"also read\s*:|follow us on\b|tags?\s*:\s|source\s*:\s*\S+$|click here to\b|"
    r"subscribe to our\b|\(function\()",
    re.IGNORECASE,
)
# A tail is the last of a text; the same words earlier are a box in mid-text or the text itself.
TAIL_CHARS = 300

STARTER = (
    r"(?:The|This|That|These|Those|In|On|At|As|After|Before|During|Late|Early|Earlier|Meanwhile|"
    r"However|But|He|She|It|They|We|"
    r"When|While|If|Since|Despite|Although|According|Speaking|Addressing|Promising|Citing|"
    r"Responding|Asked|Under|Last|Also|"
    r"Following|With|From|For|A|An|Both|Some|Many|Several|There)"
)
SAFE_STARTER = r"(?:If|But|However|Meanwhile|When|While|Although|Despite|He|She|They|It|After|As|In|On)"
TITLE_WORD = r"(?:[A-Z][\w’'-]*|of|to|and|for|in|on|the|with|over|[0-9]+)"
GLUED = (
    # Empty Nets in the North | Late on Monday
    re.compile(rf"(?P<head>[A-Z][\w’'-]+(?: {TITLE_WORD}){{1,6}}?) (?={STARTER} )"),
    # 'Ready for talks' | "We will come
    re.compile(r"(?P<head>['‘][A-Z][^.!?,'’\"“”]{5,60}['’]) (?=[\"“])"),
    # 'Firm' line on tariffs | If confirmed
    re.compile(rf"(?P<head>['‘][A-Z][\w-]+['’](?: [\w-]+){{1,4}}) (?={SAFE_STARTER} )"),
)
SENTENCE_START = re.compile(r"(?<=[.!?][\"'”’)]) (?=\S)|(?<=[a-z0-9%)][.!?]) (?=\S)")
# Words that may stand capitalised before a capitalised starter inside one and the same sentence.
NO_HEAD = re.compile(
    r"\b(?:President|Minister|Mr|Dr|Gen|St|New|Saudi|North|South)$|^(?:On|In|At|The|A|An|But|And|"
    r"If|As|He|She|It)\b"
)


def cut_body(labelled: list[tuple[Piece, str]]) -> list[tuple[Piece, str]]:
    """Return labelled blocks with tails and glued sub-headings cut out of body blocks."""
    bodies = sum(role == "body" for _, role in labelled)
    found: list[tuple[Piece, str]] = []
    for piece, role in labelled:
        if role != "body":
            found.append((piece, role))
            continue
        text, tail = _without_tail(piece)
        found.extend(
            _without_heads(text) if bodies == 1 and len(text.text) >= GLUED_BODY_CHARS else [(text, "body")]
        )
        found.extend([(tail, "share")] if tail else [])
    return [(piece, role) for piece, role in found if piece.text]


def _without_tail(piece: Piece) -> tuple[Piece, Piece | None]:
    start = max(0, len(piece.text) - TAIL_CHARS)
    found = TAIL.search(piece.text, start)
    if found is None:
        return piece, None
    return piece.part(0, found.start()), piece.part(found.start(), len(piece.text))


def _without_heads(piece: Piece) -> list[tuple[Piece, str]]:
    """Cut a block at its glued sub-headings: body, subheading, body ..."""
    parts: list[tuple[Piece, str]] = []
    done = 0
    for start in [found.end() for found in SENTENCE_START.finditer(piece.text)]:
        head = _glued_head(piece.text, start)
        if head is not None and start >= done:
            parts += [(piece.part(done, start), "body"), (piece.part(start, head), "subheading")]
            done = head
    return [*parts, (piece.part(done, len(piece.text)), "body")]


def _glued_head(text: str, start: int) -> int | None:
    """Return where the sub-heading that starts here ends, or None where there is none.

    >>> _glued_head("They left. Growing Frustration The talks failed.", 11)
    30
    """
    for pattern in GLUED:
        found = pattern.match(text, start)
        if found and not NO_HEAD.search(found["head"]):
            return found.end("head")
    return None
