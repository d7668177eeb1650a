"""Whom a text speaks of so far: the states and persons of its sentence, paragraph and document.

A role without an owner ("the foreign minister", "army spokesman Ndjike") is read by this. What the text
leaves open stays open. Not for names: those are in ``names``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.actors.shapes import Found, Who


AS_A_PLACE = "named as a place"


@dataclass(slots=True)
class Focus:
    """The states (codes) and persons named so far, in the order of their last mention."""

    leading: str | None = None  # the state that the document names most, where one stands out
    paragraph: int = -1
    last: str | None = None  # the code named last in this sentence, of whatever kind
    sentence_states: dict[str, None] = field(default_factory=dict)
    paragraph_states: dict[str, None] = field(default_factory=dict)
    paragraph_persons: dict[str, Who] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)  # armed groups of the paragraph

    def enter(self, paragraph: int) -> None:
        """Begin a sentence."""
        self.sentence_states, self.last = {}, None
        if paragraph != self.paragraph:
            self.paragraph, self.paragraph_states, self.paragraph_persons = paragraph, {}, {}
            self.groups = set()

    def add(self, phrases: Sequence[Found]) -> None:
        """Take in the phrases of a place, which come as they are read."""
        for who in (w for phrase in phrases for w in phrase.who):
            if who.kind == "person":
                self.paragraph_persons.pop(who.name, None)
                self.paragraph_persons[who.name] = who
            if who.use == "modifier" and who.kind != "region" and who.reason.endswith(AS_A_PLACE):
                continue  # where something happens owns nothing
            self.last = who.code
            if ":" not in who.code:
                self._add_state(who.code)
            elif who.kind == "group":
                self.groups.add(who.code)

    def _add_state(self, code: str) -> None:
        for states in (self.sentence_states, self.paragraph_states):
            states.pop(code, None)
            states[code] = None

    def only(self) -> str | None:
        """Return the one state that the paragraph is about, else the one that leads the document."""
        if self.paragraph_states:
            return next(iter(self.paragraph_states)) if len(self.paragraph_states) == 1 else None
        return self.leading

    def nearest(self) -> str | None:
        """Return the state named last in this sentence, else the only one around."""
        return next(reversed(self.sentence_states)) if self.sentence_states else self.only()

    def last_person(self) -> Who | None:
        """Return the person whom the paragraph named last."""
        return next(reversed(self.paragraph_persons.values())) if self.paragraph_persons else None
