"""Who did what to whom: each pair of actors of a sentence is shown to the encoder, its answers become acts.

    resolutions of a sentence -> pairs of codes -> marked pairs -> readings -> acts

An act is a decision with its probability; where it stands in the sentence, when it was and whether it
happened is read by the other files of this room.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from detente.events.encoder import load_card, read_pairs
from detente.events.marking import mark_pair, tokenize_text
from detente.records import UNKNOWN_CODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.events.encoder import Reading
    from detente.events.marking import MarkedPair, Span
    from detente.records import Resolution, Sentence, Status

MOST_PAIRS = 15  # of one sentence: six actors; of longer lists those that stand nearest each other
LEAST = 0.05  # probability from which an act is worth looking at
TOGETHER = 0.5  # probability from which an act told of both sides was done together
SHARED = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # mostly done by both
SHARED_RATIO = 0.8
BOTH_RATIO = 0.3  # ... where the weaker direction has at least this share of the stronger


@dataclass(frozen=True, slots=True)
class Act:
    """One act between two codes as the encoder reads it.

    ``words`` are the characters of the sentence's words with the weight each had; ``statuses`` the
    probability of each status.
    """

    source: str
    target: str
    type: str
    mode: str | None
    mutual: bool
    probability: float
    statuses: Mapping[Status, float]
    words: tuple[tuple[Span, float], ...]


class _Pair(NamedTuple):
    first: str
    second: str
    marked: MarkedPair


def read_acts(sentences: Sequence[tuple[Sentence, Sequence[Resolution]]]) -> list[list[Act]]:
    """Return the acts of each sentence, the unlikely too; all pairs go through the encoder together."""
    pairs = [list(_pairs(sentence, named)) for sentence, named in sentences]
    readings = iter(read_pairs([pair.marked for group in pairs for pair in group]))
    return [[act for pair in group for act in _acts(pair, next(readings))] for group in pairs]


def _pairs(sentence: Sentence, named: Sequence[Resolution]) -> Iterator[_Pair]:
    spans = spans_of(sentence, named)
    ordered = sorted(spans, key=lambda code: (spans[code], code))
    chosen = sorted(combinations(ordered, 2), key=lambda two: _distance(spans[two[0]], spans[two[1]]))
    if not chosen:
        return
    tokens = tokenize_text(sentence.text)
    for first, second in chosen[:MOST_PAIRS]:
        one, other = _nearest_first(spans[first], spans[second]), _nearest_first(spans[second], spans[first])
        marked = mark_pair(tokens, one, other)
        if marked is not None:
            yield _Pair(first, second, marked)


def spans_of(sentence: Sentence, named: Sequence[Resolution]) -> dict[str, tuple[Span, ...]]:
    """Return where each code is named in a sentence, counted from its start."""
    spans: dict[str, list[Span]] = {}
    for resolution in named:
        mention = resolution.mention
        span = (mention.start - sentence.start, mention.end - sentence.start)
        if resolution.code != UNKNOWN_CODE and span not in spans.setdefault(resolution.code, []):
            spans[resolution.code].append(span)
    return {code: tuple(sorted(found)) for code, found in spans.items() if found}


def _nearest_first(mine: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Return the mention nearest to the other actor, then the rest: a long sentence is cut round it."""
    nearest = min(mine, key=lambda span: _distance([span], others))
    return [nearest, *(span for span in mine if span != nearest)]


def _distance(one: Sequence[Span], other: Sequence[Span]) -> int:
    return min(max(a[0], b[0]) - min(a[1], b[1]) for a in one for b in other)


def _acts(pair: _Pair, reading: Reading) -> Iterator[Act]:
    """Yield what may be told of a pair: acts of one toward the other, and acts done together."""
    for k, kind in enumerate(load_card().types[1:], 1):
        there, back = float(reading.types[0, k]), float(reading.types[1, k])
        likelier, weaker = max(there, back), min(there, back)
        together = reading.mutual >= TOGETHER or (kind in SHARED and weaker >= SHARED_RATIO * likelier)
        if together and weaker >= max(LEAST, BOTH_RATIO * likelier):
            first, second = sorted((pair.first, pair.second))
            yield _act(
                pair, reading, (first, second), kind, side=int(back > there), chance=likelier, mutual=True
            )
            continue
        for side, chance in enumerate((there, back)):
            if chance >= LEAST:
                ends = (pair.first, pair.second) if side == 0 else (pair.second, pair.first)
                yield _act(pair, reading, ends, kind, side=side, chance=chance, mutual=False)


def _act(
    pair: _Pair, reading: Reading, ends: tuple[str, str], kind: str, *, side: int, chance: float, mutual: bool
) -> Act:
    card = load_card()
    statuses = zip(card.statuses, reading.statuses[side].tolist(), strict=True)
    weights = reading.words[side].tolist()
    words = tuple((span, w) for span, w in zip(pair.marked.offsets, weights, strict=True) if span[1])
    return Act(*ends, kind, _mode(reading, kind, side), mutual, chance, dict(statuses), words)


def _mode(reading: Reading, kind: str, side: int) -> str | None:
    """Return the likeliest mode of a type; None where "no mode" is likelier."""
    modes = load_card().modes
    mine = [(float(reading.modes[side, k]), mode) for k, (owner, mode) in enumerate(modes) if owner == kind]
    return (max(mine)[1] or None) if mine else None
