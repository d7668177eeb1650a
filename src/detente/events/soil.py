"""Regions in events: what is done to a region is done to its state, where nobody disputes which that is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.knowledge import World
    from detente.records import Resolution


def stand_for_states(resolutions: Iterable[Resolution], world: World, day: str) -> Iterator[Resolution]:
    """Yield the resolutions with undisputed regions under the code of their state; mere places are left out.

    A strike on Gaza is one on ``PSE``. A disputed region (Crimea, Kashmir) and one of several states (the
    Sahel) stands for none of them, and can only act where it was read as an actor ("the West").
    """
    for resolution in resolutions:
        if resolution.kind != "region":
            yield resolution
        elif state := world.sovereign(resolution.code, day):
            yield replace(resolution, code=state, reason=f"{resolution.reason}; lies in {world.name(state)}")
        elif resolution.use == "actor":
            yield resolution
