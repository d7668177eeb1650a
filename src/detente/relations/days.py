"""Days, weeks and ranges of days as plain ISO text; no clock is read here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.records import DateRange

DAYS_IN_WEEK = 7
ISO_DAY = 10  # characters of "2025-06-30"

# A date of one of these precisions can stand in a week; a month or a year cannot.
WEEK_OR_FINER = frozenset({"minute", "hour", "day", "week"})


def day(text: str) -> date:
    """Return the day of an ISO date or time.

    >>> day("2025-07-14T12:00:00Z").isoformat()
    '2025-07-14'
    """
    return date.fromisoformat(text[:ISO_DAY])


def monday(of: date) -> date:
    """Return the Monday of the day's ISO week.

    >>> monday(date(2025, 7, 6)).isoformat()
    '2025-06-30'
    """
    return of - timedelta(days=of.weekday())


def span(when: DateRange) -> tuple[date, date] | None:
    """Return the first and last possible day, or None where no lower bound is known.

    >>> from detente.records import DateRange
    >>> span(DateRange(start=None, end="2025-07-14", precision="unknown")) is None
    True
    """
    if when.start is None:
        return None
    first = day(when.start)
    return first, max(first, day(when.end)) if when.end else first


def middle(first: date, last: date) -> date:
    """Return the middle day of a range, the earlier one of two.

    >>> middle(date(2025, 6, 30), date(2025, 7, 6)).isoformat()
    '2025-07-03'
    """
    return first + (last - first) // 2


def mondays(first: date, last: date) -> Iterator[date]:
    """Yield each Monday from the first to the last, both included.

    >>> [d.isoformat() for d in mondays(date(2025, 6, 30), date(2025, 7, 7))]
    ['2025-06-30', '2025-07-07']
    """
    for weeks in range((last - first).days // DAYS_IN_WEEK + 1):
        yield first + timedelta(days=weeks * DAYS_IN_WEEK)
