"""Labelling given pairs: one sentence, two phrases of it, and what the one did to the other.

For those who bring their own sentences and actors (a codebook's test set, another parser's output); no actor
is resolved here. `code_events` is the way from articles to events.

Two schemes. ``detente`` names the act itself and leaves plans, guesses and denials to the status. ``plover``
names what PLOVER's codebook would after its rewrites (a promised visit is an AGREE), one of the same 16
types, as the PLV test set has it: that set holds CONCEDE and RETREAT as one root, which it counts as material
cooperation, so both have quad 2 there, and which of the two it was is said by the head that knows them apart.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn, get_args

from detente.events.encoder import NONE, load_card, read_pairs
from detente.events.explain import Decision, Word, explain_decisions
from detente.events.marking import MOST_MENTIONS, mark_pair, tokenize_text
from detente.events.pairs import SHARED, TOGETHER
from detente.records import to_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.events.encoder import Card, Reading
    from detente.events.marking import MarkedPair, Span
    from detente.ontology import Ontology

Scheme = Literal["detente", "plover"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
FIELDS = ("sentence", "source", "target")  # what a row must hold
ANSWERS = ("type", "quad", "direction", "status", "confidence", "reason", "words")  # what is put beside it

AT_ONCE = 256  # rows that are read before the first is answered
EXPLAINED_AT_ONCE = 16  # each of their words is one more reading
DEEPEST = 100  # of lists and objects in one another: more cannot be written again
# A shared act is told of both sides where the weaker direction is nearly as likely as the stronger.
BOTH_RATIO = 0.5
# PLV holds no sentence without an act: there null is for what plainly tells none.
SURE_OF_NOTHING = 0.9
# PLV's root for CONCEDE and RETREAT together, which it counts as material cooperation.
YIELD = "YIELD"
YIELD_TYPES = ("RETREAT", "CONCEDE")
YIELD_QUAD = 2

SAME_WORDS = "source and target are the same words"
OVERLAP = "source and target overlap in the sentence"
TOO_FAR = "source and target stand too far apart to be read together"


@dataclass(frozen=True, slots=True)
class Label:
    """What a sentence tells of a pair; ``type`` is None where it tells no act between the two.

    ``direction`` is ``forward`` (source -> target), ``reverse`` or ``both``; ``confidence`` the probability
    of the answer, calibrated; ``reason`` says why nothing could be answered; ``words`` carried the answer,
    None where nobody asked.
    """

    type: str | None
    quad: int | None
    direction: str | None
    status: str | None
    confidence: float
    reason: str | None = None
    words: tuple[Word, ...] | None = None


class MarkedText(NamedTuple):
    """A sentence with the characters at which source and target are named."""

    text: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]


class _Asked(NamedTuple):
    given: MarkedText
    marked: MarkedPair
    turned: bool  # the target is named first


class _Chosen(NamedTuple):
    """What is answered of a pair: a class of the scheme's head, and its probability each way."""

    act: int
    there: float
    back: float
    shared: bool  # of a type that two do together, or read as done together

    @property
    def sides(self) -> tuple[int, ...]:
        weaker, stronger = sorted((self.there, self.back))
        both = self.shared and weaker >= BOTH_RATIO * stronger
        return (0, 1) if both else (int(self.back > self.there),)


def label_rows(
    rows: Iterable[Any], *, scheme: Scheme = "detente", explain: bool = False, ontology: Ontology
) -> Iterator[dict[str, Any]]:
    """Yield each row ``{"sentence", "source", "target"}`` with its answer, in order, one for one.

    What else the row holds stays; keys of the answer are written over. What is no object (`NoObject`, a
    number, a list) is answered under its number, ``line``, with the reason. `Label` says what the answer's
    keys mean.

    >>> from detente import ontology
    >>> row = {"id": 7, "sentence": "Norway condemned Chad.", "source": "Chad", "target": "Norway"}
    >>> answer = next(label_rows([row], ontology=ontology.load()))
    >>> answer["id"], answer["type"], answer["direction"]
    (7, 'ACCUSE', 'reverse')
    """
    numbered, at_once = enumerate(rows, 1), EXPLAINED_AT_ONCE if explain else AT_ONCE
    while batch := list(islice(numbered, at_once)):
        asked = [find_actors(row) for _, row in batch]
        labels = _answer(asked, scheme=scheme, explain=explain, ontology=ontology)
        for (number, row), label in zip(batch, labels, strict=True):
            yield _beside(row, number, label)


def _beside(row: Any, number: int, label: Label) -> dict[str, Any]:  # noqa: ANN401 - whatever a file holds
    given = {k: v for k, v in row.items() if k not in ANSWERS} if isinstance(row, dict) else {"line": number}
    answer = to_dict(label)
    return given | {k: v for k, v in answer.items() if v is not None or k not in {"reason", "words"}}


def label_pairs(
    rows: Iterable[MarkedText | str], *, scheme: Scheme = "detente", explain: bool = False, ontology: Ontology
) -> Iterator[Label]:
    """Yield one label for each marked text, in order; for what could not be marked a reason stands instead.

    >>> from detente import ontology
    >>> pair = MarkedText("Norway condemned Chad.", ((0, 6),), ((17, 21),))
    >>> next(label_pairs([pair], ontology=ontology.load())).type
    'ACCUSE'
    """
    source, at_once = iter(rows), EXPLAINED_AT_ONCE if explain else AT_ONCE
    while batch := list(islice(source, at_once)):
        yield from _answer(batch, scheme=scheme, explain=explain, ontology=ontology)


# From a row to a marked pair


class NoObject(NamedTuple):
    """A line of which no JSON could be read, and why."""

    reason: str


def read_line(line: bytes) -> Any:  # noqa: ANN401 - whatever a file holds
    """Return what a line of JSON says, or why nothing can be read of it.

    >>> read_line(b'{"a": 1}'), read_line(b"{a"), read_line(b" ")
    ({'a': 1}, NoObject(reason='no JSON: Expecting property name enclosed in double quotes'), \
NoObject(reason='the line is blank'))
    """
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return NoObject("the line is not UTF-8")
    if not text.strip():
        return NoObject("the line is blank")
    try:
        found = json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as fault:
        return NoObject(f"no JSON: {fault.msg}")
    except (ValueError, RecursionError) as fault:  # a number of thousands of digits; endless brackets
        return NoObject(f"no JSON that can be kept: {fault}")
    if _is_deep(found):
        return NoObject("no JSON that can be kept: nested too deeply")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


def _is_deep(value: object) -> bool:
    level: list[object] = [value]
    for _ in range(DEEPEST):
        nested = [each for each in level if isinstance(each, dict | list)]
        if not nested:
            return False
        level = [inner for each in nested for inner in (each.values() if isinstance(each, dict) else each)]
    return True


def find_actors(row: Any) -> MarkedText | str:  # noqa: ANN401 - whatever a file holds
    """Return the sentence of a row with all places of its actors, or the reason why it has none.

    An actor is looked for as whole words, else inside words, else in any case. Where the two overlap the
    longer stands. All places are marked, as in training and in PLV; marking the first alone answers PLV no
    better (13 and 12 of the 16 rows where it differs).

    >>> find_actors({"sentence": "Chad met Mali; Mali thanked Chad.", "source": "Chad", "target": "Mali"})[1:]
    (((0, 4), (28, 32)), ((9, 13), (15, 19)))
    >>> find_actors({"sentence": "Chad met Mali.", "source": "Chad", "target": "Niger"})
    "target 'Niger' is not in the sentence"
    """
    if isinstance(row, NoObject):
        return row.reason
    if not isinstance(row, dict):
        return "not an object"
    for name in FIELDS:
        if not isinstance(row.get(name), str) or not row[name].strip():
            return f"{name} is missing"
    text = row["sentence"].encode("utf-8", "replace").decode()  # half a character, as JSON may hold
    spans = []
    for name in FIELDS[1:]:
        if not (found := _places(text, row[name])):
            return f"{name} {row[name]!r} is not in the sentence"
        spans.append(found)
    source, target = _apart(*spans)
    if not source or not target:
        return SAME_WORDS if spans[0] == spans[1] else OVERLAP
    return MarkedText(text, tuple(source), tuple(target))


def _places(text: str, phrase: str) -> list[Span]:
    """Return where a phrase stands; between its words may be any space."""
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    for flags in (re.NOFLAG, re.IGNORECASE):
        for pattern in (rf"(?<!\w){words}(?!\w)", words):
            if found := [match.span() for match in re.finditer(pattern, text, flags)]:
                return found
    return []


def _apart(source: Sequence[Span], target: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Return the places without those that lie in a longer one of the other, or are the same."""
    shared = set(source) & set(target)
    places = sorted({*source, *target} - shared, key=lambda span: (span[0], -span[1]))
    lost: set[Span] = set()
    kept: Span | None = None
    for span in places:
        if kept is None or span[0] >= kept[1]:
            kept = span
        elif span[1] - span[0] > kept[1] - kept[0]:
            lost.add(kept)
            kept = span
        else:
            lost.add(span)
    gone = shared | lost
    return [s for s in source if s not in gone], [s for s in target if s not in gone]


def _ask(given: MarkedText | str) -> _Asked | str:
    """Return a marked text as the encoder takes it, or the reason why it cannot be read."""
    if isinstance(given, str):
        return given
    if not given.source or not given.target:
        return "source or target is not marked"
    places = sorted([(span, 0) for span in given.source] + [(span, 1) for span in given.target])
    if any(one[0][1] > other[0][0] for one, other in pairwise(places) if one[1] != other[1]):
        return OVERLAP
    gaps = [(other[0][0] - one[0][1], one, other) for one, other in pairwise(places) if one[1] != other[1]]
    _, *closest = min(gaps)
    nearest = {side: span for span, side in closest}
    sides = [_some(nearest[side], spans) for side, spans in enumerate((given.source, given.target))]
    turned = min(given.target) < min(given.source)
    first, second = reversed(sides) if turned else sides
    marked = mark_pair(tokenize_text(given.text), first, second)
    return _Asked(given, marked, turned) if marked else TOO_FAR


def _some(nearest: Span, spans: Iterable[Span]) -> list[Span]:
    """Return the places of one actor to mark, first the one that a long sentence must not be cut before."""
    return list(dict.fromkeys([nearest, *spans]))[:MOST_MENTIONS]


# From readings to labels


def _answer(
    given: Sequence[MarkedText | str], *, scheme: Scheme, explain: bool, ontology: Ontology
) -> Iterator[Label]:
    asked = [_ask(one) for one in given]
    read = [one for one in asked if isinstance(one, _Asked)]
    readings = read_pairs([one.marked for one in read], roots=scheme == "plover")
    chosen = [_choose(reading, scheme) for reading in readings]
    words = iter(_explain(read, chosen, scheme) if explain else [None] * len(read))
    told = iter(zip(read, readings, chosen, strict=True))
    for one in asked:
        if isinstance(one, str):
            yield Label(None, None, None, None, 0.0, one, () if explain else None)
        else:
            label = _label(*next(told), scheme=scheme, ontology=ontology)
            yield replace(label, words=next(words))


def _explain(
    asked: Sequence[_Asked], chosen: Sequence[_Chosen | float], scheme: Scheme
) -> list[tuple[Word, ...]]:
    """Return the words behind each answer; none behind "no act"."""
    head: Literal["types", "roots"] = "roots" if scheme == "plover" else "types"
    decisions = [
        Decision(one.given.text, one.marked, (*one.given.source, *one.given.target), head, of.act, of.sides)
        for one, of in zip(asked, chosen, strict=True)
        if isinstance(of, _Chosen)
    ]
    found = iter(explain_decisions(decisions))
    return [next(found) if isinstance(of, _Chosen) else () for of in chosen]


def _choose(reading: Reading, scheme: Scheme) -> _Chosen | float:
    """Return the likeliest act, or the probability that there is none where that is likelier still."""
    card = load_card()
    names = card.roots if scheme == "plover" else card.types
    sides = reading.roots if scheme == "plover" else reading.types
    index = int(sides[:, 1:].max(0).argmax()) + 1
    shared = names[index] in SHARED or reading.mutual >= TOGETHER
    chosen = _Chosen(index, float(sides[0, index]), float(sides[1, index]), shared)
    # PLV tells an act in each of its sentences: what is none, the types know
    nothing = float(reading.types[:, card.types.index(NONE)].prod())
    likeliest = max(chosen.there, chosen.back)
    if scheme == "plover":
        return nothing if nothing >= SURE_OF_NOTHING else chosen
    return nothing if likeliest < card.threshold and nothing > likeliest else chosen


def _label(
    asked: _Asked, reading: Reading, chosen: _Chosen | float, *, scheme: Scheme, ontology: Ontology
) -> Label:
    if not isinstance(chosen, _Chosen):
        return Label(None, None, None, None, round(chosen, 4))
    card, sides = load_card(), chosen.sides
    direction = "both" if len(sides) > 1 else ("reverse", "forward")[(sides[0] == 0) != asked.turned]
    status = card.statuses[int(reading.statuses[int(chosen.back > chosen.there)].argmax())]
    kind = _plover_type(card, reading, chosen.act) if scheme == "plover" else card.types[chosen.act]
    quad = YIELD_QUAD if scheme == "plover" and kind in YIELD_TYPES else ontology.quad(kind)
    return Label(kind, quad, direction, status, round(max(chosen.there, chosen.back), 4))


def _plover_type(card: Card, reading: Reading, index: int) -> str:
    """Return the type of a root; of the two that are one root there, the likelier as an act of its own."""
    if card.roots[index] != YIELD:
        return card.roots[index]
    chances = reading.types.max(0)
    return max(YIELD_TYPES, key=lambda kind: chances[card.types.index(kind)])
