"""Weekly and yearly sums of one pair, with the unknown kept apart from zero.

Cooperation is the sum of the values of quad 1 and 2, conflict that of quad 3 and 4 (negative), balance
their sum, all on the PLOVER scale. A period without a counted event is unknown: all three are None.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from detente.relations.counting import opinion_share
from detente.relations.days import DAYS_IN_WEEK, WEEK_OR_FINER, day, middle, monday, mondays, span
from detente.relations.occurrences import origin
from detente.relations.pairs import COOPERATIVE_QUADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from detente.records import PairEvent
    from detente.relations.occurrences import Occurrence

Unit = Literal["week", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Cooperation, conflict and balance of some occurrences; all None where there are none.

    ``origins`` counts independent origins: copies of one wire, or texts of one outlet, are one.
    """

    cooperation: float | None
    conflict: float | None
    balance: float | None
    occurrences: int
    reports: int
    origins: int
    opinion_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One week (``key`` is its Monday) or year (``key`` is "2025") of a pair."""

    key: str
    start: str
    end: str
    sums: Sums

    @property
    def known(self) -> bool:
        """Whether anything was counted in it."""
        return self.sums.occurrences > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The sums of a pair by week or year, gaps included, and what could not be placed.

    ``placed`` holds (period key, occurrence); ``coarse`` what is dated too coarsely for the unit;
    ``undated`` what has no date at all. Neither of the two stands in any period.
    """

    unit: Unit
    periods: tuple[Period, ...]
    placed: tuple[tuple[str, Occurrence], ...]
    coarse: tuple[Occurrence, ...]
    undated: tuple[Occurrence, ...]

    @property
    def known(self) -> tuple[Period, ...]:
        """The periods in which something was counted."""
        return tuple(period for period in self.periods if period.known)

    def within(self, key: str) -> tuple[Occurrence, ...]:
        """The occurrences of one period."""
        return tuple(occurrence for placed, occurrence in self.placed if placed == key)


def sum_up(occurrences: Sequence[Occurrence]) -> Sums:
    """Return the sums of some occurrences.

    >>> sum_up([]).balance is None
    True
    """
    reports = [report for occurrence in occurrences for report in occurrence.reports]
    if not reports:
        return Sums(
            cooperation=None,
            conflict=None,
            balance=None,
            occurrences=0,
            reports=0,
            origins=0,
            opinion_share=None,
        )
    cooperation = _total(reports, cooperative=True)
    conflict = _total(reports, cooperative=False)
    return Sums(
        cooperation=cooperation,
        conflict=conflict,
        balance=cooperation + conflict,
        occurrences=len(occurrences),
        reports=len(reports),
        origins=len({origin(report) for report in reports}),
        opinion_share=opinion_share(reports),
    )


def _total(reports: Iterable[PairEvent], *, cooperative: bool) -> float:
    # Adding 0.0 turns a sum of no conflict from -0.0 into 0.0.
    return math.fsum(r.value for r in reports if (r.quad in COOPERATIVE_QUADS) is cooperative) + 0.0


def weekly_sums(occurrences: Iterable[Occurrence]) -> Series:
    """Return the sums by ISO week, keyed by Monday; what is dated to a month or year stands beside it.

    A range of days stands in the week of its middle day.

    >>> weekly_sums([]).periods
    ()
    """
    series_keys, placed, coarse, undated = _place(occurrences, week_key)
    weeks = [] if not series_keys else list(mondays(day(min(series_keys)), day(max(series_keys))))
    bounds = [
        (m.isoformat(), m.isoformat(), (m + timedelta(days=DAYS_IN_WEEK - 1)).isoformat()) for m in weeks
    ]
    return _series("week", bounds, placed, coarse, undated)


def yearly_sums(occurrences: Iterable[Occurrence]) -> Series:
    """Return the sums by calendar year; all that is dated to the year or finer counts.

    >>> yearly_sums([]).unit
    'year'
    """
    series_keys, placed, coarse, undated = _place(occurrences, year_key)
    years = range(int(min(series_keys)), int(max(series_keys)) + 1) if series_keys else range(0)
    bounds = [(f"{y:04}", f"{y:04}-01-01", f"{y:04}-12-31") for y in years]
    return _series("year", bounds, placed, coarse, undated)


def week_key(occurrence: Occurrence) -> str | None:
    """Return the Monday of the week an occurrence stands in; None where its date is too coarse or unknown."""
    when = span(occurrence.date)
    if when is None or occurrence.date.precision not in WEEK_OR_FINER:
        return None
    return monday(middle(*when)).isoformat()


def year_key(occurrence: Occurrence) -> str | None:
    """Return the year an occurrence stands in; None where its range crosses a year's end or is unknown."""
    when = span(occurrence.date)
    return None if when is None or when[0].year != when[1].year else f"{when[0].year:04}"


def _place(
    occurrences: Iterable[Occurrence], key: Callable[[Occurrence], str | None]
) -> tuple[set[str], list[tuple[str, Occurrence]], list[Occurrence], list[Occurrence]]:
    placed: list[tuple[str, Occurrence]] = []
    coarse: list[Occurrence] = []
    undated: list[Occurrence] = []
    for occurrence in occurrences:
        where = key(occurrence)
        if where is not None:
            placed.append((where, occurrence))
        elif occurrence.date.start is None:
            undated.append(occurrence)
        else:
            coarse.append(occurrence)
    return {where for where, _ in placed}, placed, coarse, undated


def _series(
    unit: Unit,
    bounds: Iterable[tuple[str, str, str]],
    placed: list[tuple[str, Occurrence]],
    coarse: list[Occurrence],
    undated: list[Occurrence],
) -> Series:
    inside: dict[str, list[Occurrence]] = defaultdict(list)
    for key, occurrence in placed:
        inside[key].append(occurrence)
    periods = tuple(
        Period(key=key, start=start, end=end, sums=sum_up(inside.get(key, []))) for key, start, end in bounds
    )
    return Series(
        unit=unit, periods=periods, placed=tuple(placed), coarse=tuple(coarse), undated=tuple(undated)
    )
