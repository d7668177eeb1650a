"""Text dumps of pages to blocks: one block a line, hard-wrapped paragraphs joined again."""

from __future__ import annotations

import re

from detente.articles.blocks import Piece, PieceList, ends_sentence

# Mail programs and terminals wrap at 60 to 80 columns; a paragraph a line is longer or ends in a full stop.
WRAP_MIN = 45
WRAP_MAX = 100
WRAP_LINES = 3
BLANK = re.compile(r"\n[^\S\n]*\n")


def dump_pieces(text: str) -> list[Piece]:
    r"""Return the blocks of a text dump in order.

    >>> [piece.text for piece in dump_pieces("Talks resume\nBy admin\n\nThe two sides met.")]
    ['Talks resume', 'By admin', 'The two sides met.']
    """
    found = PieceList()
    for chunk in BLANK.split(text):
        for number, line in enumerate(_lines(chunk)):
            found.add(line, gap=number == 0)
    return found.pieces


def _lines(chunk: str) -> list[str]:
    lines = [line for line in chunk.split("\n") if line.strip()]
    return [" ".join(lines)] if _is_wrapped(lines) else lines


def _is_wrapped(lines: list[str]) -> bool:
    if len(lines) < WRAP_LINES:
        return False
    body = lines[:-1]
    if not all(WRAP_MIN <= len(line) <= WRAP_MAX for line in body):
        return False
    return sum(ends_sentence(line.rstrip()) for line in body) * 2 < len(body)
