"""Where: a place named after "in", "at" or "near" in the frame's own clause, or at the sentence's opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.events.phrases import starts_clause
from detente.events.words import words
from detente.records import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.frames import Frame
    from detente.events.tokens import Token
    from detente.knowledge import World

DIRECTIONS = frozenset({"the", "central", "northern", "southern", "eastern", "western"})
PLACE_WORDS = frozenset({"in", "at", "near", "outside", "over", "to"})
KINDS_OF_PLACE = words("places")  # "the town of X"
LONGEST_NAME = 3  # words of a place name looked up


def find_place(tokens: Sequence[Token], frame: Frame, world: World) -> Place | None:
    """Return the first place after the frame's beginning, or None: unknown is not somewhere."""
    for k in range(frame.span[0], len(tokens) - 1):
        if k > frame.span[1] and starts_clause(tokens[k]):
            break
        if tokens[k].low in PLACE_WORDS or _names_kind(tokens, k):
            place = _place_at(tokens, k + 1, world)
            if place:
                return place
    return _opening_place(tokens, world)


def _names_kind(tokens: Sequence[Token], k: int) -> bool:
    return tokens[k].low == "of" and k > 0 and tokens[k - 1].low in KINDS_OF_PLACE


def _opening_place(tokens: Sequence[Token], world: World) -> Place | None:
    """Return the place of "In Istanbul, ...", which holds for all that the sentence tells."""
    comma = next((k for k, t in enumerate(tokens[: LONGEST_NAME + 3]) if t.low == ","), 0)
    if not comma or tokens[0].low not in PLACE_WORDS:
        return None
    return _place_at(tokens, 1, world)


def _place_at(tokens: Sequence[Token], k: int, world: World) -> Place | None:
    while k < len(tokens) and tokens[k].low in DIRECTIONS:
        k += 1
    if k + 2 < len(tokens) and tokens[k].low in KINDS_OF_PLACE and tokens[k + 1].low == "of":
        k += 2
    for length in range(LONGEST_NAME, 0, -1):
        name = " ".join(t.text for t in tokens[k : k + length])
        found = world.place(name)
        if found is not None:
            return Place(name=found.name, country=found.country, lat=found.lat, lon=found.lon)
    return None
