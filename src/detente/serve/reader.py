"""The article page's text: paragraphs cut into stretches that are coded or not, with their notes beside.

Not for deciding what is coded: spans come from the records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.answers import ArticleAnswer
    from detente.records import Claim, Event, Sentence

PARAGRAPH_GAP = 2  # `Article.text` joins paragraphs by two newlines
TITLE = 0  # the number of the sentence that is the title

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text: of one sentence, or between sentences (``sentence`` is None).

    ``parts`` are (text, whether it is the clause that carries an event).
    """

    sentence: int | None
    coded: bool
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The title or one paragraph, with what was coded in it."""

    runs: tuple[Run, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]


def title_passage(answer: ArticleAnswer) -> Passage:
    """Return the title with what was coded in it."""
    sentences = [s for s in answer.sentences if s.number == TITLE]
    return _passage(answer, answer.article.title, 0, sentences)


def passages(answer: ArticleAnswer) -> list[Passage]:
    """Return the paragraphs of the body in order; together their runs are exactly its text."""
    body = [s for s in answer.sentences if s.number != TITLE]
    found, start = [], 0
    for paragraph in answer.article.paragraphs:
        end = start + len(paragraph)
        found.append(_passage(answer, paragraph, start, [s for s in body if s.start < end and s.end > start]))
        start = end + PARAGRAPH_GAP
    return found


def _passage(answer: ArticleAnswer, text: str, offset: int, sentences: list[Sentence]) -> Passage:
    # A sentence's notes stand at the paragraph in which it begins.
    own = [s.number for s in sentences if s.start >= offset]
    return Passage(
        runs=tuple(_runs(answer, text, offset, sentences)),
        events=tuple(event for number in own for event in answer.events_of(number)),
        claims=tuple(claim for number in own for claim in answer.claims_of(number)),
    )


def _runs(answer: ArticleAnswer, text: str, offset: int, sentences: list[Sentence]) -> Iterator[Run]:
    at = 0
    for sentence in sorted(sentences, key=lambda s: s.start):
        start, end = max(at, sentence.start - offset), min(len(text), sentence.end - offset)
        if end <= start:
            continue
        if start > at:
            yield Run(sentence=None, coded=False, parts=((text[at:start], False),))
        yield _sentence_run(answer, sentence.number, text, offset, (start, end))
        at = end
    if at < len(text):
        yield Run(sentence=None, coded=False, parts=((text[at:], False),))


def _sentence_run(answer: ArticleAnswer, number: int, text: str, offset: int, within: Span) -> Run:
    events = answer.events_of(number)
    clauses = [(event.start - offset, event.end - offset) for event in events]
    return Run(
        sentence=number,
        coded=bool(events or answer.claims_of(number)),
        parts=tuple((text[start:end], inside) for start, end, inside in cut(within, clauses)),
    )


def cut(within: Span, spans: Iterable[Span]) -> list[tuple[int, int, bool]]:
    """Cut a stretch at the ends of spans: (start, end, whether a span covers it), gapless and in order.

    >>> cut((0, 10), [(2, 4), (3, 6)])
    [(0, 2, False), (2, 6, True), (6, 10, False)]
    """
    start, end = within
    pieces: list[tuple[int, int, bool]] = []
    at = start
    for first, last in sorted(spans):
        first, last = max(first, at), min(last, end)  # noqa: PLW2901 - clipped to what is left
        if last <= first:
            continue
        if first > at:
            pieces.append((at, first, False))
        if pieces and pieces[-1][2] and pieces[-1][1] == first:
            first = pieces.pop()[0]  # noqa: PLW2901 - grows the piece before it
        pieces.append((first, last, True))
        at = last
    return [*pieces, (at, end, False)] if at < end else pieces
