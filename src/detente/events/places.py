"""Where: a place named after "in", "at" or "near" in the frame's own clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.events.phrases import starts_clause
from detente.records import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.frames import Frame
    from detente.events.tokens import Token
    from detente.knowledge import World

PLACE_WORDS = frozenset({"in", "at", "near", "outside", "over", "to"})
LONGEST_NAME = 3  # words of a place name looked up


def find_place(tokens: Sequence[Token], frame: Frame, world: World) -> Place | None:
    """Return the first place after the frame's beginning, or None: unknown is not somewhere."""
    for k in range(frame.span[0], len(tokens) - 1):
        if k > frame.span[1] and starts_clause(tokens[k]):
            return None
        if tokens[k].low in PLACE_WORDS:
            place = _place_at(tokens, k + 1, world)
            if place:
                return place
    return None


def _place_at(tokens: Sequence[Token], k: int, world: World) -> Place | None:
    while k < len(tokens) and tokens[k].low in {"the", "northern", "southern", "eastern", "western"}:
        k += 1
    for length in range(LONGEST_NAME, 0, -1):
        name = " ".join(t.text for t in tokens[k : k + length])
        found = world.place(name)
        if found is not None:
            return Place(name=found.name, country=found.country, lat=found.lat, lon=found.lon)
    return None
