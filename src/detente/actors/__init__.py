"""Actors: who is named in a sentence, and which state, organisation or person that was on that day.

    Article + sentences + World -> Resolution, in text order, each with the reason in words

A wrong actor is worse than none: what cannot be told is left out. Not for what the actors do: ``events``.
"""

from __future__ import annotations

from detente.actors.resolve import resolve_mentions

__all__ = ["resolve_mentions"]
