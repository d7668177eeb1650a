"""Small helpers for words on a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from detente.records import DateRange
    from detente.workspace import AddReport


def plain(text: str) -> str:
    """Return text that cannot steer a terminal: names and sentences come from files of others.

    >>> plain("a" + chr(27) + "[31mb")
    'a [31mb'
    """
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Cf"} else sign for sign in text)


def counted(number: int, one: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "page"), counted(0, "page")
    ('1 page', '0 pages')
    """
    return f"{number} {one if number == 1 else one + 's'}"


def signed(value: float | None) -> str:
    """Return a figure with its sign; what is unknown is said to be so, never 0.

    >>> signed(-9.0), signed(None)
    ('-9.0', 'unknown')
    """
    return "unknown" if value is None else f"{value:+.1f}"


def date_of(date: DateRange) -> str:
    """Return a date as finely as it is known, never finer.

    >>> from detente.records import DateRange
    >>> date_of(DateRange(start="2020-10-01", end="2020-10-31", precision="month"))
    '2020-10'
    """
    length = {"month": len("YYYY-MM"), "year": len("YYYY")}.get(date.precision, len("YYYY-MM-DD"))
    return date.start[:length] if date.start else "no date"


def day_of(time: str | None) -> str:
    """Return the day of a time, or that there is none.

    >>> day_of("2020-10-05T09:30:00Z"), day_of(None)
    ('2020-10-05', 'no date')
    """
    return time[: len("YYYY-MM-DD")] if time else "no date"


def added_in_words(report: AddReport, folder: Path) -> str:
    """Say what a run of `add` did."""
    aside = ", ".join(
        f"{number} {word}"
        for number, word in (
            (report.undated, "without a date"),
            (report.not_coded, "in a language not coded"),
        )
        if number
    )
    articles = counted(report.articles, "article") + (f" ({aside})" if aside else "")
    superseded = f", {counted(report.superseded, 'event')} superseded" if report.superseded else ""
    return (
        f"{folder}: added {counted(report.pages, 'page')}: {articles}, {counted(report.events, 'event')},"
        f" {counted(report.claims, 'claim')}{superseded}; {report.unchanged} unchanged,"
        f" {report.rejected} rejected"
    )
