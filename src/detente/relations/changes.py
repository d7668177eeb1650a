"""Which pairs changed most of late: the latest weeks of each against its own year before."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.relations.days import DAYS_IN_WEEK, day
from detente.relations.series import weekly_sums
from detente.relations.turns import strongest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.records import PairEvent
    from detente.relations.occurrences import Occurrence
    from detente.relations.series import Period, Series

RECENT_WEEKS = 4  # known weeks: about a month of news where a pair is in the news every week
BEFORE_WEEKS = 52  # the pair's own year before, so that a bad pair is not news for being bad
FRESH_WEEKS = 52  # a pair last heard of longer ago than this is not news
RULE = (
    "mean balance of the pair's last 4 weeks with events, less the mean of its known weeks in the 52 weeks "
    "before them"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How far one pair moved. ``before`` and ``change`` are None where the year before is unknown."""

    pair: tuple[str, str]
    recent: float
    before: float | None
    change: float | None
    recent_weeks: tuple[str, ...]
    before_weeks: tuple[str, ...]
    strongest: tuple[PairEvent, ...]


def largest_changes(occurrences: Iterable[Occurrence], *, most: int = 10) -> list[Change]:
    """Return the pairs by |change|, largest first; those without a known year before come last.

    >>> largest_changes([])
    []
    """
    by_pair: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        by_pair[occurrence.pair].append(occurrence)
    series = {pair: weekly_sums(group) for pair, group in by_pair.items()}
    known = {pair: each for pair, each in series.items() if each.known}
    if not known:
        return []
    latest = max(each.known[-1].key for each in known.values())
    changes = [_change(pair, each) for pair, each in known.items() if _fresh(each, latest)]
    return sorted(changes, key=_largest_first)[:most]


def _fresh(series: Series, latest: str) -> bool:
    return _weeks_between(series.known[-1].key, latest) <= FRESH_WEEKS


def _weeks_between(earlier: str, later: str) -> int:
    return (day(later) - day(earlier)).days // DAYS_IN_WEEK


def _change(pair: tuple[str, str], series: Series) -> Change:
    recent = series.known[-RECENT_WEEKS:]
    first = recent[0].key
    before = [p for p in series.known if p.key < first and _weeks_between(p.key, first) <= BEFORE_WEEKS]
    now, then = _mean(recent) or 0.0, _mean(before)
    keys = {period.key for period in recent}
    return Change(
        pair=pair,
        recent=now,
        before=then,
        change=None if then is None else now - then,
        recent_weeks=tuple(p.key for p in recent),
        before_weeks=tuple(p.key for p in before),
        strongest=strongest(o for key, o in series.placed if key in keys),
    )


def _mean(periods: Sequence[Period]) -> float | None:
    if not periods:
        return None
    return math.fsum(period.sums.balance or 0.0 for period in periods) / len(periods)


def _largest_first(change: Change) -> tuple[bool, float, str, tuple[str, str]]:
    size = abs(change.recent if change.change is None else change.change)
    return (change.change is None, -size, change.recent_weeks[-1], change.pair)
