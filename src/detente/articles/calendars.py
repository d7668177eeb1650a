"""Months and days of the week in the languages of the news, and calendars other than the Gregorian.

Words come from ``data/months.csv`` and ``data/weekdays.csv`` (Unicode CLDR and our own). A year of the
Persian, Thai or Japanese count is turned into a Gregorian one; a day of the Islamic calendar depends on who
saw the moon and is left unknown.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from detente.articles.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data"
GREGORIAN, PERSIAN, HIJRI = "gregorian", "persian", "hijri"
# Years of these counts as news pages print them; outside them a number is something else.
PERSIAN_YEARS = range(1300, 1450)  # 1921 to 2070
GREGORIAN_YEARS = range(1900, 2100)
BUDDHIST_YEARS = range(2443, 2643)
BUDDHIST_SHIFT = 543
# The Gregorian year before the first of a Japanese era, of the Republic of China.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
# Days from the first day of the Persian year 1 to that of 1300 (21 March 1921), from which days are counted.
PERSIAN_1300 = date(1921, 3, 21)
LONG_MONTHS = 6  # the first six Persian months have 31 days, the others 30
# Persian leap years in a cycle of 33: a rule of thumb that the calendar kept through the years above.
LEAP_REMAINDERS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
LEAP_CYCLE = 33
# Words between the parts of a date that say nothing: "5 de octubre del 2020", "5th of October", "2020 m.".
_JOINERS = """
de del da do di of the d l st nd rd th er º ª ° o a m г ж оны жылғы го е ой ci cu ын tháng thang nam den
dne ta i an
e la
"""
JOINERS = frozenset(_JOINERS.split())
PARTS = re.compile(r"[\s.,'’״\"\-]+")
HEBREW_IN = "ב"  # "in", written in one word with the month


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a calendar; ``lang`` are the languages whose word for it was met."""

    number: int
    calendar: str
    langs: frozenset[str]


def month_named(words: str, lang: str | None = None) -> Month | None:
    """Return the month that the words between a day and a year name, or None where they say anything else.

    Where a word is another month in another language (Polish and Croatian ``listopad``), ``lang`` decides.

    >>> month_named(" de Octubre de ").number, month_named(" listopada ", "pl").number, month_named("men")
    (10, 11, None)
    """
    found = {_month(part, lang) for part in words.split("/") if part.strip(" .")}
    months = {(month.number, month.calendar) for month in found if month}
    return next(iter(found)) if None not in found and len(months) == 1 else None


def _month(words: str, lang: str | None) -> Month | None:
    name = _bare(fold(words))
    meanings = _months().get(name) or _months().get(name.removeprefix(HEBREW_IN), ())
    if len({(month.number, month.calendar) for month in meanings}) > 1:
        meanings = tuple(month for month in meanings if lang in month.langs)
    return meanings[0] if len(meanings) == 1 else None


def _bare(words: str) -> str:
    """Return a folded name of a month without the words and marks around it."""
    return " ".join(part for part in PARTS.split(words) if part and part not in JOINERS)


@cache
def _months() -> dict[str, tuple[Month, ...]]:
    langs: dict[str, dict[tuple[int, str], set[str]]] = {}
    for row in rows("months.csv"):
        meanings = langs.setdefault(_bare(fold(row["word"])), {})
        meanings.setdefault((int(row["month"]), row["calendar"]), set()).add(row["lang"])
    return {
        word: tuple(Month(number, calendar, frozenset(names)) for (number, calendar), names in found.items())
        for word, found in langs.items()
        if word
    }


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of words."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def weekday_words() -> frozenset[str]:
    """Return the folded words for days of the week in all languages."""
    return frozenset(fold(row["word"]).strip(" .") for row in rows("weekdays.csv"))


def persian_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a Persian one, or None where there is no such day.

    >>> persian_day(1399, 7, 14), persian_day(1399, 12, 30), persian_day(1400, 12, 30)
    (datetime.date(2020, 10, 5), datetime.date(2021, 3, 20), None)
    """
    if year not in PERSIAN_YEARS or not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return None
    length = 31 if month <= LONG_MONTHS else 30 if month < 12 or _is_leap(year) else 29  # noqa: PLR2004
    if not 1 <= day <= length:
        return None
    years = sum(366 if _is_leap(before) else 365 for before in range(PERSIAN_YEARS.start, year))
    months = 31 * (month - 1) - max(0, month - 1 - LONG_MONTHS)
    return PERSIAN_1300 + timedelta(days=years + months + day - 1)


def _is_leap(year: int) -> bool:
    return year % LEAP_CYCLE in LEAP_REMAINDERS
