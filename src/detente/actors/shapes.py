"""The values that the grammar hands on: a name, a role, a phrase and whom it stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.actors.focus import Focus
    from detente.actors.lines import Line
    from detente.actors.people import Memory, Person
    from detente.knowledge import World
    from detente.records import ActorKind, MentionUse


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole document says about how to read a name."""

    world: World
    day: str
    named: frozenset[str]  # codes that the document names beyond doubt
    around: frozenset[str]  # ... or by its capital
    homonyms: frozenset[str]  # names that mean something else in this document
    leisure: frozenset[int]  # paragraphs about sport or culture: a state's name is a team or title there


@dataclass(frozen=True, slots=True)
class Context:
    """One sentence, its document, and whom that has introduced so far."""

    line: Line
    setting: Setting
    memory: Memory
    focus: Focus

    @property
    def world(self) -> World:
        """The tables."""
        return self.setting.world


@dataclass(frozen=True, slots=True)
class Ref:
    """A name at a position: a state, organisation, group, region, or a person who acts for one."""

    code: str
    kind: str  # the kind of alias, or "person"
    sector: str | None
    first: int
    last: int
    reason: str
    person: Person | None = None
    capital: str = ""  # of a capital that may stand for another power: its own state


@dataclass(frozen=True, slots=True)
class Role:
    """A chain of role nouns: ``Defence Ministry spokesman``, read up to position ``last``."""

    last: int
    words: str
    sector: str | None
    personal: bool  # may carry a person's name
    former: bool


@dataclass(frozen=True, slots=True)
class Who:
    """One actor that a phrase stands for."""

    code: str
    name: str
    kind: ActorKind
    sector: str | None
    use: MentionUse
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase from word ``first`` up to word ``last`` and whom it stands for."""

    first: int
    last: int
    who: tuple[Who, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it stands for."""
        return tuple(w.code for w in self.who)


def state_who(world: World, code: str, sector: str | None, use: MentionUse, reason: str) -> Who:
    """Return a state, organisation, group or region as an actor."""
    return Who(code, world.name(code), world.kind(code), sector, use, reason)


def person_who(person: Person, use: MentionUse = "actor") -> Who:
    """Return a person as an actor."""
    return Who(person.code, person.name, "person", person.sector, use, person.reason)


def used(ctx: Context, ref: Ref, use: MentionUse, sector: str | None, note: str = "") -> Found:
    """Return a name as a phrase of its own, with what decided how it is used."""
    reason = f"{ref.reason}, {note}" if note else ref.reason
    if ref.person:
        return found(ctx, ref.first, ref.last, replace(person_who(ref.person, use), reason=reason))
    return found(ctx, ref.first, ref.last, state_who(ctx.world, ref.code, sector, use, reason))


def found(ctx: Context, first: int, last: int, *who: Who) -> Found:
    """Return the phrase between two positions."""
    return Found(ctx.line.items[first].first, ctx.line.items[last - 1].last, who)


def person_ref(person: Person, first: int, last: int) -> Ref:
    """Return a person as the owner of what follows."""
    return Ref(person.code, "person", person.sector, first, last, person.reason, person)
