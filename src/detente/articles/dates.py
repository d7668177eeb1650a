"""When a page says an article was published: stamps and date lines in the languages of the news.

A date after retrieval is none, and so is one that may be either of two days: "03/04/2020" is read by the
language of its page or by other dates beside it, else only its year is known. Nothing here ever looks into
the body of an article. A month or year is given by its first day, with the precision that says so.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from detente.articles.calendars import GREGORIAN_YEARS, month_named
from detente.articles.dated import Dated
from detente.articles.dateforms import MAX_LINE, date_order, day_of, find_hits
from detente.articles.datelines import AFTER, line_tail
from detente.articles.letters import fold
from detente.articles.zones import utc_form, zone_of

if TYPE_CHECKING:
    from detente.articles.dateforms import Order
    from detente.records import PublishedPrecision

__all__ = ["date_order", "given", "not_after", "read_stamp", "url_date"]

ISO = re.compile(
    r"\d{4}-?\d\d-?\d\d[T\s]+\d\d:?\d\d(?::?\d\d)?(?:[.,]\d+)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")
EPOCH = re.compile(r"(?P<seconds>1\d{9})(?:\.?\d{3})?")  # seconds or milliseconds since 1970, from 2001 on
JAVA = re.compile(  # Mon Oct 05 14:05:00 MSK 2020
    r"\w{3} (?P<month>\w{3}) (?P<day>\d\d) (?P<clock>\d\d:\d\d):\d\d (?P<zone>\S+) (?P<year>\d{4})"
)
UNSET = frozenset({"1970-01-01"})  # what a program writes that has no date
URL_DAYS = (
    re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?:/|-|$)"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<word>[a-z]{3})/(?P<day>\d{1,2})(?:/|$)"),
    re.compile(r"[/-](?P<year>20\d\d)[/-]?(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(r"/(?P<year>20\d\d)-(?P<month>\d\d)/(?P<day>\d\d)/"),
)
PREFIXES: dict[int, PublishedPrecision] = {4: "year", 7: "month"}


def read_stamp(text: str, lang: str | None = None, order: Order | None = None) -> Dated | None:
    """Return the date of a stamp or date line, or None where there is none.

    A time without a zone says no more than its day. ``lang`` is the language of the page, ``order`` what
    other dates on it show (see `date_order`).

    >>> read_stamp("2016-06-27T14:05:00+03:00")
    Dated(published='2016-06-27T11:05:00Z', precision='minute', zone='+03:00')
    >>> read_stamp("Lunes, 5 de octubre de 2020"), read_stamp("۱۴ مهر ۱۳۹۹").published
    (Dated(published='2020-10-05', precision='day', zone=None), '2020-10-05')
    >>> read_stamp("03/04/2020", "fr").published, read_stamp("03/04/2020", "en").precision
    ('2020-04-03', 'year')
    """
    text = text.strip()[:MAX_LINE]
    dated = _machine_date(text) or _date_line(text, lang, order) or _from_mail_date(text)
    return None if dated is None or dated.published[:10] in UNSET else dated


def url_date(url: str | None) -> Dated | None:
    """Return the day in the path of an address, as many sites write it.

    >>> url_date("https://riverpost.example/2020/10/05/bridge").published
    '2020-10-05'
    """
    path = re.sub(r"^\w+://[^/]*|[?#].*", "", (url or "").lower())
    for form in URL_DAYS:
        for found in form.finditer(path):
            month = month_named(found["word"], "en") if "word" in form.groupindex else None
            number = month.number if month else int(found.groupdict().get("month") or 0)
            if day := day_of(int(found["year"]), number, int(found["day"])):
                return Dated(day.isoformat(), "day")
    return None


def given(published: str) -> Dated:
    """Return the date that the user gave: a time, a day, or a year or month by its first day.

    >>> given("2020-10")
    Dated(published='2020-10-01', precision='month', zone=None)
    """
    precision = PREFIXES.get(len(published))
    if precision:
        return Dated((published + "-01-01")[:10], precision)
    return Dated(published, "minute" if "T" in published else "day")


def not_after(dated: Dated | None, retrieved: str) -> Dated | None:
    """Return the date unless it lies after retrieval: then the page is wrong and nothing is known.

    A bare day may be a day ahead of UTC where the page is from the east; then it is the day of retrieval.

    >>> not_after(Dated("2025-07-16", "day"), "2025-07-14T12:00:00Z") is None
    True
    """
    if dated is None:
        return None
    size = min(len(dated.published), len(retrieved))
    if dated.published[:size] <= retrieved[:size]:
        return dated
    if dated.precision == "day" and "T" in retrieved and dated.published <= _farthest_east(retrieved):
        return Dated(retrieved[:10], "day", dated.zone)
    return None


def _farthest_east(retrieved: str) -> str:
    """Return the day that it was in the first time zone of the world."""
    return (datetime.fromisoformat(retrieved) + timedelta(hours=14)).strftime("%Y-%m-%d")


# Stamps that programs write


def _machine_date(text: str) -> Dated | None:
    if found := ISO.match(text):
        return _from_iso(found)
    if found := EPOCH.fullmatch(text):
        return Dated(utc_form(datetime.fromtimestamp(int(found["seconds"]), UTC)), "minute", "Z")
    if found := COMPACT.fullmatch(text):
        day = day_of(*(int(found[name]) for name in ("year", "month", "day")))
        return Dated(day.isoformat(), "day") if day else None
    if found := JAVA.fullmatch(text):
        return _date_line(
            f"{found['day']} {found['month']} {found['year']} {found['clock']} {found['zone']}", "en", None
        )
    if len(text) in PREFIXES and re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", text):
        return given(text)
    return None


def _from_iso(found: re.Match[str]) -> Dated | None:
    try:
        moment = datetime.fromisoformat(
            re.sub(r"\s+(?=\d)", "T", found[0].strip()).upper().replace(" ", "").replace(",", ".")
        )
    except ValueError:
        return None
    return _dated(moment, found["zone"])


def _from_mail_date(text: str) -> Dated | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _dated(moment, text.rsplit(maxsplit=1)[-1] if moment.tzinfo else None)


def _dated(moment: datetime, zone: str | None) -> Dated | None:
    """Midnight sharp is how sites write a bare day; a time without a zone is known to the day only."""
    if moment.year not in GREGORIAN_YEARS:
        return None
    if moment.tzinfo is None or moment.time() == time.min:
        return Dated(moment.strftime("%Y-%m-%d"), "day", zone)
    return Dated(utc_form(moment), "minute", zone)


# Dates in words and figures


def _date_line(text: str, lang: str | None, order: Order | None) -> Dated | None:
    folded = fold(text)
    hit = next((hit for hit in find_hits(folded, text, lang, order) if hit.day), None)
    if hit is None or hit.day is None:
        return None
    after = AFTER.match(folded, line_tail(folded, hit.end))
    if hit.precision != "day" or after is None or after["hour"] is None or after["zone"] is None:
        return Dated(hit.day.isoformat(), hit.precision)
    words = text[slice(*after.span("zone"))].strip()
    moment = datetime.combine(hit.day, _clock(after), tzinfo=zone_of(words, hit.day))
    return _dated(moment, words)


def _clock(after: re.Match[str]) -> time:
    hour = int(after["hour"])
    if after["half"] or after["early"] or after["late"]:
        hour = hour % 12 + (12 if after["late"] or after["half"] == "p" else 0)
    return time(hour, int(after["minute"] or after["minute_h"] or after["minute_han"] or 0))
