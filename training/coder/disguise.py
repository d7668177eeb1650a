"""Examples in disguise: names masked or exchanged for others, and a word dropped here and there.

A small network learns a few thousand sentences by heart, names first. Each time it sees an example anew: with
its names hidden, or with those of others, so that the words between the names must decide.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.events.marking import CLS, FIRST_CLOSE, FIRST_OPEN, MASK, SECOND_CLOSE, SECOND_OPEN, SEP

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from training.coder.items import Item

HIDDEN, RENAMED = 0.2, 0.3  # shares of the examples
DROPPED = 0.06  # share of the words
LONGEST_NAME = 5  # word pieces
CLOSED_BY = {FIRST_OPEN: FIRST_CLOSE, SECOND_OPEN: SECOND_CLOSE}
KEPT = frozenset({CLS, SEP, FIRST_OPEN, FIRST_CLOSE, SECOND_OPEN, SECOND_CLOSE})

Name = tuple[int, ...]


def names_of(items: Sequence[Item]) -> list[Name]:
    """Return the short names that the first actors bear, one for each item that has one, as word pieces."""
    names = (tuple(item.ids[item.first[0] + 1 : _end(item.ids, item.first[0])]) for item in items)
    return [name for name in names if 0 < len(name) <= LONGEST_NAME]


def disguise(item: Item, names: Sequence[Name], dice: random.Random) -> Item:
    """Return an item as it is seen this time."""
    fate = dice.random()
    if fate < HIDDEN:
        item = exchange_names(item, (MASK,), (MASK,))
    elif fate < HIDDEN + RENAMED:
        item = exchange_names(item, dice.choice(names), dice.choice(names))
    ids = [MASK if k not in KEPT and dice.random() < DROPPED else k for k in item.ids]
    return replace(item, ids=ids)


def exchange_names(item: Item, first: Name, second: Name) -> Item:
    """Return an item with other names between the markers; as it is where one phrase means both actors."""
    ids: list[int] = []
    moved: dict[int, int] = {}
    k = 0
    while k < len(item.ids):
        token = item.ids[k]
        moved[k] = len(ids)
        ids.append(token)
        k += 1
        if token in CLOSED_BY:
            end = _end(item.ids, k - 1)
            if any(token in KEPT for token in item.ids[k:end]):
                return item
            ids += first if token == FIRST_OPEN else second
            k = end
    return replace(
        item, ids=ids, first=[moved[k] for k in item.first], second=[moved[k] for k in item.second]
    )


def _end(ids: Sequence[int], opened: int) -> int:
    """Return where the marker that is opened there is closed."""
    return ids.index(CLOSED_BY[ids[opened]], opened)
