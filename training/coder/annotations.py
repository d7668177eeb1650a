"""Reading annotated sentences: text with numbered actors, and the events between them.

One line a sentence, ``TEXT || EVENTS``. Actors stand in brackets with a number, the same number for the same
entity; ``[1,2 the two sides]`` means several. Events: ``1>2 TYPE/mode status`` (source > target), ``1=2`` for
a mutual act, ``;`` between events, ``-`` for none. Every pair without an event is one without an event.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from detente import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from detente.events.marking import Span

STATUSES = ("fact", "announced", "possible", "denied", "alleged")
MENTION = re.compile(r"\[(\d+(?:,\d+)*) ([^\[\]]+)\]")
EVENT = re.compile(r"^(\d+(?:,\d+)*)([>=])(\d+(?:,\d+)*) ([A-Z]+)(?:/([a-z-]+))? ([a-z]+)$")
# Sanctions, embargoes and tariffs: PLOVER has no mode for them and PLV calls them COERCE.
EMBARGO = "embargo"


class Act(NamedTuple):
    """One event of a line, by the numbers of its actors."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    mutual: bool
    type: str
    mode: str | None
    status: str


class Line(NamedTuple):
    """One annotated sentence: plain text, the spans of each actor, the acts."""

    text: str
    actors: dict[int, tuple[Span, ...]]
    acts: tuple[Act, ...]


class PairExample(NamedTuple):
    """One pair of a line, in the order of the text; acts are (type, mode, status), unknown ones None.

    ``forward`` are the acts of the first toward the second, ``reverse`` the other way; None if not labelled.
    """

    text: str
    first: tuple[Span, ...]
    second: tuple[Span, ...]
    forward: tuple[tuple[str, str | None, str | None], ...] | None
    reverse: tuple[tuple[str, str | None, str | None], ...] | None
    mutual: bool | None
    weight: float = 1.0


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the annotated sentences of a file; a broken line is an error that says where it is."""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = raw.strip()
        if row and not row.startswith("#"):
            try:
                yield parse_line(row)
            except ValueError as fault:
                raise ValueError(f"{path}:{number}: {fault}") from fault


def parse_line(row: str) -> Line:
    """Return one annotated sentence.

    >>> line = parse_line("[1 Oslo] rebuked [2 Rome]. || 1>2 ACCUSE/disapprove fact")
    >>> line.text, line.actors[2], line.acts[0].type
    ('Oslo rebuked Rome.', ((13, 17),), 'ACCUSE')
    """
    if row.count("||") != 1:
        raise ValueError("a line holds exactly one ||")
    marked, told = (part.strip() for part in row.split("||"))
    text, last = "", 0
    actors: dict[int, tuple[Span, ...]] = {}
    for found in MENTION.finditer(marked):
        text += marked[last : found.start()]
        span = (len(text), len(text) + len(found[2]))
        text += found[2]
        last = found.end()
        for number in map(int, found[1].split(",")):
            actors[number] = (*actors.get(number, ()), span)
    text += marked[last:]
    if "[" in text or "]" in text:
        raise ValueError("a bracket is broken")
    acts = () if told == "-" else tuple(_parse_act(part.strip(), actors) for part in told.split(";"))
    return Line(text, actors, acts)


def _parse_act(told: str, actors: dict[int, tuple[Span, ...]]) -> Act:
    found = EVENT.match(told)
    if not found:
        raise ValueError(f"no event can be read from {told!r}")
    sides = [tuple(map(int, found[k].split(","))) for k in (1, 3)]
    kind, mode, status = found[4], found[5], found[6]
    known = ontology.load()
    if kind not in known.types:
        raise ValueError(f"unknown type {kind}")
    if mode and mode != EMBARGO and (kind, mode) not in known.modes:
        raise ValueError(f"unknown mode {kind}/{mode}")
    if status not in STATUSES:
        raise ValueError(f"unknown status {status}")
    if set(sides[0]) & set(sides[1]) or not {*sides[0], *sides[1]} <= set(actors):
        raise ValueError(f"the sides of {told!r} are not two different actors of the line")
    return Act(sides[0], sides[1], found[2] == "=", kind, mode, status)


def pairs_of(line: Line) -> Iterator[PairExample]:
    """Yield each pair of different actors of a line, the one named first in front."""
    ordered = sorted(line.actors, key=lambda n: (line.actors[n][0], n))
    for one, other in combinations(ordered, 2):
        forward = tuple(_acts_from(line.acts, one, other))
        reverse = tuple(_acts_from(line.acts, other, one))
        mutual = any(a.mutual and {one, other} <= {*a.sources, *a.targets} for a in line.acts)
        yield PairExample(line.text, line.actors[one], line.actors[other], forward, reverse, mutual)


def _acts_from(acts: Sequence[Act], one: int, other: int) -> Iterator[tuple[str, str | None, str | None]]:
    for act in acts:
        everyone = {*act.sources, *act.targets}
        if (act.mutual and {one, other} <= everyone) or (one in act.sources and other in act.targets):
            yield act.type, act.mode, act.status
