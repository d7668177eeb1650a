"""The world on a given day: who is called what, who holds which office, which towns lie where.

Small tables of dated, cited facts (``data/*.csv``) and one loader; ``docs/knowledge.md`` says how to
add or dispute a row. Not for deciding what a word in a text means: that is ``actors``.
"""

from __future__ import annotations

from detente.knowledge.facts import Fact, facts_of
from detente.knowledge.rows import Agent, Alias, Code, PlaceRow, State, Tenure
from detente.knowledge.spelling import skeleton, spelling
from detente.knowledge.words import fold, tokens
from detente.knowledge.world import World, load

__all__ = [
    "Agent",
    "Alias",
    "Code",
    "Fact",
    "PlaceRow",
    "State",
    "Tenure",
    "World",
    "facts_of",
    "fold",
    "load",
    "skeleton",
    "spelling",
    "tokens",
]
