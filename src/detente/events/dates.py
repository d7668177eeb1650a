"""When: the date words of a sentence, read against the day the article was published.

A range with its precision, never more than the words say: "last December" is a month. Relative words need the
article's own date; without it only absolute dates are read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente.events.grammar import MONTHS, WEEKDAYS
from detente.records import DateRange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from detente.records import Article, Precision

    Reader: TypeAlias = Callable[[re.Match[str], date | None], DateRange | None]

FIRST_YEAR, LAST_YEAR = 1900, 2100
DAYS_OF_WEEK = 7
MONTHS_IN_YEAR = 12
BACKGROUND_DAYS = 30  # an undated statement of an analysis happened "lately": month precision, not its day

_MONTH = "|".join(m.capitalize() for m in MONTHS)
_MONTH_SHORT = r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_ANY_MONTH = rf"(?P<month>{_MONTH}|(?:{_MONTH_SHORT})\b\.?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = "(?P<weekday>" + "|".join(d.capitalize() for d in WEEKDAYS) + ")"
_COUNT = r"(?P<count>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several)"
_OPENER = "[Ii]n|[Ll]ast|[Ss]ince|[Tt]his|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id"
_NUMBERS = {"a": 1, "an": 1} | {
    w: n
    for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}


@dataclass(frozen=True, slots=True)
class DateMention:
    """Date words at characters ``start`` to ``end`` of the sentence, and the range they mean."""

    start: int
    end: int
    range: DateRange


def day_range(day: date) -> DateRange:
    """Return one day as a range.

    >>> day_range(date(2015, 11, 24)).start
    '2015-11-24'
    """
    return DateRange(start=day.isoformat(), end=day.isoformat(), precision="day")


def _month_range(year: int, month: int) -> DateRange:
    last = monthrange(year, month)[1]
    return DateRange(
        start=date(year, month, 1).isoformat(), end=date(year, month, last).isoformat(), precision="month"
    )


def _year_range(year: int) -> DateRange:
    return DateRange(start=f"{year}-01-01", end=f"{year}-12-31", precision="year")


def _span(first: date, last: date, precision: Precision) -> DateRange:
    return DateRange(start=first.isoformat(), end=last.isoformat(), precision=precision)


def _month_number(name: str) -> int:
    return next(n for n, m in enumerate(MONTHS, 1) if m.startswith(name.lower().rstrip(".")[:3]))


def _full(match: re.Match[str], published: date | None) -> DateRange | None:
    year = match["year"]
    month, day = _month_number(match["month"]), int(match["day"])
    try:
        if year:
            return day_range(date(int(year), month, day))
        if published is None:
            return None
        found = date(published.year, month, day)
        return day_range(
            found
            if found <= published + timedelta(days=BACKGROUND_DAYS)
            else found.replace(year=found.year - 1)
        )
    except ValueError:
        return None


def _month_only(match: re.Match[str], published: date | None) -> DateRange | None:
    month = _month_number(match["month"])
    if match["year"]:
        return _month_range(int(match["year"]), month)
    if published is None or not match["opener"]:
        return None
    before = month < published.month or (month == published.month and match["opener"].lower() != "last")
    return _month_range(published.year if before else published.year - 1, month)


def _weekday(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    back = (published.weekday() - WEEKDAYS.index(match["weekday"].lower())) % DAYS_OF_WEEK
    return day_range(published - timedelta(days=back))


def _week_of(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "the first week of May" as that month: which days a week has is anybody's guess."""
    month = _month_number(match["month"])
    year = int(match["year"]) if match["year"] else published.year if published else None
    if year is None:
        return None
    late = published is not None and not match["year"] and month > published.month
    return _month_range(year - 1 if late else year, month)


def _near_day(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1}.get(match.group().lower(), 0)
    return day_range(published + timedelta(days=shift))


def _unit_range(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "last week", "earlier this month", "last year"."""
    if published is None:
        return None
    back = match["which"].lower().endswith(("last", "previous"))
    match match["unit"].lower():
        case "week":
            monday = published - timedelta(days=published.weekday() + (DAYS_OF_WEEK if back else 0))
            return _span(monday, monday + timedelta(days=6) if back else published, "week")
        case "month":
            year, month = (published.year, published.month) if not back else _month_before(published)
            return _month_range(year, month)
        case _:
            return _year_range(published.year - back)


def _next(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    match match["unit"].lower():
        case "week":
            monday = published + timedelta(days=DAYS_OF_WEEK - published.weekday())
            return _span(monday, monday + timedelta(days=DAYS_OF_WEEK - 1), "week")
        case "month":
            months = published.year * MONTHS_IN_YEAR + published.month
            return _month_range(months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1)
        case _:
            return _year_range(published.year + 1)


def _month_before(day: date) -> tuple[int, int]:
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)


def _ago(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None or match["count"].lower() == "several":
        return None
    count = _NUMBERS.get(match["count"].lower()) or int(match["count"])
    match match["unit"].lower():
        case "day":
            return day_range(published - timedelta(days=count))
        case "week":
            middle = published - timedelta(weeks=count)
            return _span(middle - timedelta(days=3), middle + timedelta(days=3), "week")
        case "month":
            months = published.year * 12 + published.month - 1 - count
            return _month_range(months // 12, months % 12 + 1)
        case _:
            return _year_range(published.year - count) if count < published.year - FIRST_YEAR else None


def _recent(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    weeks = match["unit"].lower().startswith("week")
    return _span(
        published - timedelta(days=BACKGROUND_DAYS if weeks else 6), published, "month" if weeks else "week"
    )


def _unknown(_match: re.Match[str], published: date | None) -> DateRange:
    """Read "two days earlier", "hours after": counted from something else, only the upper bound is known."""
    return DateRange(start=None, end=published.isoformat() if published else None, precision="unknown")


def _year(match: re.Match[str], _published: date | None) -> DateRange | None:
    return _year_range(int(match["year"]))


def _nothing_known(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "decades ago", "in the 1990s", "after the 2016 coup": long past, so surely not published's day."""
    decade = match.groupdict().get("decade")
    end = f"{decade}9-12-31" if decade else published.isoformat() if published else None
    return DateRange(start=None, end=end, precision="unknown")


def _day_span(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "4-5 May", "between 3 and 5 May", "4 May to 9 May": a range, no longer than it says."""
    year = int(match["year"]) if match["year"] else published.year if published else None
    if year is None:
        return None
    last_month = _month_number(match["month"])
    first_month = _month_number(match["month2"]) if match.groupdict().get("month2") else last_month
    try:
        first, last = date(year, first_month, int(match["first"])), date(year, last_month, int(match["day"]))
    except ValueError:
        return None
    if first >= last:
        return None
    return _span(first, last, "week" if (last - first).days < DAYS_OF_WEEK else "month")


def _weekday_last_week(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    monday = published - timedelta(days=published.weekday() + DAYS_OF_WEEK)
    return day_range(monday + timedelta(days=WEEKDAYS.index(match["weekday"].lower())))


def _before_yesterday(_match: re.Match[str], published: date | None) -> DateRange | None:
    return day_range(published - timedelta(days=2)) if published else None


def _in_digits(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read 29/04/2024; where day and month could change places, only the upper bound is known."""
    one, other, year = int(match[1]), int(match[2]), int(match[3])
    readings = {(d, m) for d, m in ((one, other), (other, one)) if 1 <= m <= MONTHS_IN_YEAR}
    if len(readings) == 1:
        (day, month) = readings.pop()
        try:
            return day_range(date(year, month, day))
        except ValueError:
            return None
    return DateRange(start=None, end=published.isoformat() if published else None, precision="unknown")


_ORDINAL = r"(?:first|second|third|fourth|last)"
_OTHER_MONTH = _ANY_MONTH.replace("<month>", "<month2>")
_A_WEEKDAY = rf"(?:{_WEEKDAY.replace('?P<weekday>', '?:')}),? (?:the )?"
_FIRST_DAY = r"\b(?P<first>[0-3]?\d)"
_OF_YEAR = rf"(?:,? {_YEAR})?\b"
_SEASON = r"(?:spring|summer|autumn|fall|winter|half|quarter|turn|beginning|end|start)"
_LONG_AGO = r"(?:decades|centuries|generations|years|months|weeks|long|(?:half )?a century|a generation) ago"

# longest and most exact first; a stretch of text is read once
_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"\b{_WEEKDAY},? (?:of )?last week\b", _weekday_last_week),
        (r"(?i)\bthe day before yesterday\b", _before_yesterday),
        (r"\b([0-3]?\d)[/.]([0-3]?\d)[/.]((?:19|20)\d\d)\b", _in_digits),
        (rf"{_FIRST_DAY} {_OTHER_MONTH} (?:to|and|until|-|–) {_DAY} {_ANY_MONTH}{_OF_YEAR}", _day_span),
        (rf"{_FIRST_DAY}(?: ?[-–] ?| and | to ){_DAY} {_ANY_MONTH}{_OF_YEAR}", _day_span),
        (rf"(?:\b{_A_WEEKDAY})?\b{_DAY} (?:of )?{_ANY_MONTH}{_OF_YEAR}", _full),
        (rf"(?:\b{_A_WEEKDAY})?\b{_ANY_MONTH} {_DAY}\b(?:, ?{_YEAR})?", _full),
        (rf"\b{_ORDINAL} week of {_ANY_MONTH}{_OF_YEAR}", _week_of),
        (rf"(?i)\b{_SEASON} of {_YEAR}\b", _year),
        (r"(?i)\b(?:early |mid-?|late )?(?P<decade>(?:19|20)\d)0s\b", _nothing_known),
        (r"(?i)\b(?:turn of the century|on this day|in the year)\b", _nothing_known),
        (rf"\b(?:[Bb]efore|[Aa]fter|[Ss]ince|[Ff]ollowing) the {_YEAR}\b", _nothing_known),
        (r"\bin (?:19|20)\d\d[-–/]\d\d\b", _nothing_known),
        (rf"\b(?:(?P<opener>{_OPENER})[ -])?{_ANY_MONTH}{_OF_YEAR}", _month_only),
        (rf"\b(?:[Ll]ast |[Oo]n |[Ll]ate |[Ee]arly )*{_WEEKDAY}\b", _weekday),
        (r"(?i)\b(?:yesterday|today|tonight|overnight|tomorrow)\b", _near_day),
        (
            r"(?i)\b(?P<which>earlier this|later this|last|this|the previous) (?P<unit>week|month|year)\b",
            _unit_range,
        ),
        (r"(?i)\bnext (?P<unit>week|month|year)\b", _next),
        (rf"(?i)\b{_COUNT} (?P<unit>day|week|month|year)s? ago\b", _ago),
        (rf"(?i)\b{_LONG_AGO}\b", _nothing_known),
        (r"(?i)\b(?:\w+ )?(?:day|week|month|year)s? (?:earlier|later|before)\b", _unknown),
        (r"(?i)\b(?:day|week|month|year)s? (?:after|since)\b", _unknown),
        (r"(?i)\bthe (?:next|following|previous|same) (?:day|night|week|month|year)\b", _unknown),
        (r"(?i)\b(?:that day|at the time|afterwards|hours later)\b", _unknown),
        (rf"\b(?P<since>[Ss]ince) (?:{_ANY_MONTH} )?{_YEAR}\b", _unknown),
        (r"(?i)\bin (?:the )?(?:past few|recent|the last few) (?P<unit>days|weeks)\b", _recent),
        (rf"\b(?:[Ii]n|[Tt]he|[Dd]uring the|[Dd]uring) {_YEAR}\b(?![-–]\d)", _year),
    )
)
# "the November 2020 statement" dates a paper, not the act; "the 2015 incident when" dates the act
_QUALIFIES = re.compile(r"(?<![Dd]uring )(?<![Ii]n )\b(?:[Tt]he|[Tt]heir|[Ii]ts|[Aa]) \S*$")
_HAPPENING = re.compile(
    r"(?:'s)? (?:\w+ )?(?:incident|crisis|war|clash|clashes|attack|episode) (?:when|in which)|[,.]|$"
)
_OF = re.compile(r"(?i)(?<!morning )(?<!evening )(?<!night )(?<!day )(?<!end )(?<!start )\bof $")
_BEFORE_BOUND = re.compile(r"(?i)\b(?:since|until|till|by|before)\s+(?:the |late |early |mid-?)?$")


def published_day(article: Article) -> date | None:
    """Return the day an article was published, where it is known to the day."""
    if article.published is None or article.published_precision not in {"minute", "hour", "day"}:
        return None
    return date.fromisoformat(article.published[:10])


def find_dates(text: str, published: date | None) -> list[DateMention]:
    """Return the dates a sentence names, in text order, with offsets in ``text``.

    >>> [d.range.start for d in find_dates("On Thursday they met.", date(2025, 7, 11))]
    ['2025-07-10']
    >>> [d.range.precision for d in find_dates("They have helped since 2003.", date(2025, 7, 11))]
    ['unknown']
    """
    found: list[DateMention] = []
    for start, end, when in _matches(text, published):
        if not any(start < d.end and d.start < end for d in found):
            found.append(DateMention(start, end, when))
    return sorted(found, key=lambda d: d.start)


def _matches(text: str, published: date | None) -> Iterator[tuple[int, int, DateRange]]:
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            before = text[: match.start()]
            bound = match.group().lower().startswith("since") and "since" not in match.groupdict()
            if bound or _BEFORE_BOUND.search(before) or _OF.search(before):
                continue
            if _QUALIFIES.search(text[: match.start() + len("the ")]) and not _HAPPENING.match(
                text, match.end()
            ):
                continue
            when = read(match, published)
            if when is not None:
                yield match.start(), match.end(), when


def published_range(article: Article) -> DateRange | None:
    """Return when an article was published, no more exactly than is known; None where it is not.

    ``published`` of a coarse precision is the first day of its month or year.
    """
    if article.published is None:
        return None
    first = date.fromisoformat(article.published[:10])
    match article.published_precision:
        case "minute" | "hour" | "day":
            return day_range(first)
        case "month":
            return _month_range(first.year, first.month)
        case _:
            return _year_range(first.year)


def shift_forward(when: DateRange, published: date) -> DateRange:
    """Return the next such day for what is still to come: "will meet on Thursday".

    >>> shift_forward(day_range(date(2025, 7, 10)), date(2025, 7, 11)).start
    '2025-07-17'
    """
    if when.start is None or when.end is None:
        return when
    if when.precision == "month" and when.end < published.isoformat():  # "will meet in December"
        return _month_range(int(when.start[:4]) + 1, int(when.start[5:7]))
    if when.precision != "day":
        return when
    day = date.fromisoformat(when.start)
    if timedelta(0) < published - day < timedelta(days=DAYS_OF_WEEK):
        return day_range(day + timedelta(days=DAYS_OF_WEEK))
    return when
