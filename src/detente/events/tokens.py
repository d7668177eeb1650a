"""Words of a sentence with their offsets; a mention is one token that carries whom it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.records import Resolution, Sentence

_WORD = re.compile(
    r"[A-Za-z](?:\.[A-Za-z])+\.?"  # U.S., a.m.
    r"|\d+(?:[.,]\d+)*"
    r"|[A-Za-z]+n['’´`]t\b"  # didn't
    r"|[^\W_]+(?:-[^\W_]+)*"
    r"|['’´`](?:s|ll|re|ve|d|m)\b"
    r"|\S",
    re.UNICODE,
)
_APOSTROPHES = str.maketrans({"’": "'", "´": "'", "`": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word, mark or mention; offsets count as in its `Sentence`."""

    text: str
    low: str
    start: int
    end: int
    who: tuple[Resolution, ...] = ()

    @property
    def acts(self) -> bool:
        """Whether the token names somebody who can act, not a state that only qualifies a thing."""
        return any(r.use == "actor" for r in self.who)


def tokenize(sentence: Sentence, resolutions: Sequence[Resolution]) -> list[Token]:
    """Return the tokens of a sentence; overlapping mentions give way to the longest.

    >>> from detente.records import Sentence
    >>> s = Sentence(article_id="a", number=1, start=10, end=30, text="They didn't agree.")
    >>> [t.low for t in tokenize(s, [])]
    ['they', "didn't", 'agree', '.']
    """
    tokens: list[Token] = []
    position = sentence.start
    for start, end, who in _spans(sentence, resolutions):
        if start < position:
            continue
        tokens += _words(sentence, position, start)
        text = sentence.text[start - sentence.start : end - sentence.start]
        tokens.append(Token(text, text.lower(), start, end, who))
        position = end
    return tokens + _words(sentence, position, sentence.end)


def join_title_lists(tokens: Sequence[Token]) -> list[Token]:
    """Read the comma between two names of a headline as "and": "US, Iran trade strikes"."""
    joined = list(tokens)
    for k in range(1, len(tokens) - 1):
        if tokens[k].low == "," and tokens[k - 1].acts and tokens[k + 1].acts:
            joined[k] = replace(tokens[k], low="and")
    return joined


def _spans(
    sentence: Sentence, resolutions: Sequence[Resolution]
) -> list[tuple[int, int, tuple[Resolution, ...]]]:
    mine = [r for r in resolutions if r.mention.sentence == sentence.number]
    mine.sort(key=lambda r: (r.mention.start, -r.mention.end))
    spans = groupby(mine, key=lambda r: (r.mention.start, r.mention.end))
    return [(start, end, tuple(group)) for (start, end), group in spans]


def _words(sentence: Sentence, start: int, end: int) -> list[Token]:
    base = sentence.start
    return [
        Token(m.group(), m.group().lower().translate(_APOSTROPHES), m.start() + base, m.end() + base)
        for m in _WORD.finditer(sentence.text, start - base, end - base)
    ]
