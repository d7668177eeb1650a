"""What the tables know of one actor, since when, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.answers.answer import Answer
from detente.answers.asked import asked_dict
from detente.answers.table import Table
from detente.answers.words import counted
from detente.records import to_dict

if TYPE_CHECKING:
    import altair as alt

    from detente.answers.asked import Asked
    from detente.knowledge import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One dated, cited fact of an actor; ``until`` is the first day on which it no longer held.

    An empty ``since`` means always or not known since when; an empty ``until`` means still, as last checked.
    """

    actor: str
    about: str
    fact: str
    since: str | None
    until: str | None
    checked: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorAnswer(Answer):
    """The facts of each actor that a name stands for: codes, names, offices, memberships, ties, claims."""

    asked: Asked
    name: str
    on: str | None
    facts: dict[str, tuple[Fact, ...]]

    @property
    def tables(self) -> dict[str, Table]:
        """The one table."""
        return {"facts": self.evidence()}

    def rows(self, actor: str) -> list[FactRow]:
        """Return the facts of one of the actors."""
        return [
            FactRow(
                actor=actor,
                about=fact.about,
                fact=fact.what,
                since=fact.start or None,
                until=fact.end or None,
                checked=fact.known_until or None,
                source=fact.source,
            )
            for fact in self.facts[actor]
        ]

    def evidence(self) -> Table:
        """Return the facts, each with its source."""
        rows = [row for actor in self.facts for row in self.rows(actor)]
        return Table.of(self.in_words(), FactRow, rows)

    def in_words(self) -> str:
        """Say how much is known of whom."""
        day = f" on {self.on}" if self.on else ""
        known = (f"{actor}: {counted(len(facts), 'fact')}{day}" for actor, facts in self.facts.items())
        return "; ".join(known)

    def plot(self) -> alt.Chart:
        """Return when each office, membership, tie and claim held, as bars over time."""
        from detente.answers.pictures import actor_chart  # noqa: PLC0415 - altair loads only for pictures

        return actor_chart(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer, ready for JSON."""
        rows = {actor: [to_dict(row) for row in self.rows(actor)] for actor in self.facts}
        return asked_dict(self.asked) | {"name": self.name, "on": self.on, "facts": rows}
