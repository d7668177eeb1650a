"""Numbers, figures and days in words: what command line, pages and answers all say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.records import DateRange

DAY = len("2025-06-30")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "report"), counted(0, "year"), counted(1200, "entry", "entries")
    ('1 report', '0 years', '1,200 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def signed(value: float | None, digits: int = 1) -> str:
    """Return a figure with its sign; what is unknown is said to be so, never 0.

    >>> signed(9.0), signed(-4.5, 2), signed(None)
    ('+9.0', '-4.50', 'unknown')
    """
    return "unknown" if value is None else f"{value:+.{digits}f}"


def day_of(time: str | None) -> str:
    """Return the day of a time, or that there is none.

    >>> day_of("2020-10-05T09:30:00Z"), day_of(None)
    ('2020-10-05', 'no date')
    """
    return time[:DAY] if time else "no date"


def date_of(date: DateRange) -> str:
    """Return a date as finely as it is known, never finer.

    >>> from detente.records import DateRange
    >>> date_of(DateRange(start="2020-10-01", end="2020-10-31", precision="month"))
    '2020-10'
    """
    if date.start is None:
        return "no date"
    if date.precision == "week":
        return f"{date.start} to {date.end}"
    return date.start[: {"month": len("YYYY-MM"), "year": len("YYYY")}.get(date.precision)]
