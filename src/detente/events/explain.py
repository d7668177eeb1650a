"""Which words carried a decision: each is hidden in turn, and the encoder is asked again.

A word weighs what the probability of the decision loses without it. For labels and for coded events, also
those that were stored long ago; the answer is about the encoder that is asked, not about the world. Occlusion
after Zeiler and Fergus, Visualizing and Understanding Convolutional Networks (ECCV 2014).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from detente.events.encoder import load_card, read_pairs
from detente.events.marking import MASK, mark_pair, tokenize_text
from detente.records import UNKNOWN_CODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.events.encoder import Reading
    from detente.events.marking import MarkedPair, Span, TokenizedText
    from detente.records import Actor, Event

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
HEAVY = 0.01  # probability lost: lighter words are shown only where there are few of these
FEWEST = 5  # words, where so many carry anything at all
MOST_EVENT_PAIRS = 6  # of one event: two sources and three targets


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its characters, and how much of the decision's probability went with it."""

    text: str
    start: int
    end: int
    weight: float


class Decision(NamedTuple):
    """What is to be explained: one class of a head, in one direction of a marked pair or in both.

    ``kept`` are the characters that are never hidden: the actors.
    """

    text: str
    marked: MarkedPair
    kept: tuple[Span, ...]
    head: Literal["types", "roots"]
    chosen: int
    sides: tuple[int, ...]

    def chance(self, reading: Reading) -> float:
        """Return the probability that a reading gives the decision."""
        return float(getattr(reading, self.head)[list(self.sides), self.chosen].mean())


def explain_event(event: Event, sentence_text: str, sentence_start: int) -> tuple[Word, ...]:
    """Return the words that carried an event, heaviest first; offsets count as the event's own.

    The sides are marked again where the event says they stand. Of several pairs the weights are the mean.
    Empty for events that only the lexicon told (at home, or of one named side), and where the sentence is
    another one.
    """
    card = load_card()
    if event.type not in card.types:
        return ()
    actors = (*event.source, *event.target)
    kept = tuple((actor.start - sentence_start, actor.end - sentence_start) for actor in actors)
    here = all(
        sentence_text[start:end] == actor.text for actor, (start, end) in zip(actors, kept, strict=True)
    )
    if not here:
        return ()
    tokens, chosen = tokenize_text(sentence_text), card.types.index(event.type)
    decisions = [
        Decision(sentence_text, marked, kept, "types", chosen, (0, 1) if event.symmetric else (side,))
        for marked, side in _event_pairs(event, tokens, sentence_start)
    ]
    means: dict[Span, float] = {}
    for weights in _weigh(decisions):
        for span, weight in weights.items():
            means[span] = means.get(span, 0.0) + weight / len(decisions)
    return _heaviest(sentence_text, means, sentence_start)


def _event_pairs(event: Event, tokens: TokenizedText, offset: int) -> Iterator[tuple[MarkedPair, int]]:
    """Yield the marked pairs of an event, the earlier actor first, and the side that its source is on."""
    pairs = [
        (source, target)
        for source in event.source
        for target in event.target
        if source.code != target.code and UNKNOWN_CODE not in {source.code, target.code}
    ]
    for source, target in pairs[:MOST_EVENT_PAIRS]:
        turned = _order(target) < _order(source)
        first, second = (target, source) if turned else (source, target)
        spans = [[(each.start - offset, each.end - offset)] for each in (first, second)]
        if marked := mark_pair(tokens, *spans):
            yield marked, int(turned)


def _order(actor: Actor) -> tuple[int, int, str]:
    return actor.start, actor.end, actor.code


def explain_decisions(decisions: Sequence[Decision]) -> list[tuple[Word, ...]]:
    """Return the words that carried each decision, heaviest first; all go through the encoder together."""
    weighed = zip(decisions, _weigh(decisions), strict=True)
    return [_heaviest(decision.text, weights, 0) for decision, weights in weighed]


def _weigh(decisions: Sequence[Decision]) -> Iterator[dict[Span, float]]:
    """Yield for each decision what it loses with each word."""
    hidden = [list(_each_hidden(decision)) for decision in decisions]
    pairs = [
        marked
        for decision, variants in zip(decisions, hidden, strict=True)
        for marked in (decision.marked, *(variant for _, variant in variants))
    ]
    roots = any(decision.head == "roots" for decision in decisions)
    readings = iter(read_pairs(pairs, roots=roots))
    for decision, variants in zip(decisions, hidden, strict=True):
        whole = decision.chance(next(readings))
        yield {span: whole - decision.chance(next(readings)) for span, _ in variants}


def _each_hidden(decision: Decision) -> Iterator[tuple[Span, MarkedPair]]:
    """Yield each word that is no part of an actor, and the pair with a mask in its place."""
    marked = decision.marked
    for found in WORD.finditer(decision.text):
        start, end = found.span()
        if any(start < right and end > left for left, right in decision.kept):
            continue
        at = {k for k, (left, right) in enumerate(marked.offsets) if left < end and right > start}
        if at:  # a long sentence is cut to a window
            ids = [MASK if k in at else token for k, token in enumerate(marked.ids)]
            yield (start, end), marked._replace(ids=ids)


def _heaviest(text: str, weights: dict[Span, float], offset: int) -> tuple[Word, ...]:
    """Return the words over `HEAVY`, and where they are few the next ones that carry anything."""
    ordered = sorted(weights.items(), key=lambda one: (-one[1], one[0]))
    words = (
        Word(text[start:end], start + offset, end + offset, round(weight, 4))
        for k, ((start, end), weight) in enumerate(ordered)
        if weight > HEAVY or k < FEWEST
    )
    return tuple(word for word in words if word.weight > 0)
