"""When a page says an article was published: stamps, date lines and ages, each with its precision.

An age ("3 days ago") counts back from the time of retrieval and keeps its own precision. A date after
retrieval is none. Nothing here ever looks into the body of an article.

A month or year is given by its first day, with the precision that says so. An age in weeks is known to a few
days: it is given as the month or year that holds all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.records import PublishedPrecision

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
CLOCK = (
    r"(?:[\s,|–-]*(?:at\s+)?(?P<hour>[01]?\d|"
    r"2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]\.?m\.?)?)?"
)
ZONE = (
    r"(?:\s*\(?(?P<zone>(?:GMT|UTC)\s*[+-]\s*\d{1,2}(?::?\d\d)?|GMT|UTC|Z|[+-]\d\d:?\d\d|MSK|CET|"
    r"CEST|EST|EDT|BST|TRT|AZT|AMT)\)?)?"
)
PATTERNS = tuple(
    re.compile(front + CLOCK + ZONE, re.IGNORECASE)
    for front in (
        rf"\b{MONTH}\s+{DAY},?\s+{YEAR}\b",
        rf"\b{DAY}\s+{MONTH},?\s+{YEAR}\b",
        rf"\b{YEAR}-(?P<month>\d\d)-{DAY}(?!\d)T?",
        rf"\b{DAY}\.(?P<month>\d\d)\.{YEAR}\b",
    )
)
ISO = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
URL_DAY = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?:/|-|$)")
# Offsets in hours of the zone names that sites of the region print.
ZONE_HOURS = {
    "gmt": 0, "utc": 0, "z": 0, "bst": 1, "cet": 1, "cest": 2, "msk": 3, "trt": 3, "azt": 4, "amt": 4,
    "est": -5, "edt": -4,
}  # fmt: skip
AGE = re.compile(
    r"^(?P<outlet>.*?)(?:\btime)?\s*(?P<n>\d{1,3}|an?|one)\s*"
    r"(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhdw])\s+ago\.?$"
)
UNITS: dict[str, tuple[PublishedPrecision, timedelta]] = {
    "s": ("minute", timedelta(seconds=1)),
    "mi": ("minute", timedelta(minutes=1)),
    "h": ("hour", timedelta(hours=1)),
    "d": ("day", timedelta(days=1)),
}
# Sites round an age in weeks: the day lies up to half a week on either side.
WEEK_DOUBT = timedelta(days=3)
MONTHS_OF_YEAR = 12
NAMED_AGES: dict[str, tuple[PublishedPrecision, int]] = {
    "yesterday": ("day", 1),
    "today": ("day", 0),
    "just now": ("minute", 0),
}
PREFIXES: dict[int, PublishedPrecision] = {4: "year", 7: "month"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A time of publication, how exact it is and the page's own words for its zone."""

    published: str
    precision: PublishedPrecision
    zone: str | None = None


def read_stamp(text: str) -> Dated | None:
    """Return the date of a stamp or date line, or None where there is none.

    A time without a zone says no more than its day.

    >>> read_stamp("2016-06-27T14:05:00+03:00")
    Dated(published='2016-06-27T11:05:00Z', precision='minute', zone='+03:00')
    >>> read_stamp("Friday, October 2, 2020 14:30")
    Dated(published='2020-10-02', precision='day', zone=None)
    """
    text = text.strip()
    if found := ISO.match(text):
        return _from_iso(found)
    for pattern in PATTERNS:
        if found := pattern.search(text):
            return _from_parts(found.groupdict())
    return _from_mail_date(text)


def date_span(text: str) -> tuple[int, int] | None:
    """Return where in a line its date stands, so that the rest of the line can be read as something else.

    >>> date_span("Posted on October 2, 2020 by admin")
    (10, 25)
    """
    for pattern in PATTERNS:
        if found := pattern.search(text):
            return found.span()
    return None


def url_date(url: str | None) -> Dated | None:
    """Return the day in the path of an address, as many sites write it.

    >>> url_date("https://riverpost.example/2020/10/05/bridge").published
    '2020-10-05'
    """
    found = URL_DAY.search(url or "")
    return _from_parts(found.groupdict()) if found else None


def read_age(text: str) -> tuple[str, str, str] | None:
    """Return (outlet glued before it or "", count, unit) of an age line, or None where it is none.

    >>> read_age("Arab News3 days ago"), read_age("timean hour ago"), read_age("three days of talks")
    (('Arab News', '3', 'days'), ('', 'an', 'hour'), None)
    """
    found = AGE.match(text.strip())
    return (found["outlet"].strip(" -–—•|·,"), found["n"], found["unit"]) if found else None


def resolve_age(text: str, retrieved: str) -> Dated | None:
    """Return when an article of this age was published, counted back from retrieval.

    >>> resolve_age("3 days ago", "2025-07-14T12:00:00Z")
    Dated(published='2025-07-11', precision='day', zone=None)
    >>> resolve_age("time20 minutes ago", "2025-07-14T12:00:00Z").published
    '2025-07-14T11:40:00Z'
    """
    if named := NAMED_AGES.get(text.strip().lower().rstrip(".")):
        return _back(named[0], timedelta(days=named[1]), retrieved)
    age = read_age(text)
    if age is None:
        return None
    _, count, unit = age
    number = int(count) if count.isdigit() else 1
    kind = _unit_key(unit)
    try:
        if kind == "w":
            return _weeks_back(number, retrieved)
        if kind in ("mo", "y"):
            return _months_back(number, kind, retrieved)
        precision, step = UNITS[kind]
        return _back(precision, number * step, retrieved)
    except (OverflowError, ValueError):  # before the year 1
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


def _unit_key(unit: str) -> str:
    unit = unit.lower()
    return unit[:2] if unit[:2] in ("mi", "mo") else "mi" if unit == "m" else unit[0]


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
    if unit == "y":
        return Dated(date(now.year - number, 1, 1).isoformat(), "year")
    year, month = divmod(now.year * MONTHS_OF_YEAR + now.month - 1 - number, MONTHS_OF_YEAR)
    return Dated(date(year, month + 1, 1).isoformat(), "month")


def _from_iso(found: re.Match[str]) -> Dated | None:
    try:
        moment = datetime.fromisoformat(found[0].upper().replace(" ", ""))
    except ValueError:
        return None
    return _dated(moment, found["zone"])


def _from_mail_date(text: str) -> Dated | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return _dated(moment, text.rsplit(maxsplit=1)[-1] if moment.tzinfo else None)


def _from_parts(parts: dict[str, str | None]) -> Dated | None:
    month = parts["month"] or ""
    number = (
        int(month)
        if month.isdigit()
        else next(i for i, m in enumerate(MONTHS, 1) if m.startswith(month[:3].lower()))
    )
    zone = parts.get("zone")
    try:
        moment = datetime(int(parts["year"] or 0), number, int(parts["day"] or 0), tzinfo=_zone(zone))
        if parts.get("hour") is None:
            return Dated(moment.strftime("%Y-%m-%d"), "day")
        hour = _hour(int(parts["hour"] or 0), parts.get("half"))
        return _dated(moment.replace(hour=hour, minute=int(parts["minute"] or 0)), zone)
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    compact = text.replace(" ", "").lower()
    found = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", compact)
    if found is None:
        return timezone(timedelta(hours=ZONE_HOURS.get(compact, 0)))
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))


def _dated(moment: datetime, zone: str | None) -> Dated | None:
    """Midnight sharp is how sites write a bare day; a time without a zone is known to the day only."""
    if moment.tzinfo is None or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return Dated(moment.strftime("%Y-%m-%d"), "day", zone)
    try:
        return Dated(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "minute", zone)
    except OverflowError:
        return None
