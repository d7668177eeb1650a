"""Ages in the languages of the news: "3 days ago", "il y a une heure", "منذ ساعتين", "3小时前", "hier".

The words come from ``data/ages.csv`` (Unicode CLDR and our own). They are compared without their spaces, with
a ``#`` for a number, so that an age is found behind a name that is glued to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from detente.articles.calendars import rows
from detente.articles.dated import Dated
from detente.articles.datelines import words_before
from detente.articles.letters import fold

if TYPE_CHECKING:
    from detente.records import PublishedPrecision

STEPS: dict[str, tuple[PublishedPrecision, timedelta]] = {
    "second": ("minute", timedelta(seconds=1)),
    "minute": ("minute", timedelta(minutes=1)),
    "hour": ("hour", timedelta(hours=1)),
    "day": ("day", timedelta(days=1)),
}
# Sites round an age in weeks: the day lies up to half a week on either side.
WEEK_DOUBT = timedelta(days=3)
MONTHS_OF_YEAR = 12
DAY_WORD = "day word"  # the unit of "yesterday" in the table: a word that may mean something else elsewhere
MAX_AGE_CHARS = 48  # the longest pattern has 40; what stands before it may be any name
MAX_NUMBER_CHARS = 3
END_CHARS = 2
HAN_DIGITS = {
    sign: n
    for n, signs in enumerate(["一", "两兩二", "三", "四", "五", "六", "七", "八", "九"], 1)
    for sign in signs
}
TEN = "十"
HAN_NUMBER = rf"[{''.join(HAN_DIGITS)}{TEN}]{{1,3}}(?=[个個秒分小時天日周週星月年])"
TOKEN = re.compile(rf"(?P<number>\d+|{HAN_NUMBER})|[^\s.,'״־-]")
# What closes an age and says nothing of it: "3小时前发布", "3時間前に更新".
CLOSERS = re.compile(
    r"(?:\s*(?:发布|發布|更新|に更新|に公開|公開|配信|에? ?업데이트|güncellendi|yayınlandı|yayımlandı))+\s*$"
)
CHANGED = re.compile(r"更新|업데이트|güncellendi")
GLUED_ICON = re.compile(r"\btime$")  # the name of a clock icon that a dump glues to the age
CLOCK_AFTER = re.compile(
    r"[\s,|·-]*(?:(?:at|a|um|v|в|о|у|saat|kl|klo|alle|ore|as|a las|الساعه|ساعت)\.?\s*)?"
    r"(?:[01]?\d|2[0-3])\s?(?:[:.h]|시|时|時|點|点)\s?(?:[0-5]\d)?(?:\s?(?:[ap]\.?m\.?|uhr|분|分))?$"
)


@dataclass(frozen=True, slots=True)
class Age:
    """An age at the end of a line: ``before`` is what stands before it, ``text`` the age as printed.

    ``langs`` are the languages whose words these are; a word for a day ("hier") has ``named``, an age of the
    last change has ``updated``.
    """

    before: str
    text: str
    number: int
    unit: str
    langs: frozenset[str]
    named: bool
    updated: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    unit: str
    number: int | None
    langs: frozenset[str]


def read_age(text: str) -> Age | None:
    """Return the age that a line ends with, or None where it ends with none.

    >>> age = read_age("Arab News3 days ago")
    >>> age.before, age.text, age.number, age.unit
    ('Arab News', '3 days ago', 3, 'day')
    >>> read_age("timean hour ago").text, read_age("منذ ساعتين").number, read_age("three days of talks")
    ('an hour ago', 2, None)
    """
    closer = CLOSERS.search(text.strip())
    line = CLOSERS.sub("", text.strip()).rstrip(".!)( ")
    folded = fold(line)
    age = _at_end(line, folded) or _with_clock(line, folded)
    return replace(age, updated=True) if age and closer and CHANGED.search(closer[0]) else age


def _at_end(line: str, folded: str) -> Age | None:
    """Return the longest age that the line ends with."""
    if folded.rstrip(" .,'")[-END_CHARS:] not in _ends():
        return None
    tokens = list(TOKEN.finditer(folded, max(0, len(folded) - MAX_AGE_CHARS)))
    skeleton = _skeleton(tokens)
    table = _patterns()
    for i, token in enumerate(tokens):
        pattern = table.get(skeleton[i:])
        if pattern is None or _is_inside(line, token.start(), named=pattern.unit == DAY_WORD):
            continue
        number = pattern.number
        if number is None:
            number = next(_value(later[0]) for later in tokens[i:] if later["number"])
        start, updated = words_before(folded, token.start())
        before = GLUED_ICON.sub("", line[:start]).strip(" -–—•|·,")
        named = pattern.unit == DAY_WORD
        if number is not None and not (named and before):  # "Lake Today" is a name
            unit = "day" if named else pattern.unit
            return Age(before, line[token.start() :], number, unit, pattern.langs, named, updated)
    return None


def _with_clock(line: str, folded: str) -> Age | None:
    """A word for a day may have a time of day behind it: "Hier à 14:30"."""
    clock = CLOCK_AFTER.search(folded, max(0, len(folded) - MAX_AGE_CHARS))
    if clock is None:
        return None
    end = clock.start()
    age = _at_end(line[:end], folded[:end])
    return age if age and age.named else None


def _is_inside(line: str, place: int, *, named: bool) -> bool:
    """Whether a place is in mid-number, or before a word for a day in mid-word; names are glued to ages."""
    before = line[:place]
    if named:
        return before[-1:].isalnum()
    return before[-1:] in (".", ",") and before[-2:-1].isdigit()


def _value(number: str) -> int | None:
    if number.isdecimal():
        return int(number) if len(number) <= MAX_NUMBER_CHARS else None
    tens, ten, ones = number.rpartition(TEN)
    return (10 * HAN_DIGITS.get(tens, 1) if ten else 0) + HAN_DIGITS.get(ones, 0)


def _skeleton(tokens: list[re.Match[str]]) -> str:
    """Return the characters of a line without its spaces, each number as ``#``."""
    return "".join("#" if token["number"] else token[0] for token in tokens)


@cache
def _patterns() -> dict[str, _Pattern]:
    """Return what each age means, without its spaces; where rows differ, the last of ours decides."""
    found: dict[str, _Pattern] = {}
    for row in sorted(rows("ages.csv"), key=lambda row: row["cited"] == "own"):
        words = _skeleton(list(TOKEN.finditer(fold(row["words"]))))
        number = int(row["number"]) if row["number"] else None
        other = found.get(words)
        same = other is not None and (other.unit, other.number) == (row["unit"], number)
        langs = other.langs if other and same else frozenset()
        found[words] = _Pattern(row["unit"], number, langs | {row["lang"]})
    return found


@cache
def _ends() -> frozenset[str]:
    """Return the last characters of all ages: most lines of a page end with none of them."""
    return frozenset(fold(row["words"]).rstrip(" .,'")[-END_CHARS:] for row in rows("ages.csv"))


def resolve_age(text: str, retrieved: str, lang: str | None = None) -> Dated | None:
    """Return when an article of this age was published, counted back from retrieval.

    ``lang`` is the language of the article: "hier" is yesterday in French and "here" in German.

    >>> resolve_age("3 days ago", "2025-07-14T12:00:00Z")
    Dated(published='2025-07-11', precision='day', zone=None)
    >>> resolve_age("vor 20 Minuten", "2025-07-14T12:00:00Z").published
    '2025-07-14T11:40:00Z'
    """
    age = read_age(text)
    if age is None or (age.named and lang is not None and lang not in age.langs | {"en"}):
        return None
    try:
        if age.unit == "week":
            return _weeks_back(age.number, retrieved)
        if age.unit in ("month", "year"):
            return _months_back(age.number, age.unit, retrieved)
        precision, step = STEPS[age.unit]
        return _back(precision, age.number * step, retrieved)
    except (OverflowError, ValueError):  # before the year 1
        return None


def _back(precision: PublishedPrecision, step: timedelta, retrieved: str) -> Dated:
    moment = datetime.fromisoformat(retrieved)
    then = moment - step
    if precision in ("minute", "hour") and "T" in retrieved:
        form = "%Y-%m-%dT%H:%M:00Z" if precision == "minute" else "%Y-%m-%dT%H:00:00Z"
        return Dated(then.strftime(form), precision)
    return Dated(then.strftime("%Y-%m-%d"), "day")


def _weeks_back(number: int, retrieved: str) -> Dated | None:
    """Return the month, else the year, that the day surely lies in; None where that may be either of two."""
    middle = datetime.fromisoformat(retrieved).date() - timedelta(weeks=number)
    first, last = middle - WEEK_DOUBT, middle + WEEK_DOUBT
    if first.year != last.year:
        return None
    if first.month != last.month:
        return Dated(f"{first.year:04}-01-01", "year")
    return Dated(f"{first.year:04}-{first.month:02}-01", "month")


def _months_back(number: int, unit: str, retrieved: str) -> Dated:
    """Return the month or year of the calendar that lies so many back."""
    now = datetime.fromisoformat(retrieved).date()
    if unit == "year":
        return Dated(date(now.year - number, 1, 1).isoformat(), "year")
    year, month = divmod(now.year * MONTHS_OF_YEAR + now.month - 1 - number, MONTHS_OF_YEAR)
    return Dated(date(year, month + 1, 1).isoformat(), "month")
