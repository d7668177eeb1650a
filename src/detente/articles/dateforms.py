"""Dates in words and figures as lines of a page print them, in the languages and calendars of the news."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from detente.articles.calendars import (
    BUDDHIST_SHIFT,
    BUDDHIST_YEARS,
    ERAS,
    GREGORIAN,
    GREGORIAN_YEARS,
    HIJRI,
    PERSIAN,
    PERSIAN_YEARS,
    month_named,
    persian_day,
)
from detente.articles.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.records import PublishedPrecision

Order = Literal["day first", "month first"]

MAX_LINE = 400  # a stamp or a header line; longer text is no date
# All patterns are for folded text (`detente.articles.letters`).
_BEFORE = r"(?<!\d)(?<!\d[.,:/-])"
_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})(?!\d)"
_WORDS = r"[^\d|:;()]"  # what may stand between a day and a year: the month, "de", "th", a dash
_HAN = "〇零一二三四五六七八九十"
NUMBER = re.compile(rf"[0-9{_HAN}]")
FORMS = (
    re.compile(rf"(?<![^\W\d_])(?P<word>[^\W\d_]{{3,14}})\.?\s*{_DAY}(?:st|nd|rd|th)?[,.]?\s+{_YEAR}"),
    re.compile(rf"{_BEFORE}{_DAY}(?P<word>{_WORDS}{{2,32}}?){_YEAR}"),
    re.compile(rf"{_BEFORE}{_YEAR}(?P<word>{_WORDS}{{3,24}}?){_DAY}(?!\d)"),
    re.compile(
        rf"(?:(?P<era>{'|'.join(ERAS)})\s?)?(?P<year>\d{{1,4}}|[{_HAN}]{{1,4}}|元)\s?[年년]\s?"
        rf"(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})\s?[月월]\s?(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})\s?[日일号號]?"
    ),
    re.compile(rf"{_BEFORE}{_YEAR}(?P<sep>[./-])\s?(?P<month>\d{{1,2}})(?P=sep)\s?{_DAY}(?!\d)\.?"),
    re.compile(rf"{_BEFORE}(?P<day>\d{{1,2}})(?P<sep>[./-])\s?(?P<month>\d{{1,2}})(?P=sep)\s?{_YEAR}"),
    re.compile(rf"{_BEFORE}{_DAY}\s+thang\s+(?P<month>\d{{1,2}})[\s,/-]*(?:nam\s+)?{_YEAR}"),  # Vietnamese
)
MONTH_FORMS = (
    re.compile(rf"(?P<word>{_WORDS}{{3,32}}?){_YEAR}"),
    re.compile(
        rf"(?P<year>\d{{4}}|[{_HAN}]{{4}})\s?[-年년]\s?(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})\s?[月월]?"
    ),
)
# Where a day stands before its month in figures. English writes both, Chinese, Japanese and Korean neither.
_DAY_FIRST = """
fr es pt de it nl da no nb sv fi pl cs sk sl hr sr bs bg mk ro el tr az ru uk be hy ka he ar fa ur hi bn
id ms vi th
ca sq et lv kk uz ky
"""
DAY_FIRST = frozenset(_DAY_FIRST.split())
PERSIAN_LANGS = frozenset({"fa", "ps"})
PERSIAN_DIGIT = re.compile("[۰-۹]")
# A Persian year in figures on a page of unknown language: an Islamic one of the same number is long past.
SURE_PERSIAN_YEARS = range(1370, 1411)
MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One date in a folded line: where, and the day; None where it cannot be told from this form."""

    start: int
    end: int
    day: date | None
    precision: PublishedPrecision = "day"


def find_hits(folded: str, text: str, lang: str | None, order: Order | None) -> Iterator[Hit]:
    """Yield the dates of a folded line in order; a month alone only where it is the whole line."""
    if NUMBER.search(folded) is None:
        return
    persian = lang in PERSIAN_LANGS or (lang is None and PERSIAN_DIGIT.search(text) is not None)
    found = [
        hit
        for form in FORMS
        for match in form.finditer(folded)
        if (hit := _hit(match, lang, order, persian=persian, sure=lang in PERSIAN_LANGS))
    ]
    found.sort(key=lambda hit: hit.start)
    yield from found
    for form in MONTH_FORMS if not found else ():
        match = form.fullmatch(folded.strip(" ."))
        month = _month_number(match, lang) if match else None
        if match and month and (first := day_of(_number(match["year"]) or 0, month, 1)):
            lead = len(folded) - len(folded.lstrip(" ."))
            yield Hit(lead, lead + match.end(), first, "month")


def _hit(
    match: re.Match[str], lang: str | None, order: Order | None, *, persian: bool, sure: bool
) -> Hit | None:
    parts = match.groupdict()
    year, day = _number(parts["year"]), _number(parts["day"])
    if year is None or day is None:
        return None
    year += ERAS[parts["era"]] if parts.get("era") else 0
    if parts.get("word"):
        return _named_hit(match, year, day, lang)
    month = _number(parts["month"])
    if month is None:
        return None
    if persian and year in (PERSIAN_YEARS if sure else SURE_PERSIAN_YEARS):
        found = persian_day(year, month, day)
        return Hit(*match.span(), found) if found else None
    if match.re is FORMS[5] and parts["sep"] != ".":
        return _figures_hit(match, year, (day, month), order or ("day first" if lang in DAY_FIRST else None))
    found = day_of(year, month, day)
    return Hit(*match.span(), found) if found else None


def _named_hit(match: re.Match[str], year: int, day: int, lang: str | None) -> Hit | None:
    month = month_named(match["word"], lang)
    if month is None:
        return None
    if month.calendar == HIJRI:
        return Hit(*match.span(), None)
    is_persian = month.calendar == PERSIAN
    if is_persian != (year in PERSIAN_YEARS) or (not is_persian and month.calendar != GREGORIAN):
        return None
    found = persian_day(year, month.number, day) if is_persian else day_of(year, month.number, day)
    return Hit(*match.span(), found) if found else None


def _figures_hit(
    match: re.Match[str], year: int, figures: tuple[int, int], order: Order | None
) -> Hit | None:
    """Read "03/04/2020": by the only order that makes a day, by the page's order, else to the year."""
    days: dict[Order, date | None] = {
        "day first": day_of(year, figures[1], figures[0]),
        "month first": day_of(year, figures[0], figures[1]),
    }
    able = {day for day in days.values() if day}
    if len(able) == 1:
        return Hit(*match.span(), able.pop())
    if not able:
        return None
    known = days[order] if order else None
    return Hit(*match.span(), known or min(able).replace(month=1, day=1), "day" if known else "year")


def _month_number(match: re.Match[str], lang: str | None) -> int | None:
    parts = match.groupdict()
    if not parts.get("word"):
        return _number(parts["month"])
    month = month_named(parts["word"], lang)
    return month.number if month and month.calendar == GREGORIAN else None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, of the Gregorian or the Thai count, or None where there is no such day."""
    if year in BUDDHIST_YEARS:
        year -= BUDDHIST_SHIFT
    if year not in GREGORIAN_YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(words: str) -> int | None:
    """Return the number that digits or Chinese signs write: 2020, 二〇二〇, 十二, 元 (the first)."""
    if words.isdecimal():
        return int(words)
    if words == "元":
        return 1
    tens, ten, ones = words.rpartition("十")
    values = {sign: max(0, n - 1) for n, sign in enumerate("〇零一二三四五六七八九")}
    if ten:
        return 10 * (values.get(tens, 1) if tens else 1) + values.get(ones, 0)
    return (
        int("".join(str(values[sign]) for sign in words)) if all(sign in values for sign in words) else None
    )


def date_order(lines: Iterable[str]) -> Order | None:
    """Return whether dates in figures on these lines have the day or the month first, None if none shows it.

    >>> date_order(["03/04/2020", "25/04/2020"]), date_order(["03/04/2020"])
    ('day first', None)
    """
    shown: set[Order] = set()
    for line in lines:
        for found in FORMS[5].finditer(fold(line[:MAX_LINE])):
            if found["sep"] != "." and int(found["day"]) > MONTHS_OF_YEAR >= int(found["month"]):
                shown.add("day first")
            elif found["sep"] != "." and int(found["month"]) > MONTHS_OF_YEAR >= int(found["day"]):
                shown.add("month first")
    return next(iter(shown)) if len(shown) == 1 else None
