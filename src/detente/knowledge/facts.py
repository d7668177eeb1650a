"""All that the tables say of one state, organisation, group, region or person, as dated, cited facts.

Not for choosing whom a word means in a text: that is ``actors``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from detente.errors import UnknownName
from detente.knowledge.rows import holds, is_stale
from detente.knowledge.spelling import skeleton
from detente.knowledge.tables import read_rows
from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.knowledge.rows import Alias, Claimant, Code, Member, State, Succession, Tenure, Tie
    from detente.knowledge.world import World

# What a directed tie is for its first and for its second party.
DIRECTED = {
    "guarantee": ("guarantees", "guaranteed by"),
    "base": ("has a base in", "hosts a base of"),
    "occupation": ("occupies", "occupied by"),
}
HIGHEST = (
    "President", "King", "Queen", "Emir", "Sultan", "Supreme Leader", "Secretary General",
    "Secretary-General", "Chancellor", "Prime Minister", "Vice President", "Foreign Minister",
    "Secretary of State",
    "Foreign Secretary", "Defence Minister", "Secretary of Defense", "Defence Secretary",
)  # fmt: skip
SUCCESSIONS = {
    "continues": ("continued by", "continues"),
    "splits": ("split into", "split from"),
    "unites": ("united into", "unites"),
    "secedes": ("lost by secession", "seceded from"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of an actor: ``about`` is its sort, ``what`` the fact in words.

    It held from ``start`` up to, not including, ``end``; an open end was last checked on ``known_until``.
    ``source`` says where it can be checked.
    """

    about: str
    what: str
    start: str
    end: str
    known_until: str
    source: str


def facts_of(world: World, name: str, on: str | None = None) -> dict[str, tuple[Fact, ...]]:
    """Return the facts of each actor that a code or name stands for, by title; with ``on`` those of that day.

    A surname may belong to several persons, a name to several states: each is an entry. On a day, what has
    no beginning in the tables is kept, what was checked too long before is not. Raises `UnknownName`.

    >>> from detente.knowledge import load
    >>> [fact.what for fact in facts_of(load(), "Rutte", "2025-01-01")["Mark Rutte"]]
    ['Secretary General of NATO']
    """
    codes = _codes(world, name)
    persons = [] if codes else _persons(world, name)
    if not codes and not persons:
        known = {row.name for row in world.tenures} | {world.name(code) for code in world.current_states}
        raise UnknownName("state, organisation or person", name, sorted(known))
    found = {f"{world.name(code)} ({code})": tuple(_of_code(world, code)) for code in codes}
    found |= {person: tuple(_offices(world, person)) for person in persons}
    if on is None:
        return found
    held = {title: tuple(fact for fact in facts if _held(fact, on)) for title, facts in found.items()}
    return {title: facts for title, facts in held.items() if any(f.start for f in facts) or codes} or held


def _held(fact: Fact, day: str) -> bool:
    return holds(fact, day) and not is_stale(fact.end, fact.known_until, day)


@cache
def _table(name: str) -> tuple[Any, ...]:
    return tuple(read_rows(name))


def _codes(world: World, name: str) -> list[str]:
    """Return the codes that a code, number or name stands for."""
    given, key = name.strip(), fold(name.strip())
    if given.upper() in world.states or given.upper() in world.codes:
        return [given.upper()]
    numbers = [row.code for row in world.states.values() if given in {row.iso2, row.cow, row.gw}]
    rows = [row for row in world.aliases.get(key, ()) if row.kind != "not_state"]
    return list(dict.fromkeys(row.code for row in rows)) or [code for code in numbers if given][:1]


def _persons(world: World, name: str) -> list[str]:
    """Return the persons of a full name, or of a surname with or without an office before it."""
    words = fold(name).split()
    while len(words) > 1 and words[0] in world.agents:
        del words[0]
    key = " ".join(words)
    rows = world.people.get(key) or world.spelled.get(skeleton(key), ())
    rows = rows or (*world.surnames.get(key, ()), *world.families.get(key, ()), *world.crowned.get(key, ()))
    latest = sorted(rows or world.bearers(key), key=lambda t: t.start, reverse=True)
    return list(dict.fromkeys(row.name for row in latest))


def _offices(world: World, person: str) -> Iterator[Fact]:
    rows = [t for t in world.people[fold(person)] if t.name == person]
    for row in sorted(rows, key=lambda t: t.start, reverse=True):
        yield _office(row, f"{row.role} of {world.name(row.code)}")
    for spelling in sorted({also for row in rows for also in row.also}):
        yield Fact("spelling", spelling, "", "", "", rows[0].cited)


def _office(row: Tenure, what: str) -> Fact:
    return Fact("office", what, row.start, row.end, row.known_until, row.cited)


def _of_code(world: World, code: str) -> Iterator[Fact]:
    if code in world.states:
        yield from _state(world.states[code])
    else:
        yield from _code(world, world.codes[code])
    names = [row for rows in world.aliases.values() for row in rows if row.code == code]
    yield from _names(row for row in names if row.kind != "seat")
    yield from _successions(world, code)
    offices = sorted((t for t in world.tenures if t.code == code), key=_weight)
    yield from (_office(t, f"{t.role} {t.name}") for t in offices)
    yield from _newest(_memberships(world, code))
    yield from _newest(fact for tie in _table("ties") for fact in _tie(world, tie, code))
    yield from _newest(fact for row in _table("claimants") for fact in _claim(world, row, code))
    yield from _names(row for row in names if row.kind == "seat")


def _weight(tenure: Tenure) -> tuple[bool, int, str]:
    """Return what offices are sorted by: those held still, the highest first, then the others by end."""
    rank = HIGHEST.index(tenure.role) if tenure.role in HIGHEST else len(HIGHEST)
    return bool(tenure.end), 0 if tenure.end else rank, "".join(chr(255 - ord(c)) for c in tenure.end)


def _newest(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.start, fact.what), reverse=True)


def _state(row: State) -> Iterator[Fact]:
    numbers = (
        ("ISO 3166", f"{row.code} {row.iso2}".strip()),
        ("Correlates of War", row.cow),
        ("Gleditsch-Ward", row.gw),
    )
    for scheme, number in numbers:
        if number:
            yield Fact("code", f"{scheme} {number}", row.start, row.end, "", row.cited)


def _code(world: World, row: Code) -> Iterator[Fact]:
    if row.within:
        states = ", ".join(world.name(state) for state in row.within)
        what = "active in" if row.kind == "group" else "lies in"
        yield Fact("place", f"{what} {states}", "", "", "", row.cited)


def _names(rows: Iterable[Alias]) -> Iterator[Fact]:
    for row in sorted(rows, key=lambda row: (row.kind, row.alias)):
        shared = ", only where the text names it otherwise" if row.ambiguous else ""
        yield Fact(row.kind, f"{row.alias}{shared}", row.start, row.end, "", row.cited)


def _successions(world: World, code: str) -> Iterator[Fact]:
    for row in _table("succession"):
        if code in {row.state, row.successor}:
            yield _succession(world, row, code)


def _succession(world: World, row: Succession, code: str) -> Fact:
    of_first, of_second = SUCCESSIONS[row.how]
    other, words = (row.successor, of_first) if code == row.state else (row.state, of_second)
    return Fact("succession", f"{words} {world.name(other)}", row.day, "", "", row.cited)


def _memberships(world: World, code: str) -> Iterator[Fact]:
    for row in _table("members"):
        if row.state == code:
            yield _membership(row, f"{row.status} of {world.name(row.organisation)}")
        elif row.organisation == code:
            yield _membership(row, f"{row.status} {world.name(row.state)}")


def _membership(row: Member, what: str) -> Fact:
    return Fact("membership", what, row.start, row.end, row.known_until, row.cited)


def _tie(world: World, row: Tie, code: str) -> Iterator[Fact]:
    if code not in {row.one, row.other}:
        return
    first = code == row.one
    other = world.name(row.other if first else row.one)
    words = DIRECTED[row.kind][not first] if row.kind in DIRECTED else f"{row.kind.replace('_', ' ')} with"
    called = f": {row.name}" if row.name else ""
    yield Fact("tie", f"{words} {other}{called}", row.start, row.end, row.known_until, row.cited)


def _claim(world: World, row: Claimant, code: str) -> Iterator[Fact]:
    if row.state == code:
        what = f"{row.role} {world.name(row.region)}"
    elif row.region == code:
        what = f"{world.name(row.state)} {row.role} it"
    else:
        return
    yield Fact("territory", what, row.start, row.end, row.known_until, row.cited)
