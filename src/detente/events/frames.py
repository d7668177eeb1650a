"""A frame: one trigger with who stands on its two sides, before status, date and attribution are read.

A trigger without a certain side gives a one-sided frame or none: a false event is worse than a missed one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.events.phrases import before_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.grammar import VerbGroup
    from detente.events.lexicon import Trigger
    from detente.events.tokens import Token

HARDWARE_TYPES = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})  # done by weapons that a state owns
# acts whose words hold another act that has not happened: "urged X to withdraw", "accused X of attacking"
TYPES_WITH_CONTENT = frozenset({"REQUEST", "THREATEN", "AGREE", "REJECT", "ACCUSE"})
SUBJECT_REACH = 9  # words between a passive verb and the mention in its subject
NOUN_ADJECTIVES = 3  # words between an owner and the noun: "Russia's latest missile attack"
NOUN_REACH = 7  # words between a noun and the preposition of its other side


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger at tokens ``first`` to ``last`` (half-open), with the token indexes of both sides."""

    trigger: Trigger
    kind: str
    group: VerbGroup | None
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    first: int
    last: int
    joint: bool = False  # a symmetric act of all together, told of one plural side: "A, B and C met"

    @property
    def span(self) -> tuple[int, int]:
        """First and last token of trigger and sides together."""
        indexes = (self.first, self.last - 1, *self.sources, *self.targets)
        return min(indexes), max(indexes)


def close_mutual(tokens: Sequence[Token], frame: Frame) -> Frame | None:
    """Close a symmetric frame: two sides, or one plural subject ("Turkey and Russia signed")."""
    sources, targets = frame.sources, frame.targets
    if sources and targets:
        return frame
    between = sources or targets
    codes = {r.code for k in between for r in tokens[k].who}
    if len(codes) < 2:  # noqa: PLR2004 - it takes two
        return None
    if not sources and len(targets) > 1 and not _governed_by_between(tokens, targets[0]):
        return None
    if len(between) == 1:  # "the two sides": one token, two actors
        return replace(frame, sources=between, targets=between, joint=True)
    return replace(frame, sources=between[:1], targets=between[1:], joint=True)


def _governed_by_between(tokens: Sequence[Token], i: int) -> bool:
    k = before_phrase(tokens, i)
    return k >= 0 and tokens[k].low in {"between", "by", "of", "among"}


def turn(frame: Frame) -> Frame:
    """Exchange the sides where the trigger is told from the other end: "hosted X" is X's visit."""
    if frame.trigger.frame == "reverse" and frame.targets:
        return replace(frame, sources=frame.targets, targets=frame.sources)
    return frame
