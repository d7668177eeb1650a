"""Turning points: the periods whose balance departed most from the pair's own recent past.

A simple named rule, so that each turn can be checked by hand: a period is a turn when its balance differs
from the baseline by at least `MIN_CHANGE`. No forecast and no significance test.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.relations.days import DAYS_IN_WEEK, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.records import PairEvent
    from detente.relations.occurrences import Occurrence
    from detente.relations.series import Period, Series

MIN_CHANGE = 9.0  # what one attack (-9) or one act of aid (+10) weighs: less is within a single report
MAX_TURNS = 5  # more no longer fit on an analyst's page
BASELINE_WEEKS = 52  # a year: long enough to cross seasons of meetings, short enough to be the recent past
SPACING_WEEKS = 8  # weeks of one crisis are one turn: the largest of them
STRONGEST = 3  # sentences shown for each turn

RULES = {
    "year": "balance of the year against that of the last known year before it",
    "week": "balance of the week against the mean of the known weeks among the 52 before it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turning point: the period, what changed, against what, and the sentences that weigh most."""

    key: str
    unit: str
    balance: float
    baseline: float
    baseline_of: str
    change: float
    threshold: float
    rule: str
    strongest: tuple[PairEvent, ...]

    @property
    def direction(self) -> str:
        """Whether the pair got better or worse."""
        return "better" if self.change > 0 else "worse"


def find_turns(series: Series, *, most: int = MAX_TURNS, threshold: float = MIN_CHANGE) -> list[Turn]:
    """Return the largest turns of a pair in order of time, at most ``most`` of them.

    >>> from detente.relations.series import yearly_sums
    >>> find_turns(yearly_sums([]))
    []
    """
    candidates = [turn for period in series.known if (turn := _turn(series, period, threshold))]
    candidates.sort(key=lambda turn: (-abs(turn.change), turn.key))
    kept: list[Turn] = []
    for turn in candidates:
        if len(kept) < most and not any(_one_crisis(turn, larger) for larger in kept):
            kept.append(turn)
    return sorted(kept, key=lambda turn: turn.key)


def strongest(
    occurrences: Iterable[Occurrence], count: int = STRONGEST, *, toward: float = 0.0
) -> tuple[PairEvent, ...]:
    """Return one report each of the occurrences with the largest |value|: the most confident report.

    With ``toward``, those that pull its way (its sign) where there are any: what a figure rests on.

    >>> strongest([])
    ()
    """
    found = list(occurrences)
    ranked = sorted(
        [o for o in found if o.value * toward > 0] or found,
        key=lambda o: (-abs(o.value), o.date.start or "", o.id),
    )
    return tuple(min(o.reports, key=lambda r: (-r.confidence, r.event_id)) for o in ranked[:count])


def _turn(series: Series, period: Period, threshold: float) -> Turn | None:
    before = _baseline(series, period)
    if not before or period.sums.balance is None:
        return None
    baseline = math.fsum(p.sums.balance or 0.0 for p in before) / len(before)
    change = period.sums.balance - baseline
    if abs(change) < threshold:
        return None
    return Turn(
        key=period.key,
        unit=series.unit,
        balance=period.sums.balance,
        baseline=baseline,
        baseline_of=_baseline_words(series, before),
        change=change,
        threshold=threshold,
        rule=RULES[series.unit],
        strongest=strongest(series.within(period.key), toward=change),
    )


def _baseline(series: Series, period: Period) -> Sequence[Period]:
    earlier = [p for p in series.known if p.key < period.key]
    if series.unit == "year":
        return earlier[-1:]
    first = day(period.start).toordinal() - BASELINE_WEEKS * DAYS_IN_WEEK
    return [p for p in earlier if day(p.start).toordinal() >= first]


def _baseline_words(series: Series, before: Sequence[Period]) -> str:
    if series.unit == "year":
        return before[0].key
    weeks = "week" if len(before) == 1 else "weeks"
    return f"{len(before)} known {weeks} from {before[0].key} to {before[-1].key}"


def _one_crisis(turn: Turn, larger: Turn) -> bool:
    if turn.unit == "year":
        return False
    return abs(day(turn.key).toordinal() - day(larger.key).toordinal()) < SPACING_WEEKS * DAYS_IN_WEEK
