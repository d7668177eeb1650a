"""What refers back within a paragraph: "both sides", "the country", "its neighbour", "he".

Each is resolved only where the paragraph leaves one reading. Not for names: those are in ``phrases``.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.actors import lexicon
from detente.actors.shapes import Found, Who

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.actors.lines import Line
    from detente.knowledge import World

QUOTES = frozenset('"“”')


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The sentences of one paragraph and whom their phrases stand for."""

    lines: tuple[Line, ...]
    found: Mapping[int, Sequence[Found]]

    def before(self, line: Line, position: int) -> list[tuple[Line, Found]]:
        """Return the phrases up to a word, nearest last."""
        return [
            (earlier, f)
            for earlier in self.lines
            if earlier.number <= line.number
            for f in self.found[earlier.number]
            if earlier.number < line.number or f.last <= position
        ]


def complete(lines: Sequence[Line], found: dict[int, list[Found]], world: World) -> None:
    """Add what refers back to the phrases of each sentence, in place."""
    for _, group in itertools.groupby(lines, key=lambda line: line.paragraph):
        paragraph = Paragraph(tuple(group), found)
        for line in paragraph.lines:
            added = list(_references(paragraph, line, world))
            found[line.number] = sorted([*found[line.number], *added], key=lambda f: f.first)


def _references(paragraph: Paragraph, line: Line, world: World) -> Iterator[Found]:
    taken = {k for f in paragraph.found[line.number] for k in range(f.first, f.last)}
    for i, word in enumerate(line.words):
        if i in taken:
            continue
        if word.key in {"both", "the"}:
            reference = _two(paragraph, line, i, world) or _country(paragraph, line, i, world)
        elif word.key == "its":
            reference = _neighbour(paragraph, line, i, world)
        elif word.key in {"he", "she"}:
            reference = _pronoun(paragraph, line, i)
        else:
            continue
        if reference and not taken & set(range(reference.first, reference.last)):
            yield reference


def _key(line: Line, i: int) -> str:
    return line.words[i].key if 0 <= i < len(line.words) else ""


def _state(code: str, sector: str | None, reason: str, world: World) -> Who:
    return Who(code, world.name(code), "state", sector, "actor", reason)


# --- two states ---------------------------------------------------------------------------------------


def _two(paragraph: Paragraph, line: Line, i: int, world: World) -> Found | None:
    """Read "both sides" and "the two countries"."""
    k = i + 1 if line.words[i].key == "both" else i + 2
    if line.words[i].key == "the" and _key(line, i + 1) != "two":
        return None
    k += _key(line, k) in {"neighbouring", "neighboring", "rival", "warring"}
    noun = _key(line, k)
    if noun not in lexicon.PAIR_NOUNS or _key(line, k + 1) == "of":
        return None
    pair = _pair_before(paragraph, line, i)
    if pair is None:
        return None
    names = " and ".join(world.name(code) for code in pair)
    words = line.source[line.words[i].start : line.words[k].end]
    reason = f"'{words}': {names} are the pair named before in the paragraph"
    sector = lexicon.PAIR_NOUNS[noun]
    return Found(i, k + 1, tuple(_state(code, sector, reason, world) for code in sorted(pair)))


def _pair_before(paragraph: Paragraph, line: Line, position: int) -> tuple[str, str] | None:
    """Return the nearest pair named before; a pair of an earlier sentence must leave out this subject."""
    for earlier in reversed([x for x in paragraph.lines if x.number <= line.number]):
        phrases = [f for f in paragraph.found[earlier.number] if earlier is not line or f.last <= position]
        pairs = _pairs(earlier, phrases)
        if not pairs:
            continue
        pair = pairs[-1]
        own = [f for f in paragraph.found[line.number] if f.last <= position]
        subject = own[0].codes[0] if own else None
        return None if pair is None or (earlier is not line and subject in pair) else pair
    return None


def _pairs(line: Line, phrases: Sequence[Found]) -> list[tuple[str, str] | None]:
    """Return the pairs a sentence names ("A and B", "A-B"); None stands for a longer list."""
    pairs: list[tuple[str, str] | None] = []
    run: list[Found] = []
    for phrase in phrases:
        if run and _joined(line, run[-1], phrase):
            run.append(phrase)
            continue
        pairs += _as_pair(run)
        run = [phrase]
    return pairs + _as_pair(run)


def _joined(line: Line, one: Found, other: Found) -> bool:
    between = [w.key for w in line.words[one.last : other.first] if w.key not in {"the", "'", "s"}]
    return between in (["and"], ["-"], [","], [",", "and"], ["or"], ["/"])


def _as_pair(run: Sequence[Found]) -> list[tuple[str, str] | None]:
    codes = list(dict.fromkeys(w.code for f in run for w in f.who))
    states = [w for f in run for w in f.who if w.kind in {"state", "person"} and ":" not in w.code]
    if len(codes) != len(("one", "other")) or len(states) < len(codes):
        return [None] if len(codes) > len(("one", "other")) else []
    return [(codes[0], codes[1])]


# --- one state ----------------------------------------------------------------------------------------


def _country(paragraph: Paragraph, line: Line, i: int, world: World) -> Found | None:
    """Read "the country": the state that the sentence before was about."""
    if _key(line, i + 1) != "country" or line.words[i].key != "the":
        return None
    topic, others = _topic(paragraph, line)
    named = {code for f in paragraph.found[line.number] if f.last <= i for code in f.codes}
    if topic is None or topic in named or others - named:
        return None
    reason = f"'the country': {world.name(topic)} is what the sentence before is about"
    return Found(i, i + 2, (_state(topic, None, reason, world),))


def _topic(paragraph: Paragraph, line: Line) -> tuple[str | None, set[str]]:
    """Return the state that leads the nearest earlier sentence that names any, and the others in it."""
    for earlier in reversed([x for x in paragraph.lines if x.number < line.number]):
        phrases = paragraph.found[earlier.number]
        if phrases:
            topic = _leading(earlier, phrases)
            return topic, {code for f in phrases for code in f.codes} - {topic or ""}
    return None, set()


def _leading(line: Line, phrases: Sequence[Found]) -> str | None:
    first = phrases[0]
    who = first.who[0]
    before = _key(line, first.first - 1)
    before = _key(line, first.first - 2) if before == "the" else before
    alone = len(first.who) == 1 and not (len(phrases) > 1 and _joined(line, first, phrases[1]))
    leads = who.use == "actor" and who.kind in {"state", "person"} and ":" not in who.code
    return who.code if alone and leads and before not in lexicon.PREPOSITIONS else None


def _neighbour(paragraph: Paragraph, line: Line, i: int, world: World) -> Found | None:
    """Read "its neighbour": the other one, where the paragraph has named just two states."""
    if _key(line, i + 1) not in {"neighbour", "neighbor"}:
        return None
    own = [f for f in paragraph.found[line.number] if f.last <= i]
    codes = {w.code for _, f in paragraph.before(line, i) for w in f.who}
    others = codes - set(own[0].codes) if own else codes
    if not own or len(codes) != len(("one", "other")) or len(others) != 1 or any(":" in c for c in codes):
        return None
    code = others.pop()
    reason = f"'its neighbour': {world.name(code)} is the only other state the paragraph has named"
    return Found(i, i + 2, (_state(code, None, reason, world),))


# --- one person ---------------------------------------------------------------------------------------


def _pronoun(paragraph: Paragraph, line: Line, i: int) -> Found | None:
    """Read "he" and "she": the only person the paragraph has named so far."""
    persons = {w.name: w for _, f in paragraph.before(line, i) for w in f.who if w.kind == "person"}
    if len(persons) != 1 or _in_quotation(line, i) or _others_around(paragraph, line, i):
        return None
    who = next(iter(persons.values()))
    reason = f"'{line.words[i].text}': {who.name} is the only person the paragraph has named"
    return Found(i, i + 1, (replace(who, use="actor", reason=reason),))


def _in_quotation(line: Line, i: int) -> bool:
    return sum(w.text in QUOTES for w in line.words[:i]) % 2 == 1


def _others_around(paragraph: Paragraph, line: Line, position: int) -> bool:
    """Whether somebody else, unnamed or unknown, may be meant: "a driver", "Jane Roe"."""
    for earlier in paragraph.lines:
        if earlier.number > line.number:
            break
        end = position if earlier is line else len(earlier.words)
        covered = {
            k
            for f in paragraph.found[earlier.number]
            for k in range(f.first, f.last)
            if f.who[0].kind == "person"
        }
        if any(
            item.first not in covered and item.last <= end and item.agent and item.agent.kind == "person"
            for item in earlier.items
        ) or _unknown_name(earlier, covered, end):
            return True
    return False


def _unknown_name(line: Line, covered: set[int], end: int) -> bool:
    known = {k for item in line.items if item.aliases for k in range(item.first, item.last)} | covered
    loose = [k not in known and line.words[k].text.istitle() for k in range(end)]
    return any(one and other for one, other in itertools.pairwise(loose))
