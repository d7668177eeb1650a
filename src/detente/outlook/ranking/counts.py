"""Counts that fade: how often something was seen, at several time scales at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.outlook.ranking.arrays import Flags, Floats, Ints


SCALES = np.array([2.0, 10.0, 50.0, 1e6])  # days until a sighting weighs 1/e; the last never fades
NEVER = -1_000_000  # the day on which something unseen was last seen
LONGEST_AGE = 5000  # days; older is as old as that


class Counts:
    """Faded counts over a fixed set of keys, at each of the ``SCALES``.

    A sighting on day d weighs exp(-(t - d) / scale) on day t. Nothing is faded until it is read: each key
    keeps its value on the last day it was seen.

    >>> counts = Counts(np.array([7, 9]))
    >>> counts.add(np.array([7, 7]), day=10)
    >>> values, age = counts.read(np.array([7, 9]), day=12)
    >>> values.astype(float).round(2).tolist(), age.tolist()
    ([[0.74, 1.64, 1.92, 2.0], [0.0, 0.0, 0.0, 0.0]], [2.0, 5000.0])
    """

    def __init__(self, keys: Ints) -> None:
        """Keep the keys that will ever be counted; others are read as never seen."""
        self.keys = np.unique(keys)
        self.values = np.zeros((len(self.keys), len(SCALES)), np.float32)
        self.last = np.full(len(self.keys), NEVER, np.int64)

    def find(self, keys: Ints) -> tuple[Ints, Flags]:
        """Return the place of each key, and whether it has one."""
        place = np.searchsorted(self.keys, keys)
        place[place == len(self.keys)] = 0
        return place, self.keys[place] == keys

    def add(self, keys: Ints, day: int) -> None:
        """Count each key once more, on a day not before the last."""
        place, known = self.find(keys)
        place, times = np.unique(place[known], return_counts=True)
        self.values[place] = self.faded(place, day) + times[:, None]
        self.last[place] = day

    def add_past(self, keys: Ints, days: Ints) -> None:
        """Count many keys of many days at once; nothing may have been counted before."""
        place, _ = self.find(keys)
        np.maximum.at(self.last, place, days)
        age = self.last[place] - days
        for column, scale in enumerate(SCALES):
            self.values[:, column] = np.bincount(place, np.exp(-age / scale), minlength=len(self.keys))

    def read(self, keys: Ints, day: int) -> tuple[Floats, Floats]:
        """Return faded counts, shape (keys, scales), and ages in days, cut at ``LONGEST_AGE``."""
        place, known = self.find(keys)
        values = self.faded(place, day)
        values[~known] = 0
        age = np.where(known, day - self.last[place], LONGEST_AGE)
        return values, np.minimum(age, LONGEST_AGE).astype(np.float32)

    def faded(self, place: Ints, day: int) -> Floats:
        """Return the values at places as they are on a day."""
        age = (day - self.last[place])[:, None]
        faded: Floats = self.values[place] * np.exp(-age / SCALES).astype(np.float32)
        return faded
