"""Pull quotes: words of the text that are printed again beside it, and the line that says whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.articles.blocks import WIDE, key
from detente.articles.names import MAX_NAME_WORDS, is_name_like

if TYPE_CHECKING:
    from detente.articles.blocks import Piece

Labelled = tuple["Piece", str]

OPEN_ROLES = frozenset({"body", "unassigned", "list", "subheading", "standfirst"})
MAX_QUOTE_CHARS = 400
QUOTE_MIN_WORDS = 4
QUOTED_ROLES = frozenset({"body", "unassigned", "subheading", "related_teaser", "standfirst"})
# Words that open more paragraphs than this are a formula of the site, not a quotation.
MAX_HOLDERS = 20


def mark_quotes(labelled: list[Labelled]) -> None:
    """A block whose words stand in a longer body block is a pull quote; so is the name line below it."""
    bodies = {i: _words(piece.text) for i, (piece, role) in enumerate(labelled) if role == "body"}
    first = next((i for i in bodies if labelled[i][0].is_long), 0)
    quotes = {
        i: words
        for i, (piece, role) in enumerate(labelled)
        if role in QUOTED_ROLES
        and i > first
        and not piece.is_heading
        and len(piece.text) <= MAX_QUOTE_CHARS
        and (words := bodies.get(i) or _words(piece.text)).count(" ") + 1 >= QUOTE_MIN_WORDS
    }
    starts = _word_runs(bodies, {_first_run(words) for words in quotes.values()})
    for i, words in quotes.items():
        piece = labelled[i][0]
        holders = starts.get(_first_run(words), ())
        if any(n != i and len(bodies[n]) > len(words) and f" {words} " in f" {bodies[n]} " for n in holders):
            labelled[i] = (piece, "pull_quote")
            _quote_speaker(labelled, i + 1)


def _words(text: str) -> str:
    """Return the letters of a text, words apart; a sign of a script without spaces is a word."""
    words = key(text)
    return words if words.isascii() else " ".join(WIDE.sub(r" \g<0> ", words).split())


def _word_runs(bodies: dict[int, str], wanted: set[tuple[str, ...]]) -> dict[tuple[str, ...], list[int]]:
    """Return in which blocks each wanted run of a few words occurs: no block is compared with every other."""
    found: dict[tuple[str, ...], list[int]] = {}
    for i, text in bodies.items():
        words = text.split(" ")
        for run in set(zip(*(words[n:] for n in range(QUOTE_MIN_WORDS)), strict=False)) & wanted:
            holders = found.setdefault(run, [])
            if len(holders) < MAX_HOLDERS:
                holders.append(i)
    return found


def _first_run(words: str) -> tuple[str, ...]:
    return tuple(words.split(" ", QUOTE_MIN_WORDS)[:QUOTE_MIN_WORDS])


def _quote_speaker(labelled: list[Labelled], i: int) -> None:
    if i < len(labelled):
        piece, role = labelled[i]
        if role in OPEN_ROLES and is_name_like(piece.text.lstrip("—–- "), MAX_NAME_WORDS):
            labelled[i] = (piece, "pull_quote")
