"""Figures with bootstrap intervals: the items of a set are drawn again, the figures computed anew."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

BOOTSTRAP_DRAWS = 1000
SEED = 11
INTERVAL = (0.025, 0.975)

Score = TypeVar("Score")
Figure = tuple[float, float, float]  # value, low, high


def with_intervals(
    scores: Sequence[Score], figures: Callable[[Sequence[Score]], Mapping[str, float]]
) -> dict[str, Figure]:
    """Return each figure of the scores with its 95 % interval over items.

    >>> with_intervals([1.0, 1.0], lambda drawn: {"mean": sum(drawn) / len(drawn)})
    {'mean': (1.0, 1.0, 1.0)}
    """
    draw = random.Random(SEED)
    drawn = [figures(draw.choices(scores, k=len(scores))) for _ in range(BOOTSTRAP_DRAWS)]
    result = {}
    for name, value in figures(scores).items():
        ordered = sorted(d[name] for d in drawn if d[name] == d[name])  # a share of nothing is no number
        low, high = (ordered[int(q * (len(ordered) - 1))] for q in INTERVAL) if ordered else (value, value)
        result[name] = (value, low, high)
    return result
